"""The tour of the review page: it comes up once, keeps out of the way, and can be called up again."""

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

from annotations.models import Mark, Review, Status, User
from tests.browser.screen import OpenScreen, Screen, eventually

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CLAIM = "the plan was dropped"


@pytest.fixture
def newcomer(alice: User) -> User:
    """Alice, before she has seen the tour."""
    alice.toured_at = None
    alice.save()
    return alice


def tour_of(screen: Screen) -> Locator:
    return screen.page.get_by_role("dialog", name="Tour of this page")


def press(screen: Screen, button: str) -> None:
    tour_of(screen).get_by_role("button", name=button).click()


def is_ringed(locator: Locator) -> bool:
    style = locator.evaluate("(element) => getComputedStyle(element).outlineStyle")
    width = locator.evaluate("(element) => getComputedStyle(element).outlineWidth")
    return (style, width) == ("solid", "2px")


def has_toured(user: User) -> bool:
    user.refresh_from_db()
    return user.toured_at is not None


def test_a_first_visit_shows_it_and_leaves_the_focus_alone(
    open_screen: OpenScreen, newcomer: User, review: Review
) -> None:
    screen = open_screen(newcomer).open(review)
    expect(tour_of(screen)).to_be_visible()
    expect(tour_of(screen)).to_contain_text("Step 1 of 5")
    expect(screen.page.locator("#reader")).to_be_focused()
    expect(screen.page.locator("#said")).to_have_text("A tour of this page is open, in 5 steps. Escape skips it.")
    assert not has_toured(newcomer)


def test_whoever_has_seen_it_is_not_shown_it(open_screen: OpenScreen, alice: User, review: Review) -> None:
    screen = open_screen(alice).open(review)
    expect(screen.page.locator("#tour")).to_be_hidden()


def test_skipped_it_stays_away_on_every_device(open_screen: OpenScreen, newcomer: User, review: Review) -> None:
    screen = open_screen(newcomer).open(review)
    press(screen, "Skip the tour")
    expect(tour_of(screen)).to_have_count(0)
    assert eventually(lambda: has_toured(newcomer))
    screen.page.reload()
    screen.page.wait_for_selector("html[data-ready]")
    expect(tour_of(screen)).to_have_count(0)
    expect(tour_of(open_screen(newcomer, **PHONE).open(review))).to_have_count(0)


def test_it_has_five_steps_there_and_back(open_screen: OpenScreen, newcomer: User, review: Review) -> None:
    screen = open_screen(newcomer).open(review)
    tour = tour_of(screen)
    told = []
    for step in range(1, 6):
        expect(tour).to_contain_text(f"Step {step} of 5")
        told.append(tour.get_by_role("heading").inner_text())
        if step < 5:
            press(screen, "Next")
    assert len(set(told)) == 5
    expect(tour.get_by_role("button")).to_have_text(["Back", "Done"])
    for _ in range(4):
        press(screen, "Back")
    expect(tour.get_by_role("heading")).to_have_text(told[0])
    # The button that was pressed is gone; the focus is not.
    expect(tour.get_by_role("button", name="Next")).to_be_focused()


def test_done_is_done(open_screen: OpenScreen, newcomer: User, review: Review) -> None:
    screen = open_screen(newcomer).open(review)
    for _ in range(4):
        press(screen, "Next")
    expect(tour_of(screen).get_by_role("button", name="Done")).to_be_focused()
    screen.page.keyboard.press("Enter")
    expect(tour_of(screen)).to_have_count(0)
    expect(screen.page.locator("#reader")).to_be_focused()
    assert eventually(lambda: has_toured(newcomer))


def test_called_up_again_it_takes_the_focus_and_gives_it_back(
    open_screen: OpenScreen, alice: User, review: Review
) -> None:
    screen = open_screen(alice).open(review)
    button = screen.page.get_by_role("button", name="Tour", exact=True)
    for _ in range(2):
        button.click()
        expect(tour_of(screen)).to_be_focused()
        expect(tour_of(screen)).to_contain_text("Step 1 of 5")
        press(screen, "Next")
        screen.page.keyboard.press("Escape")
        expect(tour_of(screen)).to_have_count(0)
        expect(button).to_be_focused()


def test_escape_skips_it_after_what_is_nearer(open_screen: OpenScreen, newcomer: User, review: Review) -> None:
    screen = open_screen(newcomer).open(review)
    screen.page.get_by_role("button", name="Keys").click()
    screen.page.keyboard.press("Escape")
    expect(screen.page.locator("#keys-help")).to_be_hidden()
    expect(tour_of(screen)).to_be_visible()
    screen.claim(CLAIM)
    screen.page.keyboard.press("Escape")
    expect(screen.editor).to_have_count(0)
    expect(tour_of(screen)).to_be_visible()
    screen.page.keyboard.press("Escape")
    expect(tour_of(screen)).to_have_count(0)


def test_the_work_goes_on_beside_it_and_each_step_rings_what_it_speaks_of(
    open_screen: OpenScreen, newcomer: User, review: Review
) -> None:
    screen = open_screen(newcomer).open(review)
    page = screen.page
    assert is_ringed(page.locator("#reader"))
    press(screen, "Next")
    assert is_ringed(page.locator("#reader"))
    screen.select(CLAIM)
    expect(page.locator("#toolbar")).to_be_visible()
    assert is_ringed(page.locator("#toolbar"))
    assert not is_ringed(page.locator("#reader"))
    page.keyboard.press("c")
    press(screen, "Next")
    assert is_ringed(screen.editor.locator("[data-part=grade]"))
    page.locator("#reader").focus()
    page.keyboard.press("4")
    press(screen, "Next")
    assert is_ringed(screen.editor.locator("[data-part=attributions]"))
    press(screen, "Next")
    assert all(is_ringed(page.locator(one)) for one in ("#save", "#open-keys", "#submit"))
    press(screen, "Done")
    assert not any(is_ringed(page.locator(one)) for one in ("#reader", "#save", "#submit"))
    screen.all_saved()
    assert [mark.claim.grade and mark.claim.grade.key for mark in Mark.objects.all()] == ["4"]


@pytest.mark.parametrize(
    "options", [{}, {"viewport": {"width": 1024, "height": 768}}, PHONE], ids=["1440", "1024", "390"]
)
def test_it_covers_nothing(open_screen: OpenScreen, newcomer: User, review: Review, options: dict[str, object]) -> None:
    screen = open_screen(newcomer, **options).open(review)
    for step in range(5):
        tour = tour_of(screen).bounding_box()
        reader = screen.page.locator("#reader").bounding_box()
        cards = screen.page.locator("#panel").bounding_box()
        assert tour
        assert reader
        assert cards
        assert reader["x"] + reader["width"] <= tour["x"] or reader["y"] + reader["height"] <= tour["y"]
        # On a phone the sheet's round corners lie over the tour's lower edge, in which nothing stands.
        assert cards["y"] + cards["height"] <= tour["y"] or tour["y"] + tour["height"] <= cards["y"] + 14
        if step < 4:
            press(screen, "Next")


def test_a_phone_is_told_of_fingers_not_of_keys(open_screen: OpenScreen, newcomer: User, review: Review) -> None:
    screen = open_screen(newcomer, **PHONE).open(review)
    expect(tour_of(screen).get_by_text("Hold a finger on a word")).to_be_visible()
    for _ in range(4):
        assert tour_of(screen).locator("kbd:visible").count() == 0
        press(screen, "Next")


def test_a_review_that_can_not_be_changed_has_no_tour(open_screen: OpenScreen, newcomer: User, review: Review) -> None:
    review.status, review.submitted_at = Status.SUBMITTED, timezone.now()
    review.save()
    screen = open_screen(newcomer).open(review)
    expect(screen.page.locator("#tour")).to_have_count(0)
    expect(screen.page.get_by_role("button", name="Tour", exact=True)).to_have_count(0)


def test_on_paper_there_is_no_tour(open_screen: OpenScreen, newcomer: User, review: Review) -> None:
    screen = open_screen(newcomer).open(review)
    screen.page.emulate_media(media="print")
    expect(screen.page.locator("#tour")).to_be_hidden()
