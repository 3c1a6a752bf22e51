"""A reviewer marks passages that do not fit together, and says how; the tables hold the sides in their order."""

import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from annotations.models import Article, Contradiction, Mark, Outlet, Review, Span, User, Version
from annotations.review.marks import save_mark
from tests.browser.screen import OpenScreen, Screen
from tests.wire import contradiction, read, side

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


DENIES, DROPPED, DELAYED = "Minister denies the plan", "the plan was dropped", "it was only delayed"


def sides() -> list[tuple[str, bool]]:
    """The sides of the one contradiction, in order: the words, and whether a claim stands there."""
    rows = Span.objects.filter(role="side").order_by("order")
    return [(row.quote, row.side_claim_id is not None) for row in rows]


def quotes(editor: Locator) -> list[str]:
    """The sides as the card shows them."""
    return editor.locator(".side q").all_inner_texts()


def test_two_passages_are_marked_and_described_by_key(screen: Screen, review: Review) -> None:
    editor = screen.contradiction(DROPPED, DELAYED)
    screen.page.keyboard.press("p")
    screen.page.keyboard.press("Tab")
    editor.get_by_role("radio", name="strict").focus()
    screen.page.keyboard.press("Space")
    expect(editor).to_contain_text("One of them must be false.")
    editor.get_by_role("combobox", name="Type").select_option("antonym")
    editor.get_by_role("combobox", name="Acknowledged by the text").select_option("no")
    screen.all_saved()
    made = Contradiction.objects.get()
    assert (made.type, made.strength, made.locus, made.acknowledged) == ("antonym", "strict", "within_outlet", False)
    assert sides() == [(DROPPED, False), (DELAYED, False)]

    screen.open(review).card(DROPPED).click()
    assert quotes(editor) == [DROPPED, DELAYED]
    expect(editor.get_by_role("radio", name="strict")).to_be_checked()
    expect(editor.get_by_role("combobox", name="Acknowledged by the text")).to_have_value("false")


def test_a_contradiction_with_one_side_waits_for_the_other(screen: Screen) -> None:
    screen.mark(DROPPED, "x")
    editor = screen.editor
    expect(editor).to_contain_text("The other side: select it in the text, then press X.", use_inner_text=True)
    expect(editor).to_contain_text("Not saved yet. A contradiction has two sides or more.")
    expect(editor.get_by_role("button", name="Remove side")).to_be_hidden()
    expect(screen.save_state).to_contain_text("1 mark unfinished.")
    screen.page.get_by_role("link", name="Submit").click()
    why = "Not submitted. Contradiction 1 is not finished. A contradiction has two sides or more. Mark the other passage too."
    expect(screen.page.locator("#said")).to_have_text(why)
    expect(screen.page.locator("#not-submitted")).to_contain_text(why)
    expect(editor.get_by_text("The other side:")).to_be_in_viewport(ratio=1)
    expect(editor.get_by_role("heading", name="Contradiction 1")).to_be_focused()
    screen.claim(DELAYED, "2")
    assert not Contradiction.objects.exists()
    screen.card(DROPPED).click()
    expect(editor).to_contain_text("The other side:")
    screen.page.keyboard.press("Escape")
    screen.mark("Critics doubt it", "x")
    screen.all_saved()
    expect(screen.page.locator("#not-submitted")).to_be_hidden()
    assert sides() == [(DROPPED, False), ("Critics doubt it", False)]
    expect(editor).to_contain_text("A further side: select it in the text, then press Shift X.", use_inner_text=True)


def test_a_passage_that_is_a_side_already_is_refused_and_nothing_is_held_back(screen: Screen) -> None:
    editor = screen.contradiction(DROPPED, DELAYED)
    screen.all_saved()
    said, refusals = (
        screen.page.locator("#said"),
        {DROPPED: "are the same passage", "only delayed": "lies within another"},
    )
    for words, why in refusals.items():
        screen.mark(words, "Shift+X")
        expect(said).to_contain_text(why)
        expect(screen.page.locator("#toolbar")).to_contain_text(why)
    assert quotes(editor) == [DROPPED, DELAYED]
    screen.press("1")
    screen.all_saved()
    assert Contradiction.objects.get().strength == "strict"
    screen.mark("Critics doubt it", "Shift+X")
    expect(said).to_have_text("Marked as side 3: Critics doubt it")
    screen.all_saved()
    assert sides() == [(DROPPED, False), (DELAYED, False), ("Critics doubt it", False)]


def test_a_side_is_removed_and_the_focus_stays_among_the_sides(screen: Screen) -> None:
    editor = screen.contradiction(DROPPED, DELAYED, "Critics doubt it")
    screen.all_saved()
    assert sides() == [(DROPPED, False), (DELAYED, False), ("Critics doubt it", False)]
    editor.get_by_role("button", name="Remove side 1").click()
    screen.all_saved()
    assert sides() == [(DELAYED, False), ("Critics doubt it", False)]
    expect(editor.get_by_role("button", name=f"Show it: side 1, “{DELAYED}”")).to_be_focused()

    editor.get_by_role("button", name="Remove side 2").click()
    expect(editor).to_contain_text("Not saved yet. A contradiction has two sides or more.")
    assert sides() == [(DELAYED, False), ("Critics doubt it", False)]
    editor.get_by_role("button", name="Go back to what is saved").click()
    screen.all_saved()
    assert quotes(editor) == [DELAYED, "Critics doubt it"]


def test_claims_are_chosen_as_sides(screen: Screen, review: Review) -> None:
    screen.claim(DELAYED, "2")
    screen.claim(DENIES, "4")
    editor = screen.editor
    screen.page.keyboard.press("x")
    expect(editor).to_contain_text("claim 2")
    menu = editor.get_by_role("combobox", name="Or a claim that you have marked")
    assert menu.locator("option").all_inner_texts() == ["choose a claim", f"1 · {DELAYED}"]
    expect(editor.get_by_role("button", name="Add", exact=True)).to_be_disabled()
    menu.select_option(label=f"1 · {DELAYED}")
    editor.get_by_role("button", name="Add", exact=True).click()
    expect(menu).to_be_hidden()
    expect(editor.get_by_role("button", name="Show it: side 2")).to_be_focused()
    screen.all_saved()
    assert sides() == [(DENIES, True), (DELAYED, True)]
    assert editor.locator(".side-where").all_inner_texts() == ["claim 2", "claim 1"]
    expect(editor.get_by_role("group", name="Proposed")).to_contain_text("headline against body")


def test_words_that_are_a_claim_become_a_side_with_it(screen: Screen) -> None:
    screen.claim(DROPPED, "4")
    screen.contradiction(DROPPED, DELAYED)
    screen.all_saved()
    assert sides() == [(DROPPED, True), (DELAYED, False)]


def test_a_jump_brings_a_side_before_the_eyes(screen: Screen) -> None:
    screen.page.set_viewport_size({"width": 1024, "height": 300})
    editor = screen.contradiction(DENIES, "Critics doubt it")
    editor.get_by_role("button", name="Show it: side 1").click()
    side_here = screen.page.locator("#article .x", has_text=DENIES)
    expect(side_here).to_be_in_viewport(ratio=1)
    expect(screen.page.locator("#reader")).to_be_focused()
    editor.get_by_role("button", name="Show it: side 2").click()
    expect(screen.page.locator("#article .x", has_text="Critics doubt it")).to_be_in_viewport(ratio=1)
    screen.page.keyboard.press("Enter")
    expect(editor.get_by_role("heading", name="Contradiction 1")).to_be_focused()


def test_a_side_in_another_article_is_named_and_stays(
    open_screen: OpenScreen, alice: User, review: Review, make_version: Callable[..., Version]
) -> None:
    other = make_version("The plan lives\n\nIt was never dropped, a spokesman said.")
    Article.objects.filter(pk=other.article_id).update(outlet=Outlet.objects.create(name="The Other"))
    unknown = make_version("Another report")
    mark = contradiction(
        side(review.version, DROPPED), side(other, "It was never dropped"), side(unknown, "Another report")
    )
    save_mark(
        user=alice, review_id=review.pk, mark_id=uuid.uuid4(), change=uuid.uuid4(), revision=0, content=read(mark)
    )
    screen = open_screen(alice).open(review)
    screen.card(DROPPED).click()
    editor = screen.editor
    assert editor.locator(".side-where").all_inner_texts() == [DENIES, "The Other: The plan lives", "Another report"]
    expect(editor.get_by_role("button", name="Show it")).to_have_count(1)
    expect(editor.get_by_role("link", name="Open it beside")).to_have_count(2)
    # Whose the articles are is known of one alone.
    expect(editor.get_by_role("group", name="Proposed")).to_have_count(0)
    editor.get_by_role("combobox", name="Locus").select_option("outlet_outlet")
    screen.all_saved()
    assert Contradiction.objects.get().locus == "outlet_outlet"
    assert [quote for quote, _ in sides()] == [DROPPED, "It was never dropped", "Another report"]


def test_the_borders_of_the_nearest_side_are_moved(screen: Screen) -> None:
    screen.contradiction(DROPPED, DELAYED)
    screen.all_saved()
    screen.mark("only delayed", "b")
    screen.all_saved()
    assert sides() == [(DROPPED, False), ("only delayed", False)]


def test_a_contradiction_is_withdrawn_and_comes_back_with_its_sides(screen: Screen) -> None:
    screen.contradiction(DROPPED, DELAYED)
    screen.all_saved()
    screen.page.keyboard.press("Delete")
    screen.all_saved()
    assert Mark.objects.get().withdrawn_at is not None
    screen.page.keyboard.press("Control+z")
    screen.all_saved()
    assert Mark.objects.get().withdrawn_at is None
    assert sides() == [(DROPPED, False), (DELAYED, False)]


def test_a_claim_that_was_withdrawn_is_offered_no_more_and_comes_back_at_its_side(screen: Screen) -> None:
    screen.claim(DROPPED, "4")
    screen.press("x")
    screen.mark(DELAYED, "x")
    screen.all_saved()
    assert sides() == [(DROPPED, True), (DELAYED, False)]
    screen.page.locator(".mk:not(.is-on)").filter(has_text=DROPPED).first.click()
    screen.press("Delete")
    screen.page.get_by_role("button", name="Withdraw claim 1", exact=True).click()
    screen.page.locator(".mk:not(.is-on)").filter(has_text=DELAYED).first.click()
    expect(screen.editor.get_by_role("heading", name="Contradiction 1")).to_be_visible()
    expect(screen.editor.get_by_role("option", name="1 · the plan was dropped")).to_have_count(0)
    expect(screen.editor.locator(".side-where").first).not_to_contain_text("claim 1")
    # What is changed meanwhile goes on naming it: so undo brings all of it back.
    screen.press("1")
    screen.all_saved()
    screen.press("Control+z", "Control+z")
    screen.all_saved()
    expect(screen.editor.get_by_role("heading", name="Claim 1")).to_be_visible()
    assert sides() == [(DROPPED, True), (DELAYED, False)]
