"""JSON and JSONL: an article an object, however the objects lie in the file."""

import datetime
import json
from typing import Any

import pytest
from pytest_django import Settings

from annotations.intake.readers import reader_of
from annotations.intake.readers.records import Records
from annotations.intake.reading import Found
from annotations.review.refusals import Unfit

# As the corpus BASIL lays its articles out: one a file, three of a story.
BASIL = {
    "source": "nyt",
    "main-entities": ["Ana Sousa", "The ministry"],
    "main-event": "Minister drops plan",
    "title": "Minister Drops Plan ",
    "url": "http://paper.example/2011/04/07/plan/?ref=politics",
    "word-count": 18,
    "date": "2011-04-07",
    "uuid": "3654ab65-221d-4503-9867-581904c346d5",
    "triplet-uuid": "005a2961-0c2e-4575-8eec-770ba52a08e0",
    "body-paragraphs": [
        ["The minister dropped the plan on Monday."],
        ["“Of course I was surprised,” said Ana Sousa.", "“We never had 1,000 men there.”"],
    ],
}
ONE = {"title": "A", "text": "Words"}


def read(value: Any, fields: dict[str, str] | None = None) -> list[Found]:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return list(Records().read(raw, name="articles.json", fields=fields).found)


def texts(value: Any) -> list[str]:
    return [found.text or found.refused for found in read(value)]


def test_an_article_of_basil_is_read_whole() -> None:
    [found] = read(BASIL)
    assert found.text == (
        "Minister Drops Plan\n\n"
        "The minister dropped the plan on Monday.\n\n"
        "“Of course I was surprised,” said Ana Sousa. “We never had 1,000 men there.”"
    )
    assert found.fields == {
        "headline": "Minister Drops Plan",
        "story": "005a2961-0c2e-4575-8eec-770ba52a08e0",
        "outlet": "nyt",
        "address": "http://paper.example/2011/04/07/plan/?ref=politics",
        "published": datetime.date(2011, 4, 7),
    }


def test_the_columns_of_basil_are_proposed() -> None:
    columns = Records().columns(json.dumps(BASIL).encode())
    assert list(columns.names) == list(BASIL)
    assert columns.examples[1] == ["Ana Sousa, The ministry"]
    assert {name: field for name, field in columns.proposed.items() if field} == {
        "source": "outlet",
        "title": "headline",
        "url": "address",
        "date": "published",
        "triplet-uuid": "story",
        "body-paragraphs": "text",
    }


@pytest.mark.parametrize(
    "value",
    [
        [ONE, ONE],
        {"status": "ok", "articles": [ONE, ONE]},
        {"response": {"docs": [ONE, ONE], "tags": [{"name": "x"}]}},
        {"first": ONE, "second": ONE},
        {"title": {"0": "A", "1": "A"}, "text": {"0": "Words", "1": "Words"}},
        b'{"title": "A", "text": "Words"}\n\n{"title": "A", "text": "Words"}\n',
        b'\xef\xbb\xbf{"title": "A", "text": "Words"}\r\n{"title": "A", "text": "Words"}',
        json.dumps([ONE, ONE], indent=2).encode("utf-16"),
    ],
    ids=[
        "a list",
        "a list within",
        "a list deep within",
        "objects by name",
        "columns",
        "lines",
        "lines with a mark",
        "utf-16",
    ],
)
def test_records_are_found_wherever_they_lie(value: Any) -> None:
    assert texts(value) == ["A\n\nWords", "A\n\nWords"]


def test_names_within_names_are_joined_by_points() -> None:
    record = {"meta": {"url": "http://paper.example/1", "no": {}}, "article": {"headline": "A", "body": "Words"}}
    assert Records().columns(json.dumps(record).encode()).names == ["meta.url", "article.headline", "article.body"]
    [found] = read(record)
    assert found.text == "A\n\nWords"
    assert found.fields == {"headline": "A", "address": "http://paper.example/1"}


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (["One.", "Two."], "One.\n\nTwo."),
        ([["One.", " Two. "], [], ["Three."]], "One. Two.\n\nThree."),
        ([{"text": "One."}, {"text": "Two.", "id": 3}], "One.\n\nTwo."),
        ([["One.", None, {"sentences": ["Two.", "Three."]}]], "One. Two. Three."),
    ],
)
def test_lists_are_joined_into_paragraphs(body: Any, text: str) -> None:
    assert texts({"body": body}) == [text]


def test_lists_of_names_become_one_line() -> None:
    [found] = read({"text": "Words", "authors": ["A. Writer", {"name": "B. Writer"}, None, True]})
    assert found.fields["byline"] == "A. Writer, B. Writer, yes"


def test_a_broken_line_is_refused_by_its_number_and_the_others_are_read() -> None:
    raw = b'{"text": "One"}\n{"text": "Tw\n\n[1]\n' + b'{"text":' * 30_000 + b'\n{"text": "Two"}\n'
    assert texts(raw) == [
        "One",
        "Line 2 is no JSON: unterminated string starting at, at character 10. Mend it, or leave it out.",
        "Line 4 is no object with names in it. Leave it out.",
        "Line 5: its lists and objects lie too deep in one another. Leave it out.",
        "Two",
    ]


def test_a_first_line_that_is_broken_does_not_hide_the_others() -> None:
    assert texts(b'{"text": "One\n{"text": "Two"}')[1] == "Two"


def test_members_of_a_list_that_are_no_records_are_refused_by_their_number() -> None:
    assert texts([ONE, "words", None]) == [
        "A\n\nWords",
        "Record 2 is no object with names in it. Leave it out.",
        "Record 3 is no object with names in it. Leave it out.",
    ]


def test_a_name_that_stands_there_twice_is_said() -> None:
    [found] = read(b'{"text": "Words", "title": "A", "title": "B"}')
    assert found.fields == {"headline": "B"}
    assert "“title” stands there more than once: the last was taken." in found.normalised


def test_numbers_are_read_as_they_are_written_and_what_is_none_as_nothing() -> None:
    raw = b'{"text": "Words", "id": %s, "title": 1e99999, "outlet": NaN, "byline": -Infinity}' % (b"9" * 5_000)
    [found] = read(raw)
    assert found.fields == {"headline": "1e99999"}


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b'{"text": "a\\ud83db"}', "Record 1: Half a character (a lone surrogate), U+D83D, stands at character 2."),
        (b'{"text": "a\\u0000b"}', "Record 1: A NUL character stands at character 2."),
        (b'{"text": " \\n", "title": "A"}', "Record 1 has no text in it."),
        (b'[{"text": "x"}, {"title": "A"}]', "Record 2 has no text in it."),
    ],
)
def test_a_text_that_no_version_can_keep_is_refused(raw: bytes, words: str) -> None:
    assert read(raw)[-1].refused.startswith(words)


def test_halves_of_a_character_that_belong_together_are_one() -> None:
    assert texts(b'{"text": "\\ud83d\\ude00"}') == ["😀"]


def test_half_a_character_in_a_name_or_field_stays_out_of_it() -> None:
    raw = b'{"text": "Words", "ti\\ud83dtle": "x", "author": "A\\u0000 \\udc00"}'
    assert Records().columns(raw).names == ["text", "ti\ufffdtle", "author"]
    [found] = read(raw)
    assert found.fields == {"byline": "A \ufffd"}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "not-json"),
        (b'{"text": "x"', "not-json"),
        (b"[{}, {]", "not-json"),
        (b"null", "empty"),
        (b"[]", "empty"),
        (b"{}", "empty"),
        (b"[1, 2]", "empty"),
        (b"[" * 100_000, "too-deep"),
        (b'{"a":' * 100_000, "too-deep"),
        (b'[{"a": "b"}]', "no-text"),
        (b"[" + b"[]," * 1_500_000 + b"[]]", "too-large"),
    ],
)
def test_what_can_t_be_read_is_refused_with_a_reason(raw: bytes, code: str) -> None:
    with pytest.raises(Unfit) as refusal:
        read(raw)
    assert refusal.value.code == code
    assert refusal.value.words.endswith(".")


def test_where_json_breaks_is_said() -> None:
    with pytest.raises(Unfit, match="This is no JSON: expecting ',' delimiter in line 2, at character 13"):
        read(b'{"text": "x",\n "title": 1 "b"}')


def test_a_file_over_the_limit_is_refused_before_it_is_read(settings: Settings) -> None:
    settings.FACTCHECK_MAX_FILE_BYTES = 1_000
    with pytest.raises(Unfit, match="a file has 1,000 at most"):
        read(b'[{"text": "%s"}]' % (b"x" * 1_000))


def test_what_lies_too_deep_is_left_out() -> None:
    deep: Any = {"text": "x"}
    for _ in range(50):
        deep = {"a": deep}
    assert read({"text": "Words", "b": deep, "c": [[[[[[[[["x"]]]]]]]]]})[0].text == "Words"


@pytest.mark.parametrize("name", ["a.json", "A.JSONL", "b.ndjson"])
def test_it_is_the_reader_for_json(name: str) -> None:
    assert reader_of(name, b"").key == "records"


@pytest.mark.parametrize("head", [b'{"a": 1}', b'[{"a"', b'\xef\xbb\xbf[\n  {\n "title"'])
def test_json_is_known_by_its_beginning(head: bytes) -> None:
    assert reader_of("article.txt", head).key == "records"


@pytest.mark.parametrize("head", [b"[Updated] The plan", b"{curly}", b"The plan"])
def test_a_text_is_not_taken_for_json(head: bytes) -> None:
    assert reader_of("article.txt", head).key == "text"
