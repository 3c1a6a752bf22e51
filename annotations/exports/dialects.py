"""How a table becomes the bytes of a CSV file: one dialect for spreadsheets, one for programs, each chosen whole."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from annotations.exports.tables.table import Cell

# OWASP, "CSV injection": what makes a spreadsheet run a cell instead of showing it; the latter four are their full-width forms.
# A cell begins at its start, and, in a program that takes another separator for its own, behind that separator too.
FORMULA = re.compile(r"(?P<before>^|[,;\t\r\n])(?P<space>[^\S\t\r\n]*)(?P<start>[=+\-@＝＋－＠])")
BREAKING_STARTS = ("\t", "\r", "\n")


@dataclass(frozen=True)
class Dialect:
    """RFC 4180: records end with CRLF, and a cell is quoted where it must be. What else it does is said here, and in the manifest."""

    key: str
    title: str
    separator: str
    byte_order_mark: bool
    defuses_formulas: bool

    def encode(self, records: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
        """The records in UTF-8, one chunk of bytes each."""
        line = io.StringIO(newline="")
        writer = csv.writer(line, delimiter=self.separator, lineterminator="\r\n")
        encoder = codecs.getincrementalencoder("utf-8-sig" if self.byte_order_mark else "utf-8")()
        for record in records:
            writer.writerow([defused(cell) for cell in record] if self.defuses_formulas else record)
            yield encoder.encode(line.getvalue())
            line.seek(0)
            line.truncate()

    def described(self) -> dict[str, str | bool]:
        """What the manifest says of it."""
        return {
            "name": self.key,
            "encoding": "UTF-8",
            "byte_order_mark": self.byte_order_mark,
            "separator": self.separator,
            "line_ends": "CRLF",
            "quoting": "RFC 4180",
            "formulas": "defused with an apostrophe" if self.defuses_formulas else "untouched",
        }


def defused(cell: Cell) -> Cell:
    """The cell, with an apostrophe wherever a spreadsheet would begin to run it as a formula.

    White space at the start does not protect, since some programs drop it. Numbers are the product's own, and stay numbers.
    """
    if not isinstance(cell, str):
        return cell
    safe = FORMULA.sub(r"\g<before>'\g<space>\g<start>", cell)
    return f"'{safe}" if safe.startswith(BREAKING_STARTS) else safe


SPREADSHEET = Dialect(
    "spreadsheet", "A spreadsheet, cells separated by commas", ",", byte_order_mark=True, defuses_formulas=True
)
SPREADSHEET_SEMICOLON = Dialect(
    "spreadsheet-semicolon",
    "A spreadsheet, cells separated by semicolons",
    ";",
    byte_order_mark=True,
    defuses_formulas=True,
)
PROGRAM = Dialect("program", "Programs, every cell as it is", ",", byte_order_mark=False, defuses_formulas=False)

DIALECTS = {dialect.key: dialect for dialect in (SPREADSHEET, SPREADSHEET_SEMICOLON, PROGRAM)}
