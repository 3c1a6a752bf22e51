"""What the browser alone does with marked text: the active mark, the focus, and finding a mark's place."""

from dataclasses import asdict, replace
from typing import Any

import pytest
from playwright.sync_api import Error, Page

from annotations.anchoring.segments import Shown
from annotations.templatetags.marked_text import marked_text
from tests.marked_texts import shown

pytestmark = pytest.mark.browser

TEXT = "Head\n\nReports suggest the plan was dropped.\n\nEnd 😀."
CLAIM = shown(1, 22, 43, grade="2")
NESTED = shown(2, 26, 30, grade="5")
SOURCE, CUE = Shown(CLAIM.mark, "source", 1, 6, 13), Shown(CLAIM.mark, "cue", 1, 14, 21)
SIDE = shown(1, 46, 51, "side")

SHOW = """async ([text, html, before, steps]) => {
  const { TextIndex } = await import('/offsets.js');
  const { MarkedText } = await import('/render.js');
  document.body.innerHTML = `<article tabindex="0">${html}</article>`;
  const article = document.querySelector('article');
  const marked = new MarkedText(article, new TextIndex(text), before);
  const focus = () => document.activeElement.id || document.activeElement.tagName;
  const isPart = ({ kind }) => ['source', 'cue', 'relay'].includes(kind);
  return steps.map(({ shown, active, focusOn }) => {
    if (focusOn) marked.focus(focusOn);
    const marks = Map.groupBy(shown.filter((one) => !isPart(one)), (one) => one.mark);
    for (const mark of new Set([...before, ...shown].map((one) => one.mark))) marked.set(mark, marks.get(mark) ?? []);
    marked.activate(active, shown.filter(isPart));
    const redrawn = marked.draw();
    return { redrawn, html: marked.paragraphs.map((one) => one.innerHTML), focus: focus() };
  });
}"""

STAYS = """async ([text, html, before, after]) => {
  const { TextIndex } = await import('/offsets.js');
  const { MarkedText } = await import('/render.js');
  const article = document.createElement('article');
  article.innerHTML = html;
  const there = new Set(article.querySelectorAll('mark'));
  const marked = new MarkedText(article, new TextIndex(text), before);
  for (const one of after) marked.set(one.mark, [one]);
  marked.draw();
  return [...article.querySelectorAll('mark')].map((mark) => [mark.textContent, there.has(mark)]);
}"""

START_OF = """async ([text, html, shown, mark]) => {
  const { TextIndex } = await import('/offsets.js');
  const { MarkedText } = await import('/render.js');
  const article = document.createElement('article');
  article.innerHTML = html;
  return new MarkedText(article, new TextIndex(text), shown).startOf(mark)?.textContent ?? null;
}"""


def show(page: Page, before: list[Shown], *steps: tuple[list[Shown], str, str]) -> list[dict[str, Any]]:
    """Each step's answer: what to show, which mark is active, and on which the focus is put first."""
    wire = [
        {"shown": [asdict(one) for one in marks], "active": active, "focusOn": focus} for marks, active, focus in steps
    ]
    html = marked_text(TEXT, before)
    found: list[dict[str, Any]] = page.evaluate(SHOW, [TEXT, html, [asdict(one) for one in before], wire])
    return found


def test_the_active_claim_fills_and_its_source_and_cue_are_drawn(modules_page: Page) -> None:
    marks = [CLAIM, NESTED]
    (found,) = show(modules_page, marks, ([*marks, SOURCE, CUE], CLAIM.mark, ""))
    assert found["html"][1] == (
        '<mark class="m src first last" data-role="source">Reports</mark> '
        '<mark class="m cue first last" data-role="cue">suggest</mark> '
        f'<mark class="m on f-2 u-2 k-0 first" id="m-{CLAIM.mark}" data-g="2" data-alt="claim 1, grade 2: "'
        f' data-m="{CLAIM.mark}">the </mark>'
        f'<mark class="m on f-2 u-2 k-0" data-m="{CLAIM.mark} {NESTED.mark}">'
        f'<span class="u-5 k-1 first last" id="m-{NESTED.mark}" data-g="5" data-alt="claim 2, grade 5: "'
        ' data-n="2" data-end=" end of claim 2 ">plan</span></mark>'
        '<mark class="m on f-2 u-2 k-0 last" data-n="1" data-end=" end of claim 1 "'
        f' data-m="{CLAIM.mark}"> was dropped.</mark>'
    )


def test_an_active_side_or_typo_is_on_and_the_claim_around_it_is_not(modules_page: Page) -> None:
    typo = shown(1, 22, 25, "typo", correction="a")
    marks = [CLAIM, SIDE, typo]
    side_on, typo_on = show(modules_page, marks, (marks, SIDE.mark, ""), (marks, typo.mark, ""))
    assert '<mark class="m x on first last"' in side_on["html"][2]
    assert '<span class="t on first last"' in typo_on["html"][1]
    assert "m on" not in typo_on["html"][1]


def test_only_the_paragraphs_of_the_old_and_the_new_active_mark_are_drawn_anew(modules_page: Page) -> None:
    marks = [CLAIM, SIDE]
    steps = show(modules_page, marks, (marks, "", ""), (marks, CLAIM.mark, ""), (marks, SIDE.mark, ""), (marks, "", ""))
    assert [step["redrawn"] for step in steps] == [[], [1], [1, 2], [2]]
    assert "".join(steps[-1]["html"]) == "".join(show(modules_page, marks, (marks, "", ""))[0]["html"])


def test_of_a_paragraph_that_is_drawn_anew_what_shows_the_same_stays(modules_page: Page) -> None:
    before, added = [shown(1, 6, 13, grade="4"), shown(2, 26, 30, grade="5")], shown(3, 22, 28)
    wire = [[asdict(one) for one in marks] for marks in (before, [added])]
    found = modules_page.evaluate(STAYS, [TEXT, marked_text(TEXT, before), *wire])
    assert found == [["Reports", True], ["the ", False], ["pl", False], ["an", False]]


def test_a_paragraph_is_drawn_anew_when_a_mark_in_another_gives_up_its_lane(modules_page: Page) -> None:
    head, across = shown(1, 0, 10, grade="4"), shown(2, 8, 50, grade="3")
    (found,) = show(modules_page, [head, across], ([across], "", ""))
    assert found["redrawn"] == [0, 1, 2]
    assert found["html"][2].startswith('<mark class="m f-3 u-3 k-0 last"')


def test_the_next_side_takes_over_the_id_when_the_first_goes(modules_page: Page) -> None:
    first = replace(SIDE, start=0, end=4)
    (found,) = show(modules_page, [first, SIDE], ([SIDE], "", ""))
    assert found["redrawn"] == [0, 2]
    assert f'id="m-{SIDE.mark}"' in found["html"][2]


def test_a_mark_keeps_the_focus_when_its_paragraph_is_drawn_anew(modules_page: Page) -> None:
    graded = shown(1, 22, 43, grade="4")
    (found,) = show(modules_page, [CLAIM], ([graded, NESTED], CLAIM.mark, CLAIM.mark))
    assert found["redrawn"] == [1]
    assert found["focus"] == f"m-{CLAIM.mark}"


def test_the_article_takes_the_focus_of_a_mark_that_is_gone(modules_page: Page) -> None:
    (found,) = show(modules_page, [CLAIM, SIDE], ([SIDE], "", CLAIM.mark))
    assert found["focus"] == "ARTICLE"


def test_the_focus_stays_on_a_mark_in_a_paragraph_that_is_not_drawn_anew(modules_page: Page) -> None:
    (found,) = show(modules_page, [CLAIM, SIDE], ([SIDE], "", SIDE.mark))
    assert found["redrawn"] == [1]
    assert found["focus"] == f"m-{SIDE.mark}"


def test_a_mark_that_is_not_shown_begins_nowhere(modules_page: Page) -> None:
    assert modules_page.evaluate(START_OF, [TEXT, marked_text(TEXT, [CLAIM]), [asdict(CLAIM)], SIDE.mark]) is None
    assert (
        modules_page.evaluate(START_OF, [TEXT, marked_text(TEXT, [CLAIM]), [asdict(CLAIM)], CLAIM.mark])
        == "the plan was dropped."
    )


def test_it_refuses_a_page_that_does_not_show_the_stored_text(modules_page: Page) -> None:
    with pytest.raises(Error, match="does not show the stored text to the letter"):
        modules_page.evaluate(START_OF, [TEXT, marked_text(TEXT, []) + " ", [], CLAIM.mark])
