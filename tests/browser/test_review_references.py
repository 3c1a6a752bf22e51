"""A reviewer says what bears on a mark outside the article; the tables hold it, and a wrong address is mended in place."""

import pytest
from playwright.sync_api import Locator, expect

from annotations.models import Reference, Review, User
from tests.browser.screen import OpenScreen, Screen

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


NO_ADDRESS = "is no web address. Paste it whole, from https:// or http:// on and without spaces."


@pytest.fixture
def screen(open_screen: OpenScreen, alice: User, review: Review) -> Screen:
    """A screen on which a claim is open, with its references unfolded."""
    screen = open_screen(alice).open(review)
    screen.claim("the plan was dropped", "4")
    unfold(screen)
    return screen


def unfold(screen: Screen) -> None:
    """Open the fold of references in the open card."""
    screen.editor.locator("summary", has_text="References").click()


def field(screen: Screen, name: str, place: int = 0) -> Locator:
    """A field of a reference, by its label."""
    return screen.editor.locator(".reference").nth(place).get_by_label(name)


def references() -> list[tuple[str, str, str, str]]:
    """Every reference: address, archived address, day, note."""
    rows = Reference.objects.order_by("mark", "order")
    return [(row.address, row.archived_address, str(row.seen or ""), row.note) for row in rows]


def test_references_are_said_and_kept(screen: Screen, review: Review) -> None:
    field(screen, "Address").click()
    screen.page.keyboard.type("https://example.org/law")
    field(screen, "Archived copy").fill("http://archive.example/1")
    field(screen, "Seen on").fill("2026-05-02")
    field(screen, "What it shows").fill("The law itself")
    screen.editor.get_by_role("button", name="Add another").last.click()
    expect(field(screen, "Address", 1)).to_be_focused()
    screen.page.keyboard.type("https://www.example.com/b")
    screen.all_saved()
    first = ("https://example.org/law", "http://archive.example/1", "2026-05-02", "The law itself")
    assert references() == [first, ("https://www.example.com/b", "", "", "")]

    screen.open(review).card("the plan was dropped").click()
    expect(screen.editor.locator("summary", has_text="References")).to_contain_text("2: example.org/law, example.com/b")
    unfold(screen)
    expect(field(screen, "What it shows")).to_have_value("The law itself")
    expect(field(screen, "Seen on")).to_have_value("2026-05-02")


def test_a_blank_row_is_not_kept(screen: Screen) -> None:
    expect(screen.editor.locator(".reference")).to_have_count(1)
    screen.editor.get_by_role("button", name="Add another").last.click()
    expect(screen.editor.locator(".reference")).to_have_count(1)
    field(screen, "Address").fill("https://example.org/a")
    field(screen, "Address").fill("")
    screen.page.keyboard.press("Escape")
    screen.all_saved()
    assert references() == []


def test_an_address_that_is_none_is_said_at_its_field_and_nothing_is_lost(screen: Screen) -> None:
    address = field(screen, "Address")
    address.press_sequentially("example.org/law")
    expect(address).to_have_attribute("aria-invalid", "false")
    expect(screen.save_state).to_contain_text("Saved")
    address.press("Tab")
    expect(address).to_have_attribute("aria-invalid", "true")
    expect(address).to_have_accessible_description(f"“example.org/law” {NO_ADDRESS}")
    expect(screen.editor).to_contain_text("Not saved yet. “example.org/law” is no web address.")
    expect(screen.save_state).to_contain_text("1 mark unfinished.")
    assert references() == []

    screen.page.keyboard.press("Escape")
    screen.claim("it was only delayed")
    screen.card("the plan was dropped").click()
    expect(address).to_be_visible()
    expect(address).to_have_value("example.org/law")
    address.fill("https://example.org/law")
    screen.all_saved()
    expect(address).to_have_attribute("aria-invalid", "false")
    assert references() == [("https://example.org/law", "", "", "")]


@pytest.mark.parametrize(
    "words", ["ftp://example.org", "https://", "https:// example.org", "http://a b", "javascript:1"]
)
def test_only_a_web_address_will_do(screen: Screen, words: str) -> None:
    field(screen, "Archived copy").fill(words)
    field(screen, "Address").fill("https://example.org/law")
    field(screen, "Address").press("Tab")
    expect(field(screen, "Archived copy")).to_have_accessible_description(f"“{words}” {NO_ADDRESS}")
    assert references() == []


def test_a_reference_without_an_address_asks_for_it(screen: Screen) -> None:
    note = field(screen, "What it shows")
    note.fill("The law itself")
    expect(screen.save_state).to_contain_text("Saved")
    note.press("Tab")
    sentence = "A reference has an address. Paste it, or take the reference out."
    expect(field(screen, "Address")).to_have_accessible_description(sentence)
    screen.editor.get_by_role("button", name="Take this reference out").click()
    screen.all_saved()
    expect(screen.editor.locator(".reference")).to_have_count(1)
    expect(field(screen, "Address")).to_be_focused()
    assert references() == []


def test_what_is_typed_is_said_when_the_card_is_left(screen: Screen) -> None:
    field(screen, "Address").press_sequentially("example.org")
    screen.page.keyboard.press("Escape")
    expect(screen.save_state).to_contain_text("1 mark unfinished.")
    screen.save_state.get_by_role("button", name="Look").click()
    expect(field(screen, "Address")).to_have_value("example.org")


def test_a_reference_is_taken_out_and_comes_back_by_undo(screen: Screen) -> None:
    field(screen, "Address").fill("https://example.org/a")
    screen.editor.get_by_role("button", name="Add another").last.click()
    field(screen, "Address", 1).fill("https://example.org/b")
    screen.all_saved()
    screen.editor.get_by_role("group", name="Reference 1 of 2").get_by_role("button").click()
    screen.all_saved()
    assert [row[0] for row in references()] == ["https://example.org/b"]
    expect(field(screen, "Address")).to_be_focused()
    screen.page.keyboard.press("Escape")
    screen.page.keyboard.press("Control+z")
    screen.all_saved()
    assert [row[0] for row in references()] == ["https://example.org/a", "https://example.org/b"]


def test_typos_and_contradictions_have_references_too(screen: Screen) -> None:
    screen.typo("Critics", "Critic")
    unfold(screen)
    field(screen, "Address").fill("https://example.org/style")
    screen.contradiction("1,000 men", "she said")
    unfold(screen)
    field(screen, "Address").fill("https://example.org/law")
    screen.all_saved()
    assert sorted(Reference.objects.values_list("mark__kind", flat=True)) == ["contradiction", "typo"]
