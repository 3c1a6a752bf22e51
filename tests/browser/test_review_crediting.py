"""A reviewer credits claims to sources: found as one types, taken from the text, or added to the register."""

import uuid

import pytest
from playwright.sync_api import Route, expect

from annotations.models import Attribution, Review, Source, Span, User, Version
from tests.browser.kept import spans
from tests.browser.screen import OpenScreen

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_source_is_found_as_one_types(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    screen.claim("the plan was dropped", "4")
    field = screen.editor.get_by_role("combobox", name="Source")
    field.fill("Ana Sousa")
    field.press("Enter")
    screen.editor.get_by_role("textbox", name="Affiliation").fill("The ministry")
    screen.editor.get_by_role("button", name="Add", exact=True).click()
    screen.all_saved()
    assert str(Source.objects.get()) == "Ana Sousa"
    assert Attribution.objects.get().source == Source.objects.get()

    screen.claim("We never had 1,000 men there", "5")
    field.press_sequentially("SÓU")
    expect(screen.editor.get_by_role("option").first).to_contain_text("The ministry")
    field.press("Enter")
    screen.all_saved()
    assert Source.objects.count() == 1
    assert [row.source for row in Attribution.objects.all()] == [Source.objects.get()] * 2

    screen.claim("it was only delayed", "5")
    field.fill("Anna Soussa")
    offered = screen.editor.locator("[role=option]")
    expect(offered).to_have_text(
        ["Ana Sousanear spelling · The ministry · named person · yours", "Add “Anna Soussa” to the register"]
    )
    expect(offered.last).to_have_attribute("aria-selected", "true")
    field.press("ArrowUp")
    field.press("Enter")
    expect(field).to_have_value("Ana Sousa")
    screen.all_saved()
    assert [row.source for row in Attribution.objects.all()] == [Source.objects.get()] * 3


def test_the_words_that_name_the_source_are_offered(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    screen.claim("the plan was dropped")
    screen.mark("Ana Sousa", "s")
    screen.editor.get_by_role("combobox", name="Source").click()
    screen.editor.get_by_role("option", name="Add “Ana Sousa” to the register").click()
    screen.editor.get_by_role("button", name="Add", exact=True).click()
    screen.all_saved()
    assert [str(row.source) for row in Attribution.objects.all()] == ["Ana Sousa"]


def test_a_name_that_is_typed_and_left_can_still_be_added(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    screen.claim("the plan was dropped")
    screen.editor.get_by_role("combobox", name="Source").fill("Ana Sousa")
    screen.editor.get_by_label("Why").click()
    expect(screen.editor.get_by_role("group", name="A new entry for the register")).to_be_visible()
    screen.editor.get_by_role("button", name="Add", exact=True).click()
    screen.all_saved()
    assert [str(row.source) for row in Attribution.objects.all()] == ["Ana Sousa"]


def test_a_name_that_the_register_has_is_taken_from_it(
    open_screen: OpenScreen, alice: User, review: Review, version: Version
) -> None:
    screen = open_screen(alice).open(review)
    screen.context.route("**/sources?*", lambda route: route.fulfill(json={"sources": [], "near": []}))
    for words in ("the plan was dropped", "it was only delayed"):
        screen.page.reload()
        screen.page.wait_for_selector("html[data-ready]")
        screen.claim(words)
        field = screen.editor.get_by_role("combobox", name="Source")
        field.fill("Ana Sousa")
        field.press("Enter")
        option = screen.editor.get_by_role("button", name="Add", exact=True)
        if option.is_visible():
            option.click()
        screen.all_saved()
    assert Source.objects.count() == 1
    assert [row.source for row in Attribution.objects.all()] == [Source.objects.get()] * 2


def test_a_claim_is_credited_to_several_sources(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    screen.claim("the plan was dropped")
    screen.mark("The minister", "s")
    screen.editor.get_by_role("button", name="Add another").click()
    screen.mark("Critics", "s")
    screen.mark("Recent", "s")
    screen.mark("reports", "Shift+S")
    screen.all_saved()
    rows = [[span.quote for span in row.spans.order_by("order")] for row in Attribution.objects.order_by("order")]
    assert rows == [["The minister"], ["Recent", "reports"]]

    screen.editor.get_by_role("group", name="Source 2 of 2").get_by_role("button", name="Move up").click()
    screen.editor.get_by_role("group", name="Source 1 of 2").get_by_role("button", name="Remove “Recent”").click()
    screen.all_saved()
    rows = [[span.quote for span in row.spans.order_by("order")] for row in Attribution.objects.order_by("order")]
    assert rows == [["reports"], ["The minister"]]

    screen.editor.get_by_role("group", name="Source 1 of 2").get_by_role("button", name="Remove", exact=True).click()
    screen.all_saved()
    assert [span.quote for span in Span.objects.filter(role="source")] == ["The minister"]


def test_relayed_words_are_marked_with_r(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    screen.claim("it was only delayed")
    screen.mark("Recent reports", "r")
    screen.all_saved()
    assert [quote for _, _, quote in spans("relay")] == ["Recent reports"]


@pytest.mark.parametrize("leave", ["submit", "close", "next claim", "leave for home"])
def test_a_name_that_was_only_typed_is_kept(open_screen: OpenScreen, alice: User, review: Review, leave: str) -> None:
    screen = open_screen(alice).open(review)
    editor = screen.claim("the plan was dropped", "4")
    editor.get_by_role("combobox", name="Source").fill("Maria Zakharova")
    if leave == "submit":
        screen.page.get_by_role("link", name="Submit").click()
        screen.page.wait_for_url("**/submit")
    elif leave == "close":
        editor.get_by_role("button", name="Close the card").click()
        screen.all_saved()
    elif leave == "next claim":
        screen.claim("it was only delayed")
        screen.all_saved()
    else:
        screen.page.on("dialog", lambda dialog: dialog.dismiss())
        screen.page.evaluate("location.assign('/')")
        screen.all_saved()
    assert [(str(row.source), row.source and row.source.kind) for row in Attribution.objects.all()] == [
        ("Maria Zakharova", "person")
    ]


def test_the_option_that_one_has_gone_to_stays_when_the_register_answers(
    open_screen: OpenScreen, alice: User, review: Review
) -> None:
    screen = open_screen(alice).open(review)
    screen.claim("the plan was dropped", "4")
    field = screen.editor.get_by_role("combobox", name="Source")
    for name in ("Ana Sousa", "Bea Sousa"):
        field.fill(name)
        field.press("Enter")
        screen.editor.get_by_role("button", name="Add", exact=True).click()
    screen.all_saved()
    answered = {
        "id": str(uuid.uuid4()),
        "names": ["Alf Sousa"],
        "kind": "person",
        "affiliation": "",
        "only_here": False,
    }
    asked: list[Route] = []

    def hold(route: Route) -> None:
        asked.append(route)

    screen.context.route("**/sources?*", hold)
    pointed = screen.editor.locator("[role=option][aria-selected=true]")
    field.fill("Sousa")
    field.press("ArrowDown")
    expect(pointed).to_contain_text("Bea Sousa")
    while not asked:
        screen.page.wait_for_timeout(20)
    asked[0].fulfill(json={"sources": [answered | {"admission": "admitted"}], "near": []})
    expect(screen.editor.get_by_role("option").first).to_contain_text("Alf Sousa")
    expect(pointed).to_contain_text("Bea Sousa")
    field.press("Escape")
    field.press("Escape")
