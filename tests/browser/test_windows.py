"""One person has a review open in several windows: they stay in step, and nothing is made twice."""

import pytest
from playwright.sync_api import Page, Request, expect

from annotations.models import Event, Mark, Review, User
from tests.browser.kept import graded
from tests.browser.screen import OpenScreen, Screen, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


# How much the windows of a review tell each other in a second and a half.
NEWS_HEARD = """async () => {
  const { person, id } = JSON.parse(document.querySelector('#page').textContent);
  const channel = new BroadcastChannel(`factcheck ${person} ${id}`);
  let heard = 0;
  channel.onmessage = () => { heard += 1; };
  await new Promise((resolve) => setTimeout(resolve, 1500));
  channel.close();
  return heard;
}"""


def calls_of(page: Page) -> list[str]:
    """What the page will have sent to change marks."""
    sent: list[str] = []

    def note(request: Request) -> None:
        if "/marks/" in request.url and request.method in {"PUT", "DELETE"}:
            sent.append(request.method)

    page.on("request", note)
    return sent


def test_two_windows_of_one_person_stay_in_step_and_one_of_them_sends(screen: Screen, review: Review) -> None:
    other = opened(screen.window(), review)
    first, second = calls_of(screen.page), calls_of(other)
    screen.claim("the plan was dropped", "4")
    expect(other.locator("mark")).to_have_text("the plan was dropped")
    card = other.locator(".mk").filter(has_text="the plan was dropped")
    card.click()
    expect(other.get_by_role("radio", name="4, ")).to_be_checked()
    other.keyboard.press("5")
    expect(screen.editor.get_by_role("radio", name="5, ")).to_be_checked()
    other.keyboard.press("Control+z")
    expect(screen.editor.get_by_role("radio", name="4, ")).to_be_checked()
    screen.all_saved()
    expect(other.locator("#save")).to_contain_text("Saved")
    assert graded() == "4"
    assert (len(first), len(second)) == (4, 0)
    assert Event.objects.filter(verb__in=["marked", "changed"]).count() == 4


def test_windows_that_wait_for_the_network_leave_each_other_in_peace(screen: Screen, review: Review) -> None:
    for _ in range(2):
        opened(screen.window(), review)
    screen.without_answers()
    screen.claim("the plan was dropped", "4")
    expect(screen.save_words).to_contain_text("2 changes kept in this browser")
    assert screen.page.evaluate(NEWS_HEARD) < 20


def test_a_second_window_says_from_the_start_what_is_unfinished(screen: Screen, review: Review) -> None:
    screen.typo("Recent", "Recent")
    expect(screen.save_words).to_have_text("1 mark unfinished.")
    other = opened(screen.window(), review)
    expect(other.locator("#save [data-part=words]")).to_have_text("1 mark unfinished.")


def test_the_window_that_is_left_sends_what_the_closed_one_could_not(screen: Screen, review: Review) -> None:
    other = opened(screen.window(), review)
    screen.without_answers()
    screen.claim("the plan was dropped", "4")
    expect(other.locator("#save")).to_contain_text("2 changes kept in this browser")
    screen.page.close()
    screen.context.unroute("**/api/v1/**")
    expect(other.locator("#save")).to_contain_text("Saved")
    assert graded() == "4"


def test_a_window_that_sends_and_was_put_to_sleep_is_relieved(
    open_screen: OpenScreen, alice: User, review: Review
) -> None:
    screen = open_screen(alice)
    # It answers nobody, and no call of its own comes through.
    screen.page.add_init_script("BroadcastChannel.prototype.postMessage = () => {}")
    screen.page.route("**/api/v1/**", lambda route: route.abort())
    screen.open(review)
    awake = opened(screen.window(), review)
    sent = calls_of(awake)
    awake.get_by_role("button", name="Mark by quote").click()
    awake.get_by_label("The words").fill("the plan was dropped")
    awake.get_by_role("button", name="Add the claim").click()
    expect(awake.locator("mark")).to_have_text("the plan was dropped")
    expect(awake.locator("#save")).to_have_attribute("aria-busy", "false", timeout=20_000)
    assert sent == ["PUT"]
    assert Mark.objects.count() == 1


def test_without_locks_every_window_sends_and_each_change_is_made_once(
    open_screen: OpenScreen, alice: User, review: Review
) -> None:
    """As on plain http beyond this machine."""
    screen = open_screen(alice)
    screen.context.add_init_script("delete Navigator.prototype.locks")
    screen.open(review)
    other = opened(screen.window(), review)
    screen.claim("the plan was dropped", "4")
    screen.all_saved()
    expect(other.locator("#save")).to_contain_text("Saved")
    screen.press("2", "3")
    screen.all_saved()
    assert graded() == "3"
    assert Event.objects.filter(verb__in=["marked", "changed"]).count() == 4
