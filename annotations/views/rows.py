"""What a list shows in one line of each story or article, in a number of queries that does not grow with the lines."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import overload

from django.db.models import Case, Count, Max, Min, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from annotations.models import (
    Article,
    Copy,
    Event,
    MarkKind,
    Review,
    Role,
    Round,
    SpanRole,
    Status,
    Story,
    User,
    standing_outlet,
)
from annotations.models.visibility import readable
from annotations.overview.followed import followed_by
from annotations.overview.listing import LARGEST_NUMBER, MOST_COUNTED, ROWS_A_PAGE, Part
from annotations.overview.scope import Scope
from annotations.views.copies_shown import copies_among

EVENTS_LOOKED_AT = 500


class ByNewestWork(Sequence[Story]):
    """Stories in their order for a list, to be counted and sliced by a paginator.

    First come those that the newest events tell of, the newest first; then the others, the newest made first. Only so many
    events are looked at: the newest of all events of each story would be a walk over the whole history for each page.
    """

    def __init__(self, stories: "QuerySet[Story]", user: User) -> None:
        order = _worked_lately(user)
        found = stories.in_bulk(order)
        self._lately = [found[story] for story in order if story in found]
        self._others = stories.exclude(pk__in=found).order_by("-pk")

    def part(self, *, after: str = "", before: str = "", size: int = ROWS_A_PAGE) -> Part:
        """The stories behind the one whose number `after` gives, or those right before that of `before`; the first without."""
        number = after or before
        place = (
            int(number)
            if number.isascii() and number.isdecimal() and len(number) < 20 and int(number) <= LARGEST_NUMBER
            else None
        )
        if place is None:
            # Counted as they are read, as in `part_of`.
            found = [story.pk for story in self._lately]
            found += self._others.values_list("pk", flat=True)[: max(size, MOST_COUNTED) + 1]
            return Part(found[:size], after=str(found[size - 1]) if len(found) > size else "", count=len(found))
        if after:
            shown = self._behind(place, size + 1)
            return Part(shown[:size], _first(shown), str(shown[size - 1]) if len(shown) > size else "")
        shown = self._before(place, size + 1)
        return Part(shown[-size:], _first(shown[-size:]) if len(shown) > size else "", str(shown[-1]) if shown else "")

    def _behind(self, place: int, size: int) -> list[int]:
        lately = [story.pk for story in self._lately]
        if place not in lately:
            return list(self._others.filter(pk__lt=place).values_list("pk", flat=True)[:size])
        found = lately[lately.index(place) + 1 :][:size]
        return [*found, *self._others.values_list("pk", flat=True)[: size - len(found)]]

    def _before(self, place: int, size: int) -> list[int]:
        lately = [story.pk for story in self._lately]
        if place in lately:
            return lately[: lately.index(place)][-size:]
        newer = self._others.filter(pk__gt=place).order_by("pk").values_list("pk", flat=True)
        found = list(newer[:size])[::-1]
        more = min(size - len(found), len(lately))
        return [*lately[len(lately) - more :], *found]

    def __len__(self) -> int:
        return len(self._lately) + self._others.count()

    @overload
    def __getitem__(self, place: int) -> Story: ...
    @overload
    def __getitem__(self, place: slice) -> list[Story]: ...
    def __getitem__(self, place: int | slice) -> Story | list[Story]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        first, past = (max(0, border - len(self._lately)) for border in (place.start or 0, place.stop))
        return [*self._lately[place], *self._others[first:past]]


def _first(numbers: list[int]) -> str:
    return str(numbers[0]) if numbers else ""


def _worked_lately(user: User) -> list[int]:
    """The stories of the newest events that the user may know of: the reviewer's own, for adjudicators and admins all."""
    events = Event.objects.filter(actor=user) if user.role == Role.REVIEWER else Event.objects.all()
    newest = events.order_by("-pk").values_list(Coalesce("review__round__story", "story"), flat=True)
    return list(dict.fromkeys(story for story in newest[:EVENTS_LOOKED_AT] if story))


@dataclass
class StoryRow:
    """One story in a list. `reviews` counts those that the user follows, `submitted` how many of them are in.

    `worked` is the time of the newest text, or of the newest event in the reviews that the user follows.
    """

    story: Story
    worked: datetime
    articles: int = 0
    outlets: list[str] = field(default_factory=list)
    reviews: int = 0
    submitted: int = 0

    @property
    def percent(self) -> int:
        """How much of the reviewing is done, rounded down."""
        return 100 * self.submitted // self.reviews if self.reviews else 0


def story_rows(user: User, stories: Iterable[Story]) -> list[StoryRow]:
    """A row for each story, in the same order, in three queries."""
    rows = {story.pk: StoryRow(story, story.created) for story in stories}
    articles = Article.objects.filter(story__in=rows).annotate(outlet_name=standing_outlet("outlet", "name"))
    by_outlet = articles.order_by("outlet_name").values_list("story", "outlet_name")
    counted = by_outlet.annotate(count=Count("pk", distinct=True), loaded=Max("versions__created"))
    for story, outlet, count, loaded in counted:
        rows[story].articles += count
        rows[story].outlets += [outlet] if outlet else []
        rows[story].worked = max(rows[story].worked, loaded or rows[story].worked)
    for story, status, count, last in _states(user, rows):
        rows[story].reviews += count
        rows[story].submitted += count if status == Status.SUBMITTED else 0
        rows[story].worked = max(rows[story].worked, last or rows[story].worked)
    return list(rows.values())


def _states(user: User, stories: Iterable[int]) -> Iterable[tuple[int, str, int, datetime | None]]:
    """By story and state: how many of the reviews that the user follows, and when something was last done in one."""
    # The rounds by number, so that the reviews are found by reviewer and round together.
    rounds = list(Round.objects.filter(story__in=stories).values_list("pk", flat=True))
    # The last event of a review is one step in an index, where the newest of all marks would be a walk over them.
    last = Event.objects.filter(review=OuterRef("pk")).order_by("-pk").values("at")[:1]
    reviews = followed_by(user).filter(round__in=rounds).order_by().values_list("round__story", "status")
    return reviews.annotate(count=Count("pk"), last=Max(Subquery(last)))


@dataclass(frozen=True)
class Badge:
    """How many marks of one kind, and of claims of one grade, an article has. `key` stands on the badge."""

    key: str
    shape: str
    words: str
    count: int


_SHAPES = {MarkKind.TYPO: ("t", "t"), MarkKind.CONTRADICTION: ("x", "c")}


def _badge(kind: str, grade: str | None, count: int) -> Badge:
    words = f"{count} {MarkKind(kind).label}{'s' if count > 1 else ''}"
    if kind != MarkKind.CLAIM:
        key, shape = _SHAPES[MarkKind(kind)]
        return Badge(key, shape, words, count)
    if grade is None:
        return Badge("?", "x", f"{words} not yet graded", count)
    return Badge(grade, grade, f"{words} of grade {grade}", count)


def badges(scope: Scope, articles: Sequence[Article]) -> dict[int, list[Badge]]:
    """By article the marks of the scope: claims by grade, the best first, then typos and contradictions.

    Two queries. A mark counts once for each reviewer who made it, a contradiction in each article in which it has a side. Those of
    a copy count too: it has a line of its own.
    """
    counting = scope.counting_copies()
    marks = counting.marks(MarkKind.CLAIM, MarkKind.TYPO).filter(review__version__article__in=articles)
    groups = marks.values_list("review__version__article", "kind", "claim__grade__key")
    at_sides = counting.marks(MarkKind.CONTRADICTION).filter(
        spans__role=SpanRole.SIDE, spans__version__article__in=articles
    )
    clashing = at_sides.values_list("spans__version__article").annotate(count=Count("pk", distinct=True))
    counted: list[tuple[int, str, str | None, int, int | None]] = [
        *groups.annotate(count=Count("pk"), place=Min("claim__grade__order")),
        *((article, MarkKind.CONTRADICTION.value, None, count, None) for article, count in clashing),
    ]
    by_article: dict[int, list[Badge]] = defaultdict(list)
    for article, kind, grade, count, _place in sorted(counted, key=_badge_order):
        by_article[article].append(_badge(kind, grade, count))
    return by_article


def _badge_order(group: tuple[int, str, str | None, int, int | None]) -> tuple[int, bool, int]:
    _article, kind, _grade, _count, place = group
    return list(MarkKind).index(MarkKind(kind)), place is None, place or 0


@dataclass(frozen=True)
class ArticleRow:
    """One article of a story. `reviews` are those that the user follows, `own` the user's own newest, if any.

    `copy` says of what it is a copy, or for whoever decides on that is proposed to be; None for nothing that the user may know of.
    """

    article: Article
    reviews: list[Review]
    own: Review | None
    badges: list[Badge]
    copy: Copy | None = None


def article_rows(user: User, articles: Sequence[Article], scope: Scope) -> list[ArticleRow]:
    """A row for each article, in the same order, in four queries and those of the scope, whose marks are counted.

    Each review has `is_readable`: may the user read its marks?
    """
    by_article = defaultdict(list)
    for review in reviews_of(user, articles):
        by_article[review.version.article_id].append(review)
    counted, copies = badges(scope, articles), copies_among(user, articles)
    return [
        ArticleRow(
            article,
            by_article[article.pk],
            own_review(by_article[article.pk], user),
            counted.get(article.pk, []),
            copies.get(article.pk),
        )
        for article in articles
    ]


def reviews_of(user: User, articles: Iterable[Article]) -> "QuerySet[Review]":
    """The reviews of these articles that the user follows, in the order in which they were assigned, with `is_readable`."""
    reviews = followed_by(user).filter(version__article__in=articles).order_by("pk")
    is_readable = Case(When(readable(user), then=Value(True)), default=Value(False))
    return (
        reviews.annotate(is_readable=is_readable).select_related("reviewer", "round", "version").defer("version__text")
    )


def own_review(reviews: Iterable[Review], user: User) -> Review | None:
    """The user's own newest of these reviews, if any."""
    return max((one for one in reviews if one.reviewer_id == user.pk), key=lambda one: one.pk, default=None)
