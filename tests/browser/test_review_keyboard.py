"""Without a mouse: the caret in the text, what it selects, and every mark by key."""

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Attribution, Claim, Contradiction, Mark, Review, Source, Span, Typo, User
from annotations.review.submit import submit_review
from tests.browser.screen import OpenScreen, Screen, eventually

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def start(screen: Screen) -> Screen:
    """The focus in the text, the caret at its start."""
    screen.page.locator("#reader").focus()
    screen.press("Control+Home")
    return screen


def selected(page: Page) -> str:
    """The words that are selected."""
    words: str = page.evaluate("String(document.getSelection())")
    return words


def quotes(role: str) -> list[str]:
    """The words of every span of the role in the tables."""
    return list(Span.objects.filter(role=role).order_by("start").values_list("quote", flat=True))


@pytest.fixture
def screen(open_screen: OpenScreen, alice: User, review: Review) -> Screen:
    return start(open_screen(alice).open(review))


def test_the_caret_is_seen_where_it_stands(screen: Screen) -> None:
    caret = screen.page.locator("#caret")
    expect(caret).to_be_visible()
    before = caret.bounding_box()
    screen.press("ArrowRight", "ArrowRight", "ArrowDown")
    after = caret.bounding_box()
    assert before is not None
    assert after is not None
    assert after["x"] > before["x"]
    assert after["y"] > before["y"]
    screen.page.locator("#cards-scroll").focus()
    expect(caret).to_be_hidden()


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (["Shift+ArrowRight"] * 3, "Min"),
        (["Control+Shift+ArrowRight"] * 2, "Minister denies"),
        (["Control+Shift+ArrowRight", "Control+Shift+ArrowRight", "Control+Shift+ArrowLeft"], "Minister"),
        (["Control+ArrowRight", "Control+Shift+ArrowRight"], "denies"),
        (
            ["Control+ArrowDown", "Alt+Shift+ArrowDown"],
            "The minister, Ana Sousa, said on Monday that the plan was dropped",
        ),
        (["Control+ArrowDown", "Alt+ArrowDown", "."], "Recent reports suggest it was only delayed"),
        (["Control+ArrowDown", "Alt+ArrowDown", "ArrowRight", ".", ","], "Recent reports suggest it was only delayed"),
        (
            ["Control+ArrowDown", "Alt+ArrowDown", ","],
            "The minister, Ana Sousa, said on Monday that the plan was dropped",
        ),
        (["Control+End", ","], "Critics doubt it"),
        (["Shift+End"], "Minister denies the plan"),
        (["Control+Shift+ArrowDown"], "Minister denies the plan"),
        (["Control+Shift+ArrowRight", "ArrowLeft", "Shift+ArrowRight"], "M"),
    ],
)
def test_words_are_selected_by_key(screen: Screen, keys: list[str], words: str) -> None:
    screen.press(*keys)
    assert selected(screen.page).strip() == words


def test_a_sentence_more_and_a_clause_less(screen: Screen) -> None:
    one = "The minister, Ana Sousa, said on Monday that the plan was dropped"
    screen.press("Control+ArrowDown", ".")
    assert selected(screen.page) == one
    screen.press(".")
    assert selected(screen.page) == f"{one}. Recent reports suggest it was only delayed"
    screen.press(",")
    assert selected(screen.page) == one
    screen.press(",")
    assert selected(screen.page) == "The minister, Ana Sousa"


def test_a_complete_claim_takes_at_most_fifteen_keys_beside_the_carets(screen: Screen) -> None:
    """Counted: mark, grade, source span, cue span, a source that the register knows. Not: moving and selecting."""
    find = ["Control+ArrowDown", *["Control+ArrowRight"] * 8, *["Control+Shift+ArrowRight"] * 4]
    screen.press(*find)
    assert selected(screen.page) == "the plan was dropped"
    counted = [*screen.press("c", "4")]
    screen.press("Control+ArrowLeft", *["Control+ArrowLeft"] * 11, *["Control+Shift+ArrowRight"] * 4)
    assert selected(screen.page) == "The minister, Ana Sousa"
    counted += screen.press("s")
    screen.press("Control+ArrowRight", "Control+Shift+ArrowRight")
    assert selected(screen.page) == "said"
    counted += screen.press("q", "w")
    expect(screen.editor.get_by_role("option").first).to_be_visible()
    counted += screen.press("Enter", "Enter", "Escape")
    expect(screen.page.locator("#reader")).to_be_focused()
    screen.all_saved()
    assert Claim.objects.get().grade_id is not None
    assert (quotes("claim"), quotes("source"), quotes("cue")) == (
        ["the plan was dropped"],
        ["The minister, Ana Sousa"],
        ["said"],
    )
    assert Attribution.objects.get().source == Source.objects.get()
    assert len(counted) <= 15
    assert counted == ["c", "4", "s", "q", "w", "Enter", "Enter", "Escape"]


def test_the_caret_stays_in_the_text_while_marks_are_made(screen: Screen) -> None:
    screen.press("Control+Shift+ArrowRight", "c")
    expect(screen.editor.get_by_role("heading", name="Claim 1")).to_be_visible()
    screen.press("5", "Control+ArrowRight", "Control+Shift+ArrowRight", "c", "2")
    screen.all_saved()
    assert quotes("claim") == ["Minister", "denies"]
    assert list(Claim.objects.values_list("grade__key", flat=True).order_by("mark__number")) == ["5", "2"]


def test_enter_marks_what_is_selected_and_else_leads_into_the_card(screen: Screen) -> None:
    screen.press("Control+Shift+ArrowRight", "Enter")
    screen.all_saved()
    assert quotes("claim") == ["Minister"]
    screen.press("Enter")
    expect(screen.editor.get_by_role("radio").first).to_be_focused()
    screen.press("3", "Escape")
    expect(screen.page.locator("#reader")).to_be_focused()
    screen.press("Escape")
    expect(screen.editor).to_have_count(0)
    screen.all_saved()
    assert Claim.objects.get().grade is not None


def test_a_marks_borders_are_moved(screen: Screen) -> None:
    screen.press("Control+Shift+ArrowRight", "c", "4", "b")
    assert selected(screen.page) == "Minister"
    screen.press("Control+Shift+ArrowRight", "b")
    screen.all_saved()
    assert quotes("claim") == ["Minister denies"]
    screen.press("Control+z")
    screen.all_saved()
    assert quotes("claim") == ["Minister"]
    assert Mark.objects.get().revision == 4


def test_one_goes_from_mark_to_mark_and_to_what_is_not_graded(screen: Screen) -> None:
    for words, grade in (("the plan was dropped", "4"), ("it was only delayed", ""), ("Critics doubt it", "")):
        screen.claim(words, grade)
    screen.press("Escape", "Escape", "Control+Home", "j")
    expect(screen.editor.get_by_role("heading", name="Claim 1")).to_be_visible()
    expect(screen.page.locator("#said")).to_contain_text("Claim 1, grade 4: the plan was dropped")
    screen.press("u")
    expect(screen.editor.get_by_role("heading", name="Claim 2")).to_be_visible()
    screen.press("1", "u", "0", "u")
    expect(screen.page.locator("#said")).to_have_text("Every claim is graded.")
    screen.all_saved()
    assert list(Claim.objects.values_list("grade__key", flat=True).order_by("mark__number")) == ["4", "1", "0"]


def test_one_cycles_through_the_marks_at_the_caret(screen: Screen) -> None:
    screen.claim("said on Monday that the plan was dropped")
    screen.claim("the plan was dropped")
    screen.press("Escape", "ArrowLeft")
    for title in ("Claim 1", "Claim 2", "Claim 1"):
        screen.press("o")
        expect(screen.editor.get_by_role("heading", name=title)).to_be_visible()
    expect(screen.page.locator("#said")).to_contain_text("1 of 2 here. Claim 1, grade not yet given")
    screen.all_saved()


def test_the_whole_article_is_no_claim(screen: Screen) -> None:
    screen.press("Control+Shift+End", "c")
    expect(screen.page.locator(".seltool-hint")).to_have_text(
        "That is the whole article. Select the words that you mean."
    )
    screen.press("Control+Home", "ArrowRight", "x")
    expect(screen.page.locator(".seltool-hint")).to_have_text("Select words in the text first.")
    assert not Mark.objects.exists()


def test_keys_leave_a_field_alone_in_which_one_types(screen: Screen) -> None:
    screen.claim("the plan was dropped", "4")
    screen.editor.get_by_label("Why").fill("")
    screen.page.keyboard.type("next: j, k, u, 0 and x.")
    screen.all_saved()
    assert Claim.objects.get().rationale == "next: j, k, u, 0 and x."
    assert Mark.objects.standing().count() == 1


def test_the_keys_are_shown_and_every_key_of_the_page_is_among_them(screen: Screen) -> None:
    screen.press("?")
    dialog = screen.page.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    named = {words.lower() for words in dialog.locator("kbd").all_inner_texts()}
    assert {*"cstqrxbwpjkuon./", "del", "enter", "esc", "?", *"0123456"} <= named
    screen.press("Escape")
    expect(dialog).to_be_hidden()


def test_whoever_only_reads_a_review_has_the_keys_that_move(
    open_screen: OpenScreen, alice: User, review: Review
) -> None:
    open_screen(alice).open(review).claim("the plan was dropped", "4")
    eventually(lambda: Claim.objects.filter(grade__isnull=False).exists())
    submit_review(user=alice, review_id=review.pk)
    reader = start(open_screen(alice).open(review))
    reader.press("j")
    expect(reader.editor).to_contain_text("the plan was dropped")
    reader.press("?")
    dialog = reader.page.get_by_role("dialog", name="Keys")
    expect(dialog.get_by_role("heading", name="Move")).to_be_visible()
    expect(dialog.get_by_role("heading", name="Grade and mend")).to_have_count(0)


def test_digits_choose_severity_and_strength_and_w_leads_to_the_type(screen: Screen) -> None:
    screen.press("Control+Shift+ArrowRight", "t")
    screen.page.keyboard.insert_text("Ministers")
    screen.press("Enter", "2", "w", "g", "Escape")
    screen.press("Control+End", ",", "x", "Control+Home", "Control+Shift+ArrowRight", "x", "1")
    screen.all_saved()
    typo, contradiction = Typo.objects.get(), Contradiction.objects.get()
    assert (typo.correction, typo.severity, typo.type) == ("Ministers", "minor", "grammar")
    assert contradiction.strength == "strict"
    assert quotes("side") == ["Minister", "Critics doubt it"]


def test_a_button_of_the_toolbar_pressed_by_key_keeps_the_focus_in_the_text(screen: Screen) -> None:
    screen.press("Control+Shift+ArrowRight")
    screen.page.get_by_role("group", name="Mark the selected words").get_by_role("button", name="Claim").focus()
    screen.press("Enter", "4")
    screen.all_saved()
    assert Claim.objects.get().grade is not None
    expect(screen.page.locator("#reader")).to_be_focused()


def test_borders_are_moved_neither_over_the_whole_article_nor_onto_another_claim(screen: Screen) -> None:
    hint = screen.page.locator(".seltool-hint")
    screen.press("Control+Shift+ArrowRight", "c", "Control+End", ",", "c")
    screen.press("Control+Home", "Control+Shift+ArrowRight", "b")
    expect(hint).to_have_text("These words are claim 1 already.")
    screen.press("Control+Home", "Control+Shift+End", "b")
    expect(hint).to_have_text("That is the whole article. Select the words that you mean.")
    screen.all_saved()
    assert quotes("claim") == ["Minister", "Critics doubt it"]
