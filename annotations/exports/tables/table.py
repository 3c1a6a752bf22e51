"""What a table of the set is, and how its cells are written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
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
class Table(Generic[Row]):
    """One CSV file of the set: where its rows come from, and what each column says of a row, in order."""

    name: str
    rows: Callable[[Selection], Iterable[Row]]
    columns: Columns[Row]

    @property
    def file_name(self) -> str:
        """The file's name in the archive."""
        return f"{self.name}.csv"

    def records(self, selection: Selection) -> Iterator[list[Cell]]:
        """The records, one list of cells each, made as they are read."""
        for row in self.rows(selection):
            yield [cell(row) for cell in self.columns.values()]


def of(part: Callable[[Row], Part | None], columns: Columns[Part]) -> dict[str, Callable[[Row], Cell]]:
    """The columns of a part of the row, for the row itself; empty cells where the row has no such part."""
    return {name: _through(part, cell) for name, cell in columns.items()}


def _through(part: Callable[[Row], Part | None], cell: Callable[[Part], Cell]) -> Callable[[Row], Cell]:
    def read(row: Row) -> Cell:
        found = part(row)
        return None if found is None else cell(found)

    return read


def moment(value: datetime | None) -> str | None:
    """ISO 8601 in UTC, to the second, with a Z."""
    return None if value is None else value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def yes_no(value: bool | None) -> str | None:
    """A word that every program reads as text; nothing where nothing was said."""
    return None if value is None else ("yes" if value else "no")
