"""A session that ends, or another account in the same browser, takes nothing away."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Locator, expect
from pytest_django import Settings

from annotations.models import Claim, Mark, Review, User
from tests.browser.kept import graded
from tests.browser.screen import Screen, opened

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def password(settings: Settings, alice: User) -> str:
    """Alice's password, hashed as the server hashes: it knows nothing of the tests' quick way."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    alice.set_password("a-slow-and-long-password")
    alice.save()
    return "a-slow-and-long-password"


def sign_in_again(screen: Screen) -> Locator:
    """Open the dialog in which one signs in again. Its field for the password."""
    screen.page.get_by_role("alert").get_by_role("button", name="Sign in").click()
    field = screen.page.get_by_role("dialog", name="Sign in again").get_by_label("Password")
    expect(field).to_be_focused()
    return field


def test_a_session_that_ends_in_the_middle_is_begun_again_in_place(password: str, screen: Screen) -> None:
    screen.claim("the plan was dropped", "4")
    screen.all_saved()
    Session.objects.all().delete()
    screen.press("2")
    expect(screen.save_words).to_have_text("Signed out · 1 change kept in this browser")
    # Work goes on meanwhile.
    screen.claim("it was only delayed", "1")
    field = sign_in_again(screen)
    dialog = screen.page.get_by_role("dialog")
    expect(dialog.get_by_label("Name")).to_have_value("alice")
    field.fill("a wrong password")
    field.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("This password is not yours.")
    assert graded() == "4"
    field.fill(password)
    field.press("Enter")
    expect(dialog).to_be_hidden()
    screen.all_saved()
    grades = Claim.objects.order_by("mark__number").values_list("grade__key", flat=True)
    assert list(grades) == ["2", "1"]
    # The focus is back where the person works.
    screen.press("3")
    screen.all_saved()
    assert Claim.objects.get(mark__number=2).grade.key == "3"  # type: ignore[union-attr]


def test_another_account_on_the_same_browser_neither_sees_nor_sends_what_waits(
    screen: Screen,
    alice: User,
    bob: User,
    bobs_review: Review,
    review: Review,
    server: str,
    signed_in: Callable[[User], Client],
) -> None:
    def sign_in(user: User) -> None:
        session = signed_in(user).cookies["sessionid"].value
        screen.context.add_cookies([{"name": "sessionid", "value": session, "url": server}])

    screen.without_answers()
    screen.claim("the plan was dropped", "4")
    expect(screen.save_words).to_contain_text("2 changes kept in this browser")
    sign_in(bob)
    screen.with_answers()
    notice = screen.page.get_by_role("alert").filter(has_text="Somebody else is signed in in this browser.")
    expect(notice).to_be_visible()
    bobs = opened(screen.window(), bobs_review)
    expect(bobs.locator("#save")).to_contain_text("Saved")
    expect(bobs.locator("mark")).to_have_count(0)
    assert not Mark.objects.exists()
    sign_in(alice)
    notice.get_by_role("button", name="Try again").click()
    screen.all_saved()
    assert Mark.objects.get().review == review


def test_whoever_signed_in_as_somebody_else_becomes_herself_again_in_place(
    password: str, screen: Screen, bob: User, server: str, signed_in: Callable[[User], Client]
) -> None:
    session = signed_in(bob).cookies["sessionid"].value
    screen.context.add_cookies([{"name": "sessionid", "value": session, "url": server}])
    screen.claim("the plan was dropped")
    field = sign_in_again(screen)
    field.fill(password)
    field.press("Enter")
    screen.all_saved()
    assert Mark.objects.get().review.reviewer.username == "alice"
