"""Who reads whose work: one table of role and state of the review, and the conditions it is made of.

One's own reviews are always readable. In a blind round nothing of another's work shows before one's own is submitted.
"""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value

from annotations.models.account import Role, User


class RoundKind(models.TextChoices):
    """Whether reviewers of a round see one another's work while they review."""

    BLIND = "blind", "blind"
    OPEN = "open", "open"


class Status(models.TextChoices):
    """Where a review stands."""

    ASSIGNED = "assigned", "not started"
    IN_PROGRESS = "in_progress", "in progress"
    SUBMITTED = "submitted", "submitted"


# A condition takes the reader and the paths of a round and a version on the outer row, and gives a filter.
Condition = Callable[[User, str, str], Q]


def _own_reviews(user: User, round_path: str) -> "QuerySet[models.Model]":
    # Settling and importing are not reviewing: they neither open nor close one's eyes to the others.
    reviews = apps.get_model("annotations", "Review")
    return reviews._default_manager.filter(reviewer=user, round=OuterRef(round_path), kind__in=["first", "revised"])


def never(_user: User, _round: str, _version: str) -> Q:
    """Nobody of this role."""
    return Q(Value(False))


def always(_user: User, _round: str, _version: str) -> Q:
    """Everybody of this role."""
    return Q(Value(True))


def after_own(user: User, round_path: str, version_path: str) -> Q:
    """Once the reader's own review of the same version, in the same round, is submitted."""
    return Q(Exists(_own_reviews(user, round_path).filter(version=OuterRef(version_path), status=Status.SUBMITTED)))


def unless_own_is_open(user: User, round_path: str, version_path: str) -> Q:
    """Unless the reader has an own review of the same version, in the same round, still to submit."""
    own_open = _own_reviews(user, round_path).filter(version=OuterRef(version_path)).exclude(status=Status.SUBMITTED)
    return ~Q(Exists(own_open))


def taking_part(user: User, round_path: str, _version: str) -> Q:
    """Whoever has a review in the same round."""
    return Q(Exists(_own_reviews(user, round_path)))


READING: dict[tuple[str, str], dict[str, Condition]] = {
    (RoundKind.BLIND, Role.REVIEWER): {
        Status.ASSIGNED: never,
        Status.IN_PROGRESS: never,
        Status.SUBMITTED: after_own,
    },
    (RoundKind.BLIND, Role.ADJUDICATOR): {
        Status.ASSIGNED: never,
        Status.IN_PROGRESS: never,
        Status.SUBMITTED: unless_own_is_open,
    },
    (RoundKind.BLIND, Role.ADMIN): dict.fromkeys(Status.values, unless_own_is_open),
    (RoundKind.OPEN, Role.REVIEWER): dict.fromkeys(Status.values, taking_part),
    (RoundKind.OPEN, Role.ADJUDICATOR): dict.fromkeys(Status.values, always),
    (RoundKind.OPEN, Role.ADMIN): dict.fromkeys(Status.values, always),
}


def readable(user: User, review: str = "") -> Q:
    """A filter for the reviews whose marks the user may read.

    `review` is the path from the filtered table to the review, with its trailing "__"; empty on reviews themselves.
    """
    cells = [
        Q(**{f"{review}round__kind": kind, f"{review}status": status})
        & condition(user, f"{review}round", f"{review}version")
        for kind in RoundKind.values
        for status, condition in READING[kind, user.role].items()
    ]
    return reduce(or_, cells, Q(**{f"{review}reviewer": user}))


def sides_readable(user: User) -> Q:
    """A filter for marks: in a blind round, another's contradiction shows once its every side could be read as well.

    A side may lie in an article that the reader has still to review; its quote would tell.
    """
    spans = apps.get_model("annotations", "Span")
    condition = READING[RoundKind.BLIND, user.role][Status.SUBMITTED]
    hidden = (
        spans._default_manager.filter(mark=OuterRef("pk"), role="side")
        .exclude(version=F("mark__review__version"))
        .exclude(condition(user, "mark__review__round", "version"))
    )
    return Q(review__reviewer=user) | Q(review__round__kind=RoundKind.OPEN) | ~Q(Exists(hidden))


def past_readable(user: User) -> Q:
    """A filter for events: in a blind round, what another's contradiction once said shows once the reader has nothing open there.

    It may have had a side, since changed, in an article that the reader has still to review.
    """
    own_open = _own_reviews(user, "mark__review__round").exclude(status=Status.SUBMITTED)
    is_told = Q(mark__review__reviewer=user) | Q(mark__review__round__kind=RoundKind.OPEN)
    return Q(mark__isnull=True) | ~Q(mark__kind="contradiction") | is_told | ~Q(Exists(own_open))


def past_of_propositions_readable(user: User, path: str = "proposition__") -> Q:
    """A filter for events: the same of what another's proposition once said. It may have had a claim, since taken out, that is hidden.

    `path` leads from the filtered table to the proposition, with its trailing "__"; empty on propositions themselves.
    """
    own_open = _own_reviews(user, f"{path}round").exclude(status=Status.SUBMITTED)
    is_told = Q(**{f"{path}reviewer": user}) | Q(**{f"{path}round__kind": RoundKind.OPEN}) | ~Q(Exists(own_open))
    return Q(**{f"{path}isnull": True}) | is_told if path else is_told
