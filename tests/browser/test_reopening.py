"""Submitting, reading a submitted review and reopening it, as Alice and Carol do it in a browser."""

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Event, Mark, Review, User, Verb
from tests.browser.screen import OpenScreen

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

REASON = "The second claim is paraphrased."


def submit(page: Page, review: Review) -> None:
    """Submit with whatever is open."""
    page.goto(f"/reviews/{review.pk}/submit")
    page.get_by_role("button", name="Submit with 1 ungraded").click()
    page.wait_for_url("/")


def test_carol_reads_what_alice_submitted_and_reopens_it_and_alice_goes_on(
    open_screen: OpenScreen, alice: User, carol: User, rich: Review
) -> None:
    alices, carols = open_screen(alice), open_screen(carol)
    submit(alices.page, rich)

    carols.open(rich)
    expect(carols.page.locator(".mk")).to_have_count(Mark.objects.count())
    carols.page.get_by_role("link", name="Reopen…").click()
    carols.page.get_by_label("Why").fill(REASON)
    carols.page.get_by_role("button", name="Reopen the review").click()
    expect(carols.page.get_by_role("status").filter(has_text="Reopened: the review of")).to_be_visible()
    expect(carols.page.get_by_role("heading", name="The plan", exact=True)).to_be_visible()

    expect(alices.page.get_by_text("Nothing to review")).to_be_visible()
    alices.page.reload()
    expect(alices.page.get_by_text("Reopened by Carol Lindgren on")).to_contain_text(REASON)
    alices.open(rich)
    expect(alices.page.locator(".reader-notice").filter(has_text="Reopened by Carol Lindgren")).to_contain_text(REASON)
    alices.claim("Ana Sousa", "0")
    alices.all_saved()
    submit(alices.page, rich)

    verbs = list(Event.objects.filter(mark=None, source=None).values_list("verb", flat=True))
    assert verbs == [Verb.SUBMITTED, Verb.REOPENED, Verb.SUBMITTED]
    assert Review.objects.get().is_closed
    carols.open(rich)
    expect(carols.page.locator(".mk")).to_have_count(Mark.objects.count())


def test_what_is_open_leads_to_its_place(open_screen: OpenScreen, alice: User, rich: Review) -> None:
    page = open_screen(alice).page
    page.goto(f"/reviews/{rich.pk}/submit")
    page.get_by_role("region", name="1 not yet graded").get_by_role("link", name="Claim 1").click()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator(".mk.is-on")).to_contain_text("Minister <denies> the plan")
