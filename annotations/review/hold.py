"""Holding one's own review while it is changed."""

from annotations.models import Review, User
from annotations.review.refusals import Closed, NotThere


def hold(user: User, review_id: int) -> Review:
    """The user's own review, locked until the transaction ends: changes to one review happen one after another.

    Comes with its version, article, round and story. Raises NotThere.
    """
    own = Review.objects.of(user).select_related("version__article", "round__story")
    review = own.select_for_update(of=("self",)).filter(pk=review_id).first()
    if review is None:
        raise NotThere
    return review


def require_open(review: Review) -> None:
    """Raise Closed where the review is read only: its story is archived, or it was submitted."""
    require_current(review)
    if review.is_closed:
        raise Closed("closed", "This review was submitted and is read only. An adjudicator or admin can reopen it.")


def require_current(review: Review) -> None:
    """Raise Closed where the review's story is archived."""
    if review.round.story.is_archived:
        raise Closed("archived", "The story is archived. An admin can take it out of the archive.")
