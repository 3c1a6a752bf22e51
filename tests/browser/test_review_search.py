"""Search within the article: by key, by mouse and by finger, and what is found can be marked at once."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

from annotations.models import Review, Span, Status, User, Version
from tests.browser.screen import OpenScreen, Screen
from tests.marked_texts import FAMILY

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

FILLER = "\n\n".join(
    f"Paragraph {number} says nothing of it, and takes a line or two to do so." for number in range(30)
)
TEXT = f"{FAMILY} The envoy 😀\n\nAn envoy said so.\n\n{FILLER}\n\nThe ENVOY’s plan 😀 stands. No Énvoy denied it."
PLACES = ["envoy", "envoy", "ENVOY", "Énvoy"]

# What is shown as found, and which of it is the current place.
SHOWN = """() => ['found', 'found-here'].map((name) => [...CSS.highlights.get(name)].map(String))"""

# How far anything but the text and the cards is scrolled.
PAGE_SCROLLED = """() => ['html', 'body', '#main', '.reader'].map((one) => document.querySelector(one).scrollTop)"""

# Whether the current place is in sight.
IS_IN_SIGHT = """() => {
  const [place] = CSS.highlights.get('found-here');
  const [line, view] = [place.getBoundingClientRect(), document.querySelector('#reader').getBoundingClientRect()];
  return line.top >= view.top && line.bottom <= view.bottom;
}"""


@pytest.fixture
def long_review(alice: User, make_version: Callable[[str], Version]) -> Review:
    version = make_version(TEXT)
    return Review.objects.create(reviewer=alice, version=version, round=version.article.story.current_round)


def field(screen: Screen) -> Locator:
    return screen.page.get_by_role("searchbox", name="Find in the article")


def count(screen: Screen) -> Locator:
    return screen.page.get_by_role("search").get_by_role("status")


def selected(screen: Screen) -> str:
    words: str = screen.page.evaluate("String(document.getSelection())")
    return words


def look_for(screen: Screen, words: str) -> None:
    """Open the field by key, and type."""
    screen.page.locator("#reader").focus()
    screen.press("/")
    screen.page.keyboard.type(words)


def test_what_is_found_is_walked_through_and_marked_at_once(
    open_screen: OpenScreen, alice: User, long_review: Review
) -> None:
    screen = open_screen(alice).open(long_review)
    look_for(screen, "envoy")
    expect(field(screen)).to_be_focused()
    expect(count(screen)).to_have_text("1 of 4")
    for key, said in [("Enter", "2"), ("Enter", "3"), ("Shift+Enter", "2"), ("Enter", "3")]:
        screen.press(key)
        expect(count(screen)).to_have_text(f"{said} of 4")
    assert screen.page.evaluate(SHOWN) == [PLACES, ["ENVOY"]]
    assert screen.page.evaluate(IS_IN_SIGHT)
    screen.press("Escape")
    expect(field(screen)).to_be_hidden()
    expect(screen.page.locator("#reader")).to_be_focused()
    assert selected(screen) == "ENVOY"
    assert screen.page.evaluate(SHOWN) == [[], []]
    screen.press("c")
    screen.all_saved()
    start = TEXT.index("ENVOY")
    assert list(Span.objects.values_list("start", "end", "quote")) == [(start, start + 5, "ENVOY")]


def test_the_walk_goes_round_and_the_page_stays_where_it_is(
    open_screen: OpenScreen, alice: User, long_review: Review
) -> None:
    screen = open_screen(alice).open(long_review)
    look_for(screen, "envoy")
    for said in ["4", "3", "2", "1", "4"]:
        screen.press("Shift+Enter")
        expect(count(screen)).to_have_text(f"{said} of 4")
        assert screen.page.evaluate(IS_IN_SIGHT)
    screen.press("Enter")
    expect(count(screen)).to_have_text("1 of 4")
    assert screen.page.evaluate(PAGE_SCROLLED) == [0, 0, 0, 0]


def test_the_mouse_does_it_too(open_screen: OpenScreen, alice: User, long_review: Review) -> None:
    screen = open_screen(alice).open(long_review)
    screen.page.get_by_role("button", name="Find").click()
    screen.page.keyboard.type("ENVOY")
    screen.page.get_by_role("button", name="Previous place").click()
    expect(count(screen)).to_have_text("4 of 4")
    screen.page.get_by_role("button", name="Next place").click()
    expect(count(screen)).to_have_text("1 of 4")
    screen.page.get_by_role("button", name="Close").click()
    assert selected(screen) == "envoy"
    expect(screen.page.get_by_role("button", name="Find")).to_be_visible()


@pytest.mark.parametrize(("words", "said"), [("nobody", "Not in this article"), ("   ", ""), ("", "")])
def test_where_nothing_is_found_the_caret_stays(
    open_screen: OpenScreen, alice: User, long_review: Review, words: str, said: str
) -> None:
    screen = open_screen(alice).open(long_review)
    screen.select("said so")
    screen.press("ArrowRight", "/")
    expect(field(screen)).to_be_focused()
    screen.page.keyboard.type(words)
    expect(count(screen)).to_have_text(said)
    screen.press("Enter", "Shift+Enter")
    assert screen.page.evaluate(SHOWN) == [[], []]
    screen.press("Escape", "Shift+ArrowLeft")
    assert selected(screen) == "o"


def test_typed_letters_are_no_keys(open_screen: OpenScreen, alice: User, long_review: Review) -> None:
    screen = open_screen(alice).open(long_review)
    look_for(screen, "cstqx0/?m")
    expect(field(screen)).to_have_value("cstqx0/?m")
    expect(screen.page.locator("dialog[open]")).to_have_count(0)
    screen.press("Escape")
    expect(screen.page.locator(".mk")).to_have_count(0)


def test_selected_words_are_what_is_looked_for(open_screen: OpenScreen, alice: User, long_review: Review) -> None:
    screen = open_screen(alice).open(long_review)
    screen.select("envoy", 1)
    screen.press("/")
    expect(field(screen)).to_have_value("envoy")
    expect(count(screen)).to_have_text("2 of 4")
    screen.press("Escape", "/")
    screen.page.keyboard.type("plan")
    expect(count(screen)).to_have_text("1 of 1")


def test_places_are_shown_still_when_paragraphs_are_drawn_anew(
    open_screen: OpenScreen, alice: User, long_review: Review
) -> None:
    screen = open_screen(alice).open(long_review)
    screen.claim("An envoy said so")
    look_for(screen, "envoy")
    screen.press("Enter")
    screen.page.get_by_role("button", name="Undo").click()
    expect(screen.page.locator(".mk")).to_have_count(0)
    assert screen.page.evaluate(SHOWN) == [PLACES, ["envoy"]]
    screen.all_saved()


def test_a_submitted_review_can_be_searched(open_screen: OpenScreen, alice: User, long_review: Review) -> None:
    long_review.status, long_review.submitted_at = Status.SUBMITTED, timezone.now()
    long_review.save()
    screen = open_screen(alice).open(long_review)
    look_for(screen, "envoy")
    screen.press("Enter", "Escape")
    assert selected(screen) == "envoy"
    screen.press("c")
    expect(screen.page.locator(".mk")).to_have_count(0)


def test_a_finger_finds_and_marks(open_screen: OpenScreen, alice: User, long_review: Review) -> None:
    screen = open_screen(alice, **PHONE).open(long_review)
    screen.page.get_by_role("button", name="Find").tap()
    field(screen).press_sequentially("envoy")
    expect(count(screen)).to_have_text("1 of 4")
    screen.page.get_by_role("button", name="Next place").tap()
    screen.page.get_by_role("button", name="Next place").tap()
    assert screen.page.evaluate(IS_IN_SIGHT)
    screen.page.get_by_role("button", name="Close").tap()
    screen.page.locator("#toolbar").get_by_role("button", name="Claim").tap()
    screen.all_saved()
    assert Span.objects.get().quote == "ENVOY"
    assert screen.page.evaluate("document.documentElement.scrollWidth") == 390


def test_browsers_without_highlights_select_the_current_place(
    open_screen: OpenScreen, alice: User, long_review: Review
) -> None:
    screen = open_screen(alice)
    screen.context.add_init_script("delete CSS.highlights")
    screen.open(long_review)
    screen.page.get_by_role("button", name="Find").click()
    field(screen).fill("envoy")
    screen.page.get_by_role("button", name="Next place").click()
    screen.page.get_by_role("button", name="Next place").click()
    assert selected(screen) == "ENVOY"
    screen.page.get_by_role("button", name="Close").click()
    assert selected(screen) == "ENVOY"
