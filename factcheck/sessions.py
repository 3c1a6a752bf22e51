"""Sessions in the database, as Django keeps them; the question for one, which every request asks, is written in SQL once."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from annotations.models.prepared import Given, Prepared

_KEPT = Prepared(
    lambda: Session.objects.filter(
        session_key=Given("key", CharField()), expire_date__gt=Given("now", DateTimeField())
    ).values_list("session_data")
)


class SessionStore(db.SessionStore):
    """Sessions as rows."""

    def load(self) -> dict[str, Any]:
        """What the session holds: nothing where it has ended, or never was."""
        found = _KEPT.row(key=self.session_key, now=timezone.now())
        return self.decode(found[0]) if found else super().load()
