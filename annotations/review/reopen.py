"""Reopening a submitted review, with a reason that its reviewer sees."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from annotations.models import Event, Review, ReviewKind, RoundKind, Status, User, Verb
from annotations.models.visibility import READING
from annotations.review.events import record
from annotations.review.hold import require_article_current, require_current
from annotations.review.policy import may_reopen, require
from annotations.review.refusals import Conflict, NotThere, Refusal, Unfit
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


def reopened_out_of_sight(*, user: User, review_id: int) -> Review | None:
    """The review that this user was the last to reopen and, as its round is blind, can't read until it is submitted again."""
    last = (
        reopenings().filter(review=review_id).select_related("review__version__article", "review__round__story").first()
    )
    if last is None or last.review is None or last.actor_id != user.pk:
        return None
    is_hidden = not Review.objects.visible_to(user).filter(pk=review_id).exists()
    return last.review if is_hidden and last.review.status == Status.IN_PROGRESS else None


@transaction.atomic
def reopen_review(*, user: User, review_id: int, reason: str) -> Review:
    """Give a submitted review back to its reviewer, who sees the reason. Returns it as it now stands.

    The event keeps, beside the reason, which others' reviews of the same text the reviewer could read by then: from there on
    a blind review is not blind to them. Raises NotThere; NotAllowed for a reviewer, and of one's own blind review once the
    others' could be read; Closed for an archived story or article; Conflict where the review is open already, or is neither a first nor a
    revised one; Unfit for a reviewer whose account is not active, or a reason that is empty or longer than 2,000 code points.
    """
    review = _hold(user, review_id)
    require(may_reopen(user), "Only an adjudicator or admin can reopen a review. Ask one.")
    require_current(is_archived=review.round.story.is_archived)
    require_article_current(is_archived=review.version.article.is_archived)
    if not review.is_closed:
        raise Conflict("open-already", "This review is open already: it was not submitted, or somebody reopened it.")
    _require_reopenable(user, review)
    said = _checked(reason)
    before = _state(review) | {"others_readable": list(_others_readable(review).values_list("pk", flat=True))}
    review.status, review.submitted_at, review.nothing_to_mark = Status.IN_PROGRESS, None, False
    review.save(update_fields=["status", "submitted_at", "nothing_to_mark"])
    record(Verb.REOPENED, user=user, before=before, after=_state(review) | {"reason": said}, review=review)
    return review


def _hold(user: User, review_id: int) -> Review:
    """The review, if the user may read it, locked until the transaction ends."""
    reviews = Review.objects.visible_to(user).select_related("version__article", "round__story", "reviewer")
    review = reviews.select_for_update(of=("self",), no_key=True).filter(pk=review_id).first()
    if review is None:
        raise NotThere
    return review


def hindrance(*, user: User, review: Review) -> str:
    """Why this user can't reopen this submitted review, as a sentence; "" where nothing about the review stands against it."""
    try:
        _require_reopenable(user, review)
    except Refusal as refusal:
        return refusal.words
    return ""


def _require_reopenable(user: User, review: Review) -> None:
    """Whether its reviewer could go on with it, as blind as it was. Raises Conflict, Unfit or NotAllowed."""
    if review.kind not in {ReviewKind.FIRST, ReviewKind.REVISED}:
        words = f"This review is {review.get_kind_display()}: nobody goes on with it. Reopen a reviewer’s own review instead."
        raise Conflict("other-kind", words)
    if not review.reviewer.is_active:
        raise Unfit(
            "inactive",
            f"The account of {review.reviewer} is not active. Leave the review submitted, or have an admin make the account "
            "active again.",
        )
    is_own_and_blind = review.reviewer_id == user.pk and review.round.kind == RoundKind.BLIND
    require(
        not (is_own_and_blind and _others_readable(review).exists()),
        "You have read the others’ reviews by now. Another adjudicator or an admin can reopen yours.",
    )


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
