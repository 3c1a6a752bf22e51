"""What a change costs among many marks: counted in what is drawn, styled and laid out anew, since a clock would tell of the machine."""

import json
import uuid
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from annotations.models import Claim, Codebook, Mark, MarkKind, Review, Span, SpanRole, User, Version
from tests.browser.screen import OpenScreen, Screen

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


PARAGRAPHS = 120
TEXT = "A long plan\n\n" + "\n\n".join(
    f"In paragraph {number} the minister said that plan {number} was dropped, and sources doubt that it was ever made."
    for number in range(1, PARAGRAPHS + 1)
)
QUOTES = ["the minister said", "was dropped", "sources doubt that it was"]

# From now on, which paragraphs and cards get other children, by their place and by their marks.
WATCH = """() => {
  window.touched = { paragraphs: new Set(), cards: new Set() };
  const watch = (root, selector, nameOf, names) => new MutationObserver((changes) => {
    for (const { target, addedNodes, removedNodes } of changes) {
      const inside = (target instanceof Element ? target : target.parentElement)?.closest(selector);
      const touched = target === root ? [...addedNodes, ...removedNodes] : [inside];
      for (const one of touched) if (one) names.add(nameOf(one));
    }
  }).observe(root, { childList: true, characterData: true, subtree: true });
  const [article, cards] = [document.querySelector('#article'), document.querySelector('#cards')];
  const paragraphs = [...article.children];
  watch(article, '#article > *', (one) => paragraphs.indexOf(one), window.touched.paragraphs);
  watch(cards, '.mk', (one) => one.dataset.mark, window.touched.cards);
}"""

# From now on, the words of all that is put into a paragraph.
COUNT_DRAWN = """() => {
  window.drawn = [];
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) window.drawn.push(...[...addedNodes].map((node) => node.textContent));
  }).observe(document.querySelector('#article'), { childList: true, subtree: true });
}"""

# What counts, or bounds what is counted, among the open card, its parts and a card at rest.
COUNTERS = """() => {
  const looks = (one) => [one, getComputedStyle(one)];
  return [...document.querySelectorAll('.mk.is-on, .mk.is-on *, .mk:not(.is-on):first-child')].map(looks)
    .filter(([, { contain, counterIncrement }]) => /style|content|strict/.test(contain) || counterIncrement !== 'none')
    .map(([{ outerHTML }]) => outerHTML.slice(0, 80));
}"""

TOUCHED = """async () => {
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  const { paragraphs, cards } = window.touched;
  const found = [[...paragraphs], [...cards]];
  paragraphs.clear();
  cards.clear();
  return found;
}"""


@pytest.fixture
def crowded(alice: User, make_version: Callable[[str], Version], codebook: Codebook) -> Review:
    """Three claims in each of the paragraphs below the headline."""
    version = make_version(TEXT)
    review = Review.objects.create(reviewer=alice, version=version, round=version.article.story.current_round)
    now, grades = timezone.now(), list(codebook.grades.all())
    numbers = range(1, PARAGRAPHS * len(QUOTES) + 1)
    marks = Mark.objects.bulk_create(
        Mark(id=uuid.uuid4(), review=review, kind=MarkKind.CLAIM, number=number, created=now, updated=now)
        for number in numbers
    )
    Claim.objects.bulk_create(Claim(mark=mark, grade=grades[mark.number % len(grades)]) for mark in marks)
    Span.objects.bulk_create(_span(mark, version) for mark in marks)
    return review


def _span(mark: Mark, version: Version) -> Span:
    paragraph, which = divmod(mark.number - 1, len(QUOTES))
    start = TEXT.index(QUOTES[which], TEXT.index(f"In paragraph {paragraph + 1} "))
    end = start + len(QUOTES[which])
    return Span(mark=mark, role=SpanRole.CLAIM, version=version, start=start, end=end, quote=TEXT[start:end])


def mark_at(review: Review, paragraph: int, which: int) -> str:
    """The UUID of one of a paragraph's marks."""
    return str(review.marks.get(number=(paragraph - 1) * len(QUOTES) + which + 1).pk)


def touched(screen: Screen) -> tuple[set[int], set[str]]:
    """Which paragraphs and cards got other children since this was last asked, the server's answers included."""
    screen.all_saved()
    paragraphs, cards = screen.page.evaluate(TOUCHED)
    return set(paragraphs), set(cards)


def goes_to(screen: Screen, review: Review, paragraph: int) -> str:
    """Open a paragraph's second mark as a link from elsewhere does. Its UUID."""
    mark = mark_at(review, paragraph, 1)
    screen.page.goto(f"/reviews/{review.pk}#m-{mark}")
    expect(screen.editor).to_have_id(f"c-{mark}")
    return mark


def test_opening_grading_and_stepping_draw_what_they_concern(
    open_screen: OpenScreen, alice: User, crowded: Review
) -> None:
    screen = open_screen(alice).open(crowded)
    first, second = goes_to(screen, crowded, 60), mark_at(crowded, 60, 2)
    screen.page.evaluate(WATCH)
    screen.press("4")
    assert touched(screen) == ({60}, {first})
    screen.press("Control+z")
    assert touched(screen) == ({60}, {first})
    screen.press("j")
    assert touched(screen) == ({60}, {first, second})
    screen.press("j")
    assert touched(screen) == ({60, 61}, {second, mark_at(crowded, 61, 0)})


def test_adding_and_withdrawing_draw_one_paragraph_and_one_card(
    open_screen: OpenScreen, alice: User, crowded: Review
) -> None:
    screen = open_screen(alice).open(crowded)
    screen.select("plan 70")
    screen.page.evaluate(WATCH)
    screen.press("c")
    added = screen.editor.get_attribute("data-mark")
    assert added is not None
    assert touched(screen) == ({70}, {added})
    screen.press("Delete")
    assert touched(screen) == ({70}, {added})


def test_a_change_styles_a_small_part_of_the_page(
    open_screen: OpenScreen, browser: Browser, alice: User, crowded: Review
) -> None:
    screen = open_screen(alice).open(crowded)
    screen.select("plan 70")

    def styled(*keys: str) -> int:
        """How many elements the browser styled anew in one go, at most."""
        screen.page.wait_for_timeout(300)
        browser.start_tracing(page=screen.page, categories=["devtools.timeline"])
        screen.press(*keys)
        screen.page.wait_for_timeout(300)
        events = json.loads(browser.stop_tracing())["traceEvents"]
        counts: list[int] = [one["args"].get("elementCount", 0) for one in events if one["name"] == "UpdateLayoutTree"]
        return max(counts)

    everything = screen.page.locator("#article *, #cards *").count()
    assert everything > 4_000
    for keys in (["c"], ["4"], ["Delete"], ["Control+z"], ["Escape", "Escape"]):
        assert 0 < styled(*keys) < everything / 8, keys
    screen.all_saved()


def test_adding_draws_in_the_text_what_is_new_and_once(open_screen: OpenScreen, alice: User, crowded: Review) -> None:
    screen = open_screen(alice).open(crowded)
    screen.select("plan 70")
    screen.page.evaluate(COUNT_DRAWN)
    screen.press("c")
    screen.all_saved()
    # The new mark, and the words before and after it that were one piece.
    assert screen.page.evaluate("window.drawn") == [" that ", "plan 70", " "]


def test_no_card_has_the_browser_look_through_the_page_for_counters(
    open_screen: OpenScreen, alice: User, crowded: Review
) -> None:
    screen = open_screen(alice).open(crowded)
    goes_to(screen, crowded, 60)
    assert screen.editor.locator("summary").count() > 1
    assert screen.page.evaluate(COUNTERS) == []
