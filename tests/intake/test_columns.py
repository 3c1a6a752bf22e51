"""What a column seems to be is proposed from its name, and from what stands in it."""

import pytest

from annotations.intake.columns import MOST_NAMES, Record, columns_of, field_by_name, is_opaque

LONG = "The minister said on Monday that the plan was dropped, as had been reported before. " * 5


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("title", "headline"),
        ("Headline", "headline"),
        ("HEAD", "headline"),
        ("body", "text"),
        ("text", "text"),
        ("content", "text"),
        ("article", "text"),
        ("body-paragraphs", "text"),
        ("articleBody", "text"),
        ("source", "outlet"),
        ("Outlet", "outlet"),
        ("publisher", "outlet"),
        ("paper", "outlet"),
        ("source.name", "outlet"),
        ("url", "address"),
        ("link", "address"),
        ("meta.url", "address"),
        ("web_address", "address"),
        ("date", "published"),
        ("pub_date", "published"),
        ("publishedAt", "published"),
        ("author", "byline"),
        ("Byline", "byline"),
        ("triplet-uuid", "story"),
        ("event", "story"),
        ("cluster_id", "story"),
        ("lang", "language"),
        ("archive url", "archived_address"),
        ("date_download", "fetched"),
        ("word-count", ""),
        ("", ""),
    ],
)
def test_a_field_is_known_by_its_usual_names(name: str, field: str) -> None:
    assert field_by_name(name) == field


def test_names_come_in_their_order_with_up_to_three_examples_that_differ() -> None:
    records: list[Record] = [{"title": title, "n": number} for number, title in zip("12345", "AABCD", strict=True)]
    columns = columns_of(records)
    assert columns.names == ["title", "n"]
    assert columns.examples == [["A", "B", "C"], ["1", "2", "3"]]


def test_a_long_example_is_cut_and_stands_in_one_line() -> None:
    [[example]] = columns_of([{"text": f"One\n\ntwo {LONG}"}]).examples
    assert example.startswith("One two The minister")
    assert example.endswith("…")
    assert len(example) <= 120


def test_each_field_is_proposed_once_by_the_best_name() -> None:
    proposed = columns_of([{"heading": "A", "title": "B", "headline": "C"}]).proposed
    assert proposed == {"heading": "", "title": "", "headline": "headline"}


def test_of_several_names_for_the_text_the_one_with_most_in_it_is_proposed() -> None:
    assert columns_of([{"text": "Cut off", "content": LONG}]).proposed == {"text": "", "content": "text"}


@pytest.mark.parametrize(
    ("record", "proposed"),
    [
        ({"article": "17", "body": "Words"}, {"article": "", "body": "text"}),
        ({"story": LONG}, {"story": "text"}),
        ({"source": "https://paper.example/1", "body": LONG}, {"source": "address", "body": "text"}),
        ({"date": "n/a", "body": LONG}, {"date": "", "body": "text"}),
        ({"link": "see below", "body": LONG}, {"link": "", "body": "text"}),
    ],
)
def test_what_stands_there_speaks_against_a_name(record: Record, proposed: dict[str, str]) -> None:
    assert columns_of([record]).proposed == proposed


def test_where_names_say_nothing_long_texts_addresses_and_dates_are_known() -> None:
    records: list[Record] = [{"a": "x", "b": "https://paper.example/1", "c": LONG, "d": "1 May 2020"}] * 3
    assert columns_of(records).proposed == {"a": "", "b": "address", "c": "text", "d": "published"}


def test_figures_alone_are_no_dates() -> None:
    assert columns_of([{"a": "20200101"}]).proposed == {"a": ""}


def test_no_more_names_are_offered_than_a_person_could_look_through() -> None:
    columns = columns_of([{f"name {number}": "x" for number in range(MOST_NAMES + 50)}])
    assert len(columns.names) == MOST_NAMES


@pytest.mark.parametrize(
    ("words", "opaque"),
    [
        ("005a2961-0c2e-4575-8eec-770ba52a08e0", True),
        ("17", True),
        ("2f7a9c0de1b24f6e8a9b0c1d", True),
        ("The plan", False),
        ("G20 2019", False),
    ],
)
def test_a_name_for_programs_is_told_from_one_for_people(words: str, opaque: bool) -> None:
    assert is_opaque(words) is opaque
