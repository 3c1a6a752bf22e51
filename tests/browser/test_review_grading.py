"""A reviewer grades claims: by digits, arrows and the codebook's questions, and sees what each step means."""

import pytest
from playwright.sync_api import expect

from annotations.models import Review, User
from tests.browser.kept import graded
from tests.browser.screen import OpenScreen

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_arrows_show_what_a_step_means_and_enter_chooses_it(
    open_screen: OpenScreen, alice: User, review: Review
) -> None:
    screen = open_screen(alice).open(review)
    editor = screen.claim("the plan was dropped")
    screen.page.keyboard.press("Enter")
    expect(editor.get_by_role("radio").first).to_be_focused()
    for shown in ("5", "4", "3"):
        screen.page.keyboard.press("ArrowRight")
        expect(editor.get_by_role("radio", name=shown)).to_be_focused()
    expect(editor.get_by_text("Role or body recognisable, nobody identified.")).to_be_visible()
    screen.all_saved()
    assert graded() is None
    screen.page.keyboard.press("Enter")
    screen.all_saved()
    assert graded() == "3"
    expect(editor.get_by_role("link", name="In the codebook")).to_have_attribute("href", "/codebooks/1#grade-3")
    editor.get_by_role("button", name="Take back").click()
    screen.all_saved()
    assert graded() is None


def test_the_codebooks_questions_lead_to_a_grade(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    editor = screen.claim("the plan was dropped")
    editor.get_by_role("button", name="Help me grade").click()
    expect(editor.get_by_text("Does the claim need a source?")).to_be_visible()
    for key in ("y", "n", "n", "Backspace", "y", "y", "y", "y", "n", "n"):
        screen.page.keyboard.press(key)
    editor.get_by_role("button", name="Grade it 4 · Named, indirect").click()
    screen.all_saved()
    assert graded() == "4"


def test_enter_after_a_digit_keeps_the_grade(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    editor = screen.claim("the plan was dropped", "2")
    screen.page.keyboard.press("Enter")
    expect(editor.get_by_role("radio", name="2, Vague")).to_be_focused()
    screen.page.keyboard.press("Enter")
    screen.all_saved()
    assert graded() == "2"
    editor.get_by_role("button", name="Help me grade").click()
    for key in ("y", "n", "y", "y", "y", "y", "n", "n", "Enter", "Enter"):
        screen.page.keyboard.press(key)
    screen.all_saved()
    assert graded() == "4"


def test_a_mouse_over_a_step_shows_what_it_means(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    editor = screen.claim("the plan was dropped", "4")
    meaning = editor.get_by_text("Role or body recognisable, nobody identified.")
    editor.locator(".gp label", has=screen.page.get_by_role("radio", name="3, ")).hover()
    expect(meaning).to_be_visible()
    editor.get_by_role("checkbox", name="I am unsure").press("Space")
    screen.all_saved()
    expect(meaning).to_be_visible()
    editor.get_by_role("heading", name="Who says so").hover()
    expect(meaning).to_have_count(0)
    screen.all_saved()
    assert graded() == "4"
