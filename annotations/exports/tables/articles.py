"""articles.csv: one record a version that was reviewed, or in which a contradiction has a side.

- `copy_of` is the number of the article that this one is said to be a copy of, maybe one of another story that is not in the set;
  `copy_kind` says how it came by its words.
- `copy_shared` is the share of its word sequences that stand in that one too. Figures of a story leave copies out: overview/copies.py.
"""

from collections.abc import Iterator

from django.db.models import Prefetch

from annotations.exports.selection import CHUNK, Selection
from annotations.exports.tables.shared import ARTICLE, VERSION
from annotations.exports.tables.table import Columns, Table, of, own
from annotations.models import Article, Copy, CopyStatus, Version


def _rows(selection: Selection) -> Iterator[Version]:
    copies = Copy.objects.all() if selection.user is None else Copy.objects.visible_to(selection.user)
    confirmed = Prefetch("article__copied_from", copies.filter(status=CopyStatus.CONFIRMED))
    described = selection.versions().select_related("article__story", "article__outlet__merged_into")
    read = described.prefetch_related(confirmed).defer("text")
    yield from read.iterator(chunk_size=CHUNK)


MORE_OF_AN_ARTICLE: Columns[Article] = {
    "archived_url": lambda article: article.archived_address,
    "byline": lambda article: article.byline,
    "published": lambda article: article.published.isoformat() if article.published else None,
    "fetched": lambda article: article.fetched.isoformat() if article.fetched else None,
    "language": lambda article: article.language,
    "type": lambda article: article.type,
}

# What an article is said to be a copy of: one other at most.
COPY: Columns[Copy] = {
    "copy_of": lambda copy: copy.of_id,
    "copy_kind": lambda copy: copy.kind,
    "copy_shared": lambda copy: f"{copy.shared:.6f}",
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
        of(lambda version: next(iter(version.article.copied_from.all()), None), COPY),
    ),
)
