"""The review page in headless Chromium, with 10 to 2,000 marks on a short and a long text.

The floor is the same HTML as a static file, compressed beforehand, with the same stylesheets and font and without scripts: what
this browser needs to show the page and no more. Server time and bytes are taken without a browser. In the browser each page is
opened once for its static files to be there, and then as often as counts.
"""

import gzip
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, sync_playwright

from annotations.models import Review
from tests.bench.figures import Figure, Times, at_most, median, times_floor
from tests.bench.filling import (
    make_contradictions,
    make_ink,
    make_marks,
    make_reviews,
    make_stories,
    make_user,
    make_versions,
    prose,
)
from tests.bench.ground import Ground, Visitor, sign_in
from tests.chromium import launch_options
from tests.serving import Server

LENGTHS = (5_000, 100_000)
MARKS = (10, 200, 1_000, 2_000)
OPENED = 3
ADDED = 10
CLASHES = 20
TIMES_FLOOR, PLUS = 2, 150
MARK_WITHIN = 50
FIRST_VISIT = 150
SCRIPT = re.compile(r"<script type=\"module\"[^>]*></script>")

# Presses J in the text until a card opens, and keeps when that was.
PRESS_UNTIL_ANSWERED = """
  const press = setInterval(() => {
    const event = new KeyboardEvent('keydown', { key: 'j', bubbles: true, cancelable: true });
    document.querySelector('#reader')?.dispatchEvent(event);
    if (!document.querySelector('.mk.is-on')) return;
    clearInterval(press);
    window.answered = performance.now();
  }, 5);
"""
ANSWERED = """() => new Promise((tell) => {
  const look = setInterval(() => {
    if (window.answered === undefined) return;
    clearInterval(look);
    tell(window.answered);
  }, 20);
})"""
LOADED = """() => new Promise((tell) => {
  const done = () => tell(performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd);
  if (document.readyState === 'complete') setTimeout(done, 300);
  else addEventListener('load', () => setTimeout(done, 300));
})"""
STATIC_BYTES = """() => performance.getEntriesByType('resource')
  .filter(({ name }) => name.includes('/static/'))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)"""
# Selects words in one paragraph after the other and marks them; how long until each stands in the text and as a card.
ADD_MARKS = """async (number) => {
  const frame = () => new Promise(requestAnimationFrame);
  const pause = (ms) => new Promise((go) => setTimeout(go, ms));
  const [reader, cards] = ['#reader', '#cards'].map((id) => document.querySelector(id));
  const count = () => cards.querySelectorAll('.mk').length;
  const times = [];
  for (let place = 0; place < number; place += 1) {
    const paragraphs = [...document.querySelectorAll('#article > *')].filter((one) => one.textContent.length > 20);
    const walker = document.createTreeWalker(paragraphs[place % paragraphs.length], NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && walker.currentNode.data.trim().length < 3);
    reader.focus({ preventScroll: true });
    // A letter less: the very words of a claim that is there would open it.
    getSelection().setBaseAndExtent(walker.currentNode, 0, walker.currentNode, walker.currentNode.length - 1);
    await pause(200);
    const before = count();
    const began = performance.now();
    reader.dispatchEvent(new KeyboardEvent('keydown', { key: 'c', bubbles: true, cancelable: true }));
    while (count() === before && performance.now() < began + 5000) await frame();
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    times.push(performance.now() - began);
  }
  return times;
}"""
# Scrolls a text by a fifth of a screen a frame; the longest time between two frames.
WORST_FRAME = """async (id) => {
  const reader = document.querySelector(`#${id}`);
  let [worst, last] = [0, await new Promise(requestAnimationFrame)];
  for (let step = 0; step < 90; step += 1) {
    reader.scrollTop += reader.clientHeight / 5;
    const now = await new Promise(requestAnimationFrame);
    [worst, last] = [Math.max(worst, now - last), now];
  }
  return worst;
}"""

# Keeps the longest time that scripts of the page took in one frame (the browser tells of frames over 50 ms alone).
WATCH_SCRIPTS = """() => {
  window.scripts = 0;
  new PerformanceObserver((list) => {
    for (const { scripts } of list.getEntries()) {
      window.scripts = Math.max(window.scripts, scripts.reduce((sum, { duration }) => sum + duration, 0));
    }
  }).observe({ type: 'long-animation-frame' });
}"""


@dataclass(frozen=True)
class Case:
    """One page: a review with so many marks on a text of so many characters, and the file that is its floor."""

    length: int
    marks: int
    review: Review
    file: str

    @property
    def what(self) -> str:
        """As the table names it."""
        return f"Review page, {self.marks:,} marks on {self.length:,} characters"


@dataclass(frozen=True)
class Opened:
    """What opening a page came to: milliseconds until DOMContentLoaded, until a key was answered and of the main thread; megabytes."""

    loaded: float
    answered: float
    busy: float
    heap: float


def figures(ground: Ground) -> Iterator[Figure]:
    """The figures of the review page."""
    reader = make_user("page-reader")
    cases = [_case(reader, length, marks) for length, marks in product(LENGTHS, MARKS)]
    # Before the browser starts: beside it Django's ORM refuses to work.
    beside = _beside(cases[-1])
    session = sign_in(reader)
    with ground.product() as server:
        without = [_without_a_browser(ground, server, case) for case in cases]
        with ground.floor() as bare, sync_playwright() as playwright:
            browser = playwright.chromium.launch(**launch_options())
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            context.add_cookies([{"name": "sessionid", "value": session, "url": server.address}])
            yield from _first_visit(context, server, cases[0])
            for case, found in zip(cases, without, strict=True):
                yield from found
                yield from _in_a_browser(context, server, bare, case)
            yield from _at_work(context, server, bare, cases[len(MARKS) - 1])
            yield from _at_work(context, server, bare, cases[-1])
            yield from _side_by_side(context, server, cases[-1], beside)
            browser.close()


def _case(reader: Any, length: int, marks: int) -> Case:
    versions = make_versions(make_stories(f"Page-{length}-{marks}", 1), prose(length), each=1)
    [review] = make_reviews(reader, versions)
    make_marks([review], make_ink(), each=marks)
    return Case(length, marks, review, f"bench/{length}-{marks}.html")


def _without_a_browser(ground: Ground, server: Server, case: Case) -> list[Figure]:
    """Server time and bytes; and the page is kept as a file, for the floor."""
    with Visitor(server, case.review.reviewer) as visitor:
        path = f"/reviews/{case.review.pk}"
        answers = [visitor.get(path) for _ in range(1 + OPENED)][1:]
    html = plain(answers[0].body, answers[0].headers.get("content-encoding", ""))
    _keep_as_file(ground.var / "static" / case.file, SCRIPT.sub("", html.decode()))
    ms = median(answer.ms for answer in answers)
    sent, least = len(answers[0].body) / 1000, len(gzip.compress(html)) / 1000
    return [
        Figure(f"{case.what}: server", ms, "ms"),
        Figure(f"{case.what}: HTML on the wire (floor: gzip)", sent, "KB", least),
    ]


def plain(body: bytes, encoding: str) -> bytes:
    """The body as it was before it was compressed."""
    return gzip.decompress(body) if encoding == "gzip" else body


def _keep_as_file(path: Path, html: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(html)
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(html.encode()))


def _first_visit(context: BrowserContext, server: Server, case: Case) -> Iterator[Figure]:
    page = context.new_page()
    page.goto(f"{server.address}/reviews/{case.review.pk}")
    page.evaluate(LOADED)
    sent = page.evaluate(STATIC_BYTES) / 1000
    page.close()
    yield Figure("First visit of the review page: static files", sent, "KB", goal=at_most(FIRST_VISIT, "KB"))


def _in_a_browser(context: BrowserContext, server: Server, bare: Server, case: Case) -> Iterator[Figure]:
    found, floor = _opened(context, f"{server.address}/reviews/{case.review.pk}", f"{bare.address}/static/{case.file}")
    named = (
        ("DOMContentLoaded", found.loaded, floor.loaded),
        ("a key is answered", found.answered, floor.answered),
        ("main thread", found.busy, floor.busy),
    )
    for what, ms, least in named:
        goal = times_floor(TIMES_FLOOR, least, plus=PLUS, unit="ms")
        yield Figure(f"{case.what}: {what}", ms, "ms", least, goal)
    yield Figure(f"{case.what}: JavaScript heap", found.heap, "MB", floor.heap)


def _opened(context: BrowserContext, page: str, floor: str) -> tuple[Opened, Opened]:
    """The medians of opening the page and its floor several times, after once for the static files.

    In turn, so that a machine that is slower for a while is so for both. The floor's key is answered once it is loaded.
    """
    times = [
        (_open_once(context, page, is_product=True), _open_once(context, floor, is_product=False))
        for _ in range(1 + OPENED)
    ]
    pages, floors = zip(*times[1:], strict=True)
    return _middle(pages), _middle(floors)


def _middle(times: Sequence[Opened]) -> Opened:
    return Opened(
        loaded=median(one.loaded for one in times),
        answered=median(one.answered for one in times),
        busy=median(one.busy for one in times),
        heap=median(one.heap for one in times),
    )


def _open_once(context: BrowserContext, address: str, *, is_product: bool) -> Opened:
    # A page of its own each time: what the browser counts of the main thread begins with it.
    page = context.new_page()
    if is_product:
        page.add_init_script(PRESS_UNTIL_ANSWERED)
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    page.goto(address, wait_until="commit")
    loaded = page.evaluate(LOADED)
    answered = page.evaluate(ANSWERED) if is_product else loaded
    busy = 1000 * _metrics(session)["TaskDuration"]
    session.send("HeapProfiler.collectGarbage")
    heap = _metrics(session)["JSHeapUsedSize"] / 1_000_000
    page.close()
    return Opened(loaded, answered, busy, heap)


def _metrics(session: CDPSession) -> dict[str, float]:
    return {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}


def _at_work(context: BrowserContext, server: Server, bare: Server, case: Case) -> Iterator[Figure]:
    """Scrolling, and marking once more."""
    page = context.new_page()
    page.goto(f"{bare.address}/static/{case.file}")
    least = page.evaluate(WORST_FRAME, "reader")
    page.goto(f"{server.address}/reviews/{case.review.pk}")
    page.locator("html[data-ready]").wait_for(state="attached")
    yield Figure(f"{case.what}: scrolling, worst frame", page.evaluate(WORST_FRAME, "reader"), "ms", least)
    times = Times(page.evaluate(ADD_MARKS, ADDED))
    page.close()
    what = f"{case.what}: add one more, on the page after"
    yield Figure(f"{what} (p50)", times.p50, "ms", goal=at_most(MARK_WITHIN, "ms"))
    yield Figure(f"{what} (worst of {ADDED})", times.worst, "ms")


def _side_by_side(context: BrowserContext, server: Server, case: Case, beside: Review) -> Iterator[Figure]:
    """Scrolling either text, with another article of as many characters and marks beside it, and a contradiction open."""
    page = context.new_page()
    page.goto(f"{server.address}/reviews/{case.review.pk}?beside={beside.version_id}")
    page.locator("html[data-ready]").wait_for(state="attached")
    page.locator(".mk:has(.g-c)").first.click()
    page.evaluate(WATCH_SCRIPTS)
    worst = max(page.evaluate(WORST_FRAME, pane) for pane in ("reader", "reader-beside"))
    scripts = page.evaluate("window.scripts")
    page.close()
    what = f"Two articles, each {case.marks:,} marks on {case.length:,} characters: scrolling"
    yield Figure(f"{what}, worst frame", worst, "ms")
    yield Figure(f"{what}, our scripts in one frame", scripts, "ms", goal=at_most(MARK_WITHIN, "ms"))


def _beside(case: Case) -> Review:
    """The same reviewer's review of another article of the story, as heavily marked, with contradictions between the two."""
    story, reviewer = case.review.round.story, case.review.reviewer
    reviews = make_reviews(reviewer, make_versions([story], prose(case.length), each=1))
    make_marks(reviews, make_ink(), each=case.marks)
    make_contradictions([case.review, *reviews], each=CLASHES)
    return reviews[0]
