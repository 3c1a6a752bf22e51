"""The register in a browser: Carol finds one official under two spellings, compares, merges, and takes it back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from annotations.models import Grade, Review, SourceKind, User, Version
from tests.browser.screen import Screen
from tests.browser.test_accessibility import violations
from tests.browser.walking import DESK
from tests.exports.marking import credit, make_claim, make_source, submit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def two_spellings(alice: User, review: Review, make_version: Callable[..., Version], grades: dict[str, Grade]) -> None:
    """Alice's submitted reviews of two articles, in which the same official speaks under two spellings."""
    version = make_version("Moscow will send more\n\nIf we need more, we will send more, Schetinin said.")
    other = Review.objects.create(reviewer=alice, version=version, round=review.round)
    shchetinin, schetinin = (
        make_source(name, kind=SourceKind.PERSON) for name in ("Alexander Shchetinin", "Aleksandr Schetinin")
    )
    credit(make_claim(review, "the plan was dropped", grade=grades["4"]), shchetinin, mode="paraphrase")
    credit(make_claim(other, "If we need more, we will send more", grade=grades["5"]), schetinin, mode="direct")
    submit(review)
    submit(other)


@pytest.mark.usefixtures("two_spellings")
def test_carol_merges_two_spellings_and_takes_it_back(open_screen: Callable[..., Screen], carol: User) -> None:
    page = open_screen(carol, **DESK).page
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Sources").click()
    pair = page.get_by_role("region", name="One and the same?").get_by_role("listitem")
    expect(pair).to_contain_text("Aleksandr Schetinin and Alexander Shchetinin")
    pair.get_by_role("link", name="Compare and merge").click()

    expect(page.get_by_role("region", name="Aleksandr Schetinin")).to_contain_text("Moscow will send more 1")
    assert violations(page) == []
    page.get_by_role("link", name="Leave them apart").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Merge the two")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("“Aleksandr Schetinin” is merged into “Alexander Shchetinin”")
    claims = page.get_by_role("region", name="Claims credited to it")
    expect(claims.get_by_text("the plan was dropped")).to_be_visible()
    expect(claims.get_by_text("If we need more, we will send more")).to_be_visible()
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert violations(page) == []

    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("stands for itself again")
    expect(claims.get_by_text("the plan was dropped")).to_be_visible()
    expect(claims.get_by_text("If we need more, we will send more")).to_be_hidden()
