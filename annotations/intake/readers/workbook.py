"""Workbooks: XLSX as Excel and others write it. An article a row, on every sheet that has the columns of the first."""

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain
from typing import Any, BinaryIO

from django.conf import settings

from annotations.intake.columns import MOST_NAMES, in_a_line
from annotations.intake.grid import Cell, Grid, Row
from annotations.intake.reading import Columns, Found, Reading
from annotations.intake.texts import check_file
from annotations.review.refusals import Unfit

_ZIP = b"PK\x03\x04"

# What the parts of a workbook may come to when they are unpacked: in files, and in signs that each cost memory.
_TIMES_UNPACKED = 4
_MOST_TAGS = 2_000_000
_CHUNK = 1_000_000
# More rows with something in them have more tags than that. But one may say that it is row 99,999,999.
_MOST_ROWS = 350_000

# How the format writes characters that XML can't.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_ERRORS = frozenset(["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"])
_ADVICE = "Put what belongs there into a column with a name."


@dataclass(frozen=True)
class _Sheet:
    title: str
    grid: Grid


class Workbook:
    """XLSX. Of a formula, what it last came to is read; a cell's look is not. Rows and sheets that people hid are read too."""

    key = "workbook"
    label = "Excel (XLSX)"
    suffixes: Sequence[str] = (".xlsx", ".xlsm")

    @property
    def version(self) -> str:
        """Its own, and openpyxl's."""
        return f"1, openpyxl {version('openpyxl')}"

    def recognises(self, head: bytes) -> bool:
        """Whether it is a ZIP, and names parts of a workbook near its beginning."""
        return head.startswith(_ZIP) and b"xl/" in head

    def columns(self, raw: bytes) -> Columns:
        """The columns of the first sheet with rows. Raises Unfit: `broken`, `too-large`, or `empty`."""
        return _filled(raw)[0].grid.columns()

    def read(self, raw: bytes, *, name: str, fields: Mapping[str, str] | None = None) -> Reading:  # noqa: ARG002
        """An article a row. A sheet with other columns than the first one is refused by its name, the others are read.

        Raises Unfit as `columns` does, or `no-text`.
        """
        first, *others = _filled(raw)
        further = (found for sheet in others for found in _others(sheet, first, fields))
        return Reading(chain(first.grid.found(fields), further))


def _filled(raw: bytes) -> list[_Sheet]:
    """The sheets that have rows, at least one. Raises Unfit."""
    filled = [sheet for sheet in _sheets(raw) if not sheet.grid.is_empty]
    if not filled:
        raise Unfit("empty", "There is nothing in this workbook. Choose one with rows in it.")
    return filled


def _others(sheet: _Sheet, first: _Sheet, fields: Mapping[str, str] | None) -> Iterator[Found]:
    """The texts of a further sheet."""
    if sheet.grid.heading().names == first.grid.heading().names:
        yield from sheet.grid.found(fields)
    else:
        why = "its columns are not those of the first sheet. Save it as a file of its own, or leave it out."
        yield Found("", refused=f"The sheet “{sheet.title}” was not read: {why}")


def _sheets(raw: bytes) -> list[_Sheet]:
    """The sheets by their names. Raises Unfit."""
    from openpyxl import load_workbook  # noqa: PLC0415  (loaded on first use)

    check_file(raw)
    try:
        _check_parts(io.BytesIO(raw))
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        sheets = [(in_a_line(sheet.title), sheet) for sheet in book.worksheets]
    except Unfit:
        raise
    except Exception as error:  # whatever a broken file does to the library
        raise _broken() from error
    names = [title if len(sheets) > 1 else "" for title, _ in sheets]
    grids = [
        Grid(_Rows(sheet, name), _ADVICE, may_be_short=True) for name, (_, sheet) in zip(names, sheets, strict=True)
    ]
    return [_Sheet(title, grid) for (title, _), grid in zip(sheets, grids, strict=True)]


def _check_parts(file: BinaryIO) -> None:
    """Raise Unfit, `too-large`, for a workbook that would take much memory: the library reads some of its parts whole."""
    most = _TIMES_UNPACKED * settings.FACTCHECK_MAX_FILE_BYTES
    with zipfile.ZipFile(file) as archive:
        parts = [info for info in archive.infolist() if info.filename.endswith((".xml", ".rels"))]
        if sum(info.file_size for info in parts) > most:
            raise Unfit("too-large", f"Unpacked, it would have over {most:,} bytes. Part it into several workbooks.")
        tags = 0
        # Other ways of packing give all that comes of a chunk at once, however much that is.
        if any(info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for info in archive.infolist()):
            raise _broken()
        for info in parts:
            with archive.open(info) as part:
                while chunk := part.read(_CHUNK):
                    tags += chunk.count(b"<")
                    if tags > _MOST_TAGS:
                        raise Unfit("too-large", "It has too many cells. Part it into several workbooks.")


def _broken() -> Unfit:
    return Unfit(
        "broken", "This workbook can't be read: it is broken, cut off, or none. Save it anew and choose it again."
    )


class _Rows:
    """The rows of a sheet, to go through as often as is wished."""

    def __init__(self, sheet: Any, title: str) -> None:
        self._sheet = sheet
        self._where = f" of “{title}”" if title else ""

    def __call__(self) -> Iterator[Row]:
        """The rows with something in them. What the sheet says of its size is not believed. Raises Unfit, `broken`."""
        try:
            self._sheet.reset_dimensions()
            rows = self._sheet.iter_rows(max_row=_MOST_ROWS, max_col=MOST_NAMES + 1, values_only=True)
            for number, values in enumerate(rows, 1):
                # Rows that are left out come as empty ones, up to a million of them: counting is quicker than looking.
                if values.count(None) < len(values) and (cells := _cells(values)):
                    yield Row(number, f"Row {number:,}{self._where}", cells)
        except Exception as error:
            raise _broken() from error


def _cells(values: Iterable[Any]) -> list[Cell]:
    """The cells as far as something stands in them."""
    cells = [_cell(value) for value in values]
    while cells and cells[-1] == "":
        cells.pop()
    return cells


def _cell(value: Any) -> Cell:
    """What stands in a cell: days as days, what computing failed at as nothing, all else in words."""
    if isinstance(value, datetime.datetime):
        return value.date() if value.time() == datetime.time() else value
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    words = "" if value is None else _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value))
    return "" if words in _ERRORS or not words.strip() else words
