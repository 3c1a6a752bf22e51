"""Columns that several tables have, so that one thing has one name in all of them."""

from django.db.models import Prefetch, QuerySet

from annotations.exports.tables.table import Columns, moment
from annotations.models import Article, Mark, Review, Span, Version

ARTICLE: Columns[Article] = {
    "story": lambda article: article.story.slug,
    "article": lambda article: article.pk,
    "headline": lambda article: article.headline,
    "outlet": lambda article: article.outlet.name if article.outlet else None,
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

SPAN: Columns[Span] = {
    "start": lambda span: span.start,
    "end": lambda span: span.end,
    "quote": lambda span: span.quote,
    "prefix": lambda span: span.prefix,
    "suffix": lambda span: span.suffix,
}

MARK: Columns[Mark] = {
    "note": lambda mark: mark.note,
    "created": lambda mark: moment(mark.created),
    "updated": lambda mark: moment(mark.updated),
    "codebook": lambda mark: str(mark.review.round.codebook),
}


def fetching_shared(*, review: str, version: str) -> list["Prefetch[str]"]:
    """What the columns above read of reviews and versions, for a query to fetch along these paths.

    Fetched once a chunk, not joined to each row: thousands of marks share a few reviews. Texts are not fetched.
    """
    return [
        Prefetch(review, Review.objects.select_related("reviewer", "round__codebook")),
        Prefetch(version, described_versions()),
    ]


def described_versions() -> QuerySet[Version]:
    """Versions with their articles, without their texts."""
    return Version.objects.select_related("article__story", "article__outlet").defer("text")
