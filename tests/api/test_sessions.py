"""Whose changes the API takes: those of whoever is signed in, sent by a page of this very session."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from annotations.models import Review, User
from tests.api.calling import (
    GOOD,
    MARK,
    Call,
    Caller,
    body_of,
    calling,
    change,
    finding,
    problem_of,
    proposing,
    withdrawing,
)
from tests.wire import stored

pytestmark = pytest.mark.usefixtures("made")

CALLS: list[Call] = [
    calling("GET", "{review}"),
    calling("PUT", "{mark}"),
    withdrawing(change=uuid.UUID(int=3), revision=1),
    finding("Ana"),
    proposing(),
]


CALL_NAMES = ["read", "save", "withdraw", "find", "propose"]


@pytest.mark.parametrize("call", CALLS, ids=CALL_NAMES)
def test_whoever_is_signed_out_is_told_so(call: Call, review: Review) -> None:
    before = stored()

    problem_of(call(Caller.at(review, Client())), 401, "signed-out")
    problem_of(call(Caller.at(review, Client(enforce_csrf_checks=True))), 401, "signed-out")

    assert stored() == before


@pytest.mark.parametrize("call", CALLS, ids=CALL_NAMES)
def test_whoever_was_deactivated_is_signed_out(call: Call, caller: Caller, alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)
    before = stored()

    problem_of(call(caller), 401, "signed-out")

    assert stored() == before


def test_a_session_that_has_ended_or_is_gone_is_nobodys(caller: Caller) -> None:
    kept = Session.objects.get()
    for expiry, is_nobodys in ((timezone.now() + timedelta(minutes=1), False), (timezone.now(), True)):
        Session.objects.update(expire_date=expiry)
        answer = caller.get()
        assert answer.status_code == (401 if is_nobodys else 200)
    kept.delete()
    problem_of(caller.get(), 401, "signed-out")


def test_changes_of_a_page_are_taken_from_its_own_person_alone(review: Review, caller: Caller, bob: User) -> None:
    """Somebody else has signed in in the browser in which Alice's page is still open, or the other way round."""
    before = stored()

    problem_of(caller.put(f"/marks/{uuid.uuid4()}", change(GOOD), **{"X-Account": str(bob.pk)}), 401, "other-account")
    assert stored() == before

    answer = caller.put(f"/marks/{uuid.uuid4()}", change(GOOD), **{"X-Account": str(review.reviewer_id)})
    assert answer.status_code == 200
    assert stored() != before


def test_a_made_up_session_is_none(review: Review) -> None:
    client = Client()
    client.cookies["sessionid"] = "a" * 32

    problem_of(Caller.at(review, client).get(), 401, "signed-out")


@pytest.mark.parametrize("call", CALLS[1:3] + CALLS[4:], ids=CALL_NAMES[1:3] + CALL_NAMES[4:])
@pytest.mark.parametrize(
    ("cookie", "header"),
    [("a" * 32, ""), ("", "a" * 32), ("a" * 32, "b" * 32), ("a" * 32, "ä" * 32), ("a" * 32, "b" * 32 + "a" * 32)],
    ids=["no header", "no cookie", "a stale token", "no token at all", "a token of another secret"],
)
def test_a_stale_token_is_refused(call: Call, cookie: str, header: str, review: Review, alice: User) -> None:
    client = Client(enforce_csrf_checks=True, headers={"X-CSRFToken": header} if header else None)
    client.force_login(alice)
    if cookie:
        client.cookies["csrftoken"] = cookie
    before = stored()

    problem_of(call(Caller.at(review, client)), 403, "csrf")

    assert stored() == before


def test_signing_in_makes_an_earlier_pages_token_stale(review: Review, alice: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/sign-in")
    earlier = client.cookies["csrftoken"].value
    form = {"username": alice.username, "password": "a-long-password", "csrfmiddlewaretoken": earlier}
    client.post("/sign-in", form)
    page = Caller.at(review, client)
    before = stored()

    problem_of(page.put(MARK, change(GOOD, 1), **{"X-CSRFToken": earlier}), 403, "csrf")
    assert stored() == before

    answer = page.put(MARK, change(GOOD, 1), **{"X-CSRFToken": client.cookies["csrftoken"].value})
    assert body_of(answer)["mark"]["revision"] == 2


def test_a_call_from_another_site_is_refused(review: Review, alice: User) -> None:
    client = Client(enforce_csrf_checks=True, headers={"X-CSRFToken": "a" * 32, "Origin": "https://example.org"})
    client.force_login(alice)
    client.cookies["csrftoken"] = "a" * 32
    before = stored()

    problem_of(calling("PUT", "{mark}")(Caller.at(review, client)), 403, "csrf")

    assert stored() == before
