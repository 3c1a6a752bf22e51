"""Marks made as a reviewer makes them."""

import uuid

from annotations.models import Review
from annotations.review.marks import save_mark
from tests.wire import Wire, read


def make_mark(review: Review, content: Wire) -> uuid.UUID:
    """The review's reviewer makes a mark. Its UUID."""
    mark = uuid.uuid4()
    ids = {"mark_id": mark, "change": uuid.uuid4()}
    save_mark(user=review.reviewer, review_id=review.pk, revision=0, content=read(content), **ids)
    return mark
