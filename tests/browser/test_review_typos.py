"""A reviewer marks a slip, says what it should read, and what kind of slip it is; the tables hold it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from annotations.models import Mark, Review, Span, Typo, Version
from tests.browser.screen import Screen, eventually

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


TEXT = (
    "Minister denies teh plan\n\n"
    "The minister, Ana Sosua, said that that the plan was droped in Lisbon.\n\n"
    "“We met at a economic forum,” she said 👩‍👩‍👧 to the the press."
)


@pytest.fixture
def version(make_version: Callable[..., Version]) -> Version:
    return make_version(TEXT)


def typos() -> list[tuple[str, str, str, str, bool]]:
    """Every typo that stands: quote, correction, type, severity, in quotation."""
    rows = Typo.objects.filter(mark__withdrawn_at=None).order_by("mark__number")
    return [
        (Span.objects.get(mark=row.mark_id).quote, row.correction, row.type, row.severity, row.in_quotation)
        for row in rows
    ]


def test_a_typo_is_marked_corrected_and_described_by_key(screen: Screen, review: Review) -> None:
    screen.mark("Sosua", "t")
    editor = screen.editor
    expect(editor.get_by_role("heading", name="Typo 1")).to_be_visible()
    screen.page.keyboard.type("Sousa")
    expect(editor.get_by_role("group", name="Proposed")).to_contain_text("Type misspelt name")
    screen.page.keyboard.press("Enter")
    expect(screen.page.locator("#reader")).to_be_focused()
    screen.page.keyboard.press("p")
    screen.all_saved()
    assert typos() == [("Sosua", "Sousa", "misspelt_name", "error", False)]
    expect(editor.get_by_role("group", name="Proposed")).to_be_hidden()

    screen.open(review).card("Sosua").click()
    expect(editor.get_by_role("textbox", name="It should read")).to_have_value("Sousa")
    expect(editor.get_by_role("combobox", name="Type")).to_have_value("misspelt_name")
    expect(editor.get_by_role("radio", name="error")).to_be_checked()


def test_a_typo_is_marked_and_described_with_the_mouse(screen: Screen) -> None:
    screen.select("a economic")
    screen.page.get_by_role("button", name="Typo").click()
    editor = screen.editor
    editor.get_by_role("textbox", name="It should read").fill("an economic")
    editor.get_by_role("combobox", name="Type").select_option("article (a/an)")
    editor.get_by_role("radio", name="minor").click()
    expect(editor).to_contain_text("Wrong, but hardly anybody would stumble over it.")
    editor.get_by_label("In a quotation").check()
    screen.all_saved()
    assert typos() == [("a economic", "an economic", "article", "minor", True)]


def test_a_typo_is_not_saved_until_it_says_what_it_should_read(screen: Screen) -> None:
    screen.mark("teh", "t")
    field = screen.editor.get_by_role("textbox", name="It should read")
    expect(field).to_be_focused()
    expect(field).to_have_value("teh")
    assert field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)") == "teh"
    expect(screen.editor).to_contain_text("Not saved yet. Type what it should read, or empty the field")
    expect(screen.editor.get_by_role("alert")).to_be_hidden()
    expect(screen.save_state).to_contain_text("1 mark unfinished.")
    assert not Mark.objects.exists()

    field.fill("the")
    screen.all_saved()
    expect(screen.editor.get_by_text("Not saved yet.")).to_be_hidden()
    field.fill("teh")
    expect(screen.editor).to_contain_text("Not saved yet.")
    screen.editor.get_by_role("button", name="Go back to what is saved").click()
    screen.all_saved()
    expect(field).to_have_value("the")
    assert [row[:2] for row in typos()] == [("teh", "the")]


def test_a_fresh_typo_can_be_given_up(screen: Screen) -> None:
    screen.mark("teh", "t")
    screen.editor.get_by_role("button", name="Give this mark up").click()
    screen.all_saved()
    expect(screen.page.locator(".mk")).to_have_count(0)
    assert not Mark.objects.exists()


def test_the_same_words_are_one_typo_which_opens(screen: Screen) -> None:
    screen.typo("Sosua", "Sousa")
    screen.press("Enter", "Escape")
    expect(screen.editor).to_have_count(0)
    screen.mark("Sosua", "t")
    expect(screen.page.locator("#said")).to_have_text("These words are typo 1 already. It is open now.")
    expect(screen.editor.get_by_role("heading", name="Typo 1")).to_be_focused()
    # As part of more words they may be one more.
    screen.typo("Ana Sosua", "Anna Sousa")
    screen.press("Enter")
    screen.mark("Sosua", "b")
    expect(screen.page.locator("#said")).to_have_text("These words are typo 1 already.")
    screen.all_saved()
    assert [(quote, correction) for quote, correction, *_ in typos()] == [
        ("Sosua", "Sousa"),
        ("Ana Sosua", "Anna Sousa"),
    ]


def test_an_empty_correction_takes_the_words_out(screen: Screen) -> None:
    editor = screen.typo("the the", "the")
    expect(editor.get_by_role("group", name="Proposed")).to_contain_text("duplicated word")
    editor.get_by_role("textbox", name="It should read").fill("")
    expect(editor).to_contain_text("Empty means: take these words out.")
    expect(editor.locator("[data-part=fix] > .vh")).to_have_text("the the, to be taken out")
    screen.all_saved()
    assert [row[:2] for row in typos()] == [("the the", "")]


def test_the_card_shows_before_and_after_with_the_letters_that_differ(screen: Screen) -> None:
    editor = screen.typo("droped", "dropped")
    expect(editor.locator("del")).to_have_text("droped")
    expect(editor.locator("ins")).to_have_text("dropped")
    assert editor.locator("ins b").all_inner_texts() == ["p"]
    expect(editor.locator("[data-part=fix] > .vh")).to_have_text("droped, should read: dropped")
    editor.get_by_role("textbox", name="It should read").fill("abandoned")
    expect(editor.locator("ins")).to_have_text("abandoned")
    expect(editor.locator("[data-part=fix] b")).to_have_count(0)


def test_who_walks_from_typo_to_typo_types_nothing(screen: Screen) -> None:
    screen.typo("Sosua", "Sousa")
    screen.page.keyboard.press("Enter")
    screen.typo("droped", "dropped")
    screen.card("Sosua").click()
    for key, number in (("j", 2), ("k", 1), ("j", 2)):
        screen.page.keyboard.press(key)
        expect(screen.editor.get_by_role("heading", name=f"Typo {number}")).to_be_focused()
    screen.all_saved()
    assert [row[:2] for row in typos()] == [("Sosua", "Sousa"), ("droped", "dropped")]


def test_what_is_proposed_can_be_taken_one_by_one_and_undone_in_one_step(screen: Screen) -> None:
    editor = screen.typo("a economic", "an economic")
    proposed = editor.get_by_role("group", name="Proposed")
    expect(proposed).to_contain_text("Proposed Type article Severity error In quotation yes", use_inner_text=True)
    proposed.get_by_role("button", name="Type article").click()
    expect(proposed.get_by_role("button", name="Severity error")).to_be_focused()
    proposed.get_by_role("button", name="Take all").click()
    expect(editor.get_by_role("heading", name="Typo 1")).to_be_focused()
    screen.all_saved()
    assert typos() == [("a economic", "an economic", "article", "error", True)]

    screen.page.keyboard.press("Control+z")
    screen.all_saved()
    assert typos() == [("a economic", "an economic", "article", "", False)]
    expect(proposed).to_contain_text("Severity error")


def test_nothing_is_taken_where_nothing_is_proposed(screen: Screen) -> None:
    screen.page.locator("#reader").focus()
    screen.page.keyboard.press("p")
    expect(screen.page.locator("#toolbar")).to_contain_text("Open a mark first: then P takes what is proposed for it.")
    screen.typo("droped", "gone altogether, it seems")
    screen.page.keyboard.press("Escape")
    screen.page.keyboard.press("p")
    expect(screen.page.locator("#toolbar")).to_contain_text("Nothing is proposed for this mark.")
    screen.all_saved()
    assert typos() == [("droped", "gone altogether, it seems", "", "", False)]


def test_words_over_several_lines_keep_their_line_breaks(screen: Screen) -> None:
    screen.mark("Lisbon.\n\n“We met", "t")
    field = screen.editor.get_by_role("textbox", name="It should read")
    expect(field).to_have_value("Lisbon.\n\n“We met")
    field.press("End")
    field.press("Shift+Enter")
    field.press_sequentially("so")
    screen.all_saved()
    assert [row[:2] for row in typos()] == [("Lisbon.\n\n“We met", "Lisbon.\n\n“We met\nso")]


def test_a_correction_is_withdrawn_and_comes_back_by_undo(screen: Screen) -> None:
    screen.typo("droped", "dropped")
    screen.page.keyboard.press("Enter")
    screen.page.keyboard.press("Delete")
    screen.all_saved()
    assert typos() == []
    screen.page.keyboard.press("Control+z")
    screen.all_saved()
    assert [row[:2] for row in typos()] == [("droped", "dropped")]


def test_severity_is_chosen_with_the_arrow_keys(screen: Screen) -> None:
    editor = screen.typo("droped", "dropped")
    editor.get_by_role("radio", name="error").focus()
    screen.page.keyboard.press("Space")
    expect(editor).to_contain_text("Wrong by any standard")
    screen.page.keyboard.press("ArrowRight")
    expect(editor.get_by_role("radio", name="minor")).to_be_checked()
    assert eventually(lambda: [row[3] for row in typos()] == ["minor"])


def test_the_borders_of_a_typo_take_along_a_correction_still_to_be_typed(screen: Screen) -> None:
    screen.mark("that that", "t")
    screen.press("Escape")
    screen.mark("said that that", "b")
    expect(screen.editor.get_by_role("textbox", name="It should read")).to_have_value("said that that")
    screen.press("Enter")
    screen.page.keyboard.type("said that")
    screen.press("Enter")
    screen.all_saved()
    assert [(quote, correction) for quote, correction, *_ in typos()] == [("said that that", "said that")]


def test_a_severity_is_taken_back_by_choosing_it_again(screen: Screen) -> None:
    screen.mark("Sosua", "t")
    screen.page.keyboard.type("Sousa")
    screen.press("Enter", "1")
    screen.all_saved()
    assert typos()[0][3] == "error"
    screen.press("1")
    expect(screen.page.locator("#said")).to_have_text("Taken back: error")
    screen.all_saved()
    assert typos()[0][3] == ""


def test_a_typo_that_is_given_up_while_it_is_being_saved_is_withdrawn(screen: Screen) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    screen.page.route("**/api/v1/reviews/*/marks/*", hold, times=1)
    screen.mark("Sosua", "t")
    with screen.page.expect_request("**/api/v1/reviews/*/marks/*"):
        screen.page.keyboard.type("Sousa")
        screen.press("Enter")
    screen.editor.get_by_role("textbox", name="It should read").fill("Sosua")
    screen.editor.get_by_role("button", name="Give this mark up").click()
    held[0].continue_()
    screen.all_saved()
    assert typos() == []
    assert Mark.objects.get().withdrawn_at is not None
