"""Marking words by quoting them: for whoever can't select them in the text."""

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

from annotations.models import Mark, Review, Span, Status, Typo, User, Version
from tests.browser.screen import OpenScreen, Screen

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}

TEXT = (
    "Envoy 😀 denies the plan\n\n"
    "The envoy, Zoë Sousa, said that the plan was dropped, and said no more. It’s over, said the envoy.\n\n"
    "“We never had 1,000 men there,” she said. Critics doubt it."
)


@pytest.fixture
def quoted(alice: User, make_version: Callable[[str], Version]) -> Review:
    version = make_version(TEXT)
    return Review.objects.create(reviewer=alice, version=version, round=version.article.story.current_round)


class Form:
    """The dialog as a person sees it."""

    def __init__(self, screen: Screen) -> None:
        self.dialog = screen.page.get_by_role("dialog", name="Mark by quote")
        self.words = self.dialog.get_by_role("textbox", name="The words")
        self.places = self.dialog.get_by_role("group", name="Where they stand").get_by_role("radio")
        self.said = self.dialog.get_by_role("status")
        self.add = self.dialog.get_by_role("button", name="Add the")

    def kind(self, name: str) -> Locator:
        return self.dialog.get_by_role("radio", name=name, exact=True)


def opened(screen: Screen) -> Form:
    """The form, opened by its button."""
    screen.page.get_by_role("button", name="Mark by quote").click()
    return Form(screen)


def spans() -> list[tuple[str, int, str]]:
    """Every span in the tables."""
    return list(Span.objects.order_by("pk").values_list("role", "start", "quote"))


def at(words: str, occurrence: int = 0) -> tuple[int, str]:
    """Where the words stand for the first time or a later one, and they themselves."""
    start = -1
    for _ in range(occurrence + 1):
        start = TEXT.index(words, start + 1)
    return start, words


def test_a_claim_its_source_and_its_cue_are_marked_by_keys_alone(
    open_screen: OpenScreen, alice: User, quoted: Review
) -> None:
    screen = open_screen(alice).open(quoted)
    form = Form(screen)
    screen.page.locator("#reader").focus()
    screen.press("m")
    expect(form.kind("Claim")).to_be_focused()
    screen.press("Tab")
    screen.page.keyboard.type("the plan was dropped")
    expect(form.said).to_have_text("1 place.")
    screen.press("Tab")
    expect(form.places).to_be_checked()
    screen.press("Tab", "Tab", "Enter")
    expect(form.dialog).to_be_hidden()
    expect(screen.editor.get_by_role("radio", name="6,")).to_be_focused()
    expect(screen.page.locator("#said")).to_have_text("Claim 1 marked.")

    screen.press("m")
    expect(form.kind("Claim")).to_be_focused()
    screen.press("ArrowRight", "Tab")
    screen.page.keyboard.type("Zoë Sousa")
    screen.press("Tab", "Tab", "Tab", "Enter")
    expect(screen.page.locator("#said")).to_have_text("Marked as source: Zoë Sousa")
    screen.press("m", "ArrowRight", "Tab")
    screen.page.keyboard.type("said")
    # Of several places the one nearest to the open claim is chosen.
    expect(form.said).to_have_text("4 places.")
    expect(form.places.nth(0)).to_be_checked()
    screen.press("Tab", "ArrowDown", "Tab", "Tab", "Enter")
    expect(screen.page.locator("#said")).to_have_text("Marked as cue: said")
    screen.all_saved()
    assert spans() == [
        ("claim", *at("the plan was dropped")),
        ("source", *at("Zoë Sousa")),
        ("cue", *at("said", 1)),
    ]


def test_which_of_several_places_is_asked(open_screen: OpenScreen, alice: User, quoted: Review) -> None:
    screen = open_screen(alice).open(quoted)
    form = opened(screen)
    form.words.fill("envoy")
    expect(form.said).to_have_text("2 places.")
    assert form.dialog.get_by_role("group", name="Where they stand").inner_text().count("envoy") == 2
    form.add.click()
    expect(form.dialog.get_by_text("Choose the place that you mean.")).to_be_visible()
    expect(form.places.nth(0)).to_be_focused()
    form.dialog.get_by_text("It’s over, said the").click()
    form.add.click()
    expect(screen.editor.get_by_role("heading", name="Claim 1")).to_be_visible()
    screen.all_saved()
    assert spans() == [("claim", *at("envoy", 1))]


@pytest.mark.parametrize(
    ("typed", "quote", "said"),
    [
        ("ENVOY 😀", "Envoy 😀", "Not to the letter, but written alike: 1 place."),
        ("It's   over", "It’s over", "Not to the letter, but written alike: 1 place."),
        ("zoe sousa", "Zoë Sousa", "Not to the letter, but written alike: 1 place."),
        ("dropped, and said no more. It’s over", "dropped, and said no more. It’s over", "1 place."),
        ("  Critics doubt it.\n", "Critics doubt it.", "1 place."),
    ],
)
def test_what_is_marked_stands_in_the_text_to_the_letter(
    open_screen: OpenScreen, alice: User, quoted: Review, typed: str, quote: str, said: str
) -> None:
    screen = open_screen(alice).open(quoted)
    form = opened(screen)
    form.words.fill(typed)
    expect(form.said).to_have_text(said)
    form.add.click()
    screen.all_saved()
    assert spans() == [("claim", *at(quote))]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "Type the words that are to be marked."),
        (" \n ", "Type the words that are to be marked."),
        ("the plan was kept", "These words do not stand in the article."),
        (TEXT, "That is the whole article. Quote the words that you mean."),
    ],
)
def test_what_does_not_fit_is_said_at_the_field_and_nothing_is_lost(
    open_screen: OpenScreen, alice: User, quoted: Review, words: str, why: str
) -> None:
    screen = open_screen(alice).open(quoted)
    form = opened(screen)
    form.words.fill(words)
    form.add.click()
    expect(form.words).to_be_focused()
    expect(form.words).to_have_attribute("aria-invalid", "true")
    expect(form.words).to_have_accessible_description(re.compile(re.escape(why)))
    expect(form.words).to_have_value(words)
    form.words.fill("Critics doubt it")
    expect(form.words).to_have_attribute("aria-invalid", "false")
    expect(form.words).to_have_accessible_description("")
    form.add.click()
    screen.all_saved()
    assert spans() == [("claim", *at("Critics doubt it"))]


def test_what_belongs_to_a_claim_waits_for_one(open_screen: OpenScreen, alice: User, quoted: Review) -> None:
    screen = open_screen(alice).open(quoted)
    form = opened(screen)
    for name in ("Source", "Cue", "Relay"):
        expect(form.kind(name)).to_be_disabled()
    expect(form.dialog.get_by_text("belong to a claim: open one first.")).to_be_visible()
    screen.press("Escape")
    screen.claim("the plan was dropped")
    form = opened(screen)
    expect(form.dialog.get_by_text("Source, cue and relay go to Claim 1, which is open.")).to_be_visible()
    form.kind("Relay").check()
    form.words.fill("the envoy")
    form.dialog.get_by_role("button", name="Add the relay").click()
    screen.all_saved()
    assert spans()[1] == ("relay", *at("the envoy"))


def test_a_further_piece_stands_beside_the_first(open_screen: OpenScreen, alice: User, quoted: Review) -> None:
    screen = open_screen(alice).open(quoted)
    screen.claim("the plan was dropped")
    for words, beside in [("The envoy", None), ("Zoë Sousa", True), ("Critics", False)]:
        form = opened(screen)
        form.kind("Source").check()
        form.words.fill(words)
        box = form.dialog.get_by_role("checkbox", name="Beside the source that is marked already")
        expect(box).to_be_visible(visible=beside is not None)
        if beside:
            box.check()
        form.add.click()
        screen.all_saved()
        if beside:
            assert [quote for role, _, quote in spans() if role == "source"] == ["The envoy", "Zoë Sousa"]
    assert [quote for role, _, quote in spans() if role == "source"] == ["Critics"]


def test_a_typo_and_both_sides_of_a_contradiction_are_marked(
    open_screen: OpenScreen, alice: User, quoted: Review
) -> None:
    screen = open_screen(alice).open(quoted)
    form = opened(screen)
    form.kind("Typo").check()
    form.words.fill("Critics")
    form.dialog.get_by_role("button", name="Add the typo").click()
    expect(screen.editor.get_by_role("textbox", name="It should read")).to_be_focused()
    screen.page.keyboard.insert_text("Critic")
    form = opened(screen)
    form.kind("Contradiction").check()
    form.words.fill("the plan was dropped")
    form.add.click()
    form = opened(screen)
    expect(form.kind("Other side")).to_be_checked()
    form.words.fill("denies the plan")
    form.dialog.get_by_role("button", name="Add the other side").click()
    screen.all_saved()
    assert Typo.objects.get().correction == "Critic"
    sides = Mark.objects.get(kind="contradiction").spans.order_by("order")
    assert [(side.start, side.quote) for side in sides] == [at("the plan was dropped"), at("denies the plan")]


def test_who_leaves_the_form_is_where_the_work_was(open_screen: OpenScreen, alice: User, quoted: Review) -> None:
    screen = open_screen(alice).open(quoted)
    screen.select("dropped")
    screen.press("ArrowRight", "m")
    form = Form(screen)
    screen.press("Tab")
    screen.page.keyboard.type("Critics")
    screen.press("Escape")
    expect(form.dialog).to_be_hidden()
    expect(screen.page.locator("#reader")).to_be_focused()
    screen.press("Control+Shift+ArrowLeft")
    assert screen.page.evaluate("String(document.getSelection())") == "dropped"
    form = opened(screen)
    expect(form.words).to_have_value("Critics")
    form.dialog.get_by_role("button", name="Cancel").click()
    expect(screen.page.get_by_role("button", name="Mark by quote")).to_be_focused()
    assert not Mark.objects.exists()


def test_a_review_that_is_closed_has_no_form(open_screen: OpenScreen, alice: User, quoted: Review) -> None:
    quoted.status, quoted.submitted_at = Status.SUBMITTED, timezone.now()
    quoted.save()
    screen = open_screen(alice).open(quoted)
    expect(screen.page.get_by_role("button", name="Mark by quote")).to_have_count(0)
    screen.page.locator("#reader").focus()
    screen.press("m")
    expect(screen.page.locator("dialog[open]")).to_have_count(0)


def test_a_finger_does_it_too(open_screen: OpenScreen, alice: User, quoted: Review) -> None:
    screen = open_screen(alice, **PHONE).open(quoted)
    screen.page.get_by_role("button", name="Mark by quote").tap()
    form = Form(screen)
    form.words.fill("said")
    form.places.nth(2).tap()
    form.add.tap()
    expect(screen.editor).to_be_visible()
    screen.all_saved()
    assert spans() == [("claim", *at("said", 2))]
    assert screen.page.evaluate("document.documentElement.scrollWidth") == 390
