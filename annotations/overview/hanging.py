"""What hangs on articles: what would go, or stand in the way, if they were moved, archived or deleted."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from annotations.models import Article, Copy, Review, Status, Version
from annotations.review.keeping import reviewed_or_marked, unworked


@dataclass(frozen=True)
class Hanging:
    """Of so many articles, how many nobody has worked on, and how many can be moved; and what they have.

    `closed` are those of archived stories, which are neither moved nor deleted: they are counted neither as `unworked` nor as
    `movable`, and what goes with deleted articles is counted without theirs. `reviews` are all of them, `open_reviews` those not
    submitted, `fresh_reviews` those of articles nobody has worked on.
    """

    articles: int
    archived: int
    closed: int
    unworked: int
    movable: int
    versions: int
    reviews: int
    open_reviews: int
    fresh_reviews: int
    copies: int

    @property
    def worked(self) -> int:
        """How many somebody has worked on, but for those of archived stories."""
        return self.articles - self.closed - self.unworked

    @property
    def fixed(self) -> int:
        """How many stay in their story for what was done with them."""
        return self.articles - self.closed - self.movable

    @property
    def current(self) -> int:
        """How many are not archived."""
        return self.articles - self.archived


def hanging_on(numbers: Sequence[int]) -> Hanging:
    """What hangs on these articles, in nine queries."""
    articles = Article.objects.filter(pk__in=numbers).order_by()
    still_open = articles.filter(story__archived_at__isnull=True)
    free = still_open.filter(unworked())
    reviews = Review.objects.filter(version__article__in=numbers).order_by()
    return Hanging(
        articles=articles.count(),
        archived=articles.filter(archived_at__isnull=False).count(),
        closed=articles.filter(story__archived_at__isnull=False).count(),
        unworked=free.count(),
        movable=still_open.exclude(reviewed_or_marked()).count(),
        versions=Version.objects.filter(article__in=free).count(),
        reviews=reviews.count(),
        open_reviews=reviews.exclude(status=Status.SUBMITTED).count(),
        fresh_reviews=reviews.filter(version__article__in=free).count(),
        copies=Copy.objects.filter(Q(article__in=free) | Q(of__in=free)).count(),
    )
