"""Writing down who did what."""

import uuid
from typing import Any

from django.utils import timezone

from annotations.models import Event, User, Verb


def record(
    verb: Verb,
    *,
    user: User | None,
    change: uuid.UUID | None = None,
    before: Any = None,
    after: Any = None,
    **about: Any,
) -> Event:
    """Append one event. `about` names its story, article, review, mark or source. `user` None is the command line.

    `change` is the UUID that whoever asked gave to the change; where nobody did, one is made.
    """
    return Event.objects.create(
        verb=verb,
        actor=user,
        change=change or uuid.uuid4(),
        at=timezone.now(),
        before=before,
        after=after,
        **about,
    )
