"""Where words stand in a text, to the letter and written alike: positions in code points, after emoji too."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from annotations.anchoring.spans import Span
from tests.marked_texts import ACCENTED, FAMILY, texts

pytestmark = pytest.mark.browser
in_browser = settings(deadline=None)

FIND = """async ([text, queries]) => {
  const { TextIndex } = await import('/offsets.js');
  const { find, findExactly } = await import('/find.js');
  const index = new TextIndex(text);
  return queries.map((words) => [find(index, words), findExactly(index, words)]);
}"""

AROUND = """async ([text, start, end]) => {
  const { TextIndex } = await import('/offsets.js');
  const { around } = await import('/find.js');
  return around(new TextIndex(text), { start, end });
}"""

SIGNS = str.maketrans("‘’‚‛ʼ´“”„‟«»‐‑‒–—―−", "''''''" + '"' * 6 + "-" * 7)


def search(page: Page, text: str, *queries: str) -> list[tuple[list[Span], list[Span]]]:
    """For each query the places of what is written alike, and those to the letter."""
    found = page.evaluate(FIND, [text, list(queries)])
    return [([Span(**one) for one in alike], [Span(**one) for one in exact]) for alike, exact in found]


def plain(words: str) -> str:
    """The words without what those that are written alike differ in."""
    letters = "".join(
        one for one in unicodedata.normalize("NFD", words) if not unicodedata.category(one).startswith("M")
    )
    return "".join(one.lower().upper() for one in re.sub(r"\s+", " ", letters)).translate(SIGNS).strip()


def words_of(text: str, found: list[Span]) -> list[str]:
    return [text[one.start : one.end] for one in found]


@given(texts, st.data())
@in_browser
def test_every_place_says_the_words_and_words_of_the_text_are_found(
    modules_page: Page, text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    query = text[start : start + data.draw(st.integers(1, 8))]
    [(alike, exact), (swapped, _)] = search(modules_page, text, query, query.swapcase())
    words = query.strip()
    assert words_of(text, exact) == re.findall(re.escape(words), text) if words else not exact
    assert {plain(one) for one in words_of(text, alike)} <= {plain(words)}
    assert bool(alike) == bool(plain(words))
    for found in (alike, exact, swapped):
        assert all(one.end <= other.start for one, other in pairwise(found))
    if query.swapcase().swapcase() == query:
        assert swapped == alike


TEXT = (
    "😀 Juan Guaidó’s «plan» — Guaido\u0301,  GUAIDO\u00a0said.\n\n"
    f"{FAMILY} Straße, STRASSE. Λόγος, ΛΟΓΟΣ. İstanbul r{ACCENTED}sum{ACCENTED}"
)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("guaido", ["Guaidó", "Guaido\u0301", "GUAIDO"]),
        ("GUAIDÓ", ["Guaidó", "Guaido\u0301", "GUAIDO"]),
        ("  guaido ", ["Guaidó", "Guaido\u0301", "GUAIDO"]),
        ("guaido said", ["GUAIDO\u00a0said"]),
        ("Guaido's", ["Guaidó’s"]),
        ('"plan" -', ["«plan» —"]),
        ("strasse", ["Straße", "STRASSE"]),
        ("λογος", ["Λόγος", "ΛΟΓΟΣ"]),
        ("istanbul", ["İstanbul"]),
        ("resume", [f"r{ACCENTED}sum{ACCENTED}"]),
        ("😀", ["😀"]),
        ("said. 👩", ["said.\n\n👩"]),
        ("\u0301", []),
        (" \n\u00a0", []),
        ("", []),
        (".*", []),
        ("[a-z]", []),
        ("nowhere", []),
    ],
)
def test_what_is_written_alike_is_found(modules_page: Page, query: str, expected: list[str]) -> None:
    [(alike, _)] = search(modules_page, TEXT, query)
    assert words_of(TEXT, alike) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [("Guaidó", 1), ("guaidó", 0), ("Guaidó’s", 1), ("Guaidó's", 0), (" Straße\n", 1), (" \n", 0), ("", 0), (".", 3)],
)
def test_to_the_letter_means_every_letter(modules_page: Page, query: str, expected: int) -> None:
    [(_, exact)] = search(modules_page, TEXT, query)
    assert words_of(TEXT, exact) == [query.strip()] * expected


def test_half_a_letter_is_no_place(modules_page: Page) -> None:
    [(alike, exact)] = search(modules_page, "Straße 각", "strasse"[:5])
    assert (alike, exact) == ([], [])
    [(alike, _)] = search(modules_page, "Straße 각", "가")
    assert alike == []


def test_a_long_article_is_searched_for_a_long_passage(modules_page: Page) -> None:
    sentence = "The minister said 😀 that the plan was dropped.\n\n"
    [(alike, exact)] = search(modules_page, sentence * 2_500, (sentence * 400).upper())
    assert (len(alike), exact) == (6, [])


def test_context_is_cut_between_words(modules_page: Page) -> None:
    text = "One two three four. " * 20
    start = text.index("three", 200)
    said = modules_page.evaluate(AROUND, [text, start, start + 5])
    assert said["before"].startswith("… ")
    assert said["after"].endswith(" …")
    assert text[:start].endswith(said["before"].removeprefix("…"))
    assert text[start + 5 :].startswith(said["after"].removesuffix("…"))
    assert modules_page.evaluate(AROUND, [text, 0, len(text)]) == {"before": "", "after": ""}
