"""A real Firefox, driven in WebDriver BiDi, the standard that it speaks without a driver between.

Playwright speaks it too, but not with the Firefox of a stable Debian: it asks every context for commands that only newer ones know.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

from annotations.models import Review
from tests.browser.screen import ENDS, eventually

STARTS_WITHIN = 120.0
ANSWERS_WITHIN = 30.0
ENDS_WITHIN = 20.0
LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)\n")
# Keys that type no character, as WebDriver counts them.
KEYS = {"Shift": "\ue008", "Control": "\ue009", "Home": "\ue011", "ArrowRight": "\ue014", "ArrowDown": "\ue015"}
PRESS = {"type": "pointerDown", "button": 0}
RELEASE = {"type": "pointerUp", "button": 0}


class Firefox:
    """A running Firefox. `faults` collects what consoles, scripts and the policy complain about."""

    def __init__(self, connection: ClientConnection) -> None:
        self.faults: list[str] = []
        self._connection = connection
        self._numbers = count(1)
        self.command("session.new", capabilities={})
        self.command("session.subscribe", events=["log.entryAdded"])

    def command(self, method: str, **params: Any) -> dict[str, Any]:
        """What Firefox answers to a command of the standard. AssertionError: it refuses."""
        number = next(self._numbers)
        self._connection.send(json.dumps({"id": number, "method": method, "params": params}))
        while (told := json.loads(self._connection.recv(ANSWERS_WITHIN))).get("id") != number:
            self._hear(told["params"])
        assert told["type"] == "success", f"{method}: {told['message']}"
        result: dict[str, Any] = told["result"]
        return result

    def _hear(self, entry: dict[str, Any]) -> None:
        if entry["level"] in {"error", "warn"}:
            self.faults.append(entry["text"])


class FirefoxScreen:
    """One window of Firefox with cookies of its own, in which one person is signed in. Speaks as Screen does for Chromium."""

    def __init__(self, firefox: Firefox, address: str, session: str) -> None:
        self._firefox = firefox
        self._address = address
        person = firefox.command("browser.createUserContext")["userContext"]
        cookie = {"name": "sessionid", "value": {"type": "string", "value": session}, "domain": "127.0.0.1"}
        firefox.command("storage.setCookie", cookie=cookie, partition={"type": "storageKey", "userContext": person})
        self._person = person
        self._window = firefox.command("browsingContext.create", type="window", userContext=person)["context"]
        self._tell("browsingContext.setViewport", viewport={"width": 1440, "height": 900})

    def _tell(self, method: str, **params: Any) -> dict[str, Any]:
        return self._firefox.command(method, context=self._window, **params)

    def ask(self, expression: str) -> Any:
        """The value of an expression of JavaScript in the page, as JSON carries it."""
        wrapped = f"JSON.stringify(({expression}) ?? null)"
        answer = self._firefox.command(
            "script.evaluate", expression=wrapped, target={"context": self._window}, awaitPromise=False
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def open(self, review: Review) -> "FirefoxScreen":
        """Open the review page, and wait until its modules have taken over."""
        self._tell("browsingContext.navigate", url=f"{self._address}/reviews/{review.pk}", wait="complete")
        self.wait_for("document.querySelector('html[data-ready]')")
        return self

    def wait_for(self, expression: str) -> None:
        """Wait until the expression is true in the page."""
        holds = eventually(lambda: bool(self.ask(f"Boolean({expression})")), ANSWERS_WITHIN)
        assert holds, f"Firefox waits in vain: {expression}"

    def select(self, words: str) -> None:
        """Drag the mouse over the words, where they stand for the first time."""
        from_x, from_y, to_x, to_y = self.ask(f"({ENDS})({json.dumps([words, 0])})")
        self._act("pointer", _move(from_x, from_y), PRESS, _move(to_x, to_y, duration=40), RELEASE)

    def click(self, words: str, times: int) -> None:
        """Click into the first of the words, so many times in a row."""
        x, y, *_ = self.ask(f"({ENDS})({json.dumps([words, 0])})")
        self._act("pointer", _move(x + 2, y), *[PRESS, RELEASE] * times)

    def press(self, *chords: str) -> None:
        """Press keys by their names in KEYS or the characters that they type, one chord after the other: "c", "Shift+Home"."""
        for chord in chords:
            keys = [KEYS.get(key, key) for key in chord.split("+")]
            downs = [{"type": "keyDown", "value": key} for key in keys]
            self._act("key", *downs, *[{"type": "keyUp", "value": key} for key in reversed(keys)])

    def mark(self, words: str, key: str) -> None:
        """Select the words and press a key."""
        self.select(words)
        self.press(key)

    def _act(self, device: str, *actions: dict[str, Any]) -> None:
        self._tell("input.performActions", actions=[{"type": device, "id": device, "actions": actions}])

    def texts(self, selector: str) -> list[str]:
        """The text of every such element, in order."""
        found: list[str] = self.ask(f"[...document.querySelectorAll({json.dumps(selector)})].map((e) => e.textContent)")
        return found

    def all_saved(self) -> None:
        """Wait until the server has answered every change."""
        self.wait_for("document.querySelector('#save[aria-busy=false]')?.textContent.includes('Saved')")

    def close(self) -> None:
        """Close the window and forget its cookies."""
        self._firefox.command("browser.removeUserContext", userContext=self._person)


def _move(x: float, y: float, duration: int = 0) -> dict[str, Any]:
    return {"type": "pointerMove", "x": x, "y": y, "duration": duration}


@contextmanager
def running_firefox(home: Path) -> Iterator[Firefox]:
    """The system's Firefox with no window on any screen and nothing of the person's own: home is its home and its profile."""
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    if firefox is None:
        pytest.fail(
            "The browser tests need Firefox too: install your system's package (Debian: apt-get install firefox-esr)."
        )
    command = [firefox, "--headless", "--profile", str(home), "--remote-debugging-port=0"]
    log = home / "firefox.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=os.environ | {"HOME": str(home)}, stdout=output, stderr=output)
    try:
        # Pings from a thread of their own would draw random numbers amid what Hypothesis draws.
        with connect(_address(process, log), max_size=None, proxy=None, ping_interval=None) as connection:
            yield Firefox(connection)
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(timeout=ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _address(process: "subprocess.Popen[bytes]", log: Path) -> str:
    """Where Firefox takes commands: it says so when it is ready."""
    eventually(lambda: process.poll() is not None or LISTENS.search(log.read_text()) is not None, STARTS_WITHIN)
    listens = LISTENS.search(log.read_text())
    if listens is None:
        pytest.fail(f"Firefox does not start:\n{log.read_text()}")
    return f"{listens[1]}/session"
