"""Signing in and out, one's own account, and the demo's way in."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from annotations.models import User
from tests.fixtures import SignIn

OLD = "a-long-password"
NEW = "another-long-password"


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.FACTCHECK_DEMO = True


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def sign_in(client: Client, name: str = "alice", password: str = OLD, **more: str) -> str:
    """Signs in through the page; gives where it leads to, or the page if it leads nowhere."""
    answer = client.post(reverse("sign-in"), {"username": name, "password": password, **more})
    return answer.headers.get("Location", answer.text)


def test_alice_signs_in_and_comes_home(client: Client, alice: User) -> None:
    assert sign_in(client) == "/"
    assert client.session["_auth_user_id"] == str(alice.pk)


def test_alice_comes_to_the_page_that_she_asked_for(client: Client, alice: User) -> None:
    asked = client.get("/account", follow=True)
    assert '<input type="hidden" name="next" value="/account">' in asked.text
    assert sign_in(client, next="/account") == "/account"


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_it_sends_nobody_to_another_site(client: Client, elsewhere: str) -> None:
    assert sign_in(client, next=elsewhere) == "/"


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize(("name", "password"), [("alice", "wrong-password"), ("nobody", OLD), ("ali\x00ce", "x")])
def test_it_refuses_a_wrong_name_or_password(client: Client, name: str, password: str) -> None:
    page = sign_in(client, name, password, next="/account")
    assert not is_signed_in(client)
    assert "do not go together" in page or "Null characters" in page
    assert 'name="next" value="/account"' in page


@pytest.mark.usefixtures("alice")
def test_a_wrong_password_loses_the_name_of_nobody(client: Client) -> None:
    page = sign_in(client, "alice", "wrong-password")
    assert 'value="alice"' in page
    assert "wrong-password" not in page


def test_it_refuses_an_account_that_was_deactivated(client: Client, alice: User) -> None:
    alice.is_active = False
    alice.save()
    assert "do not go together" in sign_in(client)
    assert not is_signed_in(client)


def test_whoever_is_signed_in_is_sent_on(signed_in: SignIn, alice: User) -> None:
    assert signed_in(alice).get(reverse("sign-in")).headers["Location"] == "/"


def test_the_sign_in_page_says_whom_to_ask_for_a_new_password(client: Client, db: None) -> None:
    assert "Ask your admin for a new one." in client.get(reverse("sign-in")).text


def test_alice_signs_out(signed_in: SignIn, alice: User) -> None:
    client = signed_in(alice)
    assert client.post(reverse("sign-out")).headers["Location"] == reverse("sign-in")
    assert not is_signed_in(client)


def test_a_mere_link_signs_nobody_out(signed_in: SignIn, alice: User) -> None:
    client = signed_in(alice)
    assert client.get(reverse("sign-out")).status_code == 405
    assert is_signed_in(client)


def test_the_account_page_says_who_one_is(signed_in: SignIn, carol: User) -> None:
    page = signed_in(carol).get(reverse("account")).text
    assert "<h1>Carol Lindgren</h1>" in page
    assert "<b>Adjudicator</b>" in page
    assert 'aria-label="CL: Carol Lindgren, your account"' in page


def change_password(client: Client, old: str, new: str, again: str) -> str:
    form = {"old_password": old, "new_password1": new, "new_password2": again}
    return client.post(reverse("password"), form, follow=True).text


def test_alice_changes_her_password_and_stays_signed_in(signed_in: SignIn, alice: User) -> None:
    client = signed_in(alice)
    assert "Your password is changed." in change_password(client, OLD, NEW, NEW)
    assert is_signed_in(client)
    alice.refresh_from_db()
    assert alice.check_password(NEW)


def test_a_new_password_signs_out_everywhere_else(signed_in: SignIn, alice: User) -> None:
    here, elsewhere = signed_in(alice), signed_in(alice)
    change_password(here, OLD, NEW, NEW)
    assert elsewhere.get(reverse("account")).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("not-the-old-one", NEW, NEW, "This is not your old password. Type it again."),
        (OLD, NEW, "yet-another-password", "The two new passwords differ. Type the same one twice."),
        (OLD, "short", "short", "at least 10 characters"),
        (OLD, "Alice Moreau", "Alice Moreau", "too similar"),
    ],
)
def test_it_refuses_a_password_and_says_why(
    signed_in: SignIn, alice: User, old: str, new: str, again: str, words: str
) -> None:
    page = change_password(signed_in(alice), old, new, again)
    assert words in page
    assert "is-invalid" in page
    alice.refresh_from_db()
    assert alice.check_password(OLD)


@pytest.mark.usefixtures("demo")
def test_the_demo_offers_its_accounts(client: Client, alice: User, dan: User, eve: User) -> None:
    page = client.get(reverse("sign-in")).text
    assert [name for name in ("alice", "bob", "carol", "dan", "eve") if f'name="as" value="{name}"' in page] == [
        "alice",
        "dan",
    ]
    assert "reviews three articles" in page


@pytest.mark.usefixtures("demo")
def test_one_click_signs_in_as_a_demo_account(client: Client, alice: User) -> None:
    answer = client.post(reverse("demo-sign-in"), {"as": "alice", "next": "/account"})
    assert answer.headers["Location"] == "/account"
    assert client.session["_auth_user_id"] == str(alice.pk)


@pytest.mark.usefixtures("demo", "alice")
def test_one_click_sends_nobody_to_another_site(client: Client) -> None:
    answer = client.post(reverse("demo-sign-in"), {"as": "alice", "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"


@pytest.mark.usefixtures("demo", "eve")
@pytest.mark.parametrize("name", ["eve", "bob", "nobody", "", "\x00"])
def test_one_click_signs_in_as_nobody_else(client: Client, name: str) -> None:
    assert client.post(reverse("demo-sign-in"), {"as": name}).status_code == 404
    assert not is_signed_in(client)


@pytest.mark.usefixtures("demo")
def test_a_deactivated_demo_account_is_neither_offered_nor_signed_in(client: Client, alice: User) -> None:
    alice.is_active = False
    alice.save()
    assert 'value="alice"' not in client.get(reverse("sign-in")).text
    assert client.post(reverse("demo-sign-in"), {"as": "alice"}).status_code == 404


@pytest.mark.usefixtures("alice")
def test_without_the_demo_there_is_no_such_way(client: Client) -> None:
    assert "demo" not in client.get(reverse("sign-in")).text
    assert client.post(reverse("demo-sign-in"), {"as": "alice"}).status_code == 404
    assert client.get(reverse("demo-sign-in")).status_code == 404
    assert not is_signed_in(client)


@pytest.mark.usefixtures("demo", "alice")
def test_one_click_needs_the_page_that_offers_it(db: None) -> None:
    """Another site can't sign a visitor in by a form of its own."""
    client = Client(enforce_csrf_checks=True)
    assert client.post(reverse("demo-sign-in"), {"as": "alice"}).status_code == 403
    assert not is_signed_in(client)
