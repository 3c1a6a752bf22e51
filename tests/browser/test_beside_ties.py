"""Passages of two articles that do not fit together are tied, by mouse and by key, and what rests on what."""

import csv
import io

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from annotations.exports.archive import write_table
from annotations.exports.dialects import DIALECTS
from annotations.exports.selection import Selection
from annotations.exports.tables import TABLES
from annotations.models import Claim, Contradiction, Mark, Proposition, Span, User
from tests.browser.beside import (
    ARRIVED,
    NEVER,
    NO_TALK,
    NO_TALKS,
    PAIRS,
    PULLED,
    SCALED,
    SPELLING,
    TALKS,
    Sample,
    drawn,
    find,
    sides,
    two,
)
from tests.browser.screen import BESIDE, OpenScreen, eventually
from tests.browser.walking import DESK
from tests.making import make_mark
from tests.wire import claim, contradiction, side

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


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
