"""Nothing is lost: not to a reload, a closed page, an ended session, a second window or another account."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Locator, Page, Request, Route, expect
from pytest_django import Settings

from annotations.models import Claim, Event, Mark, Review, Status, User
from tests.browser.screen import Screen, eventually

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

OpenScreen = Callable[..., Screen]
# Registered before the page's own scripts run.
NO_STORAGE = (
    "Object.defineProperty(globalThis, 'indexedDB', { get() { throw new DOMException('', 'SecurityError'); } })"
)


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


@pytest.fixture
def screen(open_screen: OpenScreen, alice: User, review: Review) -> Screen:
    return open_screen(alice).open(review)


@pytest.fixture
def password(settings: Settings, alice: User) -> str:
    """Alice's password, hashed as the server hashes: it knows nothing of the tests' quick way."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    alice.set_password("a-slow-and-long-password")
    alice.save()
    return "a-slow-and-long-password"


def sign_in_again(screen: Screen) -> Locator:
    """Open the dialog in which one signs in again. Its field for the password."""
    screen.page.get_by_role("alert").get_by_role("button", name="Sign in").click()
    field = screen.page.get_by_role("dialog", name="Sign in again").get_by_label("Password")
    expect(field).to_be_focused()
    return field


def grade() -> str | None:
    """The grade of the only claim that stands."""
    [key] = Claim.objects.filter(mark__withdrawn_at=None).values_list("grade__key", flat=True)
    return key


def calls_of(page: Page) -> list[str]:
    """What the page will have sent to change marks."""
    sent: list[str] = []

    def note(request: Request) -> None:
        if "/marks/" in request.url and request.method in {"PUT", "DELETE"}:
            sent.append(request.method)

    page.on("request", note)
    return sent


def opened(page: Page, review: Review) -> Page:
    """The page, with the review open in it."""
    page.goto(f"/reviews/{review.pk}")
    page.wait_for_selector("html[data-ready]")
    return page


def without_answers(screen: Screen) -> None:
    """The network takes no change, while pages can still be opened."""
    screen.context.route("**/api/v1/**", lambda route: route.abort())


def with_answers(screen: Screen) -> None:
    """The network is back, and the browser says so."""
    screen.context.unroute("**/api/v1/**")
    for page in screen.context.pages:
        page.evaluate("dispatchEvent(new Event('online'))")


def test_changes_that_wait_outlive_the_page(screen: Screen, review: Review) -> None:
    without_answers(screen)
    screen.claim("the plan was dropped", "4")
    screen.claim("it was only delayed")
    expect(screen.save_words).to_contain_text("3 changes kept in this browser")
    screen.page.close()
    assert not Mark.objects.exists()

    screen.context.unroute("**/api/v1/**")
    screen.page = opened(screen.window(), review)
    screen.all_saved()
    expect(screen.page.locator("mark")).to_have_text(["the plan was dropped", "it was only delayed"])
    assert [mark.claim.grade and mark.claim.grade.key for mark in Mark.objects.order_by("number")] == ["4", None]
    assert Event.objects.filter(verb__in=["marked", "changed"]).count() == 3


def test_the_page_of_ones_work_tells_of_changes_that_wait(screen: Screen, review: Review) -> None:
    without_answers(screen)
    screen.claim("the plan was dropped", "4")
    expect(screen.save_words).to_contain_text("2 changes kept in this browser")
    screen.page.close()
    screen.context.unroute("**/api/v1/**")
    screen.page = screen.window()
    screen.page.goto("/")
    notice = screen.page.get_by_role("status").filter(has_text="Changes wait in this browser")
    notice.get_by_role("link", name="Minister denies the plan (2 changes)").click()
    screen.page.wait_for_selector("html[data-ready]")
    screen.all_saved()
    assert grade() == "4"


def test_what_waits_is_shown_when_the_page_is_opened_again(screen: Screen, review: Review) -> None:
    screen.claim("the plan was dropped", "4")
    screen.all_saved()
    without_answers(screen)
    screen.press("2")
    screen.claim("it was only delayed", "1")
    opened(screen.page, review)
    expect(screen.card("the plan was dropped")).to_contain_text("2")
    expect(screen.card("it was only delayed")).to_contain_text("1")
    expect(screen.save_words).to_contain_text("3 changes kept in this browser")
    with_answers(screen)
    screen.all_saved()
    grades = Claim.objects.order_by("mark__number").values_list("grade__key", flat=True)
    assert list(grades) == ["2", "1"]


def test_undo_and_redo_reach_across_a_reload(screen: Screen, review: Review) -> None:
    screen.claim("the plan was dropped", "4")
    screen.press("2", "Delete", "Control+z")
    screen.all_saved()
    opened(screen.page, review)
    screen.press("Control+z")
    screen.all_saved()
    assert grade() == "4"
    screen.press("Control+z", "Control+z")
    screen.all_saved()
    assert not Claim.objects.filter(mark__withdrawn_at=None).exists()
    opened(screen.page, review)
    screen.press("Control+Shift+z", "Control+Shift+z", "Control+Shift+z", "Control+Shift+z")
    screen.all_saved()
    assert not Claim.objects.filter(mark__withdrawn_at=None).exists()
    screen.press("Control+z")
    screen.all_saved()
    assert grade() == "2"


def test_undo_does_not_reach_over_what_was_changed_elsewhere(
    screen: Screen, open_screen: OpenScreen, alice: User, review: Review
) -> None:
    screen.claim("the plan was dropped", "4")
    screen.all_saved()
    device = open_screen(alice)
    device.page.goto(f"/reviews/{review.pk}#m-{Mark.objects.get().pk}")
    device.page.get_by_role("radio", name="5, ").press("5")
    device.all_saved()
    opened(screen.page, review)
    expect(screen.page.get_by_role("button", name="Undo", exact=True)).to_have_attribute("aria-disabled", "true")
    screen.press("Control+z")
    screen.all_saved()
    assert grade() == "5"


def test_what_is_unfinished_outlives_the_page(screen: Screen, review: Review) -> None:
    screen.typo("Recent", "Recent")
    expect(screen.save_words).to_have_text("1 mark unfinished.")
    screen.page.on("dialog", lambda dialog: dialog.accept())
    opened(screen.page, review)
    expect(screen.save_words).to_have_text("1 mark unfinished.")
    screen.save_state.get_by_role("button", name="Look").click()
    field = screen.editor.get_by_role("textbox", name="It should read")
    field.fill("recent")
    screen.all_saved()
    assert Mark.objects.get().typo.correction == "recent"


def test_what_is_unfinished_outlives_the_page_though_an_earlier_change_is_on_its_way(
    screen: Screen, review: Review
) -> None:
    without_answers(screen)
    screen.typo("Recent", "Resent")
    expect(screen.save_words).to_contain_text("1 change kept in this browser")
    screen.editor.get_by_role("textbox", name="It should read").fill("Recent")
    screen.press("Escape")
    screen.page.on("dialog", lambda dialog: dialog.accept())
    opened(screen.page, review)
    with_answers(screen)
    expect(screen.save_words).to_have_text("1 mark unfinished.")
    assert Mark.objects.get().typo.correction == "Resent"
    screen.save_state.get_by_role("button", name="Look").click()
    screen.editor.get_by_role("textbox", name="It should read").fill("recent")
    screen.all_saved()
    assert Mark.objects.get().typo.correction == "recent"


def test_a_change_that_was_made_long_ago_gives_way_to_what_was_changed_since(
    screen: Screen, open_screen: OpenScreen, alice: User, review: Review
) -> None:
    screen.claim("the plan was dropped", "3")
    screen.all_saved()

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    screen.context.route("**/api/v1/**", lose_the_answer)
    screen.press("4")
    expect(screen.save_words).to_contain_text("1 change kept in this browser")
    screen.page.close()
    device = open_screen(alice)
    device.page.goto(f"/reviews/{review.pk}#m-{Mark.objects.get().pk}")
    device.page.get_by_role("radio", name="5, ").press("5")
    device.all_saved()

    screen.context.unroute("**/api/v1/**")
    screen.page = opened(screen.window(), review)
    screen.all_saved()
    expect(screen.page.locator("mark")).to_have_attribute("data-g", "5")
    assert grade() == "5"


def test_a_proposed_source_outlives_the_page_with_the_claim_that_names_it(screen: Screen, review: Review) -> None:
    without_answers(screen)
    editor = screen.claim("the plan was dropped", "4")
    field = editor.get_by_role("combobox", name="Source")
    field.fill("Ana Sousa")
    field.press("Enter")
    editor.get_by_role("button", name="Add", exact=True).click()
    expect(screen.save_words).to_contain_text("4 changes kept in this browser")
    opened(screen.page, review)
    expect(screen.card("the plan was dropped")).to_contain_text("Ana Sousa")
    with_answers(screen)
    screen.all_saved()
    assert [str(row.source) for row in Claim.objects.get().attributions.all()] == ["Ana Sousa"]


def test_a_session_that_ends_in_the_middle_is_begun_again_in_place(password: str, screen: Screen) -> None:
    screen.claim("the plan was dropped", "4")
    screen.all_saved()
    Session.objects.all().delete()
    screen.press("2")
    expect(screen.save_words).to_have_text("Signed out · 1 change kept in this browser")
    # Work goes on meanwhile.
    screen.claim("it was only delayed", "1")
    field = sign_in_again(screen)
    dialog = screen.page.get_by_role("dialog")
    expect(dialog.get_by_label("Name")).to_have_value("alice")
    field.fill("a wrong password")
    field.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("This password is not yours.")
    assert grade() == "4"
    field.fill(password)
    field.press("Enter")
    expect(dialog).to_be_hidden()
    screen.all_saved()
    grades = Claim.objects.order_by("mark__number").values_list("grade__key", flat=True)
    assert list(grades) == ["2", "1"]
    # The focus is back where the person works.
    screen.press("3")
    screen.all_saved()
    assert Claim.objects.get(mark__number=2).grade.key == "3"  # type: ignore[union-attr]


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
    assert grade() == "4"
    assert (len(first), len(second)) == (4, 0)
    assert Event.objects.filter(verb__in=["marked", "changed"]).count() == 4


def test_windows_that_wait_for_the_network_leave_each_other_in_peace(screen: Screen, review: Review) -> None:
    for _ in range(2):
        opened(screen.window(), review)
    without_answers(screen)
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
    without_answers(screen)
    screen.claim("the plan was dropped", "4")
    expect(other.locator("#save")).to_contain_text("2 changes kept in this browser")
    screen.page.close()
    screen.context.unroute("**/api/v1/**")
    expect(other.locator("#save")).to_contain_text("Saved")
    assert grade() == "4"


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


def test_whoever_has_unsaved_changes_in_a_review_that_was_closed_is_told_so(screen: Screen, review: Review) -> None:
    without_answers(screen)
    screen.claim("the plan was dropped", "4")
    expect(screen.save_words).to_contain_text("2 changes kept in this browser")
    Review.objects.filter(pk=review.pk).update(status=Status.SUBMITTED, submitted_at=timezone.now())
    opened(screen.page, review)
    expect(screen.page.get_by_text("2 changes of yours wait in this browser")).to_be_visible()
    Review.objects.filter(pk=review.pk).update(status=Status.IN_PROGRESS, submitted_at=None)
    screen.context.unroute("**/api/v1/**")
    opened(screen.page, review)
    screen.all_saved()
    assert grade() == "4"


def test_another_account_on_the_same_browser_neither_sees_nor_sends_what_waits(
    screen: Screen,
    alice: User,
    bob: User,
    bobs_review: Review,
    review: Review,
    server: str,
    signed_in: Callable[[User], Client],
) -> None:
    def sign_in(user: User) -> None:
        session = signed_in(user).cookies["sessionid"].value
        screen.context.add_cookies([{"name": "sessionid", "value": session, "url": server}])

    without_answers(screen)
    screen.claim("the plan was dropped", "4")
    expect(screen.save_words).to_contain_text("2 changes kept in this browser")
    sign_in(bob)
    with_answers(screen)
    notice = screen.page.get_by_role("alert").filter(has_text="Somebody else is signed in in this browser.")
    expect(notice).to_be_visible()
    bobs = opened(screen.window(), bobs_review)
    expect(bobs.locator("#save")).to_contain_text("Saved")
    expect(bobs.locator("mark")).to_have_count(0)
    assert not Mark.objects.exists()
    sign_in(alice)
    notice.get_by_role("button", name="Try again").click()
    screen.all_saved()
    assert Mark.objects.get().review == review


def test_whoever_signed_in_as_somebody_else_becomes_herself_again_in_place(
    password: str, screen: Screen, bob: User, server: str, signed_in: Callable[[User], Client]
) -> None:
    session = signed_in(bob).cookies["sessionid"].value
    screen.context.add_cookies([{"name": "sessionid", "value": session, "url": server}])
    screen.claim("the plan was dropped")
    field = sign_in_again(screen)
    field.fill(password)
    field.press("Enter")
    screen.all_saved()
    assert Mark.objects.get().review.reviewer.username == "alice"


def test_a_browser_that_keeps_nothing_says_so_and_saves_directly(
    open_screen: OpenScreen, alice: User, review: Review
) -> None:
    screen = open_screen(alice)
    screen.page.add_init_script(NO_STORAGE)
    screen.open(review)
    expect(screen.page.get_by_text("This browser keeps nothing for this page")).to_be_visible()
    screen.claim("the plan was dropped", "4")
    screen.all_saved()
    assert grade() == "4"
    screen.context.set_offline(True)
    screen.press("2")
    expect(screen.save_words).to_have_text("Offline · 1 change kept in this page")
    screen.context.set_offline(False)
    screen.all_saved()
    assert grade() == "2"


def test_a_browser_that_stops_keeping_saves_on(screen: Screen) -> None:
    screen.claim("the plan was dropped", "4")
    screen.all_saved()
    screen.page.evaluate(
        "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('Full', 'QuotaExceededError'); }; }"
    )
    screen.press("2")
    expect(screen.page.get_by_text("This browser keeps nothing for this page")).to_be_visible()
    screen.all_saved()
    screen.press("1")
    screen.all_saved()
    assert eventually(lambda: grade() == "1")


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
    assert grade() == "3"
    assert Event.objects.filter(verb__in=["marked", "changed"]).count() == 4
