"""sources.csv and source_names.csv: whom the claims name, what they were merged into, and all their names."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotations.exports.selection import Selection
from annotations.exports.tables.table import Columns, Table, of, own
from annotations.models import Source, SourceName


@dataclass(frozen=True)
class SourceRow:
    """An entry, and whom it stands for after all mergers: itself, where there was none."""

    entry: Source
    stands_for: Source | None


def _sources(selection: Selection) -> Iterator[SourceRow]:
    register = selection.register
    for entry in register.in_order():
        yield SourceRow(entry, register.stands_for(entry.pk))


def _names(selection: Selection) -> Iterator[SourceName]:
    for entry in selection.register.in_order():
        yield from sorted(entry.names.all(), key=lambda name: name.order)


STANDS_FOR: Columns[Source] = {
    "stands_for": lambda source: str(source.pk),
    "stands_for_name": str,
}

# `article` is filled for an unnamed source, which belongs to the one article it speaks in.
SOURCES = Table[SourceRow](
    name="sources",
    rows=_sources,
    columns=(
        own(
            {
                "source": lambda row: str(row.entry.pk),
                "name": lambda row: str(row.entry),
                "kind": lambda row: row.entry.kind,
                "affiliation": lambda row: row.entry.affiliation,
                "article": lambda row: row.entry.article_id,
                "admission": lambda row: row.entry.admission,
                "merged_into": lambda row: str(row.entry.merged_into_id) if row.entry.merged_into_id else None,
            }
        ),
        of(lambda row: row.stands_for, STANDS_FOR),
    ),
)

SOURCE_NAMES = Table[SourceName](
    name="source_names",
    rows=_names,
    columns=(
        own(
            {
                "source": lambda name: str(name.source_id),
                "order": lambda name: name.order + 1,
                "name": lambda name: name.name,
            }
        ),
    ),
)
