"""The review page as a person uses it: with eyes, a mouse and keys."""

import time
from collections.abc import Callable

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

from annotations.models import Review

# Where words are looked for: in the article under review, and in the one beside it.
HERE, BESIDE = "#article", "#article-beside"

# The words in the text, where they stand for the first time or a later one.
RANGE = """(words, occurrence, within = '#article') => {
  const walker = document.createTreeWalker(document.querySelector(within), NodeFilter.SHOW_TEXT);
  const nodes = [];
  let text = '';
  while (walker.nextNode()) {
    nodes.push([walker.currentNode, text.length]);
    text += walker.currentNode.data;
  }
  let start = -1;
  for (let i = 0; i <= occurrence; i += 1) start = text.indexOf(words, start + 1);
  if (start < 0) throw new Error(`The article does not say: ${words}`);
  const end = start + words.length;
  const point = (at, isPast) => {
    const [node, before] = nodes.find(([node, before]) => isPast(before + node.length, at) && before <= at);
    return [node, at - before];
  };
  const range = new Range();
  range.setStart(...point(start, (border, at) => border > at));
  range.setEnd(...point(end, (border, at) => border >= at));
  return range;
}"""

# Where they stand on the screen: the middle of the first line's start and of the last line's end.
ENDS = f"""([words, occurrence, within]) => {{
  const range = ({RANGE})(words, occurrence, within);
  range.startContainer.parentElement.scrollIntoView({{ block: 'center', behavior: 'instant' }});
  const lines = [...range.getClientRects()].filter((line) => line.width > 0);
  const [first, last] = [lines[0], lines[lines.length - 1]];
  const isRtl = getComputedStyle(range.startContainer.parentElement).direction === 'rtl';
  const [from, to] = isRtl ? [first.right - 0.5, last.left + 0.5] : [first.left + 0.5, last.right - 0.5];
  return [from, first.top + first.height / 2, to, last.top + last.height / 2];
}}"""

# What is left of a finger's work once its handles stand where they should: they fire no events of their own.
TOUCH = f"""([words, occurrence, within]) => {{
  const range = ({RANGE})(words, occurrence, within);
  document.getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
}}"""


# What the review page keeps, once no page has it open any more.
FORGET = """() => new Promise((resolve) => {
  indexedDB.deleteDatabase('factcheck').addEventListener('success', resolve);
})"""


def eventually(holds: Callable[[], bool], within: float = 10) -> bool:
    """Whether it holds before the seconds are over."""
    deadline = time.monotonic() + within
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds()


def opened(page: Page, review: Review, query: str = "") -> Page:
    """The page, with the review open in it and its modules at work."""
    page.goto(f"/reviews/{review.pk}{query}")
    page.wait_for_selector("html[data-ready]")
    return page


class Screen:
    """One browser in which one person is signed in. `faults` collects what consoles, modules and the policy complain about."""

    def __init__(self, context: BrowserContext, faults: list[str]) -> None:
        self.context = context
        self._faults = faults
        self.page = self.window()

    def window(self) -> Page:
        """A further window of the same browser."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self._faults.append(f"{error.name}: {error.message}"))
        page.on("console", self._heard)
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        # A call that is refused on purpose is told as a resource that failed to load.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self._faults.append(message.text)

    def open(self, review: Review, query: str = "") -> "Screen":
        """Open the review page, and wait until its modules have taken over."""
        opened(self.page, review, query)
        return self

    def without_answers(self) -> None:
        """From now on the network takes no change, while pages can still be opened."""
        self.context.route("**/api/v1/**", lambda route: route.abort())

    def with_answers(self) -> None:
        """The network is back, and the browser says so."""
        self.context.unroute("**/api/v1/**")
        for page in self.context.pages:
            page.evaluate("dispatchEvent(new Event('online'))")

    def forget(self) -> None:
        """Take out of the browser all that it keeps, as for a database made anew."""
        self.page.goto("/codebooks")
        self.page.evaluate(FORGET)

    def select(self, words: str, occurrence: int = 0, within: str = HERE) -> None:
        """Drag the mouse over the words, where they stand for the first time or a later one."""
        from_x, from_y, to_x, to_y = self.page.evaluate(ENDS, [words, occurrence, within])
        self.page.mouse.move(from_x, from_y)
        self.page.mouse.down()
        self.page.mouse.move(to_x, to_y, steps=4)
        self.page.mouse.up()

    def select_by_touch(self, words: str, occurrence: int = 0, within: str = HERE) -> None:
        """Select the words as the handles of a finger's selection do."""
        self.page.evaluate(TOUCH, [words, occurrence, within])

    def press(self, *keys: str) -> tuple[str, ...]:
        """Press keys, one after the other. The keys, to be counted."""
        for key in keys:
            self.page.keyboard.press(key)
        return keys

    def mark(self, words: str, key: str, occurrence: int = 0, within: str = HERE) -> None:
        """Select the words and press a key."""
        self.select(words, occurrence, within)
        self.page.keyboard.press(key)

    def claim(self, words: str, grade: str = "", occurrence: int = 0) -> Locator:
        """Mark the words as a claim, and grade it where a grade is given. The claim's card, which is open."""
        self.mark(words, "c", occurrence)
        expect(self.editor.locator(".mk-q")).to_have_text(words)
        if grade:
            self.page.keyboard.press(grade.lower())
        return self.editor

    def typo(self, words: str, correction: str, occurrence: int = 0) -> Locator:
        """Mark the words as a typo, and type what they should read; the focus stays there. The typo's card, which is open."""
        self.mark(words, "t", occurrence)
        expect(self.editor.get_by_role("textbox", name="It should read")).to_be_focused()
        self.page.keyboard.insert_text(correction)
        return self.editor

    def contradiction(self, *sides: str) -> Locator:
        """Mark the words as the sides of a contradiction. Its card, which is open."""
        for place, words in enumerate(sides):
            self.mark(words, "x" if place < 2 else "Shift+X")
        return self.editor

    @property
    def editor(self) -> Locator:
        """The open card."""
        return self.page.locator(".mk.is-on")

    @property
    def save_state(self) -> Locator:
        """What the bar says about saving."""
        return self.page.locator("#save")

    @property
    def save_words(self) -> Locator:
        """The words of it, as they are on a large screen."""
        return self.save_state.locator("[data-part=words]")

    def all_saved(self) -> None:
        """Wait until the server has answered every change."""
        expect(self.save_state).to_have_attribute("aria-busy", "false")
        expect(self.save_state).to_contain_text("Saved")

    def card(self, quote: str) -> Locator:
        """The card at rest with this quote."""
        return self.page.locator(".mk:not(.is-on)").filter(has_text=quote)


# The fixture that gives somebody a screen: conftest.py has it.
OpenScreen = Callable[..., Screen]
