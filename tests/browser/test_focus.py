"""Whoever works with keys or hears the page never loses the place: something has the focus, and what it is is said."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Review, User
from annotations.review.submit import submit_review
from tests.browser.screen import OpenScreen, Screen
from tests.browser.walking import DESK, States, open_mark, take_up

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def nobody_has_it(page: Page) -> str:
    """'' where something that can be seen has the focus; else what has it instead."""
    told: str = page.evaluate("""() => {
      const { activeElement: one, body } = document;
      return one !== body && one?.checkVisibility() ? '' : one?.outerHTML.slice(0, 60) ?? 'nothing';
    }""")
    return told


def losing_marks(screen: Screen, _: Review) -> States:
    """What takes a mark away, or brings it back."""
    screen.press("Control+Home", "j")
    yield "J"
    screen.press("Delete")
    yield "a mark withdrawn from the text"
    screen.press("Control+z")
    yield "undone"
    screen.press("Control+Shift+z")
    yield "done again"
    screen.card("Critics doubt it").click()
    yield "a card opened"
    screen.press("Delete")
    yield "a mark withdrawn from its card"
    screen.press("Control+z")
    yield "undone in the cards"
    screen.press("Control+Shift+z")
    yield "done again in the cards"
    screen.page.locator("#undo").click()
    yield "undone by the button"
    open_mark(screen, "claim", 6).get_by_role("button", name="Withdraw this claim").click()
    yield "a mark withdrawn by its button"
    screen.page.get_by_role("button", name="Undo", exact=True).click()
    yield "the toast’s way back"
    take_up(screen, "Recent", "t")
    screen.editor.get_by_role("button", name="Give this mark up").click()
    yield "an unfinished mark given up"
    take_up(screen, "Recent", "c")
    screen.editor.get_by_role("button", name="Close the card").click()
    yield "a card closed by its button"
    screen.editor.or_(screen.card("Recent").first).first.click()
    screen.page.locator("#undo").click()
    yield "the making of the open mark undone"


def losing_rows(screen: Screen, _: Review) -> States:
    """What is taken out of an open card."""
    card = open_mark(screen, "claim", 3)
    card.get_by_role("button", name="Remove “Ana Sousa”").click()
    yield "a piece taken out"
    card.get_by_role("button", name="Remove “The minister”").click()
    yield "the last piece taken out"
    card.get_by_role("button", name="Remove", exact=True).first.click()
    yield "a source taken out"
    card.get_by_role("button", name="Help me grade").click()
    card.get_by_role("button", name="Leave").click()
    yield "the questions left"
    card.get_by_role("button", name="Take back the grade").click()
    yield "the grade taken back"
    field = card.get_by_role("combobox", name="Source")
    field.fill("Somebody")
    card.get_by_role("listbox").get_by_role("option").last.click()
    yield "a new source begun"
    card.get_by_role("button", name="Cancel").click()
    yield "a new source given up"
    card = open_mark(screen, "claim", 6)
    card.get_by_role("group", name="Proposed").get_by_role("button").last.click()
    yield "what was proposed taken"
    card.locator("summary", has_text="References").click()
    card.get_by_role("button", name="Take this reference out").click()
    yield "a reference taken out"
    card = open_mark(screen, "contradiction", 1)
    card.get_by_role("button", name="Remove side 2").click()
    yield "a side taken out"
    card.get_by_role("button", name="Go back to what is saved").click()
    yield "back to what is saved"
    screen.page.locator("#filters").get_by_role("button", name="Not graded").click()
    yield "a filter that hides the open card"
    card.get_by_role("button", name="Close the card").click()
    yield "a card closed that the filter hides"


def leaving_what_lies_over_it(screen: Screen, _: Review) -> States:
    """Dialogs, lists and bars that close."""
    page = screen.page
    for ways in (["Escape"], ["Tab", "Enter"]):
        page.locator("#open-keys").click()
        expect(page.get_by_role("heading", name="Keys")).to_be_focused()
        screen.press(*ways)
        expect(page.locator("#keys-help")).to_be_hidden()
        yield f"the keys left with {ways[-1]}"
    page.locator("#reader").focus()
    screen.press("?", "Escape")
    yield "the keys left into the text"
    page.get_by_role("button", name="Mark by quote").click()
    screen.press("Escape")
    yield "quoting left"
    page.get_by_role("button", name="Mark by quote").click()
    page.get_by_label("The words").fill("Recent reports")
    screen.press("Control+Enter")
    page.locator("#quote-form [data-part=add]").click()
    expect(screen.editor).to_be_visible()
    yield "words quoted"
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_role("button", name="Close, and select this place").click()
    yield "search left"
    page.get_by_role("button", name="Tour", exact=True).click()
    page.get_by_role("button", name="Skip the tour").click()
    yield "the tour skipped"
    page.get_by_text("plan", exact=True).last.click()
    screen.press("Escape")
    yield "the choice of marks left"
    page.get_by_text("plan", exact=True).last.click()
    screen.press("ArrowDown", "Enter")
    yield "a mark chosen"


def following_links(screen: Screen, review: Review) -> States:
    """From another page to a mark, and what others changed there meanwhile."""
    screen.page.goto(f"/reviews/{review.pk}/submit")
    screen.page.get_by_role("link", name="Claim 1").click()
    expect(screen.editor).to_be_visible()
    yield "a mark that an address names"
    screen.press("4")
    expect(screen.page.locator("#said")).to_have_text("Graded 4 · Named, indirect")
    screen.all_saved()
    submit_review(user=review.reviewer, review_id=review.pk)
    screen.press("3")
    screen.save_state.get_by_role("button", name="Look").click()
    yield "a refused change looked at"
    screen.editor.get_by_role("button", name="Go back to what is saved").click()
    yield "a refused change given up"


@pytest.mark.parametrize("walk", [losing_marks, losing_rows, leaving_what_lies_over_it, following_links])
def test_the_focus_is_never_lost(
    open_screen: OpenScreen, alice: User, rich: Review, walk: Callable[[Screen, Review], States]
) -> None:
    screen = open_screen(alice, **DESK).open(rich)
    found = {state: nobody_has_it(screen.page) for state in walk(screen, rich)}
    screen.all_saved()
    assert found == dict.fromkeys(found, "")


def test_a_mark_is_announced_with_its_kind_number_and_grade(open_screen: OpenScreen, alice: User, rich: Review) -> None:
    screen = open_screen(alice, **DESK).open(rich)
    said = screen.page.locator("#said")
    expect(said).to_have_role("status")
    screen.press("Control+Home")
    for key, words in (
        ("j", "Claim 1, grade not yet given: Minister <denies> the plan. Not yet graded"),
        ("j", "Claim 3, grade 0: said on Monday that the plan. "),
        ("j", "Claim 2, grade 4: the plan was dropped. "),
        ("j", "Claim 4, grade N: plan was. "),
        ("k", "Claim 2, grade 4: the plan was dropped. "),
    ):
        screen.press(key)
        expect(said).to_contain_text(words)
    screen.card("Critics doubt it").click()
    screen.press("j")
    expect(said).to_contain_text("Typo 2: Critics. Type not said")
    screen.press("j")
    expect(said).to_contain_text("Claim 8, grade 6: الخطة أُلغيت. ")
