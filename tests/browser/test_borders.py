"""Where a caret stops: between characters, at words, sentences and paragraphs. Positions are code points."""

import unicodedata

import pytest
from hypothesis import given, settings
from playwright.sync_api import Page

from tests.marked_texts import ACCENTED, FAMILY, texts

pytestmark = pytest.mark.browser
in_browser = settings(deadline=None)

WALK = """async ([text, unit, by, edge, from]) => {
  const { TextIndex } = await import('/offsets.js');
  const { Borders } = await import('/borders.js');
  const { paragraphs } = await import('/segments.js');
  const index = new TextIndex(text);
  const blocks = paragraphs(index);
  if (!blocks.length) return [];
  const borders = new Borders(index, blocks, 'en');
  const stops = [];
  let at = from ?? borders.edge(-by);
  for (;;) {
    const next = borders.from(at, unit, by, edge);
    if (next === at || stops.length > text.length + 2) return stops;
    stops.push(next);
    at = next;
  }
}"""

SENTENCES = """async ([text, positions]) => {
  const { TextIndex } = await import('/offsets.js');
  const { Borders } = await import('/borders.js');
  const { paragraphs } = await import('/segments.js');
  const index = new TextIndex(text);
  const borders = new Borders(index, paragraphs(index), 'en');
  return positions.map((one) => borders.sentenceAt(one)).map(({ start, end }) => index.slice(start, end));
}"""


def walk(page: Page, text: str, unit: str, by: int, edge: str = "start", start: int | None = None) -> list[int]:
    """Every stop on the way from one end of the text to the other, or from a position on."""
    stops: list[int] = page.evaluate(WALK, [text, unit, by, edge, start])
    return stops


def rest(text: str, stops: list[int], length: int = 4) -> list[str]:
    """What stands after each stop."""
    return [text[stop : stop + length] for stop in stops]


@pytest.mark.parametrize("unit", ["character", "word", "clause", "sentence", "paragraph"])
@given(text=texts)
@in_browser
def test_every_way_leads_on_and_ends_at_the_edge(modules_page: Page, unit: str, text: str) -> None:
    forwards = walk(modules_page, text, unit, 1, "end")
    backwards = walk(modules_page, text, unit, -1, "start")
    assert forwards == sorted(set(forwards))
    assert backwards == sorted(set(backwards), reverse=True)
    if text.strip("\n"):
        assert forwards[-1:] == [len(text.rstrip("\n"))]
        assert backwards[-1:] == [len(text) - len(text.lstrip("\n"))]


@given(texts)
@in_browser
def test_no_stop_splits_a_character_as_a_reader_sees_it(modules_page: Page, text: str) -> None:
    for stop in walk(modules_page, text, "character", 1):
        within = text[stop - 1 : stop + 1]
        assert within not in {f"{ACCENTED}", "\u200d👩", "👩\u200d"}
        assert not (stop < len(text) and unicodedata.combining(text[stop]) and text[stop - 1].isalpha())


def test_characters_are_walked_one_by_one_from_paragraph_to_paragraph(modules_page: Page) -> None:
    text = f"a{FAMILY}\n\n{ACCENTED}z"
    assert walk(modules_page, text, "character", 1) == [1, 6, 8, 10, 11]
    assert walk(modules_page, text, "character", -1) == [10, 8, 6, 1, 0]


def test_words_are_numbers_and_initials_too(modules_page: Page) -> None:
    text = "Some 1,000 “contractors”, U.S. officials 😀 said.\n\nEnd"
    starts = walk(modules_page, text, "word", 1, "start")
    ends = walk(modules_page, text, "word", 1, "end")
    assert rest(text, starts[:-1], 3) == ["1,0", "con", "U.S", "off", "sai", "End"]
    assert [text[end - 3 : end] for end in ends] == ["ome", "000", "ors", "U.S", "als", "aid", "End"]


SPEECH = (
    "Top U.S. State Department officials spoke. “A lie,” Mr. Rodriguez said.  He left. \n\n"
    "Did he? Gen. Padrino knows 😀. End"
)


def test_sentences_end_neither_at_initials_nor_before_a_name(modules_page: Page) -> None:
    starts = [0, *walk(modules_page, SPEECH, "sentence", 1, "start")[:-1]]
    ends = walk(modules_page, SPEECH, "sentence", 1, "end")
    assert [SPEECH[start:end] for start, end in zip(starts, ends, strict=True)] == [
        "Top U.S. State Department officials spoke",
        "“A lie,” Mr. Rodriguez said",
        "He left",
        "Did he?",
        "Gen. Padrino knows 😀",
        "End",
    ]


def test_the_sentence_at_a_place_is_the_one_around_or_after_it(modules_page: Page) -> None:
    wanted = [SPEECH.index(words) for words in ("officials", "  He", "Padrino")] + [len(SPEECH)]
    assert modules_page.evaluate(SENTENCES, [SPEECH, wanted]) == [
        "Top U.S. State Department officials spoke",
        "He left",
        "Gen. Padrino knows 😀",
        "End",
    ]


def test_paragraphs_are_walked_by_their_starts_and_taken_to_their_ends(modules_page: Page) -> None:
    text = "One\n\nTwo two\n\nThree"
    assert walk(modules_page, text, "paragraph", 1, "start") == [5, 14, 19]
    assert walk(modules_page, text, "paragraph", 1, "end") == [3, 12, 19]
    assert walk(modules_page, text, "paragraph", -1, "start", 8) == [5, 0]


def test_clauses_end_before_a_comma_and_before_a_dash(modules_page: Page) -> None:
    text = "It may, he said, fall – or 1,000 times rise. “A lie,” she said: no."
    ends = walk(modules_page, text, "clause", 1, "end")
    assert [text[:end].rsplit(maxsplit=1)[-1] for end in ends[:-1]] == [
        "may",
        "said",
        "fall",
        "rise",
        "lie",
        "said",
        "no",
    ]
