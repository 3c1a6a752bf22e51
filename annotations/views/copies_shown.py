"""What pages tell of copies beside an article, in one query."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from annotations.models import Article, Copy, CopyStatus, User
from annotations.models.copy import CopyQuerySet


@dataclass(frozen=True)
class CopyRow:
    """A copy as one of its two articles sees it."""

    copy: Copy
    article: Article

    @property
    def is_of_other(self) -> bool:
        """Whether the article is the copy, and the other what it is a copy of."""
        return self.copy.article_id == self.article.pk

    @property
    def other(self) -> Article:
        """The other article."""
        return self.copy.of if self.is_of_other else self.copy.article


def copies_about(user: User, article: Article) -> list[CopyRow]:
    """What is proposed or said of an article, either way round, as far as the user may know; confirmed ones first."""
    about = Copy.objects.visible_to(user).filter(Q(article=article) | Q(of=article))
    return [CopyRow(copy, article) for copy in described(about).order_by("status", "-shared", "pk")]


def copies_among(user: User, articles: Sequence[Article]) -> dict[int, Copy]:
    """By article what it is a copy of, or for whoever decides on that most likely is."""
    about = Copy.objects.visible_to(user).filter(article__in=articles).exclude(status=CopyStatus.REFUSED)
    # Those that are confirmed come last, and stand.
    return {copy.article_id: copy for copy in described(about).order_by("-status", "shared", "-pk")}


def described(copies: CopyQuerySet) -> CopyQuerySet:
    """The same with their articles, and those's stories and outlets."""
    return copies.select_related(
        "article__story", "article__outlet__merged_into", "of__story", "of__outlet__merged_into"
    )
