"""Columns that several tables have, so that one thing has one name in all of them."""

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

# What the columns above read of a mark and of a span, fetched with it.
READ_OF_A_MARK = ("mark__review__reviewer", "mark__review__round__codebook")
READ_OF_A_SPAN = ("version__article__story", "version__article__outlet")
