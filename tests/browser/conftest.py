"""A real Chromium, the product on a real server over the test database, and pages that fail a test on any fault."""

import os
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from annotations.intake.texts import read_text
from annotations.models import Article, Outlet, Review, User, Version
from tests.browser import rich_review
from tests.browser.beside import Sample
from tests.browser.sample_reviews import SEEDS
from tests.browser.screen import Screen
from tests.chromium import QUICKEST_FIRST, launch_options
from tests.serving import Server, gather_static, open_database

ROOT = Path(__file__).parents[2]
MODULES = ROOT / "annotations/static/annotations/js"

# Playwright runs an event loop in the thread of the test, where Django would refuse to ask the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium."""
    return browser_type_launch_args | launch_options(QUICKEST_FIRST)


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


@pytest.fixture(scope="session")
def static_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for FACTCHECK_VAR with the static files, for any number of servers."""
    return gather_static(tmp_path_factory.mktemp("var"))


@pytest.fixture
def own_server(transactional_db: None, static_var: Path) -> Iterator[Server]:
    """A server of the test's own over the test database, running, to be killed and started again."""
    with Server(static_var, open_database(), FACTCHECK_SECRET_KEY=settings.SECRET_KEY) as started:
        yield started


@pytest.fixture(scope="session")
def server(django_db_setup: None, static_var: Path) -> Iterator[str]:
    """The address of the product, served over the test database as `make run` serves it, static files gathered and all."""
    with Server(static_var, open_database(), FACTCHECK_SECRET_KEY=settings.SECRET_KEY) as started:
        yield started.address


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


@pytest.fixture
def screen(open_screen: Callable[..., Screen], alice: User, review: Review) -> Screen:
    """Alice's review, open on her screen."""
    return open_screen(alice).open(review)


@pytest.fixture
def sample(alice: User, make_version: Callable[..., Version]) -> Sample:
    """Alice's reviews of the sample story."""
    texts = [read_text(path.read_bytes(), limit=10_000_000) for path in sorted(SEEDS.glob("*.txt"))]
    versions = [make_version(text) for text in texts]
    Article.objects.filter(pk=versions[2].article_id).update(outlet=Outlet.objects.create(name="Outlet C"))
    current = versions[0].article.story.current_round
    return Sample(*(Review.objects.create(reviewer=alice, version=one, round=current) for one in versions))
