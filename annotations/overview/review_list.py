"""The reviews that somebody looks for."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Case, Q, QuerySet, Value, When

from annotations.models import Article, Review, Round, Status, Story, User, Version
from annotations.models.search import Wanted, Where, having
from annotations.models.sorting import FAR_OFF
from annotations.models.visibility import readable
from annotations.overview.called import people_called, stories_called
from annotations.overview.followed import followed_by
from annotations.overview.listing import by_day, by_number

SORTS = {
    sort.key: sort
    for sort in (
        by_number("assigned", "assigned last first", descending=True),
        by_number("assigned-first", "assigned first first", descending=False),
        by_day("due", "due first first", "due", FAR_OFF, descending=False),
    )
}


class State(models.TextChoices):
    """Where a review stands."""

    OPEN = "open", "open"
    ASSIGNED = Status.ASSIGNED.value, "not started"
    IN_PROGRESS = Status.IN_PROGRESS.value, "in progress"
    SUBMITTED = Status.SUBMITTED.value, "submitted"


@dataclass(frozen=True)
class Reviews:
    """The reviews that the user follows, narrowed: to those of articles with certain words, too. "" narrows nothing.

    `overdue` gives those that are open and were due before `today`.
    """

    user: User
    today: datetime.date
    wanted: Wanted = field(default_factory=Wanted)
    where: Where = Where.EVERYWHERE
    state: str = ""
    reviewer: str = ""
    story: str = ""
    overdue: bool = False
    archived: bool = False

    def found(self) -> "QuerySet[Review]":
        """Those reviews, in no order."""
        found = followed_by(self.user).filter(self._kept(), self._states()).order_by()
        if self.reviewer:
            found = found.filter(reviewer__in=people_called(self.reviewer))
        if self.story:
            found = found.filter(round__story__in=stories_called(self.story, self.user))
        if self.wanted:
            articles = Article.objects.visible_to(self.user).filter(having(self.wanted, self.where, self.user))
            found = found.filter(version__article__in=articles.order_by().values("pk"))
        return found

    def _kept(self) -> Q:
        return put_away() if self.archived else ~put_away()

    def _states(self) -> Q:
        state = ~Q(status=Status.SUBMITTED) if self.state == State.OPEN else Q(status=self.state) if self.state else Q()
        return state & Q(due__lt=self.today) & ~Q(status=Status.SUBMITTED) if self.overdue else state


def put_away() -> Q:
    """A filter for reviews whose story or article is archived. Asked this way round, since few are."""
    rounds = Round.objects.filter(story__in=Story.objects.put_away().order_by().values("pk")).order_by()
    versions = Version.objects.filter(article__in=Article.objects.put_away().order_by().values("pk")).order_by()
    return Q(round__in=rounds.values("pk")) | Q(version__in=versions.values("pk"))


def described(user: User, numbers: Sequence[int]) -> list[Review]:
    """These reviews, in this order, without texts; each `is_readable` where the user may read its marks."""
    is_readable = Case(When(readable(user), then=Value(True)), default=Value(False))
    found = Review.objects.filter(pk__in=numbers).annotate(is_readable=is_readable)
    about = found.select_related("reviewer", "round__story", "version__article__outlet").defer("version__text")
    by_key = {review.pk: review for review in about}
    return [by_key[number] for number in numbers if number in by_key]
