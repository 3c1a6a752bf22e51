"""Every change saves itself, the page says what holds, and nothing is lost: not to the network, nor to another window."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Dialog, Locator, Route, expect

from annotations.models import Attribution, Claim, Event, Mark, Review, Source, Status, User
from tests.browser.kept import grades
from tests.browser.screen import OpenScreen, Screen, eventually

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CALLS = "**/api/v1/**"
PROPOSALS = "**/sources/*"


def grade_elsewhere(device: Screen, review: Review, grade: str) -> None:
    """The same person grades her only claim on another device."""
    device.page.goto(f"/reviews/{review.pk}#m-{Mark.objects.get().pk}")
    device.page.get_by_role("radio", name=f"{grade}, ").press(grade)
    device.all_saved()


def close_review(review: Review) -> None:
    """Somebody submits the review elsewhere."""
    Review.objects.filter(pk=review.pk).update(status=Status.SUBMITTED, submitted_at=timezone.now())


def reopen_review(review: Review) -> None:
    """An admin reopens it."""
    Review.objects.filter(pk=review.pk).update(status=Status.IN_PROGRESS, submitted_at=None)


@contextmanager
def no_answers(screen: Screen) -> Iterator[None]:
    """What is sent within the block reaches the server only when the block is over."""
    held: list[Route] = []
    holds = True
    screen.page.route(CALLS, lambda route: held.append(route) if holds else route.continue_())
    yield
    holds = False
    for route in held:
        route.continue_()


def dialogs_dismissed(screen: Screen) -> list[str]:
    """The kinds of the dialogs that will have been shown; each is answered by staying."""
    shown: list[str] = []

    def stay(dialog: Dialog) -> None:
        shown.append(dialog.type)
        dialog.dismiss()

    screen.page.on("dialog", stay)
    return shown


def propose_source(editor: Locator, name: str) -> Locator:
    """Add an entry to the register from the open card. The field in which its name stands."""
    field = editor.get_by_role("combobox", name="Source")
    field.fill(name)
    field.press("Enter")
    editor.get_by_role("button", name="Add", exact=True).click()
    return field


def test_a_lost_answer_makes_no_second_change(screen: Screen) -> None:
    lost: list[object] = []

    def lose_the_answer(route: Route) -> None:
        if route.request.method != "PUT" or lost:
            return route.continue_()
        lost.append(route.fetch().json())
        return route.abort()

    screen.page.route(CALLS, lose_the_answer)
    screen.claim("the plan was dropped")
    screen.page.keyboard.press("4")
    screen.all_saved()
    assert len(lost) == 1
    assert Mark.objects.get().revision == 2
    assert grades() == ["4"]
    assert Event.objects.filter(verb__in=["marked", "changed"]).count() == 2


def cut_off(screen: Screen) -> None:
    """The network goes once the review is kept: before, a notice comes up, and moves the words that are to be marked."""
    expect(screen.page.locator("#offline-opening")).to_contain_text("can be opened again")
    screen.context.set_offline(True)


def test_changes_wait_for_the_network(screen: Screen) -> None:
    cut_off(screen)
    screen.claim("the plan was dropped", "4")
    screen.claim("it was only delayed", "2")
    expect(screen.save_words).to_have_text("Offline · 4 changes kept in this browser")
    assert not Mark.objects.exists()
    screen.context.set_offline(False)
    screen.all_saved()
    assert sorted(str(key) for key in grades()) == ["2", "4"]


def test_whoever_leaves_with_changes_that_wait_is_asked(screen: Screen) -> None:
    asked = dialogs_dismissed(screen)
    cut_off(screen)
    screen.claim("the plan was dropped")
    expect(screen.save_state).to_contain_text("Offline")
    screen.page.close(run_before_unload=True)
    screen.page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    screen.context.set_offline(False)
    screen.all_saved()
    assert Mark.objects.count() == 1


def test_whoever_leaves_while_a_long_change_is_under_way_is_asked(screen: Screen) -> None:
    asked = dialogs_dismissed(screen)
    editor = screen.claim("the plan was dropped", "4")
    editor.get_by_text("Note to the adjudicator").first.click()
    editor.get_by_role("textbox", name="Note to the adjudicator").fill("n" * 9_000)
    screen.all_saved()
    with no_answers(screen):
        # Each change says all of the claim, which is now longer than a browser lets outlive the page.
        editor.get_by_label("Why").fill("w" * 9_000)
        screen.page.close(run_before_unload=True)
        screen.page.wait_for_timeout(500)
        assert asked == ["beforeunload"]
    screen.all_saved()
    assert Claim.objects.get().rationale == "w" * 9_000


def test_what_was_typed_last_is_saved_when_one_leaves(screen: Screen) -> None:
    editor = screen.claim("the plan was dropped", "4")
    screen.all_saved()
    editor.get_by_label("Why").press_sequentially("Named.")
    screen.page.goto("/codebooks")
    assert eventually(lambda: Claim.objects.get().rationale == "Named.")


def test_whoever_was_signed_out_signs_in_elsewhere_and_goes_on(
    screen: Screen, alice: User, server: str, signed_in: Callable[[User], Client]
) -> None:
    screen.claim("the plan was dropped")
    screen.all_saved()
    screen.context.clear_cookies()
    screen.page.keyboard.press("4")
    expect(screen.save_words).to_have_text("Signed out · 1 change kept in this browser")
    notice = screen.page.get_by_role("alert").filter(has_text="You are signed out")
    expect(notice).to_contain_text("Your change waits in this browser; sign in again, and nothing is lost.")

    session = signed_in(alice).cookies["sessionid"].value
    screen.context.add_cookies([{"name": "sessionid", "value": session, "url": server}])
    screen.window().goto(screen.page.url)
    notice.get_by_role("button", name="Try again").click()
    screen.all_saved()
    expect(notice).to_be_hidden()
    assert grades() == ["4"]
    # The focus went back to the card, where a digit grades.
    screen.page.keyboard.press("5")
    screen.all_saved()
    assert grades() == ["5"]


def test_a_stale_token_is_read_anew(screen: Screen) -> None:
    stale: list[bool] = []

    def make_stale(route: Route) -> None:
        if route.request.method != "PUT" or stale:
            return route.continue_()
        stale.append(True)
        return route.continue_(headers=route.request.headers | {"x-csrftoken": "x" * 32})

    screen.page.route(CALLS, make_stale)
    screen.claim("the plan was dropped", "4")
    screen.all_saved()
    assert grades() == ["4"]


def test_a_redirect_is_no_answer(screen: Screen) -> None:
    screen.page.route(CALLS, lambda route: route.fulfill(status=302, headers={"location": "/sign-in"}))
    screen.claim("the plan was dropped")
    expect(screen.save_words).to_have_text("No answer · 1 change kept in this browser")
    screen.page.unroute(CALLS)
    screen.all_saved()
    assert Mark.objects.count() == 1


@pytest.mark.parametrize(("choice", "expected"), [("Keep mine", "3"), ("Take the other", "5")])
def test_a_claim_changed_on_another_device_is_chosen_between(
    screen: Screen, open_screen: OpenScreen, alice: User, review: Review, choice: str, expected: str
) -> None:
    editor = screen.claim("the plan was dropped", "4")
    screen.all_saved()
    grade_elsewhere(open_screen(alice), review, "5")

    screen.page.keyboard.press("3")
    expect(screen.save_state).to_contain_text("1 mark changed elsewhere.")
    notice = editor.get_by_role("alert")
    expect(notice).to_contain_text("This claim was changed elsewhere at")
    expect(notice.get_by_role("row", name="Grade")).to_have_text("Grade3 · Described, not named5 · Named, direct")
    assert grades() == ["5"]
    notice.get_by_role("button", name=choice).click()
    screen.all_saved()
    expect(notice).to_have_count(0)
    expect(editor.get_by_role("radio", name=f"{expected}, ")).to_be_checked()
    assert grades() == [expected]


def test_the_same_change_on_two_devices_is_no_conflict(
    screen: Screen, open_screen: OpenScreen, alice: User, review: Review
) -> None:
    screen.claim("the plan was dropped", "4")
    screen.all_saved()
    grade_elsewhere(open_screen(alice), review, "5")
    screen.page.keyboard.press("5")
    screen.all_saved()
    assert grades() == ["5"]


def test_a_refused_change_says_why_and_can_be_sent_again(screen: Screen, review: Review) -> None:
    editor = screen.claim("the plan was dropped", "4")
    screen.all_saved()
    close_review(review)
    screen.page.keyboard.press("3")
    expect(screen.save_state).to_contain_text("1 change refused.")
    screen.page.keyboard.press("Escape")
    expect(screen.card("the plan was dropped")).to_contain_text("Not saved")
    screen.save_state.get_by_role("button", name="Look").click()
    expect(editor.get_by_role("alert")).to_contain_text("Not saved. This review was submitted and is read only.")
    expect(editor.get_by_role("radio", name="3, ")).to_be_checked()
    assert grades() == ["4"]

    reopen_review(review)
    editor.get_by_role("button", name="Try again").click()
    screen.all_saved()
    assert grades() == ["3"]


def test_a_refused_change_can_be_given_up(screen: Screen, review: Review) -> None:
    editor = screen.claim("the plan was dropped", "4")
    screen.all_saved()
    close_review(review)
    screen.page.keyboard.press("3")
    editor.get_by_role("button", name="Go back to what is saved").click()
    screen.all_saved()
    expect(editor.get_by_role("radio", name="4, ")).to_be_checked()
    screen.claim("it was only delayed")
    editor.get_by_role("button", name="Give this mark up").click()
    screen.all_saved()
    expect(screen.page.locator(".mk")).to_have_count(1)
    assert grades() == ["4"]


def test_a_refused_withdrawal_leaves_the_claim_in_place(screen: Screen, review: Review) -> None:
    screen.claim("the plan was dropped", "4")
    screen.all_saved()
    close_review(review)
    screen.page.keyboard.press("Delete")
    expect(screen.save_state).to_contain_text("1 change refused.")
    expect(screen.page.locator("mark")).to_have_text("the plan was dropped")
    expect(screen.card("the plan was dropped")).to_contain_text("Not saved")


def test_a_claim_that_is_withdrawn_while_its_saving_is_under_way_stays_withdrawn(
    screen: Screen, review: Review
) -> None:
    close_review(review)
    notice = screen.claim("the plan was dropped").get_by_role("alert")
    expect(notice).to_contain_text("Not saved")
    reopen_review(review)
    with no_answers(screen):
        screen.page.keyboard.press("5")
        expect(notice).to_have_count(0)
        screen.page.keyboard.press("Delete")
        expect(screen.page.locator("mark")).to_have_count(0)
    screen.all_saved()
    assert Mark.objects.get().withdrawn_at is not None


def test_a_new_claim_that_is_withdrawn_before_it_is_refused_is_gone(screen: Screen, review: Review) -> None:
    close_review(review)
    with no_answers(screen):
        screen.claim("the plan was dropped")
        screen.page.keyboard.press("Delete")
    screen.all_saved()
    expect(screen.page.locator("mark")).to_have_count(0)
    assert not Mark.objects.exists()


def test_a_refused_new_claim_can_be_withdrawn(screen: Screen, review: Review) -> None:
    close_review(review)
    screen.claim("the plan was dropped")
    expect(screen.save_state).to_contain_text("1 change refused.")
    screen.page.keyboard.press("Delete")
    screen.all_saved()
    expect(screen.page.locator("mark")).to_have_count(0)


def test_a_refused_register_entry_is_sent_again_with_the_claim_that_names_it(screen: Screen) -> None:
    editor = screen.claim("the plan was dropped", "4")
    screen.all_saved()
    screen.page.route(PROPOSALS, lambda route: route.fulfill(status=403))
    field = propose_source(editor, "Ana Sousa")
    notice = editor.get_by_role("alert")
    expect(notice).to_contain_text("Not saved. “Ana Sousa” was not added to the register.")
    expect(notice).to_contain_text("(status 403)")
    expect(field).to_have_value("Ana Sousa")
    screen.page.unroute(PROPOSALS)
    notice.get_by_role("button", name="Try again").click()
    screen.all_saved()
    assert [str(row.source) for row in Attribution.objects.all()] == ["Ana Sousa"]


def test_a_refused_register_entry_that_is_given_up_is_offered_no_more(screen: Screen) -> None:
    editor = screen.claim("the plan was dropped", "4")
    screen.all_saved()
    screen.page.route(PROPOSALS, lambda route: route.fulfill(status=403))
    field = propose_source(editor, "Ana Sousa")
    editor.get_by_role("button", name="Go back to what is saved").click()
    screen.all_saved()
    expect(field).to_have_value("")
    field.press_sequentially("ana")
    expect(editor.get_by_role("listbox").get_by_role("option")).to_have_text(["Add “ana” to the register"])
    assert not Source.objects.exists()


def test_submitting_waits_until_all_is_saved(screen: Screen, review: Review) -> None:
    cut_off(screen)
    screen.claim("the plan was dropped", "4")
    expect(screen.save_state).to_contain_text("Offline")
    screen.page.get_by_role("link", name="Submit").click()
    expect(screen.page).to_have_url(f"{screen.page.url.split('/reviews')[0]}/reviews/{review.pk}")
    screen.context.set_offline(False)
    screen.all_saved()
    screen.page.get_by_role("link", name="Submit").click()
    expect(screen.page.get_by_role("heading", name="Submit this review?")).to_be_visible()
    assert grades() == ["4"]
