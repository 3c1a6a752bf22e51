"""Rows of cells, as tables and workbooks have them: which row names the columns, and each other one as a record."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from annotations.intake.columns import LONGEST_NAME, SAMPLE, Record, columns_of, field_by_name, in_a_line, is_opaque
from annotations.intake.days import read_day
from annotations.intake.reading import Columns, Found
from annotations.intake.rows import found_in, meaning_of
from annotations.intake.texts import cut
from annotations.review.refusals import Unfit

Cell = str | datetime.date

# Above the names there may be a title and some remarks.
_ABOVE = 50
_MOST_COLUMNS = 1_000


@dataclass(frozen=True)
class Row:
    """A row: its number as a spreadsheet shows it, where that is, and its cells. `fault` says why it has none."""

    number: int
    place: str
    cells: Sequence[Cell]
    fault: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return not self.fault and not any(in_a_line(cell) for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    """A table, with its rows to go through as often as is wished.

    `advice` says what to do about a row that does not fit. `may_be_short`: empty cells at a row's end are not written,
    so that only what is beyond the last column is odd.
    """

    rows: Callable[[], Iterable[Row]]
    advice: str
    may_be_short: bool = False

    def columns(self) -> Columns:
        """Its columns. Raises Unfit, `empty`, for a table without rows."""
        heading = self.heading()
        return columns_of(self._sample(heading), heading.names)

    def found(self, fields: Mapping[str, str] | None) -> Iterator[Found]:
        """Its texts, a row after the other. Raises Unfit at once where it has no rows, or no column with the text."""
        heading = self.heading()
        sample = self._sample(heading)
        meaning = meaning_of(columns_of(sample, heading.names).proposed if fields is None else fields, sample)
        return (
            Found("", refused=row.fault) if row.fault else found_in(heading.record(row), meaning, row.place)
            for row in self._below(heading, self.rows())
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is no row with something in it."""
        return all(row.is_empty for row in self._first)

    def heading(self) -> "Heading":
        """What its columns are called. Raises Unfit, `empty`."""
        first = [row for row in self._first[:_ABOVE] if not row.is_empty]
        filled = [row for row in first if not row.fault]
        if not filled:
            why = first[0].fault if first else "There is nothing in this table. Choose one with rows in it."
            raise Unfit("empty", why)
        return _heading(filled, may_be_short=self.may_be_short)

    def _sample(self, heading: "Heading") -> list[Record]:
        return [heading.record(row) for row in self._below(heading, self._first) if not row.fault]

    @cached_property
    def _first(self) -> list[Row]:
        return list(islice(self.rows(), SAMPLE))

    def _below(self, heading: "Heading", rows: Iterable[Row]) -> Iterator[Row]:
        """Of the rows, those with something in them below the names. One that does not fit those has a fault."""
        for row in rows:
            if row.fault:
                yield row
            elif row.number > heading.number and not row.is_empty:
                yield self._held_against(heading, row)

    def _held_against(self, heading: "Heading", row: Row) -> Row:
        width, cells = len(heading.names), len(row.cells)
        has_more = any(in_a_line(cell) for cell in row.cells[width:])
        if not has_more and (cells >= width or self.may_be_short):
            return row
        why = (
            f"{row.place} has {_counted(cells, 'cell')}, where the table has {_counted(width, 'column')}. {self.advice}"
        )
        return Row(row.number, row.place, (), why)


@dataclass(frozen=True)
class Heading:
    """The names of the columns, and the number of the row that they stand in, 0 where they stand nowhere."""

    names: Sequence[str]
    number: int

    def record(self, row: Row) -> Record:
        """What stands in the row under each name."""
        return dict(zip(self.names, row.cells, strict=False))


def _heading(rows: Sequence[Row], *, may_be_short: bool) -> Heading:
    """The first row as wide as most are, if its cells look like names; else the columns are numbered.

    Where empty cells at the end are not written, the first row of two cells or more, named as far as the widest goes.
    """
    widths = [len(row.cells) for row in rows]
    width = max(widths) if may_be_short else Counter(widths).most_common(1)[0][0]
    if width > _MOST_COLUMNS:
        raise Unfit(
            "too-large", f"A table has {_MOST_COLUMNS:,} columns at most, and this one {width:,}. Leave some out."
        )
    fitting = [row for row in rows if (len(row.cells) > 1 if may_be_short else len(row.cells) == width)]
    named = next((row for row in rows if _known(row) > 1), (fitting or rows)[0])
    if not _are_names(named.cells):
        return Heading([f"column {place}" for place in range(1, width + 1)], 0)
    cells = [*named.cells, *[""] * (width - len(named.cells) if may_be_short else 0)]
    return Heading(_names(cells), named.number)


def _known(row: Row) -> int:
    return sum(isinstance(cell, str) and bool(field_by_name(cell)) for cell in row.cells)


def _are_names(cells: Sequence[Cell]) -> bool:
    """Whether a row of these names the columns: one of a usual name is enough, otherwise none may look like a value."""
    words = [in_a_line(cell) for cell in cells]
    if any(len(each) <= LONGEST_NAME and field_by_name(each) for each in words):
        return True
    return not any(_is_value(each) for each in words if each) and len({*words} - {""}) == len(words)


def _is_value(words: str) -> bool:
    return len(words) > LONGEST_NAME or is_opaque(words) or "://" in words or read_day(words).day is not None


def _names(cells: Iterable[Cell]) -> list[str]:
    """The cells as names that differ: one without words is called by its place, and the second "title" is "title (2)"."""
    names: dict[str, None] = {}
    for place, cell in enumerate(cells, 1):
        name = cut(in_a_line(cell), LONGEST_NAME) or f"column {place}"
        again = (f"{name} ({number})" for number in range(2, place + 2))
        names[name if name not in names else next(each for each in again if each not in names)] = None
    return list(names)


def _counted(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"
