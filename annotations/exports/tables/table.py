"""What a table of the set is, and how its cells are written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, TypeVar

from annotations.exports.selection import Selection

# What a column may hold: words from people and articles, the product's own numbers, or nothing.
Cell = str | int | None
Row = TypeVar("Row")
Part = TypeVar("Part")
Columns = Mapping[str, Callable[[Row], Cell]]


@dataclass(frozen=True)
class Group(Generic[Row]):
    """Columns that stand side by side, and how all their cells are read from a row at once."""

    names: tuple[str, ...]
    cells: Callable[[Row], Sequence[Cell]]


@dataclass(frozen=True)
class Table(Generic[Row]):
    """One CSV file of the set: where its rows come from, and what each column says of a row, in order."""

    name: str
    rows: Callable[[Selection], Iterable[Row]]
    columns: tuple[Group[Row], ...]

    @property
    def file_name(self) -> str:
        """The file's name in the archive."""
        return f"{self.name}.csv"

    @property
    def column_names(self) -> list[str]:
        """What its first line says."""
        return [name for group in self.columns for name in group.names]

    def records(self, selection: Selection) -> Iterator[list[Cell]]:
        """The records, one list of cells each, made as they are read."""
        return map(self.record, self.rows(selection))

    def record(self, row: Row) -> list[Cell]:
        """What the columns say of one row."""
        return [cell for group in self.columns for cell in group.cells(row)]


def own(columns: Columns[Row]) -> Group[Row]:
    """The columns, read from the row itself."""
    readers = tuple(columns.values())
    return Group(tuple(columns), lambda row: [read(row) for read in readers])


def of(part: Callable[[Row], Part | None], columns: Columns[Part]) -> Group[Row]:
    """The columns of a part of the row; empty cells where the row has no such part."""
    of_part = own(columns)
    empty = (None,) * len(columns)

    def cells(row: Row) -> Sequence[Cell]:
        found = part(row)
        return empty if found is None else of_part.cells(found)

    return Group(of_part.names, cells)


def moment(value: datetime | None) -> str | None:
    """ISO 8601 in UTC, to the second, with a Z."""
    return None if value is None else value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def yes_no(value: bool | None) -> str | None:
    """A word that every program reads as text; nothing where nothing was said."""
    return None if value is None else ("yes" if value else "no")
