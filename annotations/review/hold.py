"""Holding one's own review while it is changed."""

from annotations.models import Review, User
from annotations.review.refusals import Closed, NotThere


def hold(user: User, review_id: int) -> Review:
    """The user's own review, locked until the transaction ends: changes to one review happen one after another.

    Comes with its version, article and round. Raises NotThere.
    """
    own = Review.objects.of(user).select_related("version__article", "round")
    review = own.select_for_update(of=("self",)).filter(pk=review_id).first()
    if review is None:
        raise NotThere
    return review


def require_open(review: Review) -> None:
    """Raise Closed where the review is read only."""
    if review.is_closed:
        raise Closed("closed", "This review was submitted and is read only.")
