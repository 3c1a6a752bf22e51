"""The README's pictures, taken anew by `make screenshots` from the worked example. Not collected with the tests."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Page

from annotations.models import Review, Status, Story, User, Version
from tests.browser.screen import Screen, opened

PICTURES = Path(__file__).parents[2]
TALKS = "the new phase of the talks in Oslo between Venezuelan opposition representatives and the government"

pytestmark = pytest.mark.browser


@pytest.fixture
def bob(open_screen: Callable[..., Screen], tmp_path: Path) -> Screen:
    """Bob's screen; the worked example is filled in, and the last of his reviews is open."""
    with override_settings(FACTCHECK_VAR=tmp_path):
        call_command("demo", with_reviews=True, verbosity=0)
    User.objects.update(toured_at=timezone.now())
    return open_screen(User.objects.get(username="bob"), device_scale_factor=1)


@pytest.fixture
def his_review(bob: Screen) -> Review:
    return Review.objects.exclude(status=Status.SUBMITTED).get()


def take(page: Page, name: str) -> None:
    """Take the picture, once nothing moves any more."""
    page.wait_for_timeout(800)
    picture = PICTURES / name
    page.screenshot(path=picture)
    assert picture.stat().st_size > 50_000


def test_a_review(bob: Screen, his_review: Review) -> None:
    page = opened(bob.page, his_review)
    page.locator("#cards .mk").filter(has_text="there was no talk of downsizing in the country").first.click()
    take(page, "screenshot.png")


def test_two_articles_side_by_side(bob: Screen, his_review: Review) -> None:
    other = Version.objects.get(file_name__startswith="001")
    page = opened(bob.page, his_review, f"?beside={other.pk}")
    page.locator("#cards .mk").filter(has_text=f"{TALKS} ↔").first.click()
    take(page, "screenshot-beside.png")


def test_a_story(bob: Screen, his_review: Review) -> None:
    bob.page.goto(f"/stories/{Story.objects.get().slug}?by=all")
    bob.page.get_by_role("heading", name="Who speaks where").scroll_into_view_if_needed()
    bob.page.evaluate("scrollBy(0, 480)")
    take(bob.page, "screenshot-story.png")
