"""Crashes in the middle of 200 saves: what was acknowledged, what the page says and what the database holds are the same."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Playwright, Request, expect

from annotations.models import Event, Review, User
from tests.browser.screen import Screen
from tests.chromium import launch_options
from tests.fixtures import SignIn
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SAVES = 200
# Each grade differs from the one before, so each press is a change.
GRADES = [str(number % 7) for number in range(SAVES)]
PATIENT = 120_000


def admit(context: BrowserContext, server: Server, user: User, signed_in: SignIn) -> None:
    """Sign the user in in the browser."""
    session = signed_in(user).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": server.address}])


def all_saved(screen: Screen) -> None:
    """Wait until the page says that all is saved; it pauses for longer and longer while there is no server."""
    expect(screen.save_state).to_have_attribute("aria-busy", "false", timeout=PATIENT)
    expect(screen.save_state).to_contain_text("Saved")


def acknowledged_by(screen: Screen) -> list[Request]:
    """The changes that will have been sent and were answered; the page must still be there when they are asked for more."""
    finished: list[Request] = []

    def note(request: Request) -> None:
        if "/marks/" in request.url:
            finished.append(request)

    screen.page.on("requestfinished", note)
    return finished


def changes_of(requests: list[Request]) -> set[str]:
    """The UUIDs of the changes that the server has acknowledged in these calls."""
    answered = [request for request in requests if (answer := request.response()) and answer.status == 200]
    return {request.post_data_json["change"] for request in answered if request.post_data_json}


def made() -> list[str]:
    """The grades that the database was told of, in the order of its events; the mark itself came without one."""
    events = Event.objects.filter(verb__in=["marked", "changed"]).order_by("pk")
    contents = [event.after["content"] for event in events if event.after]
    return [content["grade"] for content in contents if content["grade"]]


def changes_made() -> set[str]:
    """The UUIDs of the changes that the database holds."""
    return {str(change) for change in Event.objects.values_list("change", flat=True)}


def all_kept(screen: Screen, pressed: int, requests: list[Request]) -> None:
    """Wait until the page, which is offline, says that it keeps all that was pressed and has no answer. The first answer made the claim."""
    waiting = pressed + 1 - len(changes_of(requests))
    expect(screen.save_words).to_have_text(f"Offline · {waiting} changes kept in this browser")


@pytest.fixture
def screen(
    browser_name: str,
    browser: Any,
    own_server: Server,
    alice: User,
    review: Review,
    signed_in: SignIn,
    faults: list[str],
) -> Iterator[Screen]:
    """Alice's review with one claim that is saved, on a server that can be killed."""
    assert browser_name == "chromium"
    context = browser.new_context(base_url=own_server.address, viewport={"width": 1440, "height": 900})
    admit(context, own_server, alice, signed_in)
    shown = Screen(context, faults).open(review)
    shown.claim("the plan was dropped")
    shown.all_saved()
    yield shown
    context.close()


def test_the_server_is_killed_in_the_middle(screen: Screen, own_server: Server) -> None:
    requests = acknowledged_by(screen)
    screen.press(*GRADES[:90])
    own_server.kill()
    screen.press(*GRADES[90:])
    expect(screen.save_state).to_contain_text("kept in this browser")
    own_server.start()
    all_saved(screen)
    assert made() == GRADES
    assert changes_of(requests) <= changes_made()
    expect(screen.editor.get_by_role("radio", name=f"{GRADES[-1]}, ")).to_be_checked()


def test_the_network_is_cut_in_the_middle(screen: Screen) -> None:
    screen.press(*GRADES[:90])
    screen.context.set_offline(True)
    screen.press(*GRADES[90:150])
    expect(screen.save_state).to_contain_text("Offline")
    screen.context.set_offline(False)
    screen.press(*GRADES[150:])
    all_saved(screen)
    assert made() == GRADES


class Installed:
    """A browser with a profile on the disk, which outlives its end."""

    def __init__(self, playwright: Playwright, profile: Path, options: dict[str, Any]) -> None:
        self._playwright = playwright
        self._profile = profile
        self._options = options
        self.context: BrowserContext | None = None

    def start(self, server: Server) -> BrowserContext:
        """Start it."""
        self.context = self._playwright.chromium.launch_persistent_context(
            self._profile, base_url=server.address, viewport={"width": 1440, "height": 900}, **self._options
        )
        return self.context

    def kill(self) -> None:
        """End all its processes in the middle of whatever they do."""
        found = subprocess.run(["/usr/bin/pgrep", "-f", str(self._profile)], capture_output=True, text=True, check=True)
        for number in found.stdout.split():
            with suppress(ProcessLookupError):
                os.kill(int(number), signal.SIGKILL)
        # A browser that was killed leaves its lock.
        for lock in self._profile.glob("Singleton*"):
            lock.unlink()


@pytest.fixture
def installed(playwright: Playwright, tmp_path: Path, browser_type_launch_args: dict[str, Any]) -> Iterator[Installed]:
    """A browser of the test's own, as people have it: how much of what it keeps is on the disk is its affair."""
    own = Installed(playwright, tmp_path / "profile", browser_type_launch_args | launch_options())
    yield own
    if own.context:
        own.context.close()


# So many presses are said to be saved, or kept, when more are made and the browser is killed over them.
SAID = 150


@pytest.mark.parametrize(("when", "least"), [("online", SAID), ("offline", SAID), ("all is kept", SAVES)])
def test_the_browser_is_killed_in_the_middle(
    installed: Installed,
    own_server: Server,
    alice: User,
    review: Review,
    signed_in: SignIn,
    faults: list[str],
    when: str,
    least: int,
) -> None:
    before = Screen(admitted(installed.start(own_server), own_server, alice, signed_in), faults).open(review)
    requests = acknowledged_by(before)
    before.claim("the plan was dropped")
    before.all_saved()
    before.press(*GRADES[:60])
    before.context.set_offline(when != "online")
    before.press(*GRADES[60:SAID])
    if when == "online":
        all_saved(before)
    if when == "offline":
        all_kept(before, SAID, requests)
    before.press(*GRADES[SAID:])
    if when == "all is kept":
        all_kept(before, SAVES, requests)
    acknowledged = changes_of(list(requests))
    installed.kill()

    after = Screen(admitted(installed.start(own_server), own_server, alice, signed_in), faults).open(review)
    all_saved(after)
    # What was pressed since then may be lost: nothing has said that it is kept. What is there is whole, once, and in order.
    assert made() == GRADES[: len(made())]
    assert len(made()) >= least
    assert acknowledged <= changes_made()
    expect(after.page.locator("mark")).to_have_attribute("data-g", made()[-1])


def admitted(context: BrowserContext, server: Server, user: User, signed_in: SignIn) -> BrowserContext:
    """The browser, with the user signed in."""
    admit(context, server, user, signed_in)
    return context
