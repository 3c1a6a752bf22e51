"""Writing down who did what, and making each change once."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from annotations.models import Event, User, Verb
from annotations.models.prepared import insert
from annotations.review.refusals import Conflict, Refusal

Answer = TypeVar("Answer")


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
    event = Event(
        verb=verb,
        actor=user,
        change=change or uuid.uuid4(),
        at=timezone.now(),
        before=before,
        after=after,
        **about,
    )
    insert(event)
    return event


def record_all(verb: Verb, *, user: User | None, about: Iterable[tuple[Any, dict[str, Any]]]) -> None:
    """Append an event for each, in one query: what is after, and what `record` would be told that it is about."""
    now = timezone.now()
    rows = (Event(verb=verb, actor=user, change=uuid.uuid4(), at=now, after=after, **named) for after, named in about)
    Event.objects.bulk_create(rows)


def made_once(
    make: Callable[[], Answer], first: Callable[[Event], Answer], *, user: User, change: uuid.UUID, **about: Any
) -> Answer:
    """Make a change in one transaction, and give its answer: the first one (`first` reads it) where it was made before.

    A change is made once because the table holds its UUID once. So whether it was made before is not asked beforehand, of
    every change, but where it is refused. Raises what `make` raises, or Conflict where the UUID is that of another change.
    """
    try:
        with transaction.atomic():
            return make()
    except (Refusal, IntegrityError):
        event = _first_event(user, change, **about)
        if event is None:
            raise
        return first(event)


def _first_event(user: User, change: uuid.UUID, **about: Any) -> Event | None:
    """What was written down when this change was made, `after` being its first answer; None where it never was.

    Raises Conflict where the UUID is another person's, or of a change to something else.
    """
    event = Event.objects.filter(change=change).first()
    if event is None:
        return None
    if event.actor_id != user.pk or any(getattr(event, name) != value for name, value in about.items()):
        raise Conflict("change-taken", "This change has the number of another one. Reload the page and make it again.")
    return event
