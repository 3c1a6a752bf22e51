"""articles.csv of the list of articles: one record an article, in the same order. It is no table of a set."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import IO

from annotations.exports.dialects import Dialect
from annotations.exports.snapshot import consistent_view
from annotations.exports.tables.articles import MORE_OF_AN_ARTICLE
from annotations.exports.tables.table import Cell, Columns, Group, moment, of, own, yes_no
from annotations.models import Article
from annotations.models.search import Wanted
from annotations.overview.article_lines import ArticleLine, article_lines
from annotations.overview.article_list import Articles
from annotations.overview.listing import Sort, part_of

RECORDS_AT_A_TIME = 1_000


def write_articles(file: IO[bytes], asked: Articles, sort: Sort, dialect: Dialect) -> None:
    """Write the articles that are asked for into a file, from one consistent view, a thousand at a time."""
    names = [name for group in COLUMNS for name in group.names]
    with consistent_view():
        file.writelines(dialect.encode(chain([names], _records(asked, sort))))


def _records(asked: Articles, sort: Sort) -> Iterator[list[Cell]]:
    # Why an article was found is not told, so no text is read for it.
    shown, after, is_first = replace(asked, wanted=Wanted()), "", True
    while after or is_first:
        part = part_of(asked.found(), sort, after=after, size=RECORDS_AT_A_TIME)
        for line in article_lines(shown, part.numbers):
            yield [cell for group in COLUMNS for cell in group.cells(line)]
        after, is_first = part.after, False


OF_THE_ARTICLE: Columns[Article] = {
    "article": lambda article: article.pk,
    "headline": lambda article: article.headline,
    "story": lambda article: article.story.slug,
    "story_title": lambda article: article.story.title,
}
OF_THE_LIST: Columns[ArticleLine] = {
    "outlet": lambda line: str(line.outlet) if line.outlet else None,
    "added": lambda line: moment(line.article.created),
    "words": lambda line: line.words,
    "reviews": lambda line: line.reviews,
    "submitted": lambda line: line.submitted,
    "copy": lambda line: line.copy or None,
    "archived": lambda line: yes_no(line.is_archived),
}
COLUMNS: tuple[Group[ArticleLine], ...] = (
    of(lambda line: line.article, OF_THE_ARTICLE),
    own(OF_THE_LIST),
    of(lambda line: line.article, {"url": lambda article: article.address}),
    of(lambda line: line.article, MORE_OF_AN_ARTICLE),
)
