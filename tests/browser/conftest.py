"""A real Chromium, the product on a real server over the test database, and pages that fail a test on any fault."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from annotations.models import Review, User, Version
from tests.browser import rich_review
from tests.browser.screen import Screen

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "annotations/static/annotations/js"
STARTS_WITHIN = 30.0

# Playwright runs an event loop in the thread of the test, where Django would refuse to ask the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, which asks nobody for anything. Its sandbox does not start for root, as in many containers."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.fail(
            "The browser tests need Chromium: install your system's package (Debian: apt-get install chromium)."
        )
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    contained = ["--disable-gpu", "--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return {**browser_type_launch_args, "executable_path": chromium, "args": [*contained, *quiet]}


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without writing a line for each."""

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="session")
def modules_page(browser: Browser) -> Iterator[Page]:
    """A page next to the modules, so that `import('/offsets.js')` works in it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(MODULES)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    yield page
    page.close()
    server.shutdown()
    server.server_close()


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _database_url() -> str:
    """The test database, as DATABASE_URL names it."""
    named = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{named['NAME']}"
    account = f"{named['USER']}:{named['PASSWORD']}@" if named["USER"] else ""
    return f"postgresql://{account}{named['HOST']}:{named['PORT']}/{named['NAME']}"


def _answers(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="session")
def server(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the product, served over the test database as `make run` serves it, static files gathered and all."""
    var = tmp_path_factory.mktemp("var")
    environment = os.environ | {
        "FACTCHECK_VAR": str(var),
        "FACTCHECK_SECRET_KEY": settings.SECRET_KEY,
        "FACTCHECK_DEMO": "0",
        "DATABASE_URL": _database_url(),
    }
    # What ninja brings is for a documentation page that is switched off, and slow to compress.
    gather = [sys.executable, "manage.py", "collectstatic", "--noinput", "--ignore", "ninja", "--verbosity", "0"]
    subprocess.run(gather, cwd=ROOT, env=environment, check=True)
    port = _free_port()
    with (var / "server.log").open("wb") as log:
        process = subprocess.Popen(_serve(port), cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        _wait(process, port, var / "server.log")
        yield f"http://127.0.0.1:{port}"
        process.terminate()
        process.wait()


def _serve(port: int) -> list[str]:
    granian = str(Path(sys.executable).with_name("granian"))
    where = ["--host", "127.0.0.1", "--port", str(port)]
    how = ["--workers", "1", "--blocking-threads", "4", "--log-level", "warning"]
    return [granian, "--interface", "wsgi", "factcheck.wsgi:application", *where, *how]


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"The server does not start:\n{log.read_text()}")
        time.sleep(0.05)


@pytest.fixture
def rich(alice: User, make_version: Callable[[str], Version]) -> Review:
    """Alice's review of a text with marks of all kinds."""
    version = make_version(rich_review.TEXT)
    review = Review.objects.create(reviewer=alice, version=version, round=version.article.story.current_round)
    rich_review.fill(review, alice)
    return review


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """What went wrong in any page of the test. The test fails unless it is empty in the end."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def open_screen(
    browser: Browser, server: str, transactional_db: None, signed_in: Callable[[User], Client], faults: list[str]
) -> Iterator[Callable[..., Screen]]:
    """A function that gives a screen on which the user is signed in; None: nobody is."""
    contexts: list[BrowserContext] = []

    def open_for(user: User | None, **options: Any) -> Screen:
        context = browser.new_context(base_url=server, **({"viewport": {"width": 1440, "height": 900}} | options))
        contexts.append(context)
        if user is not None:
            session = signed_in(user).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": server}])
        return Screen(context, faults)

    yield open_for
    for context in contexts:
        context.close()
