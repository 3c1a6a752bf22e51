"""The claims that a source vouches for, or that came through it: by story and article, with how each names it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from annotations.models import Attribution, Mode, SourceName, Span, SpanRole, User, standing_outlet
from annotations.overview.register import Voice, attributions


class Naming(NamedTuple):
    """How a claim names the source: by which entry, in which mode, through whom or for whom, and the words that attribute."""

    entry: str
    mode: str
    other: str
    cue: str


class ClaimRow(NamedTuple):
    """A claim, where it stands, and who marked it. `grade` None: not yet graded. `namings` come in the claim's order."""

    mark: UUID
    quote: str
    grade: str | None
    review: int
    reviewer: str
    namings: list[Naming]


@dataclass(frozen=True)
class ArticleGroup:
    """An article, and claims in it."""

    pk: int
    headline: str
    outlet: str
    claims: list[ClaimRow]


@dataclass(frozen=True)
class StoryGroup:
    """A story, and claims in its articles."""

    slug: str
    title: str
    articles: list[ArticleGroup]


_COLUMNS = (
    "version__article__story__slug",
    "version__article__story__title",
    "version__article",
    "version__article__headline",
    standing_outlet("version__article__outlet", "name"),
    "mark__claim__grade__key",
    "mark__review",
    "mark__review__reviewer__name",
    "mark__review__reviewer__username",
)


class Place(NamedTuple):
    """A claim's words, and what is known about where they stand: read whole, a claim a row."""

    mark: UUID
    quote: str
    story: str
    title: str
    article: int
    headline: str
    outlet: str | None
    grade: str | None
    in_review: int
    name: str
    username: str


def places(user: User, keys: Iterable[UUID], voice: Voice) -> "QuerySet[Span, tuple[Any, ...]]":
    """The claims in which these entries are named so: newest story first, by article and in text order; to be cut into pages."""
    named = attributions(user, keys, voice).values("claim")
    spans = Span.objects.filter(role=SpanRole.CLAIM, mark__in=named)
    in_order = spans.order_by("-version__article__story_id", "version__article_id", "start", "end", "mark")
    return in_order.values_list("mark", "quote", *_COLUMNS)


def grouped(rows: Iterable[tuple[Any, ...]], keys: Collection[UUID], voice: Voice) -> list[StoryGroup]:
    """These places, by story and article, each with how it names the source. Three queries."""
    found = [Place(*row) for row in rows]
    named = _namings([one.mark for one in found], keys, voice)
    return [
        StoryGroup(slug, title, list(_articles(of_story, named)))
        for (slug, title), of_story in groupby(found, key=lambda one: (one.story, one.title))
    ]


def _articles(found: Iterable[Place], named: Mapping[UUID, list[Naming]]) -> Iterator[ArticleGroup]:
    for (key, headline, outlet), of_article in groupby(found, key=lambda one: (one.article, one.headline, one.outlet)):
        claims = [
            ClaimRow(one.mark, one.quote, one.grade, one.in_review, one.name or one.username, named[one.mark])
            for one in of_article
        ]
        yield ArticleGroup(key, headline, outlet or "", claims)


def _namings(claims: Iterable[UUID], keys: Collection[UUID], voice: Voice) -> Mapping[UUID, list[Naming]]:
    rows = Attribution.objects.filter(claim__in=claims, **{f"{voice}__in": keys}).order_by("claim", "order")
    said = list(rows.values_list("pk", "claim", "source", "relayed_by", "mode"))
    cues = _cues([row[0] for row in said])
    names = _first_names({key for row in said for key in row[2:4]})
    found: dict[UUID, list[Naming]] = defaultdict(list)
    for pk, claim, source, relay, mode in said:
        entry, other = (source, relay) if voice == Voice.SOURCE else (relay, source)
        mode_words = Mode(mode).label if mode else ""
        found[claim].append(Naming(names.get(entry, ""), mode_words, names.get(other, ""), cues.get(pk, "")))
    return found


def _cues(keys: Collection[int]) -> Mapping[int, str]:
    pieces = Span.objects.filter(attribution__in=keys, role=SpanRole.CUE).order_by("attribution", "order")
    by_row = groupby(pieces.values_list("attribution", "quote"), key=lambda row: row[0])
    return {key: " … ".join(quote for _, quote in rows) for key, rows in by_row}


def _first_names(keys: Collection[UUID]) -> Mapping[UUID, str]:
    names = SourceName.objects.filter(source__in=keys).order_by("-order").values_list("source", "name")
    return dict(names)
