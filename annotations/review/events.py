"""Writing down who did what."""

import uuid
from typing import Any

from django.utils import timezone

from annotations.models import Event, User, Verb
from annotations.review.refusals import Conflict


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


def first_answer(user: User, change: uuid.UUID, **about: Any) -> Any:
    """What stood after this change when it was made; None where it is new.

    Raises Conflict where the UUID is another person's, or of a change to something else.
    """
    event = Event.objects.filter(change=change).first()
    if event is None:
        return None
    if event.actor_id != user.pk or any(getattr(event, name) != value for name, value in about.items()):
        raise Conflict("change-taken", "This change has the number of another one. Reload the page and make it again.")
    return event.after
