"""However marks come, change and go: order, drawing and counts are what the server would give for the marks that now stand."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from annotations.anchoring.segments import Shown
from annotations.review.advice import advice
from annotations.review.content import ClaimContent, MarkState
from annotations.templatetags.marked_text import marked_text
from annotations.views.shown import shown_of
from tests.marked_texts import texts
from tests.wire import Wire, read

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
in_browser = settings(deadline=None, max_examples=60)

HERE, ELSEWHERE = 1, 2
AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
MARKS = [str(uuid.UUID(int=number)) for number in range(1, 8)]
OLD_SOURCE, NEW_SOURCE = str(uuid.UUID(int=101)), str(uuid.UUID(int=102))

# The filters whose counts are compared, by their names in the page.
FILTERS: dict[str, Callable[[MarkState, bool], bool]] = {
    "all": lambda _, __: True,
    "ungraded": lambda state, _: isinstance(state.content, ClaimContent) and state.content.grade is None,
    "unsure": lambda state, _: isinstance(state.content, ClaimContent) and state.content.confidence == "unsure",
    "flagged": lambda state, is_troubled: is_troubled or bool(advice(state.content)),
    "noted": lambda state, _: state.content.note != "",
    "referenced": lambda state, _: bool(state.content.references),
    "kind claim": lambda state, _: state.content.kind == "claim",
    "kind typo": lambda state, _: state.content.kind == "typo",
    "grade 4": lambda state, _: isinstance(state.content, ClaimContent) and state.content.grade == "4",
}

# Makes the steps one after the other, each drawn at once, and gives what has come of it.
KEEP_UP = """async ({ text, html, states, steps, filters }) => {
  const { Filters } = await import('/filters.js');
  const { Marks } = await import('/marks.js');
  const { TextIndex } = await import('/offsets.js');
  const { MarkedText } = await import('/render.js');
  document.body.innerHTML = '<article></article><div id="buttons"></div><select></select><p></p><p></p><button></button>';
  const [article, root, menu, progress, empty, showAll] = document.body.children;
  article.innerHTML = html;
  menu.append(...filters.map((filter) => new Option(filter, filter)));
  const marks = new Marks(states, 1, 0);
  const marked = new MarkedText(article, new TextIndex(text), marks.seen().flatMap((entry) => marks.shownOf(entry)));
  const counted = new Filters({ root, menu, progress, empty, showAll }, marks, null, () => {});
  marks.listen((mark) => {
    counted.update(mark);
    marked.set(mark, marks.lookOf(mark));
    marked.draw();
  });
  const partsOf = ({ id, number, content }) => content.attributions?.flatMap(({ source_spans }) => source_spans)
    .map((piece) => ({ ...piece, mark: id, kind: 'source', number, grade: '', correction: '' })) ?? [];
  const verbs = {
    put: (mark, content) => marks.put(mark, content),
    withdraw: (mark) => marks.withdraw(mark),
    forget: (mark) => marks.forget(mark),
    trouble: (mark, words) => marks.setTrouble(mark, words && { kind: 'refused', words }),
    acknowledge: (mark, state) => marks.get(mark) && marks.acknowledge(state),
    adopt: (mark, state) => marks.adopt(state),
    rewrite: (_, [from, to]) => marks.rewrite((content) => content.attributions?.some(({ source }) => source === from)
      ? { ...content, attributions: content.attributions.map((row) => ({ ...row, source: to })) } : content),
    open: (mark) => marks.shows(mark) && marked.activate(mark, partsOf(marks.get(mark))) || marked.draw(),
  };
  for (const [verb, mark, said] of steps) verbs[verb](mark, said);
  marked.activate('', []);
  marked.draw();
  return {
    entries: marks.seen().map(({ id, number, content, trouble }) => ({ id, number, content, isTroubled: trouble !== null })),
    drawn: article.innerHTML,
    counts: [...menu.options].map((row) => Number(/\\((\\d+)\\)$/.exec(row.text)[1])),
    progress: progress.textContent,
    isEmpty: !empty.hidden,
  };
}"""

PARSED = "(html) => Object.assign(document.createElement('article'), { innerHTML: html }).innerHTML"


@st.composite
def _places(draw: st.DrawFn, text: str) -> Wire:
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, min(len(text), start + 12)))
    return {"start": start, "end": end, "quote": text[start:end]}


@st.composite
def _sides(draw: st.DrawFn, text: str) -> Wire:
    return {"version": draw(st.sampled_from([HERE, HERE, ELSEWHERE])), "span": draw(_places(text))}


def _place_of(side: Wire) -> tuple[int, int, int]:
    """No contradiction has two sides in one place."""
    return side["version"], side["span"]["start"], side["span"]["end"]


@st.composite
def _contents(draw: st.DrawFn, text: str) -> Wire:
    """What a mark says, as the wire has it."""
    said: Wire = {"note": draw(st.sampled_from(["", "Is it?"]))}
    if draw(st.booleans()):
        said["references"] = [{"address": "https://a.example/"}]
    match draw(st.sampled_from(["claim", "claim", "claim", "typo", "contradiction"])):
        case "claim":
            source = {"source": OLD_SOURCE, "source_spans": [draw(_places(text))]}
            said |= {
                "kind": "claim",
                "span": draw(_places(text)),
                "grade": draw(st.sampled_from([None, "4", "2"])),
                "confidence": draw(st.sampled_from(["", "unsure"])),
                "attributions": [source] if draw(st.booleans()) else [],
            }
        case "typo":
            said |= {"kind": "typo", "span": draw(_places(text)), "correction": "a correction"}
        case _:
            sides = st.lists(_sides(text), min_size=1, max_size=3, unique_by=_place_of)
            said |= {"kind": "contradiction", "sides": draw(sides)}
    wire: Wire = read(said).model_dump(mode="json")
    return wire


@st.composite
def _states(draw: st.DrawFn, text: str, mark: str) -> Wire:
    """A mark as the server has it. Its number goes with its UUID: two of a kind never have the same."""
    withdrawn = draw(st.sampled_from([None, None, AT]))
    return MarkState(
        id=uuid.UUID(mark),
        number=MARKS.index(mark) + 1,
        revision=1,
        created=AT,
        updated=AT,
        withdrawn=withdrawn,
        content=read(draw(_contents(text))),
    ).model_dump(mode="json")


@st.composite
def _steps(draw: st.DrawFn, text: str) -> tuple[str, str, Any]:
    verb = draw(
        st.sampled_from(
            ["put", "put", "put", "withdraw", "forget", "trouble", "acknowledge", "adopt", "rewrite", "open"]
        )
    )
    mark = draw(st.sampled_from(MARKS))
    said: dict[str, st.SearchStrategy[Any]] = {
        "put": _contents(text),
        "trouble": st.sampled_from([None, "No."]),
        "acknowledge": _states(text, mark),
        "adopt": _states(text, mark),
        "rewrite": st.just([OLD_SOURCE, NEW_SOURCE]),
    }
    return verb, mark, draw(said.get(verb, st.none()))


@st.composite
def histories(draw: st.DrawFn) -> tuple[str, list[Wire], list[tuple[str, str, Any]]]:
    """A text, the marks that the server has, and what is done with them."""
    text = draw(texts.filter(lambda text: text.strip("\n")))
    states = [draw(_states(text, mark)) for mark in draw(st.lists(st.sampled_from(MARKS), unique=True))]
    return text, states, draw(st.lists(_steps(text), max_size=25))


def _shown(states: list[MarkState]) -> list[Shown]:
    return [one for state in states for one in shown_of(state, HERE)]


def _in_text_order(states: list[MarkState]) -> list[MarkState]:
    placed = [state for state in states if shown_of(state, HERE)]
    elsewhere = [state for state in states if not shown_of(state, HERE)]
    by_place = sorted(placed, key=lambda state: shown_of(state, HERE)[0].order)
    return [*by_place, *sorted(elsewhere, key=attrgetter("number", "id"))]


@given(histories())
@in_browser
def test_what_is_kept_up_is_what_the_server_would_give(
    modules_page: Page, history: tuple[str, list[Wire], list[tuple[str, str, Any]]]
) -> None:
    text, states, steps = history
    standing = [MarkState.model_validate(state) for state in states if state["withdrawn"] is None]
    given = {"text": text, "html": marked_text(text, _shown(standing)), "states": states, "steps": steps}

    found = modules_page.evaluate(KEEP_UP, given | {"filters": list(FILTERS)})

    stamp = {"revision": 1, "created": AT, "updated": AT, "withdrawn": None}
    entries = [
        (MarkState.model_validate({"id": one["id"], "number": one["number"], "content": one["content"]} | stamp), one)
        for one in found["entries"]
    ]
    now = [state for state, _ in entries]
    assert [state.id for state in now] == [state.id for state in _in_text_order(now)]
    assert found["drawn"] == modules_page.evaluate(PARSED, marked_text(text, _shown(now)))
    counts = {name: sum(passes(state, one["isTroubled"]) for state, one in entries) for name, passes in FILTERS.items()}
    assert dict(zip(FILTERS, found["counts"], strict=True)) == counts
    graded = counts["kind claim"] - counts["ungraded"]
    assert found["progress"] == f"{graded} of {counts['kind claim']} graded"
    assert found["isEmpty"] == (not now)
