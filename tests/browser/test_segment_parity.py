"""The browser's modules and the server agree on segments, and on every element drawn."""

from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from annotations.anchoring.segments import Shown, arrange, innermost, paragraphs, split
from annotations.templatetags.marked_text import marked_text
from tests.marked_texts import marked_texts

pytestmark = pytest.mark.browser
in_browser = settings(deadline=None)

SPLIT = """async ([text, shown]) => {
  const { TextIndex } = await import('/offsets.js');
  const { Arrangement, innermost, paragraphs, split } = await import('/segments.js');
  const blocks = paragraphs(new TextIndex(text));
  const arrangement = new Arrangement(blocks, shown);
  const segments = blocks.map((block, i) => split(block, arrangement.layers(i)));
  const fills = segments.map((block) => block.map(({ layers }) => innermost(layers)?.number ?? null));
  return { blocks, segments, fills };
}"""

DRAW = """async ([text, plain, server, shown]) => {
  const { TextIndex } = await import('/offsets.js');
  const { MarkedText } = await import('/render.js');
  const article = document.createElement('article');
  const parsed = document.createElement('article');
  article.innerHTML = plain;
  parsed.innerHTML = server;
  const marked = new MarkedText(article, new TextIndex(text), []);
  for (const [mark, looks] of Map.groupBy(shown, (one) => one.mark)) marked.set(mark, looks);
  marked.draw();
  return { drawn: article.innerHTML, server: parsed.innerHTML, text: parsed.textContent };
}"""

REDRAW = """async ([text, before, expectedHtml, shownBefore, shownAfter]) => {
  const { TextIndex } = await import('/offsets.js');
  const { MarkedText } = await import('/render.js');
  const [article, expected] = [before, expectedHtml].map((html) => {
    const element = document.createElement('article');
    element.innerHTML = html;
    return element;
  });
  const differing = Array.from(article.children, (_, i) => i).filter(
    (i) => article.children[i].innerHTML !== expected.children[i].innerHTML);
  const marked = new MarkedText(article, new TextIndex(text), shownBefore);
  const after = Map.groupBy(shownAfter, (one) => one.mark);
  for (const mark of new Set([...shownBefore, ...shownAfter].map((one) => one.mark))) marked.set(mark, after.get(mark) ?? []);
  const redrawn = marked.draw();
  return { drawn: article.innerHTML, expected: expected.innerHTML, redrawn, differing };
}"""


def as_wire(marks: list[Shown]) -> list[dict[str, Any]]:
    return [asdict(mark) for mark in marks]


@given(marked_texts)
@in_browser
def test_both_split_a_text_into_the_same_segments_with_the_same_layers(
    modules_page: Page, marked: tuple[str, list[Shown]]
) -> None:
    text, marks = marked
    blocks = paragraphs(text)
    segments = [split(block, layers) for block, layers in zip(blocks, arrange(blocks, marks), strict=True)]
    found = modules_page.evaluate(SPLIT, [text, as_wire(marks)])
    assert found["blocks"] == [asdict(block) for block in blocks]
    assert found["segments"] == [
        [{"start": one.start, "end": one.end, "layers": [asdict(layer) for layer in one.layers]} for one in block]
        for block in segments
    ]
    fills = [[innermost(one.layers) for one in block] for block in segments]
    assert found["fills"] == [[fill and fill.number for fill in block] for block in fills]


@given(marked_texts)
@in_browser
def test_both_draw_the_same_elements_and_the_text_to_the_letter(
    modules_page: Page, marked: tuple[str, list[Shown]]
) -> None:
    text, marks = marked
    html = marked_text(text, marks)
    found = modules_page.evaluate(DRAW, [text, marked_text(text, []), html, as_wire(marks)])
    assert found["drawn"] == found["server"]
    assert found["text"] == text


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, list[Shown], list[Shown]]:
    """A text, and what it shows before and after some marks are withdrawn, or the other way round."""
    text, marks = draw(marked_texts)
    fewer = draw(st.lists(st.sampled_from(marks), unique=True)) if marks else []
    return (text, marks, fewer) if draw(st.booleans()) else (text, fewer, marks)


@given(changes())
@in_browser
def test_showing_other_marks_draws_only_the_paragraphs_that_differ(
    modules_page: Page, change: tuple[str, list[Shown], list[Shown]]
) -> None:
    text, before, after = change
    pages = [marked_text(text, before), marked_text(text, after)]
    found = modules_page.evaluate(REDRAW, [text, *pages, as_wire(before), as_wire(after)])
    assert found["drawn"] == found["expected"]
    assert set(found["differing"]) <= set(found["redrawn"])
