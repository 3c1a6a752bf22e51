"""The review page as it is read: without scripts, on paper, by others, on a phone, with a screen reader."""

import re
from itertools import product
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from annotations.models import Mark, Review, Status, User
from annotations.review.advice import advice
from annotations.review.content import ClaimContent
from tests.browser import rich_review
from tests.browser.screen import OpenScreen
from tests.wire import claim, place

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


# What an extension that translates might do, before the page's modules run.
TRANSLATION = """new MutationObserver((_, watching) => {
  if (!document.querySelector('#page')) return;
  watching.disconnect();
  document.querySelector('#article p + p').append('!');
}).observe(document, { childList: true, subtree: true });"""


def submit(review: Review) -> Review:
    """The review, submitted."""
    review.status, review.submitted_at = Status.SUBMITTED, timezone.now()
    review.save()
    return review


def markup(page: Page, selector: str) -> str:
    """An element's inside, with single spaces, and without what a filter has set."""
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", page.locator(selector).inner_html()))


def top(locator: Locator) -> float:
    """The upper edge on the screen, in pixels."""
    box = locator.bounding_box()
    assert box
    return box["y"]


def test_cards_and_paragraphs_drawn_in_the_browser_are_the_servers(
    open_screen: OpenScreen, alice: User, rich: Review
) -> None:
    reader = open_screen(alice, java_script_enabled=False).page
    reader.goto(f"/reviews/{rich.pk}")
    screen = open_screen(alice).open(rich)
    screen.page.locator("#reader").focus()
    for _ in range(Mark.objects.count()):
        screen.page.keyboard.press("j")
        expect(screen.page.locator(".mk.is-on")).to_have_count(1)
    screen.page.keyboard.press("Escape")
    screen.page.locator("#reader").focus()
    assert markup(screen.page, "#cards") == markup(reader, "#cards")
    assert markup(screen.page, "#article") == markup(reader, "#article")


def _claims() -> list[dict[str, Any]]:
    """Claims that say each of what the rules ask about, in every combination."""
    spans = [[], [place(rich_review.TEXT, "Recent reports")]]
    source = "7b0b2d5e-92c1-4d0a-8c8b-8a3a8f0f2f11"
    rows = [
        {"source": named, "source_spans": source_spans, "cue_spans": cue_spans, "relayed_by": relayed, "mode": mode}
        for named, source_spans, cue_spans, relayed, mode in product(
            [None, source], spans, spans, [None, source], ["", "relay"]
        )
    ]
    attributions = [[], *([row] for row in rows), [rows[0], rows[-1]]]
    return [
        claim(rich_review.TEXT, "plan", grade=grade, confidence=confidence, attributions=credited)
        for grade, confidence, credited in product([None, *"6543210N"], ["", "sure", "unsure"], attributions)
    ]


def test_advice_is_the_same_in_the_browser(modules_page: Page) -> None:
    contents = [ClaimContent.model_validate(wire) for wire in _claims()]
    said = modules_page.evaluate(
        "async (claims) => { const { advice } = await import('/advice.js'); return claims.map((one) => advice(one)); }",
        [content.model_dump(mode="json") for content in contents],
    )
    assert said == [advice(content) for content in contents]


def test_without_scripts_all_can_be_read(open_screen: OpenScreen, alice: User, rich: Review) -> None:
    page = open_screen(alice, java_script_enabled=False).page
    page.goto(f"/reviews/{rich.pk}")
    assert page.locator("#article").text_content() == rich_review.TEXT
    expect(page.get_by_text("Your browser runs no scripts here")).to_be_visible()
    expect(
        page.locator(".mk").filter(has_text="plan was dropped").get_by_text("Ana Sousa", exact=True).last
    ).to_be_visible()
    for absent in ("#save", "#toolbar", "#filters", "#open-keys"):
        expect(page.locator(absent)).to_be_hidden()


def test_on_paper_stand_the_text_and_all_that_was_recorded(open_screen: OpenScreen, alice: User, rich: Review) -> None:
    # As wide as a sheet of A4.
    screen = open_screen(alice, color_scheme="dark", viewport={"width": 700, "height": 990}).open(rich)
    screen.page.locator("#reader").focus()
    screen.page.keyboard.press("j")
    expect(screen.editor).to_have_count(1)
    assert screen.page.pdf().startswith(b"%PDF")
    expect(screen.editor).to_have_count(0)
    screen.page.emulate_media(media="print")
    for absent in (".topbar", ".reader-bar", ".legend", ".panel-head", "#filters"):
        expect(screen.page.locator(absent)).to_be_hidden()
    expect(screen.page.locator("#article")).to_be_visible()
    expect(screen.page.get_by_text("https://example.org/a?b=1&c=2")).to_be_visible()
    # Dark ink, whatever the screen's theme.
    assert screen.page.evaluate("getComputedStyle(document.body).color") == "rgb(31, 28, 23)"


def test_a_submitted_review_is_read_only(open_screen: OpenScreen, alice: User, rich: Review) -> None:
    screen = open_screen(alice).open(submit(rich))
    expect(screen.page.get_by_text("You submitted this review on")).to_be_visible()
    for absent in ("#save", "#submit", "#toolbar"):
        expect(screen.page.locator(absent)).to_have_count(0)
    screen.mark("Recent reports", "c")
    screen.page.keyboard.press("Control+Home")
    screen.page.keyboard.press("j")
    screen.page.keyboard.press("6")
    expect(screen.editor).to_contain_text("Minister <denies> the plan")
    expect(screen.editor.locator("input, textarea, select")).to_have_count(0)
    screen.page.keyboard.press("j")
    screen.page.keyboard.press("j")
    expect(screen.editor.get_by_text("4 · Named, indirect")).to_be_visible()
    expect(screen.page.locator("[data-role=source]").first).to_have_text("The minister")


def test_anothers_review_says_whose_it_is(open_screen: OpenScreen, carol: User, rich: Review) -> None:
    screen = open_screen(carol).open(submit(rich))
    expect(
        screen.page.get_by_text("This is the review of Alice Moreau. You can read it, not change it.")
    ).to_be_visible()


def test_a_text_that_something_changed_is_not_marked(open_screen: OpenScreen, alice: User, rich: Review) -> None:
    screen = open_screen(alice)
    screen.context.add_init_script(TRANSLATION)
    screen.page.goto(f"/reviews/{rich.pk}")
    expect(screen.page.get_by_role("alert").filter(has_text="is not the stored one to the letter")).to_be_visible()
    screen.mark("Recent reports", "c")
    expect(screen.page.locator(".mk")).to_have_count(Mark.objects.count())


def test_on_a_phone_the_sheet_and_the_toolbar_give_way_to_each_other(
    open_screen: OpenScreen, alice: User, rich: Review
) -> None:
    screen = open_screen(alice, **PHONE).open(rich)
    cards, toolbar = screen.page.locator("#cards-scroll"), screen.page.locator("#toolbar")
    expect(cards).to_be_hidden()
    screen.page.get_by_role("button", name="The list of marks").tap()
    expect(cards).to_be_visible()
    screen.page.evaluate("""() => {
      document.getSelection().selectAllChildren(document.querySelector('#article p:nth-of-type(4)'));
    }""")
    expect(toolbar).to_be_visible()
    expect(cards).to_be_hidden()
    assert top(toolbar) > 700
    toolbar.get_by_role("button", name="Claim").tap()
    expect(screen.editor.get_by_role("heading", name="Claim 9")).to_be_visible()
    screen.all_saved()
    assert Mark.objects.get(kind="claim", number=9).spans.get().quote == "قال الوزير إن الخطة أُلغيت يوم الاثنين."
    width = screen.page.evaluate("document.documentElement.scrollWidth")
    assert width == 390


def test_a_card_is_opened_without_moving_under_the_pointer(open_screen: OpenScreen, alice: User, rich: Review) -> None:
    screen = open_screen(alice, viewport={"width": 1440, "height": 600}).open(rich)
    screen.card("Minister <denies> the plan").click()
    card = screen.card("We never had 1,000 men there")
    card.scroll_into_view_if_needed()
    before = top(card)
    card.click()
    expect(screen.editor).to_contain_text("We never had 1,000 men there")
    assert abs(top(screen.editor) - before) <= 1


def test_filters_show_some_of_the_cards(open_screen: OpenScreen, alice: User, rich: Review) -> None:
    screen = open_screen(alice).open(rich)
    filters = screen.page.get_by_role("group", name="Show")
    visible = screen.page.locator(".mk:visible")
    filters.get_by_role("button", name="Not graded 1").click()
    expect(visible).to_have_count(1)
    expect(visible).to_contain_text("Minister <denies> the plan")
    visible.click()
    screen.page.keyboard.press("4")
    expect(filters.get_by_role("button", name="Not graded 0")).to_be_visible()
    expect(screen.editor).to_be_visible()
    screen.page.keyboard.press("Escape")
    expect(visible).to_have_count(0)
    expect(screen.page.locator("#cards-scroll")).to_be_focused()
    filters.get_by_role("button", name="All 11").click()
    expect(visible).to_have_count(11)
    screen.all_saved()


def test_the_mark_under_the_pointer_shows_in_text_and_cards(open_screen: OpenScreen, alice: User, rich: Review) -> None:
    screen = open_screen(alice).open(rich)
    screen.page.locator("mark", has_text="We never had 1,000 men there").hover()
    expect(screen.page.locator(".mk.is-near")).to_contain_text("We never had 1,000 men there")
    screen.card("Minister <denies> the plan").hover()
    expect(screen.page.locator("mark.is-near")).to_have_text("Minister <denies> the plan")


def test_the_focus_is_kept_where_paragraphs_are_drawn_anew(open_screen: OpenScreen, alice: User, rich: Review) -> None:
    screen = open_screen(alice).open(rich)
    mark = Mark.objects.get(kind="claim", number=6)
    start = screen.page.locator(f"#m-{mark.pk}")
    screen.page.locator("#reader").focus()
    while not start.evaluate("(start) => start === document.activeElement"):
        screen.page.keyboard.press("j")
    screen.page.keyboard.press("4")
    expect(start).to_have_attribute("data-g", "4")
    expect(start).to_be_focused()
    screen.all_saved()


def test_a_filter_that_shows_nothing_says_so(open_screen: OpenScreen, alice: User, rich: Review) -> None:
    screen = open_screen(alice).open(rich)
    filters = screen.page.get_by_role("group", name="Show")
    filters.get_by_role("button", name="Not graded").click()
    screen.page.locator(".mk:visible").click()
    screen.page.keyboard.press("4")
    expect(screen.page.get_by_text("No mark here.")).to_be_hidden()
    screen.page.keyboard.press("Escape")
    expect(screen.page.get_by_text("No mark here.")).to_be_visible()
    screen.page.keyboard.press("j")
    expect(screen.editor).to_have_count(0)
    screen.page.get_by_role("button", name="Show all").click()
    expect(screen.page.locator(".mk:visible")).to_have_count(11)
    expect(filters.get_by_role("button", name="All 11")).to_be_focused()
    screen.all_saved()


def test_on_touch_no_words_speak_of_keys(open_screen: OpenScreen, alice: User, rich: Review) -> None:
    screen = open_screen(alice, **PHONE)
    mark = Mark.objects.get(kind="claim", number=6)
    screen.page.goto(f"/reviews/{rich.pk}#m-{mark.pk}")
    expect(screen.editor).to_be_visible()
    assert "press" not in screen.editor.inner_text().lower()
    expect(screen.editor.locator("kbd:visible")).to_have_count(0)
    before = screen.editor.evaluate("(card) => [getComputedStyle(card).margin, getComputedStyle(card).padding]")
    screen.editor.hover(position={"x": 4, "y": 4})
    during = screen.editor.evaluate("(card) => [getComputedStyle(card).margin, getComputedStyle(card).padding]")
    assert during == before


@pytest.mark.parametrize("width", [1600, 1440, 1280, 1024, 800])
def test_the_legend_shows_the_whole_scale(open_screen: OpenScreen, alice: User, rich: Review, width: int) -> None:
    screen = open_screen(alice, viewport={"width": width, "height": 800}).open(rich)
    badges = screen.page.locator(".legend > span")
    expect(badges).to_have_count(8)
    right = [box["x"] + box["width"] for badge in badges.all() if (box := badge.bounding_box())]
    assert max(right) <= screen.page.locator(".legend").bounding_box()["width"]  # type: ignore[index]
