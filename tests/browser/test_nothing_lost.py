"""Nothing is lost: not to a reload, a closed page, an ended session, a second window or another account."""

import pytest
from django.utils import timezone
from playwright.sync_api import Route, expect

from annotations.models import Claim, Event, Mark, Review, Status, User
from tests.browser.kept import graded
from tests.browser.screen import OpenScreen, Screen, eventually, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


# Registered before the page's own scripts run.
NO_STORAGE = (
    "Object.defineProperty(globalThis, 'indexedDB', { get() { throw new DOMException('', 'SecurityError'); } })"
)


# Writes to the browser's store in a transaction that does not end before it is told to: the page's own wait behind it.
HOLD_THE_STORE = """() => new Promise((held) => {
  indexedDB.open('factcheck').onsuccess = ({ target }) => {
    const table = target.result.transaction('kept', 'readwrite').objectStore('kept');
    const hold = () => {
      held();
      if (!window.isReleased) table.count().onsuccess = hold;
    };
    hold();
  };
})"""


def test_changes_are_said_to_be_kept_when_they_are(screen: Screen) -> None:
    screen.without_answers()
    screen.claim("the plan was dropped")
    expect(screen.save_words).to_contain_text("1 change kept in this browser")

    screen.page.evaluate(HOLD_THE_STORE)
    screen.press("4")
    expect(screen.save_words).to_have_text("Saving …")
    screen.page.evaluate("window.isReleased = true")
    expect(screen.save_words).to_contain_text("2 changes kept in this browser")

    screen.with_answers()
    screen.all_saved()
    assert graded() == "4"


def test_changes_that_wait_outlive_the_page(screen: Screen, review: Review) -> None:
    screen.without_answers()
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
    screen.without_answers()
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
    assert graded() == "4"


def test_what_waits_is_shown_when_the_page_is_opened_again(screen: Screen, review: Review) -> None:
    screen.claim("the plan was dropped", "4")
    screen.all_saved()
    screen.without_answers()
    screen.press("2")
    screen.claim("it was only delayed", "1")
    opened(screen.page, review)
    expect(screen.card("the plan was dropped")).to_contain_text("2")
    expect(screen.card("it was only delayed")).to_contain_text("1")
    expect(screen.save_words).to_contain_text("3 changes kept in this browser")
    screen.with_answers()
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
    assert graded() == "4"
    screen.press("Control+z", "Control+z")
    screen.all_saved()
    assert not Claim.objects.filter(mark__withdrawn_at=None).exists()
    opened(screen.page, review)
    screen.press("Control+Shift+z", "Control+Shift+z", "Control+Shift+z", "Control+Shift+z")
    screen.all_saved()
    assert not Claim.objects.filter(mark__withdrawn_at=None).exists()
    screen.press("Control+z")
    screen.all_saved()
    assert graded() == "2"


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
    assert graded() == "5"


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
    screen.without_answers()
    screen.typo("Recent", "Resent")
    expect(screen.save_words).to_contain_text("1 change kept in this browser")
    screen.editor.get_by_role("textbox", name="It should read").fill("Recent")
    screen.press("Escape")
    screen.page.on("dialog", lambda dialog: dialog.accept())
    opened(screen.page, review)
    screen.with_answers()
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
    assert graded() == "5"


def test_a_proposed_source_outlives_the_page_with_the_claim_that_names_it(screen: Screen, review: Review) -> None:
    screen.without_answers()
    editor = screen.claim("the plan was dropped", "4")
    field = editor.get_by_role("combobox", name="Source")
    field.fill("Ana Sousa")
    field.press("Enter")
    editor.get_by_role("button", name="Add", exact=True).click()
    expect(screen.save_words).to_contain_text("4 changes kept in this browser")
    opened(screen.page, review)
    expect(screen.card("the plan was dropped")).to_contain_text("Ana Sousa")
    screen.with_answers()
    screen.all_saved()
    assert [str(row.source) for row in Claim.objects.get().attributions.all()] == ["Ana Sousa"]


def test_whoever_has_unsaved_changes_in_a_review_that_was_closed_is_told_so(screen: Screen, review: Review) -> None:
    screen.without_answers()
    screen.claim("the plan was dropped", "4")
    expect(screen.save_words).to_contain_text("2 changes kept in this browser")
    Review.objects.filter(pk=review.pk).update(status=Status.SUBMITTED, submitted_at=timezone.now())
    opened(screen.page, review)
    expect(screen.page.get_by_text("2 changes of yours wait in this browser")).to_be_visible()
    Review.objects.filter(pk=review.pk).update(status=Status.IN_PROGRESS, submitted_at=None)
    screen.context.unroute("**/api/v1/**")
    opened(screen.page, review)
    screen.all_saved()
    assert graded() == "4"


def test_a_browser_that_keeps_nothing_says_so_and_saves_directly(
    open_screen: OpenScreen, alice: User, review: Review
) -> None:
    screen = open_screen(alice)
    screen.page.add_init_script(NO_STORAGE)
    screen.open(review)
    expect(screen.page.get_by_text("This browser keeps nothing for this page")).to_be_visible()
    screen.claim("the plan was dropped", "4")
    screen.all_saved()
    assert graded() == "4"
    screen.context.set_offline(True)
    screen.press("2")
    expect(screen.save_words).to_have_text("Offline · 1 change kept in this page")
    screen.context.set_offline(False)
    screen.all_saved()
    assert graded() == "2"


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
    assert eventually(lambda: graded() == "1")
