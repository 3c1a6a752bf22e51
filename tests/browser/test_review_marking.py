"""A reviewer marks, grades and credits claims with mouse and keys, and the tables hold it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from annotations.models import Attribution, Claim, Mark, Review, User, Version
from tests.browser.kept import graded, spans
from tests.browser.screen import OpenScreen
from tests.marked_texts import ACCENTED, FAMILY

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_claim_is_marked_graded_and_credited(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    screen.claim("it was only delayed", "2")
    screen.mark("Recent reports", "s")
    screen.mark("suggest", "q")
    screen.all_saved()
    text = review.version.text
    start = text.index("it was only delayed")
    assert spans("claim") == [(start, start + 19, "it was only delayed")]
    assert [quote for _, _, quote in spans("source") + spans("cue")] == ["Recent reports", "suggest"]
    assert graded() == "2"
    assert Attribution.objects.count() == 1
    review.refresh_from_db()
    assert review.status == "in_progress"


def test_what_is_optional_is_kept_too(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    editor = screen.claim("the plan was dropped", "4")

    def menu(name: str) -> Locator:
        return editor.get_by_role("combobox", name=name, exact=True)

    editor.get_by_label("Why").fill("She is quoted by name.")
    editor.get_by_label("I am unsure").check()
    editor.get_by_text("What kind of claim").click()
    menu("Type").select_option("event")
    menu("Check-worthy").select_option("yes")
    menu("Part").select_option("body")
    editor.get_by_text("Mode, stance, relayed by").click()
    menu("Mode").select_option("paraphrase")
    menu("Stance of the cue").select_option("neutral")
    menu("Reason for anonymity given").select_option("no")
    editor.get_by_text("Note to the adjudicator").first.click()
    editor.get_by_role("textbox", name="Note to the adjudicator").fill("See the headline.")
    screen.all_saved()
    claim, row = Claim.objects.get(), Attribution.objects.get()
    assert (claim.rationale, claim.confidence, claim.mark.note) == (
        "She is quoted by name.",
        "unsure",
        "See the headline.",
    )
    assert (claim.claim_type, claim.check_worthy, claim.part) == ("event", "yes", "body")
    assert (row.mode, row.stance, row.anonymity_reason) == ("paraphrase", "neutral", False)
    # What is typed in one go is one change, not one for each letter.
    assert claim.mark.revision <= 12


def test_the_toolbar_marks_what_is_selected(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    screen.select("it was only delayed")
    toolbar = screen.page.get_by_role("group", name="Mark the selected words")
    source = toolbar.get_by_role("button", name="Source", exact=True)
    expect(source).to_be_disabled()
    expect(source).to_have_accessible_description("Open a claim first: source, cue and relay belong to one.")
    toolbar.get_by_role("button", name="Claim").click()
    expect(toolbar).to_be_hidden()
    screen.select("Recent reports")
    expect(source).to_be_enabled()
    source.click()
    screen.all_saved()
    assert [quote for _, _, quote in spans("claim") + spans("source")] == ["it was only delayed", "Recent reports"]


@pytest.mark.parametrize("key", ["c", "s"])
def test_a_key_without_a_selection_changes_nothing(
    open_screen: OpenScreen, alice: User, review: Review, key: str
) -> None:
    screen = open_screen(alice).open(review)
    screen.page.locator("#reader").focus()
    screen.page.keyboard.press(key)
    expect(screen.page.locator("#said")).to_have_text("Select words in the text first.")
    assert not Mark.objects.exists()


def test_keys_do_nothing_while_one_types(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    editor = screen.claim("the plan was dropped", "4")
    editor.get_by_label("Why").press_sequentially("cjk 5 n")
    editor.get_by_label("Why").press("Delete")
    screen.all_saved()
    assert graded() == "4"
    assert Claim.objects.get().rationale == "cjk 5 n"
    assert Mark.objects.standing().count() == 1


def test_overlapping_claims_are_told_apart_where_they_are_clicked(
    open_screen: OpenScreen, alice: User, review: Review
) -> None:
    screen = open_screen(alice).open(review)
    screen.claim("The minister, Ana Sousa, said on Monday that the plan was dropped", "0")
    screen.claim("the plan was dropped", "4")
    screen.page.keyboard.press("Escape")
    expect(screen.editor).to_have_count(0)
    screen.page.locator("mark", has_text="the plan was dropped").click()
    choice = screen.page.get_by_role("menu", name="Marks at this place")
    expect(choice.get_by_role("menuitem")).to_have_count(2)
    expect(choice.get_by_role("menuitem").first).to_be_focused()
    screen.page.keyboard.press("Escape")
    expect(choice).to_be_hidden()
    expect(screen.editor).to_have_count(0)

    screen.page.locator("mark", has_text="the plan was dropped").click()
    screen.page.keyboard.press("ArrowDown")
    screen.page.keyboard.press("Enter")
    expect(screen.editor.get_by_role("heading", name="Claim 1")).to_be_visible()
    screen.all_saved()
    assert [quote for _, _, quote in spans("claim")] == [
        "The minister, Ana Sousa, said on Monday that the plan was dropped",
        "the plan was dropped",
    ]


def test_a_claim_is_withdrawn_and_brought_back(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    screen.claim("the plan was dropped", "4")
    screen.page.keyboard.press("Delete")
    expect(screen.page.get_by_text("Claim 1 withdrawn")).to_be_visible()
    screen.all_saved()
    assert not Mark.objects.standing().exists()
    expect(screen.page.locator("mark")).to_have_count(0)
    screen.page.locator("#toast").get_by_role("button", name="Undo").click()
    screen.all_saved()
    mark = Mark.objects.standing().get()
    assert (mark.number, mark.revision, graded()) == (1, 4, "4")
    expect(screen.page.locator(f"#m-{mark.pk}")).to_have_text("the plan was dropped")


def test_j_and_k_go_from_mark_to_mark(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    for words in ("it was only delayed", "the plan was dropped", "Critics doubt it"):
        screen.claim(words)
    title = screen.editor.get_by_role("heading", level=3)
    expect(title).to_have_text("Claim 3")
    screen.page.keyboard.press("j")
    expect(title).to_have_text("Claim 2")
    screen.page.keyboard.press("k")
    expect(title).to_have_text("Claim 3")
    screen.page.keyboard.press("k")
    expect(title).to_have_text("Claim 1")
    screen.page.keyboard.press("6")
    screen.all_saved()
    assert dict(Claim.objects.values_list("mark__number", "grade__key")) == {
        1: "6",
        2: None,
        3: None,
    }


def test_a_link_to_a_mark_opens_its_card(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    screen.claim("the plan was dropped")
    screen.all_saved()
    mark = Mark.objects.get()
    other = screen.window()
    other.goto(f"/reviews/{review.pk}#m-{mark.pk}")
    expect(other.get_by_role("heading", name="Claim 1")).to_be_visible()


HARD = {
    "emoji": ("Dear 😀 reader", "😀 reader"),
    "family": (f"The {FAMILY} family left", f"{FAMILY} family"),
    "accents": (f"The caf{ACCENTED} opened", f"caf{ACCENTED}"),
    "right-to-left": ("قال الوزير إن الخطة أُلغيت", "الوزير إن الخطة"),
    "astral letters": ("An 𝒳𝒴 file", "𝒳𝒴"),
}


@pytest.mark.parametrize("hard", HARD)
def test_hard_text_is_marked_to_the_code_point(
    open_screen: OpenScreen, alice: User, story: object, make_version: Callable[[str], Version], hard: str
) -> None:
    sentence, words = HARD[hard]
    version = make_version(f"Head 😀\n\n😀 First. {sentence}.\n\nLast.")
    review = Review.objects.create(reviewer=alice, version=version, round=version.article.story.current_round)
    screen = open_screen(alice).open(review)
    screen.claim(words, "3")
    screen.all_saved()
    [(start, end, quote)] = spans("claim")
    assert quote == words == version.text[start:end]


def test_keys_leave_the_open_claim_alone_while_another_card_has_the_focus(
    open_screen: OpenScreen, alice: User, review: Review
) -> None:
    screen = open_screen(alice).open(review)
    screen.claim("it was only delayed", "3")
    screen.claim("the plan was dropped", "4")
    screen.card("it was only delayed").get_by_role("link").focus()
    for key in ("0", "Delete"):
        screen.page.keyboard.press(key)
        expect(screen.page.locator("#said")).to_have_text("Open this card first: press Enter.")
    screen.page.keyboard.press("Enter")
    screen.page.keyboard.press("2")
    screen.all_saved()
    assert dict(Claim.objects.values_list("mark__number", "grade__key")) == {1: "2", 2: "4"}
    assert Mark.objects.standing().count() == 2


def test_the_same_words_are_one_claim(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    screen.claim("the plan was dropped", "4")
    screen.page.keyboard.press("Escape")
    expect(screen.editor).to_have_count(0)
    screen.mark("the plan was dropped", "c")
    expect(screen.page.locator("#said")).to_have_text("These words are claim 1 already. It is open now.")
    screen.all_saved()
    assert Mark.objects.count() == 1


def test_the_toolbar_says_what_its_greyed_buttons_wait_for(
    open_screen: OpenScreen, alice: User, review: Review
) -> None:
    screen = open_screen(alice).open(review)
    screen.select("it was only delayed")
    toolbar = screen.page.get_by_role("group", name="Mark the selected words")
    source = toolbar.get_by_role("button", name="Source", exact=True)
    hint = toolbar.get_by_role("paragraph")
    expect(source).to_have_attribute("title", "Open a claim first: source, cue and relay belong to one.")
    expect(source).to_have_accessible_description("Open a claim first: source, cue and relay belong to one.")
    expect(hint).to_be_hidden()
    screen.page.keyboard.press("s")
    expect(hint).to_have_text("Open a claim first: source, cue and relay belong to one.")
    toolbar.get_by_role("button", name="Claim").click()
    screen.select("Recent reports")
    expect(source).to_have_attribute("title", "")
    source.click()
    screen.all_saved()
    assert [quote for _, _, quote in spans("source")] == ["Recent reports"]
