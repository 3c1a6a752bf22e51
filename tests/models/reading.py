"""Marks to be read, and who reads them."""

import uuid
from collections.abc import Callable

from django.utils import timezone

from annotations.models import (
    Article,
    Event,
    Mark,
    MarkKind,
    Review,
    Source,
    Story,
    User,
    Verb,
    Version,
)
from annotations.review.events import record

Assign = Callable[..., Review]


def person(role: str) -> User:
    return User.objects.create(username=f"a-{role}", role=role)


def mark(review: Review, kind: MarkKind = MarkKind.CLAIM) -> Mark:
    now = timezone.now()
    made = Mark.objects.create(id=uuid.uuid4(), review=review, kind=kind, number=1, created=now, updated=now)
    record(Verb.MARKED, user=review.reviewer, review=review, mark=made)
    return made


def reads(user: User, row: Review | Mark | Source | Story | Article | Version | Event) -> bool:
    """Whether the row is among those of its table that the user may read."""
    times = list(type(row).objects.visible_to(user)).count(row)
    assert times in {0, 1}
    return bool(times)
