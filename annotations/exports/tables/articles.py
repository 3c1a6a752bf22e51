"""articles.csv: one record a version that was reviewed, or in which a contradiction has a side."""

from collections.abc import Iterator

from annotations.exports.selection import CHUNK, Selection
from annotations.exports.tables.shared import ARTICLE, VERSION
from annotations.exports.tables.table import Columns, Table, of, own
from annotations.models import Article, Version


def _rows(selection: Selection) -> Iterator[Version]:
    read = selection.versions().select_related("article__story", "article__outlet__merged_into").defer("text")
    yield from read.iterator(chunk_size=CHUNK)


MORE_OF_AN_ARTICLE: Columns[Article] = {
    "archived_url": lambda article: article.archived_address,
    "byline": lambda article: article.byline,
    "published": lambda article: article.published.isoformat() if article.published else None,
    "fetched": lambda article: article.fetched.isoformat() if article.fetched else None,
    "language": lambda article: article.language,
    "type": lambda article: article.type,
}

# The text itself is texts/<text_sha256>.txt.
ARTICLES = Table[Version](
    name="articles",
    rows=_rows,
    columns=(
        of(lambda version: version.article, ARTICLE),
        of(lambda version: version, VERSION),
        of(lambda version: version.article, MORE_OF_AN_ARTICLE),
        own(
            {
                "file_name": lambda version: version.file_name,
            }
        ),
    ),
)
