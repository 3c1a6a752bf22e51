"""The queue of changes against a model: whatever fails, each change is made once, and what was said last stands."""

from itertools import count
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# Two windows of one person over the browser's own store, and a server that makes each change once, checks revisions, and
# answers, loses its answer, is away or signs the person out as the plan says.
DRIVE = """async ([review, steps]) => {
  const { Outbox } = await import('/outbox.js');
  const { openStore } = await import('/store.js');
  const { newUuid } = await import('/uuid.js');
  const never = new Promise(() => {});
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  const server = { marks: new Map(), made: new Map(), log: [], refused: [] };
  const plan = [];
  let windows = [];

  const serve = (change) => {
    if (server.made.has(change.id)) return server.made.get(change.id);
    const revision = server.marks.get(change.subject) ?? 0;
    if (revision !== change.revision) {
      server.refused.push(change);
      return { kind: 'refused', problem: { status: 409, code: 'older-revision', detail: '' } };
    }
    server.marks.set(change.subject, revision + 1);
    server.log.push([change.subject, change.content]);
    const answer = { kind: 'done', mark: { id: change.subject, revision: revision + 1 } };
    server.made.set(change.id, answer);
    return answer;
  };
  const answer = (change) => {
    const outcome = plan.shift() ?? 'answers';
    if (outcome === 'signs out') return { kind: 'signed-out', isOther: false };
    if (outcome === 'is away') return { kind: 'unreachable', broken: false };
    if (outcome === 'breaks') return { kind: 'unreachable', broken: true };
    const answered = serve(change);
    return outcome === 'answers' ? answered : { kind: 'unreachable', broken: false };
  };
  const open = async () => {
    const store = await openStore(1, review);
    const here = { isDead: false, outbox: null };
    const alive = (promise) => promise.then((value) => (here.isDead ? never : value));
    const others = () => windows.filter((other) => other !== here);
    here.outbox = new Outbox({ move: (move) => (here.isDead ? never : alive(store.move(move))) }, {
      send: async (change) => { await turn(); return here.isDead ? never : alive(Promise.resolve(answer(change))); },
      done: (change, { mark }) => { for (const one of windows) one.saved.set(mark.id, mark.revision); },
      refused: () => {},
      moved: () => {},
      kept: () => { for (const other of others()) other.outbox.read(); },
      urge: () => { for (const other of others()) if (other.outbox.leads) other.outbox.retry(); },
    });
    here.saved = new Map(server.marks);
    await here.outbox.read();
    windows.push(here);
    return here;
  };
  const crash = async () => {
    // What the store has not kept yet was never more than a wish.
    for (const one of windows) await one.outbox.read();
    windows[0].isDead = true;
    windows = windows.slice(1);
    await open();
    windows[0].outbox.lead();
  };
  const add = (here, mark, content, typing) => here.outbox.add({
    id: newUuid(), order: 0, verb: content === null ? 'withdraw' : 'save', subject: mark, content, typing,
    due: typing ? Date.now() + 5 : 0, revision: here.saved.get(mark) ?? 0, isSent: false,
  });

  await open();
  await open();
  windows[0].outbox.lead();
  let last = 0;
  for (const [what, window, mark, value] of steps) {
    // Nobody works in two windows within the time that the store takes.
    if (window !== last) await windows[last].outbox.read();
    last = window ?? last;
    if (what === 'say') add(windows[window], mark, value, '');
    else if (what === 'type') add(windows[window], mark, value, 'note');
    else if (what === 'crash') await crash();
    else if (what === 'wait') await new Promise((resolve) => setTimeout(resolve, 8));
    else if (what === 'retry') windows[window].outbox.retry();
    else plan.push(what);
  }
  plan.length = 0;
  for (let i = 0; i < 2000 && windows.some(({ outbox }) => outbox.count); i += 1) {
    windows[0].outbox.flush();
    windows[0].outbox.retry();
    await turn();
  }
  const left = windows.map(({ outbox }) => outbox.count);
  return { left, log: server.log, made: server.made.size, refused: server.refused };
}"""

reviews = count(1)
marks = st.sampled_from(["a", "b", "c"])
windows = st.integers(0, 1)
outcomes = st.sampled_from(["answers", "loses its answer", "is away", "breaks", "signs out"])


@st.composite
def days(draw: st.DrawFn) -> list[list[Any]]:
    """What two windows do and what befalls them. Each thing said is told apart by its number; None withdraws."""
    numbers = count(1)
    steps: list[list[Any]] = []
    for kind in draw(
        st.lists(st.sampled_from(["say", "say", "type", "type", "wait", "fate", "retry", "crash"]), max_size=25)
    ):
        if kind in {"say", "type"}:
            says = None if kind == "say" and draw(st.integers(0, 4)) == 0 else f"words {next(numbers)}"
            steps.append([kind, draw(windows), draw(marks), says])
        elif kind == "fate":
            steps.append([draw(outcomes)])
        else:
            steps.append([kind, draw(windows)])
    return steps


def said_of(mark: str, steps: list[list[Any]]) -> list[str | None]:
    """What was said of a mark, in order."""
    return [step[3] for step in steps if step[0] in {"say", "type"} and step[2] == mark]


def is_within(few: list[str | None], many: list[str | None]) -> bool:
    """Whether the few stand among the many in the same order."""
    rest = iter(many)
    return all(one in rest for one in few)


# Typed on in what another window typed, behind which it said something else meanwhile.
TYPED_ON = [*[["say", 0, "a", None]] * 2, *[["wait", 0]] * 3, ["type", 1, "b", "words 1"], ["say", 1, "a", None]]


@given(days())
@example([*TYPED_ON, ["type", 0, "b", "words 2"]])
@settings(deadline=None, max_examples=60)
def test_each_change_is_made_once_in_order_and_the_last_word_stands(modules_page: Page, steps: list[list[Any]]) -> None:
    outcome = modules_page.evaluate(DRIVE, [next(reviews), steps])
    assert outcome["left"] == [0, 0]
    assert outcome["refused"] == []
    assert outcome["made"] == len(outcome["log"])
    for mark in "abc":
        made = [content for subject, content in outcome["log"] if subject == mark]
        said = said_of(mark, steps)
        assert is_within(made, said)
        assert made[-1:] == said[-1:]


SEND = """async ([queue, sent]) => (await import('/queue.js')).send(sent, 'further')(queue)"""
INDEPENDENT = """async (queue) => (await import('/queue.js')).independent(queue, ['skipped']) ?? null"""
SETTLE = """async ([queue, sent]) => (await import('/queue.js')).settle(sent, 3)(queue)"""


def change(of: str, says: str, **more: Any) -> dict[str, Any]:
    """A change as the browser keeps it."""
    about = {"id": says, "verb": "save", "order": 1, "typing": "note", "due": 0, "revision": None, "isSent": False}
    return about | {"subject": of, "content": says} | more


def test_what_was_typed_on_in_another_window_while_a_change_was_sent_is_a_further_change(modules_page: Page) -> None:
    sent = change("a", "Sou", id="one", revision=2)
    kept = [change("a", "Sousa", id="one", revision=2), change("b", "other", order=2)]
    going = modules_page.evaluate(SEND, [kept, sent])
    assert going == [
        change("a", "Sou", id="one", revision=2, isSent=True),
        change("a", "Sousa", id="further", order=1.5),
        change("b", "other", order=2),
    ]
    assert modules_page.evaluate(SETTLE, [going, sent]) == [
        change("a", "Sousa", id="further", order=1.5, revision=3),
        change("b", "other", order=2),
    ]


def test_an_answer_that_two_windows_get_counts_once(modules_page: Page) -> None:
    rest = [change("a", "next", revision=7)]
    assert modules_page.evaluate(SETTLE, [rest, change("a", "gone", id="one", revision=2)]) == rest


@pytest.mark.parametrize(
    ("behind", "found"),
    [
        ([("a", "more of the same")], None),
        ([("b", "other")], "other"),
        ([("b", "skipped"), ("c", "third")], "third"),
        ([("a", "more of the same"), ("b", "other")], "other"),
        ([("claim", "says source-1")], None),
        ([("claim", "says source-1"), ("claim", "says it no more")], None),
        ([("claim", "says source-1"), ("source-2", "new")], "new"),
        ([("claim", "says side-1"), ("side-1", "withdrawn")], None),
    ],
)
def test_a_change_is_made_before_others_only_where_they_neither_share_a_mark_nor_name_each_others(
    modules_page: Page, behind: list[tuple[str, str]], found: str | None
) -> None:
    first = [("source-1", "new entry")] if any("source-1" in says for _, says in behind) else [("a", "first")]
    independent = modules_page.evaluate(INDEPENDENT, [change(of, says) for of, says in first + behind])
    assert (independent and independent["content"]) == found
