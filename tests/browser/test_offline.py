"""A review that was opened before opens without the network too, for the same person alone; with the network never an old one."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest
from playwright.sync_api import Page, Route, expect

from annotations.models import Article, Claim, Mark, Review, User, Version
from tests.browser.screen import OpenScreen, Screen, eventually
from tests.fixtures import SignIn
from tests.serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


CACHES = "() => caches.keys()"
ADDRESSES = """async () => {
  const pages = (await caches.keys()).filter((name) => name.startsWith('factcheck-pages/'));
  const kept = await Promise.all(pages.map(async (name) => (await caches.open(name)).keys()));
  return kept.flat().map((request) => new URL(request.url).pathname);
}"""
# There is none for the moment in which a newer one takes its place.
COPY = "async (address) => (await (await caches.match(address))?.text()) ?? ''"


def kept(page: Page) -> list[str]:
    """The addresses of which the browser has a copy, the oldest copy first."""
    addresses: list[str] = page.evaluate(ADDRESSES)
    return addresses


def open_and_keep(screen: Screen, review: Review) -> Screen:
    """Open the review, and wait until the browser has a copy of it."""
    screen.open(review)
    assert eventually(lambda: f"/reviews/{review.pk}" in kept(screen.page))
    expect(screen.page.locator("#offline-opening")).to_have_text("This review can be opened again without the network.")
    return screen


def sign_in_as(screen: Screen, user: User, signed_in: SignIn, server: str) -> None:
    """From now on this browser is the user's."""
    session = signed_in(user).cookies["sessionid"].value
    screen.context.add_cookies([{"name": "sessionid", "value": session, "url": server}])


@pytest.fixture
def screen(open_screen: OpenScreen, alice: User) -> Screen:
    return open_screen(alice)


def reopened(screen: Screen, review: Review) -> Page:
    """The review's page, opened anew."""
    screen.page.goto(f"/reviews/{review.pk}")
    return screen.page


def opened_offline(page: Page) -> bool:
    """Whether the page says that it is a copy."""
    page.wait_for_selector("html[data-ready]")
    return page.locator("#opened-offline").is_visible()


NO_COPY = "This page can’t be opened now"


def test_a_review_opened_before_opens_without_the_network(screen: Screen, rich: Review) -> None:
    page = open_and_keep(screen, rich).page
    screen.context.set_offline(True)
    page.reload()
    assert opened_offline(page)
    expect(page.locator("#opened-offline")).to_have_text(re.compile(r"Opened offline, as of \d\d:\d\d\b"))
    assert page.locator("#article").evaluate("(article) => article.textContent") == rich.version.text
    assert page.locator("#article mark").count() > 0
    screen.press("j")
    expect(page.locator("#said")).to_contain_text("Claim 1")


def test_what_is_marked_offline_reaches_the_server(screen: Screen, review: Review) -> None:
    open_and_keep(screen, review)
    screen.context.set_offline(True)
    screen.page.reload()
    assert opened_offline(screen.page)
    screen.claim("the plan was dropped", "4")
    assert not Mark.objects.exists()
    screen.context.set_offline(False)
    screen.all_saved()
    assert Claim.objects.values_list("grade__key", flat=True).get() == "4"


def test_what_was_saved_since_the_copy_was_made_shows_too(screen: Screen, review: Review) -> None:
    open_and_keep(screen, review)
    screen.claim("the plan was dropped", "4")
    screen.all_saved()
    screen.context.set_offline(True)
    screen.page.reload()
    assert opened_offline(screen.page)
    expect(screen.card("the plan was dropped")).to_contain_text("Named, indirect")
    screen.card("the plan was dropped").click()
    screen.press("2")
    screen.context.set_offline(False)
    screen.all_saved()
    assert Claim.objects.values_list("grade__key", flat=True).get() == "2"


def test_a_submitted_review_opens_as_one(screen: Screen, rich: Review) -> None:
    page = open_and_keep(screen, rich).page
    page.goto(f"/reviews/{rich.pk}/submit")
    page.get_by_role("button", name="Submit").click()
    page.wait_for_url("/")
    assert eventually(lambda: "You submitted this review" in page.evaluate(COPY, f"/reviews/{rich.pk}"))
    screen.context.set_offline(True)
    reopened(screen, rich)
    assert opened_offline(page)
    expect(page.locator(".reader-notice", has_text="You submitted this review")).to_be_visible()


def test_with_the_network_the_page_is_always_the_newest(screen: Screen, rich: Review) -> None:
    open_and_keep(screen, rich)
    for headline in ("Another headline", "Yet another"):
        Article.objects.filter(pk=rich.version.article_id).update(headline=headline)
        screen.page.reload()
        assert not opened_offline(screen.page)
        expect(screen.page.get_by_label("Where you are")).to_contain_text(headline)
    # The copy is as new as the page that was seen last.
    expect(screen.page.locator("#offline-opening")).to_contain_text("can be opened again")
    screen.context.set_offline(True)
    screen.page.reload()
    assert opened_offline(screen.page)
    expect(screen.page.get_by_label("Where you are")).to_contain_text("Yet another")


def test_a_page_never_opened_says_what_to_do(screen: Screen, review: Review, bobs_review: Review) -> None:
    page = open_and_keep(screen, review).page
    screen.context.set_offline(True)
    for address in (f"/reviews/{bobs_review.pk}", f"/reviews/{review.pk}/submit"):
        page.goto(address)
        expect(page.get_by_role("heading", name=NO_COPY)).to_be_visible()
    screen.context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", name=NO_COPY)).to_have_count(0)
    assert page.url.endswith(f"/reviews/{review.pk}/submit")


def test_a_copy_is_nobody_elses(
    screen: Screen, review: Review, bobs_review: Review, bob: User, signed_in: SignIn, server: str
) -> None:
    page = open_and_keep(screen, review).page
    sign_in_as(screen, bob, signed_in, server)
    open_and_keep(screen, bobs_review)
    assert kept(page) == [f"/reviews/{bobs_review.pk}"]
    screen.context.set_offline(True)
    reopened(screen, review)
    expect(page.get_by_role("heading", name=NO_COPY)).to_be_visible()


def test_any_page_of_somebody_else_deletes_the_copies(
    screen: Screen, review: Review, eve: User, signed_in: SignIn, server: str
) -> None:
    page = open_and_keep(screen, review).page
    sign_in_as(screen, eve, signed_in, server)
    page.goto("/")
    assert eventually(lambda: kept(page) == [])


def test_signing_out_deletes_the_copies(screen: Screen, review: Review) -> None:
    page = open_and_keep(screen, review).page
    page.goto("/account")
    assert kept(page) == [f"/reviews/{review.pk}"]
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("/sign-in")
    assert eventually(lambda: kept(page) == [])
    screen.context.set_offline(True)
    reopened(screen, review)
    expect(page.get_by_role("heading", name=NO_COPY)).to_be_visible()


def test_a_session_that_has_ended_leads_to_signing_in(screen: Screen, review: Review) -> None:
    page = open_and_keep(screen, review).page
    screen.context.clear_cookies()
    page.reload()
    page.wait_for_url(f"/sign-in?next=/reviews/{review.pk}")
    assert eventually(lambda: kept(page) == [])


def test_a_review_taken_away_is_not_kept(screen: Screen, review: Review, bob: User) -> None:
    page = open_and_keep(screen, review).page
    Review.objects.filter(pk=review.pk).update(reviewer=bob)
    page.reload()
    expect(page.get_by_role("heading", name="There is nothing here for you")).to_be_visible()
    assert eventually(lambda: kept(page) == [])


def test_a_page_that_does_not_say_whose_it_is_changes_no_copy(screen: Screen, review: Review) -> None:
    page = open_and_keep(screen, review).page
    page.goto("/offline")
    page.wait_for_load_state("networkidle")
    assert kept(page) == [f"/reviews/{review.pk}"]


class Away(BaseHTTPRequestHandler):
    """A proxy whose server is away."""

    def do_GET(self) -> None:
        """503, whatever is asked for."""
        self.send_response(503)
        self.end_headers()
        self.wfile.write(b"The server is away.")

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def answering(port: int, how: type[Away]) -> Iterator[None]:
    """Within the block something else than the product answers at the port."""
    instead = ThreadingHTTPServer(("127.0.0.1", port), how)
    Thread(target=instead.serve_forever, daemon=True).start()
    yield
    instead.shutdown()
    instead.server_close()


def test_while_the_server_starts_anew_the_copy_opens(
    open_screen: OpenScreen, own_server: Server, alice: User, review: Review, bobs_review: Review
) -> None:
    screen = open_screen(alice)
    page = screen.page
    page.goto(f"{own_server.address}/reviews/{review.pk}")
    assert eventually(lambda: kept(page) == [f"/reviews/{review.pk}"])
    own_server.stop()
    page.reload()
    assert opened_offline(page)
    with answering(own_server.port, Away):
        page.reload()
        assert opened_offline(page)
        page.goto(f"{own_server.address}/reviews/{bobs_review.pk}")
        expect(page.get_by_text("The server is away.")).to_be_visible()
    own_server.start()
    page.goto(f"{own_server.address}/reviews/{review.pk}")
    assert not opened_offline(page)


class Mute(Away):
    """A server that takes every request and answers none."""

    over = Event()

    def do_GET(self) -> None:
        """Nothing, until all is over."""
        self.over.wait()


def test_a_server_that_does_not_answer_counts_as_out_of_reach(
    open_screen: OpenScreen, own_server: Server, alice: User, review: Review
) -> None:
    def impatient(route: Route) -> None:
        script = route.fetch().text()
        assert "PATIENCE = 20_000;" in script
        route.fulfill(body=script.replace("20_000", "500"), content_type="text/javascript")

    screen = open_screen(alice)
    screen.context.route("**/service-worker.*.js", impatient)
    address = f"{own_server.address}/reviews/{review.pk}"
    screen.page.goto(address)
    assert eventually(lambda: kept(screen.page) == [f"/reviews/{review.pk}"])
    own_server.stop()
    with answering(own_server.port, Mute):
        screen.page.reload()
        assert opened_offline(screen.page)
        Mute.over.set()


def test_another_release_takes_the_place_of_the_older(screen: Screen, review: Review, rich: Review) -> None:
    def older(route: Route) -> None:
        script = route.fetch().text()
        route.fulfill(body=re.sub(r'"version": "\w+"', '"version": "older"', script), content_type="text/javascript")

    screen.context.route("**/service-worker.js", older)
    open_and_keep(screen, rich)
    open_and_keep(screen, review)
    assert {name.split("/")[1] for name in screen.page.evaluate(CACHES)} == {"older"}
    screen.context.unroute("**/service-worker.js")
    Article.objects.filter(pk=rich.version.article_id).update(headline="Another headline")
    screen.open(review)
    assert eventually(lambda: all("/older" not in name for name in screen.page.evaluate(CACHES)))
    assert kept(screen.page) == [f"/reviews/{rich.pk}", f"/reviews/{review.pk}"]
    # What could be opened offline still can, as the new release draws it.
    screen.context.set_offline(True)
    page = reopened(screen, rich)
    assert opened_offline(page)
    expect(page.get_by_label("Where you are")).to_contain_text("Another headline")


def test_the_newest_twenty_are_kept(screen: Screen, alice: User, make_version: Callable[[str], Version]) -> None:
    versions = [make_version(f"Headline {number}\n\nText.") for number in range(22)]
    reviews = [
        Review.objects.create(reviewer=alice, version=one, round=one.article.story.current_round) for one in versions
    ]
    open_and_keep(screen, reviews[0])
    for review in [*reviews[1:-1], reviews[1], reviews[-1]]:
        reopened(screen, review)
    newest = [review.pk for review in [*reviews[3:-1], reviews[1], reviews[-1]]]
    assert eventually(lambda: kept(screen.page) == [f"/reviews/{pk}" for pk in newest])


def test_where_there_is_no_room_the_page_works_and_says_so(screen: Screen, review: Review, server: str) -> None:
    quota = {"origin": server, "quotaSize": 2000}
    screen.context.new_cdp_session(screen.page).send("Storage.overrideQuotaForOrigin", quota)
    screen.open(review)
    expect(screen.page.locator("#offline-opening")).to_contain_text("has not kept this review")
    screen.claim("the plan was dropped", "4")
    screen.all_saved()
    assert kept(screen.page) == []


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        ("delete Navigator.prototype.serviceWorker;", "keeps no pages"),
        ("Object.defineProperty(window, 'isSecureContext', { value: false });", "that needs https"),
    ],
)
def test_a_browser_that_keeps_no_pages_says_so(screen: Screen, review: Review, lacking: str, words: str) -> None:
    screen.page.add_init_script(lacking)
    screen.open(review)
    expect(screen.page.locator("#offline-opening")).to_contain_text(words)
    screen.claim("the plan was dropped", "4")
    screen.all_saved()
    expect(screen.page.locator("#leave-open")).to_be_hidden()
    screen.context.set_offline(True)
    expect(screen.page.locator("#leave-open")).to_contain_text(words)
    assert screen.page.evaluate(CACHES) == []
