"""How a table becomes the bytes of a CSV file."""

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.exports.dialects import DIALECTS, PROGRAM, SPREADSHEET, SPREADSHEET_SEMICOLON, Dialect, defused
from annotations.exports.tables.table import Cell

DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    '=HYPERLINK("https://evil.example"; "look")',
]
# What a database can hold of what a person can send: no NUL, no lone surrogate.
cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


def written(dialect: Dialect, *records: Sequence[Cell]) -> bytes:
    return b"".join(dialect.encode(records))


def read(content: bytes, dialect: Dialect) -> list[list[str]]:
    text = content.decode("utf-8-sig" if dialect.byte_order_mark else "utf-8")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=dialect.separator, strict=True))


@pytest.mark.parametrize("cell", DANGEROUS)
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    for dialect in (SPREADSHEET, SPREADSHEET_SEMICOLON):
        [[_, shown]] = read(written(dialect, ["a", cell]), dialect)
        assert (shown[0], shown.replace("'", "")) == ("'", cell)


@pytest.mark.parametrize("cell", DANGEROUS)
@pytest.mark.parametrize("other", [",", ";", "\t"])
def test_no_formula_begins_where_a_spreadsheet_takes_another_separator(cell: str, other: str) -> None:
    for dialect in (SPREADSHEET, SPREADSHEET_SEMICOLON):
        text = written(dialect, [f"a{other}{cell}{other}b"]).decode("utf-8-sig")
        cells = [found for record in csv.reader(io.StringIO(text, newline=""), delimiter=other) for found in record]
        assert [found for found in cells if found.strip().startswith(tuple("=+-@＝＋－＠"))] == []


@pytest.mark.parametrize("cell", DANGEROUS)
def test_a_cell_for_a_program_stays_as_it_is(cell: str) -> None:
    assert read(written(PROGRAM, ["a", cell]), PROGRAM) == [["a", cell]]


@pytest.mark.parametrize("cell", ["", "a=1", "“quoted”", "– a dash", "1 − 1", "'=1", "word", " word", 0, 17, None])
def test_an_innocent_cell_and_a_number_stay_as_they_are(cell: Cell) -> None:
    assert defused(cell) == cell


def test_a_number_is_never_quoted_or_defused() -> None:
    assert written(SPREADSHEET, [-1, 0, 20]) == b"\xef\xbb\xbf-1,0,20\r\n"


def test_a_spreadsheet_gets_one_byte_order_mark_and_a_program_none() -> None:
    assert written(SPREADSHEET, ["a"], ["b"]) == b"\xef\xbb\xbfa\r\nb\r\n"
    assert written(PROGRAM, ["a"], ["b"]) == b"a\r\nb\r\n"


def test_cells_are_quoted_where_rfc_4180_asks_for_it() -> None:
    record = ["plain", "a,b", 'say "no"', "one\ntwo", "semi;colon", None]
    assert written(PROGRAM, record) == b'plain,"a,b","say ""no""","one\ntwo",semi;colon,\r\n'


def test_semicolons_part_the_cells_where_they_are_chosen() -> None:
    assert written(SPREADSHEET_SEMICOLON, ["a,b", "c;d"]) == b'\xef\xbb\xbfa,b;"c;d"\r\n'


def test_each_dialect_is_found_under_the_name_that_the_manifest_gives() -> None:
    assert {key: dialect.described()["name"] for key, dialect in DIALECTS.items()} == {
        "spreadsheet": "spreadsheet",
        "spreadsheet-semicolon": "spreadsheet-semicolon",
        "program": "program",
    }


@given(st.lists(st.lists(cells, min_size=2, max_size=2), min_size=1, max_size=3))
def test_whatever_is_written_for_a_program_reads_back_to_the_letter(records: list[list[str]]) -> None:
    assert read(written(PROGRAM, *records), PROGRAM) == records


@given(cells)
def test_no_cell_of_a_spreadsheet_starts_with_what_would_run(cell: str) -> None:
    ((_, found),) = read(written(SPREADSHEET, ["a", cell]), SPREADSHEET)

    assert found.replace("'", "") == cell.replace("'", "")
    assert not found.lstrip().startswith(tuple("=+-@＝＋－＠"))
