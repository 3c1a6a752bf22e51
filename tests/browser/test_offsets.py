"""Positions in the browser: code points outside, UTF-16 units inside, and points of the DOM."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from annotations.anchoring.segments import Shown
from annotations.anchoring.spans import Span
from annotations.templatetags.marked_text import marked_text
from tests.marked_texts import ACCENTED, FAMILY, marked_texts, texts

pytestmark = pytest.mark.browser
in_browser = settings(deadline=None)

COUNT = """async (text) => {
  const { TextIndex } = await import('/offsets.js');
  const index = new TextIndex(text);
  const positions = Array.from({ length: index.length + 1 }, (_, position) => position);
  const units = Array.from({ length: text.length + 1 }, (_, unit) => unit);
  return { units: positions.map((one) => index.units(one)), positions: units.map((one) => index.position(one)) };
}"""

PLACES = """async ([text, html]) => {
  const { TextIndex, Places } = await import('/offsets.js');
  const index = new TextIndex(text);
  const article = document.createElement('article');
  article.innerHTML = html;
  const places = new Places(article, index);
  const positions = Array.from({ length: index.length + 1 }, (_, position) => position);
  const back = (before) => positions.map((one) => {
    const { node, offset } = places.pointAt(one, before);
    return places.positionOf(node, offset);
  });
  const words = positions.flatMap((start) => [1, 3, 8].map((length) => {
    const end = Math.min(start + length, index.length);
    return [start, end, places.rangeOf(start, end).toString(), index.slice(start, end)];
  }));
  const children = Array.from({ length: article.childNodes.length + 1 }, (_, i) => places.positionOf(article, i));
  const [starts, ends] = [false, true].map((before) => positions.map((one) => places.pointAt(one, before)));
  const behind = starts.slice(0, -1).every(({ node, offset }) => node instanceof Text && offset < node.length);
  const ahead = ends.slice(1).every(({ node, offset }) => node instanceof Text && offset > 0);
  const outside = places.positionOf(document.body, 0);
  return { after: back(false), before: back(true), behind, ahead, words, children, outside };
}"""

SNAP = """async ([text, spans, language]) => {
  const { TextIndex, snap } = await import('/offsets.js');
  const index = new TextIndex(text);
  return spans.map(([start, end]) => snap(index, start, end, language));
}"""


BLANKS = """async () => {
  const { TextIndex, snap } = await import('/offsets.js');
  const isBlank = (code) => snap(new TextIndex(String.fromCodePoint(code)), 0, 1, 'en') === null;
  return Array.from({ length: 0xffff }, (_, code) => code).filter(isBlank);
}"""


def units(text: str) -> int:
    """How many UTF-16 units the text takes."""
    return len(text.encode("utf-16-le")) // 2


def snapped(page: Page, text: str, *spans: tuple[int, int]) -> list[Span | None]:
    return [found and Span(**found) for found in page.evaluate(SNAP, [text, spans, "en"])]


@given(texts)
@in_browser
def test_a_code_point_is_found_at_its_units_and_units_within_one_at_its_start(modules_page: Page, text: str) -> None:
    at_units = [units(text[:position]) for position in range(len(text) + 1)]
    found = modules_page.evaluate(COUNT, text)
    assert found["units"] == at_units
    assert found["positions"] == [
        max(p for p, at in enumerate(at_units) if at <= one) for one in range(at_units[-1] + 1)
    ]


@given(marked_texts)
@in_browser
def test_a_position_is_the_same_after_a_way_through_the_dom(
    modules_page: Page, marked: tuple[str, list[Shown]]
) -> None:
    text, marks = marked
    found = modules_page.evaluate(PLACES, [text, marked_text(text, marks)])
    assert found["after"] == found["before"] == list(range(len(text) + 1))
    assert found["behind"]
    assert found["ahead"]
    assert all(in_page == in_text == text[start:end] for start, end, in_page, in_text in found["words"])
    assert (found["children"][0], found["children"][-1]) == (0, len(text))
    assert found["children"] == sorted(found["children"])
    assert found["outside"] is None


TEXT = f"Zoë 😀 said {ACCENTED}t{ACCENTED}\n\n {FAMILY} \u00a0 قال"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 3, "Zoë"),
        (3, 6, "😀"),
        (5, 11, "said"),
        (12, 13, ACCENTED),
        (11, 12, ACCENTED),
        (19, 20, FAMILY),
        (20, 21, FAMILY),
        (18, 27, FAMILY),
        (16, 30, f"{FAMILY} \u00a0 قال"),
        (11, 6, "said"),
        (20, 5, f"said {ACCENTED}t{ACCENTED}\n\n {FAMILY}"),
        (3, 4, None),
        (5, 5, None),
        (12, 12, None),
        (16, 19, None),
    ],
)
def test_a_selection_grows_to_whole_characters_and_leaves_white_space_at_its_edges(
    modules_page: Page, start: int, end: int, expected: str | None
) -> None:
    (span,) = snapped(modules_page, TEXT, (start, end))
    assert (span and TEXT[span.start : span.end]) == expected


@given(texts, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=20))
@in_browser
def test_a_snapped_selection_stays_as_it_is_and_keeps_every_letter(
    modules_page: Page, text: str, spans: list[tuple[int, int]]
) -> None:
    within = [(min(start, len(text)), min(end, len(text))) for start, end in spans]
    first = snapped(modules_page, text, *within)
    again = snapped(modules_page, text, *[(span.start, span.end) for span in first if span])
    assert again == [span for span in first if span]
    for (start, end), span in zip(within, first, strict=True):
        letters = {i for i in range(min(start, end), max(start, end)) if not text[i].isspace()}
        assert letters <= (set(range(span.start, span.end)) if span else set())


def test_white_space_is_the_same_as_for_the_server(modules_page: Page) -> None:
    blanks = [code for code in range(0xFFFF) if chr(code).isspace()]
    assert modules_page.evaluate(BLANKS) == blanks


@pytest.mark.parametrize("language", ["ar", "pt-BR", "not a language", ""])
def test_a_slip_in_an_articles_language_does_not_stop_a_selection(modules_page: Page, language: str) -> None:
    (span,) = modules_page.evaluate(SNAP, [f"a {FAMILY} b", [[3, 4]], language])
    assert span == {"start": 2, "end": 7}
