"""Accounts in the admin: added, changed and deactivated, and no admin shuts the door from within."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from annotations.models import (
    Event,
    Role,
    User,
    Verb,
)
from tests.admin.forms import page
from tests.fixtures import SignIn
from tests.views.pages import Page


def test_a_change_of_an_account_is_an_event_without_its_password(client: Client, dan: User, alice: User) -> None:
    fields = {"username": "alice", "name": "Alice Moreau", "role": "adjudicator", "is_active": "on"}
    client.post(page("user", "change", alice.pk), fields)
    event = Event.objects.get()
    assert (event.verb, event.actor, event.before) == (Verb.EDITED, dan, {"role": "reviewer"})
    assert event.after == {"table": "account", "name": "Alice Moreau", "role": "adjudicator"}


def test_an_account_is_added_with_a_password(client: Client) -> None:
    fields = {"username": "frida", "name": "Frida Ek", "role": "adjudicator"}
    client.post(page("user", "add"), fields | {"password1": "seven-green-hats", "password2": "seven-green-hats"})
    frida = User.objects.get(username="frida")
    assert (frida.name, frida.role, frida.is_active) == ("Frida Ek", Role.ADJUDICATOR, True)
    assert Client().login(username="frida", password="seven-green-hats")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"username": "ALICE"}, "An account with this name exists already."),
        ({"password2": "another"}, "match"),
        ({"password1": "short", "password2": "short"}, "at least 10 characters"),
        ({"password1": "", "password2": ""}, "required"),
        ({"role": "owner"}, "owner is not one of the available choices"),
    ],
)
def test_it_refuses_an_account_that_does_not_fit(
    client: Client, alice: User, fields: dict[str, str], words: str
) -> None:
    fitting = {"username": "frida", "name": "", "role": "reviewer"}
    passwords = {"password1": "seven-green-hats", "password2": "seven-green-hats"}
    answer = client.post(page("user", "add"), fitting | passwords | fields)
    assert words in answer.text
    assert not User.objects.exclude(username__in=["alice", "dan"]).exists()


def test_an_account_is_given_another_role(client: Client, alice: User) -> None:
    fields = {"username": "alice", "name": "Alice Moreau", "role": "adjudicator", "is_active": "on"}
    client.post(page("user", "change", alice.pk), fields)
    alice.refresh_from_db()
    assert (alice.role, alice.is_active) == (Role.ADJUDICATOR, True)
    assert alice.check_password("a-long-password")
    assert LogEntry.objects.get().get_change_message() == "Changed Role."


def test_a_deactivated_account_is_signed_out_at_once(client: Client, alice: User, signed_in: SignIn) -> None:
    hers = signed_in(alice)
    client.post(page("user", "change", alice.pk), {"username": "alice", "name": "Alice Moreau", "role": "reviewer"})
    alice.refresh_from_db()
    assert not alice.is_active
    assert hers.get("/").headers["Location"].startswith(reverse("sign-in"))
    assert not Client().login(username="alice", password="a-long-password")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"role": "reviewer", "is_active": "on"}, "You can't take the admin's role from yourself."),
        ({"role": "admin"}, "You can't deactivate your own account."),
    ],
    ids=["role", "active"],
)
def test_admins_can_not_shut_themselves_out_but_another_can(
    client: Client, dan: User, alice: User, signed_in: SignIn, fields: dict[str, str], words: str
) -> None:
    address, sent = page("user", "change", dan.pk), {"username": "dan", "name": "Dan Petrov"} | fields
    assert words in Page(client.post(address, sent)).words
    dan.refresh_from_db()
    assert (dan.role, dan.is_active) == (Role.ADMIN, True)
    User.objects.filter(pk=alice.pk).update(role=Role.ADMIN)
    signed_in(User.objects.get(pk=alice.pk)).post(address, sent)
    dan.refresh_from_db()
    assert (dan.role, dan.is_active) == (fields["role"], "is_active" in fields)


def test_admins_can_not_take_their_own_password_away(client: Client, dan: User) -> None:
    address = f"/admin/annotations/user/{dan.pk}/password/"
    answer = client.post(address, {"usable_password": "false", "unset-password": ""}, follow=True)
    assert "You can't take your own password away." in Page(answer).words
    assert Client().login(username="dan", password="a-long-password")


def test_an_admin_gives_an_account_another_password(client: Client, alice: User) -> None:
    passwords = {"password1": "seven-green-hats", "password2": "seven-green-hats", "usable_password": "true"}
    client.post(f"/admin/annotations/user/{alice.pk}/password/", passwords | {"set-password": ""})
    assert Client().login(username="alice", password="seven-green-hats")
    assert not Client().login(username="alice", password="a-long-password")


def test_an_admin_changes_the_own_password_and_stays_signed_in(client: Client) -> None:
    new = {"new_password1": "seven-green-hats", "new_password2": "seven-green-hats"}
    client.post("/admin/password_change/", {"old_password": "a-long-password"} | new)
    assert client.get("/admin/").status_code == 200
    assert Client().login(username="dan", password="seven-green-hats")
