"""The whole review of each sample article, with the mouse, by keys alone and with a finger, and the CSV that comes of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import expect
from pytest_django import Settings

from annotations.models import Review, Story, TypoType, User
from tests.browser.reviewers import Reviewer, WithButtons, WithKeys, do_review
from tests.browser.sample_reviews import ALL, SECOND, SampleReview
from tests.browser.screen import OpenScreen, Screen
from tests.exports.opened import exported

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-samples")]

Record = dict[str, str]


@pytest.fixture
def alice_of_the_demo(transactional_db: None, settings: Settings, tmp_path: Path) -> User:
    """Alice, to whom the sample story is assigned."""
    settings.FACTCHECK_VAR = tmp_path
    call_command("demo", verbosity=0)
    return User.objects.get(username="alice")


def with_mouse(screen: Screen) -> Reviewer:
    return WithButtons(screen, screen.select, "click")


def with_finger(screen: Screen) -> Reviewer:
    return WithButtons(screen, screen.select_by_touch, "tap")


def open_article(open_screen: OpenScreen, alice: User, sample: SampleReview, **options: object) -> Screen:
    review = Review.objects.get(reviewer=alice, version__text=sample.text)
    return open_screen(alice, **options).open(review)


def submit(screen: Screen) -> None:
    screen.all_saved()
    screen.page.get_by_role("link", name="Submit").click()
    screen.page.get_by_role("button", name="Submit").click()
    screen.page.wait_for_url("/")


def claims_in(records: list[Record]) -> list[tuple[str, str, str, str]]:
    return [(one["quote"], one["grade"], one["sources"], one["cues"]) for one in records if one["kind"] == "claim"]


def typos_in(records: list[Record]) -> list[tuple[str, str, str, str]]:
    return [
        (one["quote"], one["correction"], one["typo_type"], one["severity"]) for one in records if one["kind"] == "typo"
    ]


def contradictions_in(records: list[Record]) -> list[tuple[list[str], str, str]]:
    """Each with its sides in order, its type and its strength."""
    marks = dict.fromkeys(one["mark_id"] for one in records)
    sides = {mark: [one for one in records if one["mark_id"] == mark] for mark in marks}
    return [([one["quote"] for one in of], of[0]["contradiction_type"], of[0]["strength"]) for of in sides.values()]


def check_the_attributions(sample: SampleReview, claims: dict[str, str], records: list[Record]) -> None:
    """Source, cue and relay stand where they were meant, and not at another place of the same words."""
    credited = {one.words: one for one in sample.claims if one.source or one.cue or one.relay}
    assert {claims[one["mark_id"]] for one in records} == set(credited)
    for record in records:
        claim = credited[claims[record["mark_id"]]]
        for role, words in (("source", claim.source), ("cue", claim.cue), ("relay", claim.relay)):
            start = sample.nearest(words, claim.words) if words else 0
            expected = (words, f"[{start},{start + len(words)})") if words else ("", "")
            assert (record[f"{role}_quote"], record[f"{role}_spans"]) == expected


def check_the_set(sample: SampleReview) -> None:
    """The exported set says what was marked, at the place where it stands."""
    opened = exported(Story.objects.get())
    records = opened.records("marks")
    expected = {(one.words, one.grade, one.named or one.source, one.cue) for one in sample.claims}
    assert set(claims_in(records)) == expected
    types = {str(label): value for value, label in TypoType.choices}
    assert set(typos_in(records)) == {
        (one.words, one.correction, types[one.type], one.severity) for one in sample.typos
    }
    assert len(records) == len(sample.claims) + len(sample.typos)
    assert all(sample.text[int(one["start"]) : int(one["end"])] == one["quote"] for one in records)
    contradictions = [(list(one.sides), one.type, one.strength) for one in sample.contradictions]
    assert sorted(contradictions_in(opened.records("contradictions"))) == sorted(contradictions)
    check_the_attributions(sample, {one["mark_id"]: one["quote"] for one in records}, opened.records("attributions"))
    assert [one["verb"] for one in opened.records("events")][-1] == "submitted"


@pytest.mark.parametrize("sample", ALL, ids=["first", "second", "third"])
@pytest.mark.parametrize("manner", [with_mouse, WithKeys])
def test_a_sample_article_is_reviewed(
    open_screen: OpenScreen, alice_of_the_demo: User, manner: Callable[[Screen], Reviewer], sample: SampleReview
) -> None:
    screen = open_article(open_screen, alice_of_the_demo, sample)
    do_review(manner(screen), sample)
    submit(screen)
    expect(screen.page.get_by_text("Submitted: your review of")).to_be_visible()
    check_the_set(sample)


def test_a_sample_article_is_reviewed_with_a_finger(open_screen: OpenScreen, alice_of_the_demo: User) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    screen = open_article(open_screen, alice_of_the_demo, SECOND, **phone)
    do_review(with_finger(screen), SECOND)
    submit(screen)
    check_the_set(SECOND)
