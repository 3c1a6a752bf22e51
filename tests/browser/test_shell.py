"""What all pages share, in a real browser: the theme, and pages that everybody can use."""

import pytest
from pytest_django import Settings

from annotations.models import User
from tests.browser.screen import OpenScreen

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_the_theme_that_alice_chooses_stays(open_screen: OpenScreen, alice: User) -> None:
    page = open_screen(alice, color_scheme="light").page
    page.goto("/")
    root = page.locator("html")
    assert root.get_attribute("data-theme") is None
    page.get_by_role("button", name="Light or dark").click()
    assert root.get_attribute("data-theme") == "dark"
    page.goto("/account")
    assert root.get_attribute("data-theme") == "dark"
    page.get_by_role("button", name="Light or dark").click()
    page.reload()
    assert root.get_attribute("data-theme") == "light"


@pytest.fixture
def slow_password(settings: Settings, alice: User) -> str:
    """Alice's password, hashed as the server hashes: it knows nothing of the tests' quick way."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    password = "a-slow-and-long-password"
    alice.set_password(password)
    alice.save()
    return password


def test_alice_signs_in_changes_her_mind_and_signs_out(open_screen: OpenScreen, slow_password: str) -> None:
    page = open_screen(None).page
    page.goto("/account")
    page.get_by_label("Name").fill("alice")
    page.get_by_label("Password").fill(slow_password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("/account")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("/sign-in")
    page.goto("/")
    page.wait_for_url("/sign-in?next=/")
