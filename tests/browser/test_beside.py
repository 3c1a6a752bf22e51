"""Two articles beside one another: on a desk, in a hand, without the network."""

from typing import Any

import pytest
from playwright.sync_api import expect

from annotations.models import Mark, User
from tests.browser.beside import (
    ARRIVED,
    LINE,
    NEVER,
    NO_TALKS,
    OTHER_WORDING,
    TALKS,
    WORDING,
    Sample,
    drawn,
    sides,
    ties,
    two,
)
from tests.browser.screen import BESIDE, OpenScreen, eventually
from tests.browser.test_accessibility import violations
from tests.browser.walking import DESK, PHONE
from tests.making import make_mark
from tests.wire import claim, contradiction, place, side

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_the_line_is_drawn_for_the_open_contradiction_and_away_while_a_text_scrolls(
    open_screen: OpenScreen, alice: User, sample: Sample
) -> None:
    make_mark(sample.second, contradiction(side(sample.second.version, ARRIVED), side(sample.third.version, NEVER)))
    screen = two(open_screen(alice, **DESK), sample.second, sample.third)
    assert not drawn(screen)
    screen.page.locator(f"{BESIDE} .x", has_text=NEVER).first.click()
    expect(screen.editor.get_by_role("heading", name="Contradiction 1")).to_be_visible()
    expect(screen.page.locator("#article .x.on").first).to_be_in_viewport()
    assert eventually(lambda: drawn(screen))
    expect(ties(screen).locator(".chip")).to_have_text("x1")
    # Scrolled by a person it is away; at rest it is drawn anew, or says where the passage is.
    before = screen.page.evaluate(LINE)
    screen.page.evaluate("document.querySelector('#ties').className = 'ties watched'")
    screen.page.locator("#reader").evaluate("(text) => text.scrollBy(0, 40)")
    assert eventually(lambda: screen.page.evaluate(LINE) not in {"", before})
    expect(ties(screen)).not_to_have_class("ties watched is-away")
    screen.page.locator("#reader").evaluate("(text) => text.scrollTo(0, text.scrollHeight)")
    way = screen.page.get_by_role("button", name="Show the passage in the article under review: further up")
    expect(way).to_be_visible()
    assert not drawn(screen)
    way.click()
    expect(screen.page.locator("#article .x.on").first).to_be_in_viewport(ratio=1)
    expect(screen.page.locator("#article .x.on").first).to_be_focused()
    assert eventually(lambda: drawn(screen))
    screen.editor.get_by_role("button", name="Close the card").click()
    assert eventually(lambda: not drawn(screen))


def test_on_a_phone_tabs_show_one_text_at_a_time(open_screen: OpenScreen, alice: User, sample: Sample) -> None:
    screen = two(open_screen(alice, **PHONE), sample.second, sample.third)
    tabs = screen.page.get_by_role("navigation", name="Which article")
    expect(screen.page.locator(BESIDE)).not_to_be_visible()
    screen.select_by_touch(ARRIVED)
    screen.page.locator("#toolbar").get_by_role("button", name="Contradiction", exact=True).tap()
    tabs.get_by_role("button", name="Beside it").tap()
    expect(screen.page.locator("#article")).not_to_be_visible()
    screen.select_by_touch(NEVER, within=BESIDE)
    screen.page.locator("#toolbar-beside").get_by_role("button", name="Other side", exact=True).tap()
    screen.all_saved()
    assert sides() == [(sample.second.version_id, ARRIVED), (sample.third.version_id, NEVER)]
    screen.editor.get_by_role("button", name="Show it: side 1").tap()
    expect(tabs.get_by_role("button", name="Under review")).to_have_attribute("aria-current", "true")
    expect(screen.page.locator("#article .x.on").first).to_be_in_viewport()


def test_each_text_has_its_own(open_screen: OpenScreen, alice: User, sample: Sample) -> None:
    text = sample.second.version.text
    make_mark(sample.second, claim(text, ARRIVED, grade="5", attributions=[{"cue_spans": [place(text, "Russia")]}]))
    for words, other in ((NO_TALKS, TALKS), (WORDING, OTHER_WORDING)):
        make_mark(sample.second, contradiction(side(sample.second.version, words), side(sample.third.version, other)))
    screen = two(open_screen(alice, **DESK), sample.second, sample.third)
    page = screen.page
    # The words of an open claim's cue show where it stands.
    page.locator("#article .m", has_text=ARRIVED).first.click()
    expect(page.locator("#article .cue")).to_have_count(1)
    expect(page.locator(f"{BESIDE} .cue")).to_have_count(0)
    screen.press("Escape")
    expect(screen.editor).to_have_count(0)

    # From the other text J and K go to the marks before and after the caret there.
    order = sorted([TALKS, OTHER_WORDING], key=sample.third.version.text.index)
    screen.press("a", "Control+End", "k")
    expect(screen.editor).to_contain_text(order[1])
    expect(page.locator("#reader-beside :focus")).to_have_count(1)
    screen.press("Escape", "Escape", "Control+Home", "j")
    expect(screen.editor).to_contain_text(order[0])

    # A search in one takes nothing from what was found in the other.
    for name in ("#open-search", "#open-search-beside"):
        page.locator(name).click()
        page.keyboard.insert_text("Russia")
    assert page.evaluate("['found', 'found-beside'].map((name) => CSS.highlights.get(name).size > 0)") == [True, True]
    screen.press("Escape")
    assert page.evaluate("['found', 'found-beside'].map((name) => CSS.highlights.get(name).size > 0)") == [True, False]

    # What runs over from the one into the other is selected in neither; a whole last paragraph is.
    page.evaluate(
        """() => {
          const [from, to] = ['#article', '#article-beside'].map((text) => document.querySelector(`${text} p`).firstChild);
          document.getSelection().setBaseAndExtent(from, 0, to, 3);
        }"""
    )
    screen.press("c")
    expect(page.locator(".seltool button:visible")).to_have_count(0)
    page.locator("#article > :last-child").click(click_count=3)
    expect(page.locator("#toolbar").get_by_role("button", name="Claim")).to_be_visible()
    assert Mark.objects.count() == 3


def test_the_focus_goes_along_to_the_other_text(open_screen: OpenScreen, alice: User, sample: Sample) -> None:
    screen = two(open_screen(alice, **PHONE), sample.second, sample.third)
    page = screen.page
    tabs = page.get_by_role("navigation", name="Which article")
    # What is selected in a text that is hidden is selected no more.
    screen.select_by_touch(ARRIVED)
    expect(page.locator("body.has-toolbar")).to_have_count(1)
    tabs.get_by_role("button", name="Beside it").tap()
    expect(page.locator("body.has-toolbar")).to_have_count(0)
    screen.select_by_touch(NEVER, within=BESIDE)
    page.locator("#toolbar-beside").get_by_role("button", name="Contradiction", exact=True).tap()
    expect(screen.editor).to_contain_text(NEVER)
    page.locator("#reader-beside").focus()
    screen.press("Control+z")
    expect(screen.editor).to_have_count(0)
    tabs.get_by_role("button", name="Under review").tap()
    page.locator("#reader").focus()
    screen.press("Control+y")
    expect(screen.editor).to_contain_text(NEVER)
    expect(tabs.get_by_role("button", name="Beside it")).to_have_attribute("aria-current", "true")
    expect(page.locator("#reader-beside")).to_be_focused()

    # The article that stands there already is no reason to leave.
    page.evaluate("window.isSame = true")
    page.locator("#beside-choice summary").click()
    page.locator("#beside-choice a[aria-current]").click()
    expect(page.locator("#beside-choice summary")).to_be_focused()
    assert page.evaluate("window.isSame")


def test_without_the_network_it_opens_as_it_was_seen_last(open_screen: OpenScreen, alice: User, sample: Sample) -> None:
    screen = two(open_screen(alice, **DESK), sample.second, sample.third)
    page = screen.page
    expect(page.locator("#offline-opening")).to_contain_text("can be opened again")
    screen.context.set_offline(True)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#opened-offline")).to_be_visible()
    screen.mark(ARRIVED, "x")
    screen.mark(NEVER, "x", within=BESIDE)
    expect(screen.save_state).to_contain_text("1 change kept in this browser")
    expect(page.locator("#beside-not-kept")).to_be_hidden()
    page.goto(f"/reviews/{sample.second.pk}?beside={sample.first.version_id}")
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#beside-not-kept")).to_contain_text("“PUTIN DEFENDS")
    assert page.url.endswith(f"?beside={sample.third.version_id}")
    asked = page.get_by_role("link", name="The one that you asked for")
    expect(asked).to_have_attribute("href", f"?beside={sample.first.version_id}")
    screen.context.set_offline(False)
    screen.all_saved()
    assert sides() == [(sample.second.version_id, ARRIVED), (sample.third.version_id, NEVER)]
    # With it, the address has what it asks for.
    page.goto(f"/reviews/{sample.second.pk}?beside={sample.first.version_id}")
    expect(page.locator("#beside-not-kept")).to_be_hidden()
    expect(page.locator(BESIDE)).to_contain_text("Russia is ready to send more")


@pytest.mark.parametrize(
    "options", [DESK, DESK | {"viewport": {"width": 1024, "height": 768}}, PHONE], ids=["1440", "1024", "390"]
)
def test_everybody_can_use_two_articles(
    open_screen: OpenScreen, alice: User, sample: Sample, options: dict[str, Any]
) -> None:
    make_mark(sample.third, contradiction(side(sample.third.version, TALKS), side(sample.second.version, NO_TALKS)))
    make_mark(sample.second, contradiction(side(sample.second.version, ARRIVED), side(sample.third.version, NEVER)))
    screen = two(open_screen(alice, **options), sample.second, sample.third)
    found = {"nothing open": violations(screen.page)}
    screen.press("j")
    found["a contradiction open"] = violations(screen.page)
    screen.press("j")
    expect(screen.editor).to_contain_text("Made in the review of")
    found["one of another review open"] = violations(screen.page)
    screen.press("a")
    screen.select_by_touch(NEVER, within=BESIDE)
    expect(screen.page.locator("#toolbar-beside")).to_be_visible()
    found["words selected beside it"] = violations(screen.page)
    screen.press("Escape", "/")
    screen.page.keyboard.insert_text("Russia")
    found["search beside it"] = violations(screen.page)
    screen.press("Escape")
    screen.page.locator("#beside-choice summary").click()
    found["the choice of articles"] = violations(screen.page)
    assert {state: faults for state, faults in found.items() if faults} == {}
