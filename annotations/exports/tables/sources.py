"""sources.csv and source_names.csv: whom the claims name, what they were merged into, and all their names."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from annotations.exports.selection import Selection
from annotations.exports.tables.table import Columns, Table, of, own
from annotations.models import Attribution, Source, SourceName
from annotations.overview.sources import Mergers, stands_for


@dataclass(frozen=True)
class SourceRow:
    """An entry, and whom it stands for after all mergers: itself, where there was none.

    `claims` are credited to it as the register stands now, `relays` came through it; none to one that was merged.
    """

    entry: Source
    stands_for: Source | None
    claims: int
    relays: int


def _sources(selection: Selection) -> Iterator[SourceRow]:
    register = selection.register
    claims, relays = _counted(selection, "source"), _counted(selection, "relayed_by")
    for entry in register.in_order():
        yield SourceRow(entry, register.stands_for(entry.pk), claims.get(entry.pk, 0), relays.get(entry.pk, 0))


def _counted(selection: Selection, named_as: str) -> dict[UUID, int]:
    """By entry that stands for itself: how many claims name it, or one merged into it, in this way."""
    entries = selection.register.entries.items()
    mergers = Mergers({key: entry.merged_into_id for key, entry in entries if entry.merged_into_id})
    named = Attribution.objects.filter(claim__mark__in=selection.marks(), **{f"{named_as}__isnull": False}).order_by()
    grouped = named.annotate(entry=stands_for(mergers.among(mergers.into), named_as)).values_list("entry")
    return dict(grouped.annotate(count=Count("claim", distinct=True)))


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
        own(
            {
                "claims": lambda row: row.claims,
                "relays": lambda row: row.relays,
            }
        ),
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
