"""Two articles beside one another: passages that do not fit together are tied across them, by mouse, by key and by finger."""

import csv
import io
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

from annotations.exports.archive import write_table
from annotations.exports.dialects import DIALECTS
from annotations.exports.selection import Selection
from annotations.exports.tables import TABLES
from annotations.intake.texts import read_text
from annotations.models import (
    Article,
    Claim,
    Contradiction,
    Mark,
    Outlet,
    Proposition,
    Review,
    Span,
    User,
    Version,
)
from tests.browser.sample_reviews import SEEDS
from tests.browser.screen import BESIDE, OpenScreen, Screen, eventually
from tests.browser.test_accessibility import violations
from tests.browser.walking import DESK, PHONE
from tests.making import make_mark
from tests.wire import claim, contradiction, place, side

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


ARRIVED = "two Russian military transport planes arrived in Caracas with more than 100 troops aboard"
NEVER = "we are not sending troops there – this has never happened"
NO_TALKS = "Proposed talks between the two sides have so far not come to fruition"
TALKS = "the new phase of the talks in Oslo between Venezuelan opposition representatives and the government"
PULLED = "tweeted earlier this week, that Moscow had just finished pulling its people out"
NO_TALK = "there was no talk of downsizing in the country"
SCALED = "Russia had said they would either not increase their involvement, and perhaps even scale it back"
WORDING, OTHER_WORDING = "If more [specialists] are needed, we will send them.", "If we need more, we will send more"
SPELLING, OTHER_SPELLING = "Alexander Shchetinin", "Aleksandr Schetinin"

# Of the second article and the third.
PAIRS = [(ARRIVED, NEVER), (NO_TALKS, TALKS), (WORDING, OTHER_WORDING), (SPELLING, OTHER_SPELLING)]

LINE = "document.querySelector('.tie').getAttribute('d')"


class Sample(NamedTuple):
    """Alice's reviews of the three sample articles, in the order of their files."""

    first: Review
    second: Review
    third: Review


@pytest.fixture
def sample(alice: User, make_version: Callable[..., Version]) -> Sample:
    texts = [read_text(path.read_bytes(), limit=10_000_000) for path in sorted(SEEDS.glob("*.txt"))]
    versions = [make_version(text) for text in texts]
    Article.objects.filter(pk=versions[2].article_id).update(outlet=Outlet.objects.create(name="Outlet C"))
    current = versions[0].article.story.current_round
    return Sample(*(Review.objects.create(reviewer=alice, version=one, round=current) for one in versions))


def sides() -> list[tuple[int, str]]:
    """The sides of the newest contradiction as the tables hold them: in which version, and the words."""
    rows = Span.objects.filter(mark=Mark.objects.filter(kind="contradiction").latest("created"), role="side")
    return [(row.version_id, row.quote) for row in rows.order_by("order")]


def two(screen: Screen, review: Review, other: Review) -> Screen:
    """The review, with the other's article beside it."""
    return screen.open(review, f"?beside={other.version_id}")


def find(screen: Screen, words: str) -> None:
    """Select words by key: with the search of the text in which one is."""
    screen.press("Control+Home", "/")
    screen.page.keyboard.insert_text(words)
    screen.press("Escape")


def drawn(screen: Screen) -> bool:
    """Whether the line between the texts is drawn."""
    return bool(screen.page.evaluate(LINE))


def ties(screen: Screen) -> Locator:
    """The gap between the texts."""
    return screen.page.locator("#ties")


def test_two_passages_are_tied_by_mouse(open_screen: OpenScreen, alice: User, sample: Sample) -> None:
    screen = open_screen(alice, **DESK).open(sample.second)
    # Begun before the other article stands beside it: what is unfinished comes along, unasked.
    screen.mark(ARRIVED, "x")
    screen.page.get_by_text("Side by side").click()
    screen.page.get_by_role("link", name="Outlet C").click()
    screen.page.wait_for_url(f"**/reviews/{sample.second.pk}?beside={sample.third.version_id}#c-*")
    screen.page.wait_for_selector("html[data-ready]")
    expect(screen.editor.get_by_role("heading", name="Contradiction 1")).to_be_visible()
    screen.select(NEVER, within=BESIDE)
    toolbar = screen.page.locator("#toolbar-beside")
    expect(toolbar.get_by_role("button", name="Claim")).to_have_count(0)
    toolbar.get_by_role("button", name="Other side", exact=True).click()
    screen.all_saved()
    assert sides() == [(sample.second.version_id, ARRIVED), (sample.third.version_id, NEVER)]
    where = screen.editor.locator(".side-where").all_inner_texts()
    assert where[0].startswith("Russia Will Deploy")
    assert where[1].startswith("Outlet C: PUTIN DEFENDS")
    # One of the two outlets is not known.
    expect(screen.editor.get_by_role("group", name="Proposed")).to_have_count(0)
    assert eventually(lambda: drawn(screen))

    screen.page.get_by_role("link", name="Close the article beside it").click()
    screen.page.wait_for_selector("html[data-ready]")
    expect(screen.page.locator(BESIDE)).to_have_count(0)
    screen.editor.get_by_role("link", name="Open it beside").click()
    screen.page.wait_for_url(f"**?beside={sample.third.version_id}#c-*")
    expect(screen.page.locator(f"{BESIDE} .x.on")).to_be_in_viewport(ratio=1)
    screen.page.go_back()
    expect(screen.page.locator(BESIDE)).to_have_count(0)


def test_all_contradictions_of_the_sample_story_are_recorded_by_key(
    open_screen: OpenScreen, alice: User, sample: Sample
) -> None:
    screen = open_screen(alice, **DESK).open(sample.second)
    screen.press("a", "ArrowDown")
    expect(screen.page.get_by_role("link", name="Outlet C")).to_be_focused()
    screen.press("ArrowDown", "ArrowUp")
    expect(screen.page.get_by_role("link", name="Outlet C")).to_be_focused()
    screen.press("Enter")
    screen.page.wait_for_url("**?beside=*")
    screen.page.wait_for_selector("html[data-ready]")
    for number, (one, other) in enumerate(PAIRS):
        # One side after the other, beginning in either text.
        for words in (one, other) if number % 2 == 0 else (other, one):
            beside = words == other
            if (
                screen.page.locator("#reader-beside").evaluate("(pane) => pane.contains(document.activeElement)")
                != beside
            ):
                screen.press("a")
            find(screen, words)
            screen.press("x")
        screen.press("1")
        screen.all_saved()
        assert {quote for _, quote in sides()} == {one, other}
    expect(screen.editor.get_by_role("heading", name="Contradiction 4")).to_be_visible()

    two(screen, sample.first, sample.third)
    find(screen, PULLED)
    screen.press("x", "a")
    find(screen, SCALED)
    screen.press("x")
    find(screen, NO_TALK)
    screen.press("Shift+X")
    screen.all_saved()
    third = sample.third.version_id
    assert sides() == [(sample.first.version_id, PULLED), (third, SCALED), (third, NO_TALK)]
    assert Contradiction.objects.filter(strength="strict").count() == 4

    # Found again from the other article: four of one review, one of another.
    screen.open(sample.third)
    expect(screen.page.locator("#cards .chip").filter(has_text="↗")).to_have_count(5)


def test_all_contradictions_of_the_sample_story_are_recorded_by_mouse_and_read_in_the_csv(
    open_screen: OpenScreen, alice: User, sample: Sample
) -> None:
    screen = two(open_screen(alice, **DESK), sample.second, sample.third)

    def click(name: str, toolbar: str) -> None:
        screen.page.locator(toolbar).get_by_role("button", name=name, exact=True).click()

    for one, other in PAIRS:
        screen.select(one)
        click("Contradiction", "#toolbar")
        screen.select(other, within=BESIDE)
        click("Other side", "#toolbar-beside")
        screen.all_saved()
    two(screen, sample.first, sample.third)
    screen.select(PULLED)
    click("Contradiction", "#toolbar")
    screen.select(SCALED, within=BESIDE)
    click("Other side", "#toolbar-beside")
    screen.select(NO_TALK, within=BESIDE)
    click("Add a side to the contradiction", "#toolbar-beside")
    screen.all_saved()

    records = contradictions_csv()
    told: dict[str, set[str]] = {}
    for record in records:
        told.setdefault(record["mark_id"], set()).add(record["quote"])
    assert sorted(map(sorted, told.values())) == sorted(map(sorted, [*PAIRS, (PULLED, SCALED, NO_TALK)]))
    assert {record["outlet"] for record in records if record["quote"] == NEVER} == {"Outlet C"}


def contradictions_csv() -> list[dict[str, str]]:
    """The records of contradictions.csv, as the command line exports it."""
    [table] = [one for one in TABLES if one.name == "contradictions"]
    file = io.BytesIO()
    write_table(file, Selection(None, None), DIALECTS["program"], table=table)
    return list(csv.DictReader(io.StringIO(file.getvalue().decode())))


def test_words_of_a_claim_there_become_a_side_with_it(open_screen: OpenScreen, alice: User, sample: Sample) -> None:
    there = make_mark(sample.third, claim(sample.third.version.text, NEVER, grade="5"))
    screen = two(open_screen(alice, **DESK), sample.second, sample.third)
    screen.mark(NEVER, "x", within=BESIDE)
    expect(screen.editor).to_contain_text("The other side:")
    screen.mark(ARRIVED, "x")
    screen.all_saved()
    first, second = Span.objects.filter(role="side").order_by("order")
    assert (first.side_claim_id, second.side_claim_id) == (there, None)
    expect(screen.editor.locator(".side-where").first).to_contain_text("claim 1")
    assert Mark.objects.get(kind="contradiction").review == sample.second


def test_nothing_but_sides_is_marked_there(open_screen: OpenScreen, alice: User, sample: Sample) -> None:
    make_mark(sample.third, claim(sample.third.version.text, TALKS, grade="5"))
    screen = two(open_screen(alice, **DESK), sample.second, sample.third)
    for key in ("c", "t"):
        screen.mark(NEVER, key, within=BESIDE)
        expect(screen.page.locator("#toolbar-beside")).to_contain_text("Only contradictions can be marked here")
    screen.page.locator(f"{BESIDE} .m", has_text=TALKS).first.click()
    expect(screen.page.locator("#toolbar-beside")).to_contain_text("Claim 1 of the other article’s own review")
    screen.press("m")
    form = screen.page.get_by_role("dialog", name="Mark by quote")
    expect(form.get_by_role("radio", name="Claim")).to_be_disabled()
    form.get_by_label("The words").fill(NEVER)
    form.get_by_role("button", name="Add the contradiction").click()
    expect(screen.editor).to_contain_text(NEVER)
    screen.mark(ARRIVED, "x")
    screen.all_saved()
    assert sides() == [(sample.third.version_id, NEVER), (sample.second.version_id, ARRIVED)]
    screen.mark("this has never happened", "b", within=BESIDE)
    screen.all_saved()
    assert sides()[0] == (sample.third.version_id, "this has never happened")
    screen.mark("this has never happened", "Shift+X", within=BESIDE)
    expect(screen.page.locator("#toolbar-beside")).to_contain_text("Two sides are the same passage.")
    # Nor are both sides of a contradiction in the other article.
    screen.editor.get_by_role("button", name="Remove side 2").click()
    screen.mark(TALKS, "x", within=BESIDE)
    expect(screen.page.locator("#toolbar-beside")).to_contain_text("At least one side lies in the article under review")
    assert len(sides()) == Mark.objects.count() == 2


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


def test_what_was_made_in_another_review_is_read_here_and_changed_there(
    open_screen: OpenScreen, alice: User, sample: Sample
) -> None:
    made = make_mark(
        sample.third, contradiction(side(sample.third.version, TALKS), side(sample.second.version, NO_TALKS))
    )
    screen = open_screen(alice, **DESK).open(sample.second)
    expect(screen.page.locator("#article [data-x='x1↗']")).to_be_visible()
    expect(screen.page.locator("#progress")).to_have_text("0 of 0 graded")
    card = screen.card(NO_TALKS)
    expect(card).to_contain_text("against Outlet C")
    screen.press("j", "Delete")
    expect(screen.page.locator("#said")).to_have_text(
        "This contradiction was made in another review: it is changed there."
    )
    assert Mark.objects.get().withdrawn_at is None
    screen.mark(ARRIVED, "Shift+X")
    hint = screen.page.locator("#toolbar .seltool-hint")
    expect(hint).to_contain_text("made in another review: a further side is added there.")
    there = f"/reviews/{sample.third.pk}?beside={sample.second.version_id}#c-{made}"
    expect(hint.get_by_role("link", name="Open it there")).to_have_attribute("href", there)
    # Its sides are named and shown here too, in this text and in the other.
    expect(screen.editor).to_contain_text("in Russia Will Deploy")
    way = screen.editor.get_by_role("link", name="Open it beside: side 1")
    expect(way).to_have_attribute("href", f"?beside={sample.third.version_id}#c-{made}")
    screen.editor.get_by_role("button", name="Show it: side 2").click()
    expect(screen.page.locator("#reader")).to_be_focused()
    expect(screen.page.locator("#article .x.on").first).to_be_in_viewport(ratio=1)
    screen.mark(ARRIVED, "x")
    screen.mark(SPELLING, "x")
    screen.all_saved()
    assert list(Mark.objects.filter(review=sample.second).values_list("number", flat=True)) == [1]
    card.get_by_role("link", name="Open it there").click()
    screen.page.wait_for_url(f"**{there}")
    expect(screen.editor.get_by_role("heading", name="Contradiction 1")).to_be_visible()
    screen.press("1")
    screen.all_saved()
    assert Contradiction.objects.get(mark=made).strength == "strict"


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


def test_a_claim_on_which_something_rests_is_withdrawn_after_a_question_and_comes_back_whole(
    open_screen: OpenScreen, alice: User, sample: Sample
) -> None:
    arrived = make_mark(sample.second, claim(sample.second.version.text, f"{ARRIVED},", grade="0"))
    here = side(sample.second.version, ARRIVED, claim=str(arrived))
    make_mark(sample.second, contradiction(here, side(sample.second.version, SPELLING)))
    make_mark(sample.third, contradiction(side(sample.third.version, NEVER), here))
    said = Proposition.objects.create(
        reviewer=alice, round=sample.second.round, words="Russian troops came.", created=timezone.now()
    )
    Claim.objects.filter(pk=arrived).update(proposition=said)
    screen = open_screen(alice, **DESK).open(sample.second)
    screen.press("j")
    expect(screen.editor.get_by_role("heading", name="Claim 1")).to_be_visible()
    screen.press("Delete")
    question = screen.page.get_by_role("dialog", name="Withdraw claim 1?")
    expect(question).to_contain_text("It is a side of contradiction 1: that keeps the passage")
    expect(question).to_contain_text("contradiction 1, made in the review of “PUTIN DEFENDS")
    expect(question).to_contain_text("“Russian troops came.”")
    expect(question.get_by_role("button", name="Keep it")).to_be_focused()
    screen.press("Enter")
    expect(question).to_be_hidden()
    # The focus is where it was, and the keys act.
    expect(screen.page.locator(f"#m-{arrived}")).to_be_focused()
    screen.press("Delete", "Escape")
    expect(screen.page.locator(f"#m-{arrived}")).to_be_focused()
    assert Mark.objects.get(pk=arrived).withdrawn_at is None
    screen.press("Delete", "Tab", "Enter")
    expect(screen.page.locator("#toast")).to_contain_text("Claim 1 withdrawn")
    screen.all_saved()
    assert Mark.objects.get(pk=arrived).withdrawn_at is not None
    screen.press("Control+z")
    screen.all_saved()
    assert Mark.objects.get(pk=arrived).withdrawn_at is None
    assert Claim.objects.get(pk=arrived).proposition == said
    assert Span.objects.filter(side_claim=arrived).count() == 2


def test_undo_brings_back_the_claim_at_a_side_through_other_changes(
    open_screen: OpenScreen, alice: User, sample: Sample
) -> None:
    arrived = make_mark(sample.second, claim(sample.second.version.text, ARRIVED, grade="0"))
    here = side(sample.second.version, ARRIVED, claim=str(arrived))
    made = make_mark(sample.second, contradiction(here, side(sample.third.version, NEVER)))
    screen = two(open_screen(alice, **DESK), sample.second, sample.third)
    screen.page.goto(f"/reviews/{sample.second.pk}?beside={sample.third.version_id}#c-{arrived}")
    expect(screen.editor.get_by_role("heading", name="Claim 1")).to_be_visible()
    screen.press("Delete", "Tab", "Enter")
    screen.page.locator(f"{BESIDE} .x", has_text=NEVER).first.click()
    screen.press("1")
    screen.all_saved()
    assert (Contradiction.objects.get(mark=made).strength, Mark.objects.standing().count()) == ("strict", 1)
    screen.press("Control+z")
    screen.press("Control+z")
    screen.all_saved()
    assert (Contradiction.objects.get(mark=made).strength, Mark.objects.standing().count()) == ("", 2)
    assert Span.objects.filter(mark=made, side_claim=arrived).count() == 1


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
