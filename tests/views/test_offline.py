"""What the server gives for opening reviews offline: the service worker, the page for what was not kept, and whose a page is."""

import json
import re
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from annotations.models import Review, User
from annotations.views.errors import server_error
from tests.fixtures import SignIn
from tests.views.pages import Page

READER = '<meta name="reader"'


def release(client: Client) -> dict[str, Any]:
    """What the worker is told of its release."""
    told = re.search(r"self\.RELEASE = (.+);\n", client.get("/service-worker.js").text)
    assert told is not None
    found: dict[str, Any] = json.loads(told[1])
    return found


def test_the_worker_is_a_script_that_nobody_keeps(client: Client) -> None:
    answer = client.get("/service-worker.js")
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.cookies == {}


def test_a_worker_may_come_from_here_alone(client: Client, db: None) -> None:
    assert "worker-src 'self'" in client.get("/sign-in").headers["Content-Security-Policy"]


def test_the_worker_keeps_whatever_the_review_page_names(signed_in: SignIn, alice: User, review: Review) -> None:
    client = signed_in(alice)
    named = re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get(f"/reviews/{review.pk}").text)
    told = release(client)
    assert set(named) <= set(told["files"])
    assert any(re.search(r"/js/review\.[0-9a-f]{12}\.js$", name) for name in told["files"])
    assert not any("service-worker" in name for name in told["files"])
    assert all(name.startswith(str(told["filesFrom"])) for name in told["files"])
    assert told["offlinePage"] == reverse("offline")


def test_another_release_has_another_worker(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = release(client)["version"]
    monkeypatch.setattr(staticfiles_storage, "manifest_hash", "another")
    assert (before == "another", release(client)["version"]) == (False, "another")


def test_where_names_carry_no_hash_nothing_is_kept(client: Client, settings: Settings) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    assert (release(client)["version"], release(client)["files"]) == ("", [])


def test_the_page_for_what_was_not_kept_is_nobodys(signed_in: SignIn, alice: User) -> None:
    answer = signed_in(alice).get("/offline")
    assert "Try again when the network is back." in Page(answer).words
    assert READER not in answer.text
    assert alice.name not in answer.text


def test_a_review_may_be_kept_for_whoever_asked_for_it(
    signed_in: SignIn, alice: User, dan: User, review: Review
) -> None:
    for reader in (alice, dan):
        answer = signed_in(reader).get(f"/reviews/{review.pk}")
        assert answer.headers["Offline-Copy-For"] == str(reader.pk)
        assert f'{READER} content="{reader.pk}">' in answer.text


@pytest.mark.parametrize("address", ["/", "/account", "/reviews/{}/submit", "/nowhere"])
def test_no_other_page_may_be_kept(signed_in: SignIn, alice: User, review: Review, address: str) -> None:
    answer = signed_in(alice).get(address.format(review.pk))
    assert "Offline-Copy-For" not in answer.headers
    assert f'{READER} content="{alice.pk}">' in answer.text


def test_the_page_for_signing_in_is_for_nobody(client: Client, db: None) -> None:
    assert f'{READER} content="">' in client.get("/sign-in").text


def test_a_page_about_an_error_of_ours_does_not_say_whose_it_is(rf: RequestFactory) -> None:
    assert READER not in server_error(rf.get("/")).text
