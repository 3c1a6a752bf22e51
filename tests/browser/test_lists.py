"""The list of articles, as Dan finds one in a browser and puts it away; and lists on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from annotations.models import Article, Review, User, Version
from annotations.models.search import index_versions
from tests.browser.screen import Screen
from tests.browser.walking import DESK, PHONE
from tests.exports.marking import submit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_dan_finds_an_article_filters_goes_back_and_archives_it(
    open_screen: Callable[..., Screen], dan: User, make_version: Callable[..., Version]
) -> None:
    for number in range(3):
        make_version(f"Report {number}\n\nForty ships waited outside the port on day {number}.")
    Article.objects.filter(headline="Report 1").update(type="news")
    index_versions()
    page = open_screen(dan, **DESK).page
    page.goto("/articles")

    page.get_by_label("Words to look for").fill("ships “port on”")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row")).to_have_count(4)
    expect(page.locator("mark").first).to_have_text("ships")

    # By keyboard alone.
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Type", exact=True).select_option("News report")
    page.get_by_role("button", name="Show").press("Enter")
    expect(page.get_by_role("row")).to_have_count(2)
    page.go_back()
    expect(page.get_by_role("row")).to_have_count(4)
    page.go_forward()

    page.get_by_role("checkbox", name="Report 1").check()
    page.get_by_label("What to do").select_option("archive")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("One article is chosen.")).to_be_visible()
    page.get_by_role("button", name="Archive the articles").click()

    expect(page.get_by_text("1 article archived.")).to_be_visible()
    expect(page.get_by_text("Nothing found")).to_be_visible()
    expect(page.get_by_role("link", name="Type: News report")).to_be_visible()
    assert list(Article.objects.put_away().values_list("headline", flat=True)) == ["Report 1"]


def test_on_a_phone_all_figures_of_what_was_submitted_are_in_sight(
    open_screen: Callable[..., Screen], alice: User, review: Review
) -> None:
    submit(review)
    page = open_screen(alice, **PHONE).page
    page.goto("/")
    table = page.get_by_role("region", name="Submitted reviews")
    for figure in ("Claims", "Typos", "Contradictions"):
        cell = table.locator(f"td[data-label={figure}]")
        expect(cell).to_be_in_viewport(ratio=1)
        expect(cell).to_have_text("0")
