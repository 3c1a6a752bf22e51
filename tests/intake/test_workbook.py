"""XLSX: an article a row, on every sheet with the columns of the first."""

import datetime
import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
import pytest
from pytest_django import Settings

from annotations.intake.readers import reader_of
from annotations.intake.readers.workbook import Workbook
from annotations.intake.reading import Found
from annotations.review.refusals import Unfit

NAMES: list[Any] = ["title", "text", "date", "outlet"]
ROW: list[Any] = ["A", "Words", datetime.datetime(2020, 2, 1, 0, 0), "The Paper"]  # noqa: DTZ001  (a workbook knows no zones)


def made(*sheets: Sequence[Sequence[Any]], alter: Callable[[openpyxl.Workbook], None] = lambda _: None) -> bytes:
    book = openpyxl.Workbook()
    for place, rows in enumerate(sheets):
        sheet = book.active if place == 0 else book.create_sheet(f"More {place}")
        assert sheet is not None
        for row in rows:
            sheet.append(list(row))
    alter(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rewritten(raw: bytes, name: str, alter: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts altered."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in archive.infolist():
            part = archive.read(info)
            copy.writestr(info.filename, alter(part) if info.filename == name else part)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def read(raw: bytes, fields: dict[str, str] | None = None) -> list[Found]:
    return list(Workbook().read(raw, name="articles.xlsx", fields=fields).found)


def test_a_row_is_an_article_and_a_date_a_day() -> None:
    [found] = read(made([NAMES, ROW]))
    assert found.text == "A\n\nWords"
    assert found.fields == {"headline": "A", "published": datetime.date(2020, 2, 1), "outlet": "The Paper"}


def test_the_columns_are_proposed_with_examples() -> None:
    columns = Workbook().columns(made([NAMES, ROW, ["B", "More", "soon", None]]))
    assert columns.names == NAMES
    assert columns.examples == [["A", "B"], ["Words", "More"], ["2020-02-01", "soon"], ["The Paper"]]
    assert columns.proposed == {"title": "headline", "text": "text", "date": "published", "outlet": "outlet"}


def test_empty_rows_and_a_title_over_merged_cells_are_passed_over() -> None:
    rows = [["Articles of 2020"], [], NAMES, ROW, [], [None, " "], ["B", "More"]]
    raw = made(rows, alter=lambda book: book.worksheets[0].merge_cells("A1:D1"))
    assert [found.fields["headline"] for found in read(raw)] == ["A", "B"]


def test_a_cell_beyond_the_last_column_refuses_its_row_by_the_number_that_excel_shows() -> None:
    found = read(made([NAMES, [], [*ROW, None, "x"], ROW]))
    # The widest of the first rows says how many columns there are.
    assert not found[0].refused
    rows = [NAMES, *[ROW] * 60, [*ROW, "x"], ROW]
    assert [each.refused for each in read(made(rows)) if each.refused] == [
        "Row 62 has 5 cells, where the table has 4 columns. Put what belongs there into a column with a name."
    ]


def test_a_row_without_a_text_is_refused_by_its_number() -> None:
    assert read(made([NAMES, [], ["A", None, None, "The Paper"]]))[0].refused.startswith("Row 3 has no text in it.")


def test_further_sheets_with_the_same_columns_are_read_and_others_refused_by_name() -> None:
    found = read(made([NAMES, ROW], [NAMES, ["B", "More"]], [["what", "for"], ["x", "y"]], []))
    assert [each.text for each in found] == ["A\n\nWords", "B\n\nMore", ""]
    assert found[2].refused.startswith("The sheet “More 2” was not read: its columns are not those of the first sheet.")


def test_the_sheet_is_named_where_there_are_several() -> None:
    found = read(made([], [NAMES, ["A"]], [NAMES, ["B"]]))
    assert [each.refused.partition(" has ")[0] for each in found] == ["Row 2 of “More 1”", "Row 2 of “More 2”"]


def test_of_a_formula_what_it_came_to_is_read() -> None:
    raw = made([NAMES, ["A", "=B3", None, '=IF(1,"x","y")'], ["B", "More"]])
    raw = rewritten(
        raw,
        SHEET,
        lambda part: part.replace(b"<f>B3</f><v></v>", b"<f>B3</f><v>7</v>").replace(
            b"<f>B3</f><v />", b"<f>B3</f><v>7</v>"
        ),
    )
    assert [found.text or found.refused for found in read(raw)] == ["A\n\n7", "B\n\nMore"]


def test_numbers_yes_and_no_and_errors_are_words_or_nothing() -> None:
    rows: list[list[Any]] = [
        ["text", "outlet", "byline", "story"],
        ["Words", "#N/A", 12.0, 1.5],
        ["Words", True, " ", 7],
    ]
    assert [found.fields for found in read(made(rows))] == [
        {"byline": "12", "story": "1.5"},
        {"outlet": "yes", "story": "7"},
    ]


def test_escaped_characters_are_read_as_what_they_stand_for() -> None:
    assert read(made([["text"], ["One_x000D_\nTwo_x0041_"]]))[0].text == "One\nTwoA"


def test_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    raw = made([NAMES, ROW])
    for size in (b"A1:XFD1048576", b"A1:A1", b"A1:ZZZ99999999"):
        claimed = rewritten(raw, SHEET, lambda part, size=size: part.replace(b'ref="A1:D2"', b'ref="%s"' % size))  # type: ignore[misc]
        assert claimed != raw
        assert [found.text for found in read(claimed)] == ["A\n\nWords"]


def test_a_row_and_a_column_far_away_cost_little() -> None:
    far = b'<row r="99999999999"><c r="A99999999999" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    raw = rewritten(made([NAMES, ROW]), SHEET, lambda part: part.replace(b"</sheetData>", far))
    assert [found.text for found in read(raw)] == ["A\n\nWords"]
    wide = b'<row r="3"><c r="XFD3" t="inlineStr"><is><t>x</t></is></c></row>' * 2_000 + b"</sheetData>"
    raw = rewritten(made([NAMES, ROW]), SHEET, lambda part: part.replace(b"</sheetData>", wide))
    assert [found.text for found in read(raw)] == ["A\n\nWords"]


@pytest.mark.parametrize("cells", [b"<c/>" * 2_100_000, b"<row/>" * 2_100_000])
def test_more_cells_than_memory_is_for_are_refused(cells: bytes) -> None:
    raw = rewritten(made([NAMES, ROW]), SHEET, lambda part: part.replace(b"</sheetData>", cells + b"</sheetData>"))
    assert len(raw) < 100_000
    with pytest.raises(Unfit, match="too many cells"):
        read(raw)


def test_a_workbook_packed_in_a_rare_way_is_refused() -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made([NAMES, ROW]))) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as copy,
    ):
        for info in archive.infolist():
            copy.writestr(info.filename, archive.read(info))
    with pytest.raises(Unfit, match="can't be read"):
        read(out.getvalue())


def test_a_workbook_that_unpacks_to_far_more_is_refused(settings: Settings) -> None:
    settings.FACTCHECK_MAX_FILE_BYTES = 20_000
    raw = rewritten(made([NAMES, ROW]), SHEET, lambda part: part + b" " * 90_000)
    with pytest.raises(Unfit, match="Unpacked, it would have over 80,000 bytes"):
        read(raw)


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
def test_entities_are_not_unfolded(name: str) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "%s">%s]>' % (
        b"ha" * 10,
        b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(10)),
    )

    def alter(part: bytes) -> bytes:
        start = part.index(b"?>") + 2 if part.startswith(b"<?xml") else 0
        head, rest = part[:start], part[start:]
        return head + bomb + rest.replace(b">A<", b">&k;<").replace(b"<sheetData>", b"<sheetData>&k;")

    raw = rewritten(made([NAMES, ROW]), name, alter)
    try:
        assert sum(len(found.text) for found in read(raw)) < 1_000
    except Unfit as refusal:
        assert refusal.code in {"broken", "no-text", "empty"}  # noqa: PT017  (either will do)


@pytest.mark.parametrize(("name", "code"), [("a.xlsx", "encrypted"), ("a.xls", "no-reader")])
def test_an_encrypted_workbook_and_one_of_the_old_kind_have_no_reader(name: str, code: str) -> None:
    with pytest.raises(Unfit) as refusal:
        reader_of(name, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "broken"),
        (b"PK\x03\x04", "broken"),
        (made([NAMES, ROW])[:3_000], "broken"),
        (rewritten(made([NAMES, ROW]), SHEET, lambda part: part[:-30]), "broken"),
        (made([]), "empty"),
        (made([["a", "b"], ["1", "2"]]), "no-text"),
    ],
)
def test_what_can_t_be_read_is_refused_with_a_reason(raw: bytes, code: str) -> None:
    with pytest.raises(Unfit) as refusal:
        read(raw)
    assert refusal.value.code == code


@pytest.mark.parametrize("name", ["a.xlsx", "A.XLSM"])
def test_it_is_the_reader_for_workbooks(name: str) -> None:
    assert reader_of(name, b"").key == "workbook"
