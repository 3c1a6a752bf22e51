"""The articles that somebody looks for."""

import datetime
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from annotations.models import Article, Copy, CopyStatus, Status, Story, User
from annotations.models.article import ArticleQuerySet
from annotations.models.search import Wanted, Where, having
from annotations.models.sorting import LONG_PAST
from annotations.overview.called import outlets_called, stories_called
from annotations.overview.followed import followed_by
from annotations.overview.listing import by_day, by_number, by_words

SORTS = {
    sort.key: sort
    for sort in (
        by_number("added", "added last first", descending=True),
        by_number("added-first", "added first first", descending=False),
        by_day("published", "published last first", "published", LONG_PAST, descending=True),
        by_day("published-first", "published first first", "published", LONG_PAST, descending=False),
        by_words("headline", "headline, A to Z", "headline"),
    )
}


class Reviewed(models.TextChoices):
    """Whether anybody reviews an article."""

    YES = "yes", "with reviews"
    NO = "no", "without reviews"
    OPEN = "open", "with open reviews"
    SUBMITTED = "submitted", "with submitted reviews"


class Kept(models.TextChoices):
    """Whether an article, or its story, was put away."""

    CURRENT = "", "current"
    ARCHIVED = "archived", "archived"
    ALL = "all", "current and archived"


class Copied(models.TextChoices):
    """Whether an article is a copy of another one."""

    CONFIRMED = "confirmed", "copies"
    PROPOSED = "proposed", "proposed copies"
    NONE = "none", "no copies"


@dataclass(frozen=True)
class Articles:
    """The articles that the user sees, narrowed. "" and None narrow nothing. Days are those of the product's time zone."""

    user: User
    wanted: Wanted = field(default_factory=Wanted)
    where: Where = Where.EVERYWHERE
    story: str = ""
    outlet: str = ""
    language: str = ""
    type: str = ""
    published_from: datetime.date | None = None
    published_to: datetime.date | None = None
    added_from: datetime.date | None = None
    added_to: datetime.date | None = None
    reviews: str = ""
    kept: str = Kept.CURRENT
    copy: str = ""

    def found(self) -> ArticleQuerySet:
        """Those articles, in no order."""
        seen = Article.objects.visible_to(self.user).filter(having(self.wanted, self.where, self.user))
        return seen.filter(self._kept(), self._days(), self._about(), self._reviewed(), self._copied()).order_by()

    def _about(self) -> Q:
        said = {"type": self.type, "language__iexact": self.language}
        about = Q(**{name: value for name, value in said.items() if value})
        if self.story:
            about &= Q(story__in=stories_called(self.story, self.user))
        return about & Q(outlet__in=outlets_called(self.outlet, self.user)) if self.outlet else about

    def _days(self) -> Q:
        days = {
            "published__gte": self.published_from,
            "published__lte": self.published_to,
            "created__gte": _midnight(self.added_from),
            "created__lt": _midnight(self.added_to, days=1),
        }
        return Q(**{name: value for name, value in days.items() if value})

    def _kept(self) -> Q:
        # Asked this way round, since few are archived: else SQLite would begin with the many that are not, and sort them.
        archived = Q(pk__in=Article.objects.put_away().order_by().values("pk"))
        archived |= Q(story__in=Story.objects.put_away().order_by().values("pk"))
        return {Kept.ALL.value: Q(), Kept.ARCHIVED.value: archived}.get(self.kept, ~archived)

    def _reviewed(self) -> Q:
        reviews = followed_by(self.user).filter(version__article=OuterRef("pk"))
        return {
            Reviewed.YES.value: Q(Exists(reviews)),
            Reviewed.NO.value: ~Q(Exists(reviews)),
            Reviewed.OPEN.value: Q(Exists(reviews.exclude(status=Status.SUBMITTED))),
            Reviewed.SUBMITTED.value: Q(Exists(reviews.filter(status=Status.SUBMITTED))),
        }.get(self.reviews, Q())

    def _copied(self) -> Q:
        copies = Copy.objects.visible_to(self.user).filter(article=OuterRef("pk"))
        return {
            Copied.CONFIRMED.value: Q(Exists(copies.filter(status=CopyStatus.CONFIRMED))),
            Copied.PROPOSED.value: Q(Exists(copies.filter(status=CopyStatus.PROPOSED))),
            Copied.NONE.value: ~Q(Exists(copies.exclude(status=CopyStatus.REFUSED))),
        }.get(self.copy, Q())


def _midnight(day: datetime.date | None, days: int = 0) -> datetime.datetime | None:
    """The beginning of the day, or of one so many days later. None where no such time can be told."""
    if day is None or not datetime.date.min < day < datetime.date(9999, 1, 1):
        return None
    start = datetime.datetime.combine(day + datetime.timedelta(days=days), datetime.time())
    return timezone.make_aware(start)
