"""Reopening a submitted review, with a reason that its reviewer sees."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from annotations.models import Event, Review, Status, User, Verb
from annotations.models.visibility import READING
from annotations.review.events import record
from annotations.review.hold import require_current
from annotations.review.policy import may_reopen, require
from annotations.review.refusals import Conflict, NotThere, Unfit
from annotations.review.valid import require_text

LONGEST_REASON = 2_000


@dataclass(frozen=True)
class Consequence:
    """What reopening would change in who reads what.

    `read_by_reviewer`: others' reviews of the same version, in the same round, that its reviewer can read by now, and may
    have read. `hides`: whoever reopens it can't read it until it is submitted again.
    """

    read_by_reviewer: int
    hides: bool


def consequence(*, user: User, review: Review) -> Consequence:
    """What it would mean for this submitted review to be reopened by this user."""
    return Consequence(_others_readable(review).count(), hides=not _stays_readable(user, review))


def _others_readable(review: Review) -> "QuerySet[Review]":
    beside = Review.objects.filter(version=review.version_id, round=review.round_id).exclude(pk=review.pk)
    return beside.visible_to(review.reviewer).exclude(reviewer=review.reviewer_id).order_by("pk")


def _stays_readable(user: User, review: Review) -> bool:
    if review.reviewer_id == user.pk:
        return True
    condition = READING[review.round.kind, user.role][Status.IN_PROGRESS]
    return Review.objects.filter(condition(user, "round", "version"), pk=review.pk).exists()


def reopenings() -> "QuerySet[Event]":
    """The events of reopening, the last first, with who did it. That of an open review holds until it is submitted again."""
    return Event.objects.filter(verb=Verb.REOPENED).select_related("actor").order_by("-pk")


@transaction.atomic
def reopen_review(*, user: User, review_id: int, reason: str) -> Review:
    """Give a submitted review back to its reviewer, who sees the reason. Returns it as it now stands.

    The event keeps, beside the reason, which others' reviews of the same text the reviewer could read by then: from there on
    a blind review is not blind to them. Raises NotThere, NotAllowed, Closed for an archived story, Conflict where the review
    is open already, or Unfit for a reason that is empty, or longer than 2,000 code points.
    """
    review = _hold(user, review_id)
    require(may_reopen(user), "Only an adjudicator or admin can reopen a review. Ask one.")
    require_current(review)
    if not review.is_closed:
        raise Conflict("open-already", "This review is open already: it was not submitted, or somebody reopened it.")
    said = _checked(reason)
    before = _state(review) | {"others_readable": list(_others_readable(review).values_list("pk", flat=True))}
    review.status, review.submitted_at, review.nothing_to_mark = Status.IN_PROGRESS, None, False
    review.save(update_fields=["status", "submitted_at", "nothing_to_mark"])
    record(Verb.REOPENED, user=user, before=before, after=_state(review) | {"reason": said}, review=review)
    return review


def _hold(user: User, review_id: int) -> Review:
    """The review, if the user may read it, locked until the transaction ends."""
    reviews = Review.objects.visible_to(user).select_related("version__article", "round__story", "reviewer")
    review = reviews.select_for_update(of=("self",)).filter(pk=review_id).first()
    if review is None:
        raise NotThere
    return review


def _checked(reason: str) -> str:
    said = reason.strip()
    if not said:
        raise Unfit("no-reason", "Say why, so that the reviewer knows what to look at again.")
    if len(said) > LONGEST_REASON:
        raise Unfit("too-long", f"The reason is too long. Say it in {LONGEST_REASON:,} characters or fewer.")
    require_text(said)
    return said


def _state(review: Review) -> dict[str, Any]:
    return {
        "status": review.status,
        "submitted_at": review.submitted_at,
        "nothing_to_mark": review.nothing_to_mark,
    }
