"""Submitting a review: from then on it is read only, until somebody reopens it."""

from django.db import transaction
from django.utils import timezone

from annotations.models import Review, Status, User, Verb
from annotations.review.events import record
from annotations.review.hold import hold, require_open
from annotations.review.refusals import Unfit


@transaction.atomic
def submit_review(*, user: User, review_id: int, nothing_to_mark: bool = False) -> Review:
    """Submit one's own review. `nothing_to_mark` says: I read it, and there is nothing to mark.

    Raises NotThere, Closed, or Unfit where "nothing to mark" and the marks gainsay each other.
    """
    require_open(hold(user, review_id))
    review = Review.objects.of(user).get(pk=review_id)
    _check_nothing(review, nothing_to_mark)
    before = {"status": review.status}
    review.status, review.submitted_at, review.nothing_to_mark = (
        Status.SUBMITTED,
        timezone.now(),
        nothing_to_mark,
    )
    review.save(update_fields=["status", "submitted_at", "nothing_to_mark"])
    after = {"status": review.status, "nothing_to_mark": nothing_to_mark}
    record(Verb.SUBMITTED, user=user, before=before, after=after, review=review)
    return review


def _check_nothing(review: Review, nothing_to_mark: bool) -> None:
    marked = review.marks.standing().exists()
    if nothing_to_mark and marked:
        raise Unfit("marks-stand", "The review has marks. Withdraw them, or submit it with them.")
    if not nothing_to_mark and not marked:
        raise Unfit(
            "nothing-said",
            "The review has no mark. Say that you read it and there is nothing to mark, or go on reading.",
        )
