"""CSV and TSV: an article a row, whatever the sign between the cells; what does not fit is refused by its row."""

import datetime
import time

import pytest
from pytest_django import Settings

from annotations.intake.readers import reader_of
from annotations.intake.readers.table import Form, Table, form_of
from annotations.intake.reading import Found, Placed
from annotations.review.refusals import Unfit

BODY = "The plan was dropped, she said."


def read(words: str | bytes, fields: dict[str, str] | None = None) -> list[Found]:
    raw = words.encode() if isinstance(words, str) else words
    return list(Table().read(raw, name="articles.csv", fields=fields).found)


def test_a_row_is_an_article_with_its_fields() -> None:
    [found] = read(
        "title,body,outlet,author,url,date,lang,type\n"
        f'The plan,"{BODY}",The Paper,A. Writer,https://paper.example/1,2020-02-01,English,News report\n'
    )
    assert found.text == f"The plan\n\n{BODY}"
    assert found.parts == [Placed(0, 8, "headline")]
    assert found.fields == {
        "headline": "The plan",
        "outlet": "The Paper",
        "byline": "A. Writer",
        "address": "https://paper.example/1",
        "published": datetime.date(2020, 2, 1),
        "language": "en",
        "type": "news",
    }
    assert found.normalised == ["The headline, which stands by itself in the file, was put before the text."]


def test_a_headline_that_the_text_begins_with_is_not_put_there_twice() -> None:
    [found] = read('title,body\nthe  PLAN,"The plan\n\nIt was dropped."')
    assert found.text == "The plan\n\nIt was dropped."
    assert found.parts == [Placed(0, 8, "headline")]


def test_a_text_without_a_headline_stands_by_itself() -> None:
    [found] = read(f"id;body\n1;{BODY}\n")
    assert (found.text, found.fields, found.parts) == (BODY, {}, [])


def test_line_ends_and_doubled_quotation_marks_within_a_cell_belong_to_the_text() -> None:
    first, second = read('title,body\r\nA,"She said ""no"".\r\n\r\nTwice."\r\nB,Words\r\n')
    assert first.text == 'A\n\nShe said "no".\n\nTwice.'
    assert second.text == "B\n\nWords"


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("title,text\nA,B\n", Form(",")),
        ("title;text\nA, b;C, d\n", Form(";")),
        ("title\ttext\nA, b\tC; d\n", Form("\t")),
        ("title|text\nA, b|C; d\n", Form("|")),
        ('title,text\nA,"B; c; d\ne; f"\n', Form(",")),
        ('title\ttext\n"No," she said\tB\n"Yes\tC\n', Form("\t", is_quoted=False)),
        ("text\nHello, all\nA sentence, with commas, in it\nB\n", Form("\x1f")),
    ],
)
def test_the_sign_between_cells_is_found(words: str, form: Form) -> None:
    assert form_of(words) == form


def test_a_table_of_one_column_is_a_text_a_line() -> None:
    assert [found.text for found in read("text\nHello, all\nA, b, c\n")] == ["Hello, all", "A, b, c"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_byte_order_mark_is_no_part_of_a_name_and_old_encodings_are_read(encoding: str) -> None:
    words = "title,text\nCafé,“Déjà vu”, said the señor – and the naïve façade of the hôtel was déjà vu\n"
    raw = words.replace("u”, said", "u” said").encode(encoding)
    reading = Table().read(raw, name="a.csv")
    assert [found.fields["headline"] for found in reading.found] == ["Café"]
    assert reading.encoding == ("cp1252" if encoding == "cp1252" else "utf-8")


def test_a_row_of_another_length_is_refused_by_its_number_and_the_others_are_read() -> None:
    found = read('title,text,date\nA,"Words\nand more",2020-01-01\nB,one,two,three\nC,Words\n\nD,Words,2020-01-02,,\n')
    assert [each.fields.get("headline") for each in found if not each.refused] == ["A", "D"]
    assert [each.refused.partition(". ")[0] for each in found if each.refused] == [
        "Row 3 (line 4) has 4 cells, where the table has 3 columns",
        "Row 4 (line 5) has 2 cells, where the table has 3 columns",
    ]


def test_a_quotation_mark_that_is_not_closed_is_said_with_what_it_swallowed() -> None:
    good, refused = read('title,text\nA,Words\nB,"Words\nC,Words\nD,Words\n')
    assert good.text == "A\n\nWords"
    assert refused.refused == (
        "Row 3 has a quotation mark that is not closed, or one within a cell that is not written twice. "
        "All from there on, 3 lines, was taken for one cell."
    )


def test_a_row_without_a_text_is_refused() -> None:
    [found] = read("title,text\nA,\n")
    assert found.refused == "Row 2 has no text in it. Fill it in, or leave the row out."
    assert found.fields == {"headline": "A"}


def test_a_text_over_the_limit_is_refused_and_the_others_are_read(settings: Settings) -> None:
    settings.FACTCHECK_MAX_ARTICLE_BYTES = 200_000
    found = read(f"title,text\nA,{'x' * 200_001}\nB,{'y' * 150_000}\n")
    assert [bool(each.refused) for each in found] == [True, False]
    assert found[0].refused.startswith("Row 2: 200,001 bytes are too many")


@pytest.mark.parametrize(
    ("field", "value", "kept", "note"),
    [
        ("date", "01/02/2020", None, "Published: “01/02/2020” can be read with the day or with the month first"),
        ("date", "soon", None, "Published: “soon” is no date"),
        ("url", "paper.example/1", "http://paper.example/1", "Address: “http://” was put before it."),
        ("url", "ftp://paper.example/1", None, "Address: “ftp://paper.example/1” is no web address"),
        ("lang", "Klingon", None, "Language: “Klingon” is no language tag"),
        ("lang", "pt_BR", "pt-BR", ""),
        ("type", "poem", None, "Type: “poem” is none of the types"),
        ("author", "word " * 60, "word " * 39 + "word…", "Byline: cut to 200 characters."),
    ],
)
def test_what_a_field_can_t_hold_is_left_out_or_cut_and_said(
    field: str, value: str, kept: str | None, note: str
) -> None:
    fields = {"url": "address", "date": "published", "lang": "language", "type": "type", "author": "byline"}
    [found] = read(f"body,{field}\nWords.,{value}\n", {"body": "text", field: fields[field]})
    assert next(iter(found.fields.values()), None) == kept
    assert any(each.startswith(note) for each in found.normalised) or not note


def test_tags_of_html_are_kept_and_said() -> None:
    [found] = read("text,n\n<p>Words</p>,1\n")
    assert found.text == "<p>Words</p>"
    assert found.normalised == ["There are tags of HTML in it, kept as they are."]


def test_somebody_may_say_which_column_is_which() -> None:
    fields = {"one": "headline", "two": "text", "three": "text", "four": "story", "five": "", "six": "no field"}
    [found] = read("one,two,three,four,five,six\nA,B,C,D,E,F\n", fields)
    assert found.text == "A\n\nB\n\nC"
    assert found.fields == {"headline": "A", "story": "D"}


def test_of_several_columns_for_a_field_the_first_filled_one_counts() -> None:
    found = read("a,b,c\nx,,T\n,y,T\n", {"a": "outlet", "b": "outlet", "c": "text"})
    assert [each.fields["outlet"] for each in found] == ["x", "y"]


@pytest.mark.parametrize("fields", [None, {}, {"a": "headline"}])
def test_without_a_column_for_the_text_nothing_is_read(fields: dict[str, str] | None) -> None:
    with pytest.raises(Unfit, match="Say which one does") as refusal:
        read("a,b\n1,2\n", fields)
    assert refusal.value.code == "no-text"


def test_a_table_without_names_has_numbered_columns() -> None:
    columns = Table().columns(b"Alex,1,2,9\nAlex,2,11,17\nPaul,5,2,9\n")
    assert columns.names == ["column 1", "column 2", "column 3", "column 4"]
    assert columns.examples[0] == ["Alex", "Paul"]
    assert set(columns.proposed.values()) == {""}


def test_a_table_without_names_is_read_from_its_first_row_on() -> None:
    found = read(f"1,{BODY[:10]}\n2,{BODY[:12]}\n", {"column 2": "text"})
    assert [each.text for each in found] == [BODY[:10].strip(), BODY[:12]]


def test_a_title_above_the_names_is_passed_over() -> None:
    found = read("Exported on Monday\n\ntitle,text\nA,B\nC,D\nE,F\nG,H\nI,J\nK,L\nM,N\nO,P\n")
    assert [each.text for each in found][:2] == ["A\n\nB", "C\n\nD"]
    assert len(found) == 8


def test_columns_without_a_name_or_with_the_same_one_are_told_apart() -> None:
    columns = Table().columns(b"title,,text,title\na,b,c,d\n")
    assert columns.names == ["title", "column 2", "text", "title (2)"]


@pytest.mark.parametrize("raw", [b"", b"\n\n", b" , \n", b"\xef\xbb\xbf"])
def test_a_table_with_nothing_in_it_is_refused(raw: bytes) -> None:
    with pytest.raises(Unfit) as refusal:
        Table().columns(raw)
    assert refusal.value.code == "empty"


def test_a_table_of_names_alone_has_columns_and_no_texts() -> None:
    assert Table().columns(b"title,text\n").proposed == {"title": "headline", "text": "text"}
    assert read("title,text\n") == []


@pytest.mark.parametrize("name", ["a.csv", "A.TSV", "b.tab"])
def test_it_is_the_reader_for_tables(name: str) -> None:
    assert reader_of(name, b"title,text").key == "table"


def test_a_large_table_is_read_in_time() -> None:
    raw = b"title,text,date\n" + b'"A","%s",2020-01-01\n' % (b"word " * 20) * 20_000
    began = time.perf_counter()
    assert len(read(raw)) == 20_000
    assert time.perf_counter() - began < 20
