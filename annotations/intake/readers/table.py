"""Tables in text files: CSV, with whatever sign between the cells, and TSV."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from annotations.intake.encodings import Decoded, decoded
from annotations.intake.grid import Grid, Row
from annotations.intake.reading import Columns, Reading
from annotations.intake.texts import check_file

# Python's own limit is 131,072 characters a cell. How long a text may be is said elsewhere, and a file's size bounds it.
csv.field_size_limit(2**31 - 1)

_SIGNS = (",", ";", "\t", "|")
# Stands in no text, so that a line is one cell.
_NO_SIGN = "\x1f"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_HEAD = 65_536
_HEAD_ROWS = 60
_ADVICE = "Put quotation marks round cells with line ends in them, or with the sign that parts cells."


@dataclass(frozen=True)
class Form:
    """How a table is written: the sign between its cells, and whether quotation marks hold a cell together."""

    sign: str
    is_quoted: bool = True


class Table:
    """CSV and TSV. The sign between cells is found from the table itself, as is whether its first row names the columns."""

    key = "table"
    label = "CSV or TSV"
    suffixes: Sequence[str] = (".csv", ".tsv", ".tab")
    version = "1"

    def recognises(self, head: bytes) -> bool:  # noqa: ARG002
        """Nothing tells a table from a text by its beginning."""
        return False

    def columns(self, raw: bytes) -> Columns:
        """Its columns. Raises Unfit as `decoded` does, or `empty`."""
        return _grid(_read(raw)).columns()

    def read(self, raw: bytes, *, name: str, fields: Mapping[str, str] | None = None) -> Reading:  # noqa: ARG002
        """An article a row. A row with more or fewer cells than there are columns is refused by its number, the others read.

        Raises Unfit as `columns` does, or `no-text`.
        """
        read = _read(raw)
        return Reading(_grid(read).found(fields), read.encoding, read.is_sure)


def _read(raw: bytes) -> Decoded:
    check_file(raw)
    return decoded(raw)


def _grid(read: Decoded) -> Grid:
    form = form_of(read.text)
    return Grid(lambda: _rows(read.text, form), _ADVICE)


def form_of(text: str) -> Form:
    """How the table is written: the form in which most rows have as many cells as one another, and the most of them."""
    forms = [*(Form(sign) for sign in _SIGNS), Form("\t", is_quoted=False)]
    best = max(forms, key=lambda form: _likeness(text, form))
    return best if _likeness(text, best) > (0, 0) else Form(_NO_SIGN)


def _likeness(text: str, form: Form) -> tuple[float, int]:
    """Which share of the first rows are alike, and how wide they are; (0, 0) where there is one column."""
    rows = list(islice(_rows(text[:_HEAD], form), _HEAD_ROWS))
    if len(rows) > 1 and len(text) > _HEAD:
        rows.pop()
    widths = [len(row.cells) for row in rows if row.cells or row.fault]
    if not widths:
        return 0, 0
    width, alike = Counter(widths).most_common(1)[0]
    share = round(alike / len(widths), 1)
    is_one_column = width < 2 or (widths[0] == 1 and share < 0.9)
    return (0, 0) if is_one_column else (share, width)


def _rows(text: str, form: Form) -> Iterator[Row]:
    """The rows, numbered as a spreadsheet would: one that breaks the rules of quoting has a fault and no cells."""
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if form.is_quoted else csv.QUOTE_NONE
    # No io.StringIO, which takes four bytes for each letter.
    lines = (line[0] for line in _LINE.finditer(text))
    reader = csv.reader(lines, delimiter=form.sign, quoting=quoting, strict=True)
    number = 0
    while True:
        number, line = number + 1, reader.line_num + 1
        place = f"Row {number:,}" if number == line else f"Row {number:,} (line {line:,})"
        try:
            yield Row(number, place, next(reader))
        except StopIteration:
            return
        except csv.Error:
            yield Row(number, place, (), _fault(place, reader.line_num - line))


def _fault(place: str, lines: int) -> str:
    reach = f" All from there on, {lines + 1:,} lines, was taken for one cell." if lines > 0 else ""
    return f"{place} has a quotation mark that is not closed, or one within a cell that is not written twice.{reach}"
