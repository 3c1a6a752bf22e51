"""A server that answers every change with an error refuses none; one change over which it breaks holds up no other."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from playwright.sync_api import Locator, Page, Route, expect

from annotations.models import Event, Mark, Review, Typo
from tests.browser.kept import grades
from tests.browser.screen import Screen, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CALLS = "**/api/v1/**"


@contextmanager
def without_table(name: str) -> Iterator[None]:
    """Within the block the database lacks a table, as after an update that went wrong: who needs it breaks."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {name} RENAME TO {name}_away")
        try:
            yield
        finally:
            cursor.execute(f"ALTER TABLE {name}_away RENAME TO {name}")


def stuck(page: Page) -> Locator:
    """What says, once one looks, that the server breaks over one change, and what can be done."""
    page.locator("#save").get_by_role("button", name="Look").click()
    return page.get_by_role("alert").filter(has_text="The server breaks each time")


def tries_of(screen: Screen) -> list[str]:
    """The marks whose changes will have been sent, one entry for each call."""
    tries: list[str] = []
    screen.page.on("request", lambda call: tries.append(call.url.rpartition("/")[2]) if "/marks/" in call.url else None)
    return tries


def try_again_often(screen: Screen) -> None:
    """The browser says again and again that the network is back, which ends the pause before the next try."""
    for _ in range(20):
        screen.page.evaluate("dispatchEvent(new Event('online'))")
        screen.page.wait_for_timeout(100)


def try_again_until(screen: Screen, words: str) -> None:
    """The same, until the save state says so."""
    for _ in range(100):
        screen.page.evaluate("dispatchEvent(new Event('online'))")
        screen.page.wait_for_timeout(100)
        if screen.save_words.text_content() == words:
            break
    expect(screen.save_words).to_have_text(words)


def test_a_server_that_can_save_nothing_refuses_nothing(screen: Screen, review: Review) -> None:
    tries = tries_of(screen)
    with without_table("annotations_event"):
        screen.claim("the plan was dropped", "4")
        screen.claim("it was only delayed", "2")
        expect(screen.save_words).to_have_text("The server can’t save · 4 changes kept in this browser")
        try_again_often(screen)
        expect(screen.save_words).to_have_text("The server can’t save · 4 changes kept in this browser")
        # The first was tried five times, then each of the two marks had its turn.
        assert len(tries) > 6
        assert len(set(tries[:5])) == 1
        assert len(set(tries)) == 2
        assert not Mark.objects.exists()
        notice = stuck(screen.page)
        expect(notice).to_contain_text("it is to save claim 1.")
    try_again_often(screen)
    expect(notice).to_be_hidden()
    screen.all_saved()
    assert sorted(str(key) for key in grades()) == ["2", "4"]
    assert Event.objects.filter(verb__in=["marked", "changed"]).count() == 4


def test_changes_over_which_alone_the_server_breaks_are_set_aside_and_can_be_sent_again(screen: Screen) -> None:
    with without_table("annotations_typo"):
        typo = screen.typo("Recent", "recent")
        expect(screen.save_words).to_have_text("The server can’t save · 1 change kept in this browser")
        try_again_often(screen)
        expect(typo.get_by_role("alert")).to_have_count(0)
        screen.typo("Critics", "critics")
        screen.typo("Monday", "Tuesday")
        screen.claim("the plan was dropped")
        try_again_until(screen, "3 changes refused.")
        assert grades() == [None]
        assert not Event.objects.filter(mark__kind="typo").exists()
    for left in ("2 changes refused.", "1 change refused.", "Saved"):
        screen.save_state.get_by_role("button", name="Look").click()
        notice = screen.editor.get_by_role("alert")
        expect(notice).to_contain_text("Not saved. The server breaks over this change.")
        notice.get_by_role("button", name="Try again").click()
        expect(screen.save_words).to_have_text(left)
    screen.all_saved()
    assert sorted(Typo.objects.values_list("correction", flat=True)) == ["Tuesday", "critics", "recent"]


def test_a_change_over_which_the_server_breaks_and_that_waits_alone_can_be_set_aside(screen: Screen) -> None:
    with without_table("annotations_typo"):
        screen.typo("Recent", "recent")
        expect(screen.save_words).to_have_text("The server can’t save · 1 change kept in this browser")
        expect(screen.save_state.get_by_role("button", name="Look")).to_be_hidden()
        try_again_often(screen)
        notice = stuck(screen.page)
        expect(notice).to_contain_text("it is to save typo 1. It is asked again by itself.")
        notice.get_by_role("button", name="Keep waiting").click()
        expect(notice).to_be_hidden()
        stuck(screen.page).get_by_role("button", name="Set it aside").click()
        expect(screen.save_words).to_have_text("1 change refused.")
        expect(notice).to_be_hidden()
        assert not Event.objects.filter(mark__kind="typo").exists()
        # It holds nothing up any more.
        screen.claim("the plan was dropped", "4")
        expect(screen.save_state).to_have_attribute("aria-busy", "false")
        assert grades() == ["4"]
    # Nor is it lost.
    screen.page.reload()
    screen.save_state.get_by_role("button", name="Look").click()
    screen.editor.get_by_role("alert").get_by_role("button", name="Try again").click()
    screen.all_saved()
    assert Typo.objects.get().correction == "recent"
    assert Event.objects.filter(mark__kind="typo", verb="marked").count() == 1


def test_it_is_set_aside_in_the_window_that_does_not_send_too_with_what_was_changed_since(
    screen: Screen, review: Review
) -> None:
    other = opened(screen.window(), review)
    with without_table("annotations_typo"):
        card = screen.typo("Recent", "recent")
        expect(screen.save_words).to_have_text("The server can’t save · 1 change kept in this browser")
        card.get_by_role("radio", name="minor").check()
        try_again_often(screen)
        stuck(other).get_by_role("button", name="Set it aside").click()
        for page in (screen.page, other):
            expect(page.locator("#save [data-part=words]")).to_have_text("1 change refused.")
    screen.editor.get_by_role("alert").get_by_role("button", name="Try again").click()
    screen.all_saved()
    assert list(Typo.objects.values_list("correction", "severity")) == [("recent", "minor")]
    assert Event.objects.filter(mark__kind="typo").count() == 1


def test_a_server_that_is_well_again_when_another_change_has_its_turn_refuses_nothing(screen: Screen) -> None:
    tries: list[str] = []

    def answer(route: Route) -> None:
        tries.append(route.request.url)
        if len(set(tries)) == 1:
            return route.fulfill(status=500)
        return route.continue_()

    screen.page.route(CALLS, answer)
    screen.claim("the plan was dropped", "4")
    screen.claim("it was only delayed", "2")
    try_again_often(screen)
    screen.all_saved()
    assert sorted(str(key) for key in grades()) == ["2", "4"]
    # Five times the first, once the other, then all in order.
    first, other = dict.fromkeys(tries)
    assert tries == [first] * 5 + [other] + [first] * 2 + [other]


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_an_error_of_what_stands_before_the_server_is_waited_out(screen: Screen, status: int) -> None:
    screen.page.route(CALLS, lambda route: route.fulfill(status=status, body="<h1>Error</h1>"))
    screen.claim("the plan was dropped", "4")
    expect(screen.save_words).to_have_text("The server can’t save · 2 changes kept in this browser")
    screen.page.unroute(CALLS)
    screen.all_saved()
    assert grades() == ["4"]


def test_a_server_that_breaks_once_after_the_network_was_away_is_asked_again(screen: Screen) -> None:
    answers: list[int | None] = [None] * 6 + [500]

    def answer(route: Route) -> None:
        if not answers:
            return route.continue_()
        status = answers.pop(0)
        return route.fulfill(status=status) if status else route.abort()

    screen.page.route(CALLS, answer)
    screen.claim("the plan was dropped")
    try_again_often(screen)
    screen.all_saved()
    assert answers == []
    assert Mark.objects.count() == 1
