"""Columns that several tables have, so that one thing has one name in all of them."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import datetime
from itertools import islice
from typing import Any, Protocol

from django.db.models import Prefetch, QuerySet

from annotations.exports.selection import CHUNK
from annotations.exports.tables.table import Columns, moment
from annotations.models import Article, Grade, Review, Version


class Placed(Protocol):
    """A span, or what was read of one."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def quote(self) -> str: ...
    @property
    def prefix(self) -> str: ...
    @property
    def suffix(self) -> str: ...


class Kept(Protocol):
    """A mark, or what was read of one."""

    @property
    def note(self) -> str: ...
    @property
    def created(self) -> datetime: ...
    @property
    def updated(self) -> datetime: ...


ARTICLE: Columns[Article] = {
    "story": lambda article: article.story.slug,
    "article": lambda article: article.pk,
    "headline": lambda article: article.headline,
    "outlet": lambda article: str(article.outlet) if article.outlet else None,
    "url": lambda article: article.address,
}

VERSION: Columns[Version] = {
    "version": lambda version: version.number,
    "text_sha256": lambda version: version.sha256,
}

REVIEW: Columns[Review] = {
    "review": lambda review: review.pk,
    "reviewer": lambda review: review.reviewer.username,
    "round": lambda review: review.round.number,
    "review_kind": lambda review: review.kind,
    "status": lambda review: review.status,
}

SPAN: Columns[Placed] = {
    "start": lambda span: span.start,
    "end": lambda span: span.end,
    "quote": lambda span: span.quote,
    "prefix": lambda span: span.prefix,
    "suffix": lambda span: span.suffix,
}

GRADE: Columns[Grade] = {
    "grade": lambda grade: grade.key,
    "grade_rank": lambda grade: grade.rank,
    "grade_label": lambda grade: grade.label,
}

MARK: Columns[Kept] = {
    "note": lambda mark: mark.note,
    "created": lambda mark: moment(mark.created),
    "updated": lambda mark: moment(mark.updated),
}


def fetching_shared(*, review: str, version: str) -> list["Prefetch[str]"]:
    """What the columns above read of reviews and versions, for a query to fetch along these paths.

    Fetched once a chunk, not joined to each row: thousands of marks share a few reviews. Texts are not fetched.
    """
    return [
        Prefetch(review, described_reviews()),
        Prefetch(version, described_versions()),
    ]


def described_reviews() -> QuerySet[Review]:
    """Reviews with their reviewers and codebooks."""
    return Review.objects.select_related("reviewer", "round__codebook")


def described_versions() -> QuerySet[Version]:
    """Versions with their articles, without their texts."""
    return Version.objects.select_related("article__story", "article__outlet__merged_into").defer("text")


class Described:
    """Reviews and versions by number: those of the newest chunk, kept from the one before where it shares them."""

    def __init__(self) -> None:
        self.reviews: dict[int, Review] = {}
        self.versions: dict[int, Version] = {}

    def fetch(self, *, reviews: AbstractSet[int], versions: AbstractSet[int]) -> None:
        """Have these at hand, and no others."""
        self.reviews = _renewed(self.reviews, reviews, described_reviews())
        self.versions = _renewed(self.versions, versions, described_versions())


def _renewed(held: dict[int, Any], wanted: AbstractSet[int], every: QuerySet[Any]) -> dict[int, Any]:
    missing = wanted - held.keys()
    return {key: held[key] for key in wanted & held.keys()} | (every.in_bulk(missing) if missing else {})


def in_chunks(rows: QuerySet[Any, Any]) -> Iterator[list[Any]]:
    """The rows as they are read, a chunk at a time, for what belongs to them to be fetched beside."""
    read = iter(rows.iterator(chunk_size=CHUNK))
    while chunk := list(islice(read, CHUNK)):
        yield chunk
