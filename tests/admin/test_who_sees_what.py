"""Django's admin is for admins alone, and blind rounds hold there too."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotations.models import (
    Review,
    Role,
    Source,
    SourceKind,
    SourceName,
    Status,
    User,
    Verb,
)
from annotations.review.events import record
from annotations.review.stories import make_story
from tests.admin.forms import LISTS, page
from tests.fixtures import SignIn
from tests.views.pages import Page


@pytest.mark.parametrize("address", ["/admin/", "/admin/annotations/user/", "/admin/login/"])
def test_a_stranger_is_sent_to_the_one_sign_in_page(address: str, db: None) -> None:
    answer = Client().get(address, follow=True)
    where, _status = answer.redirect_chain[-1]
    wanted = address if address != "/admin/login/" else "/admin/"
    assert where == f"{reverse('sign-in')}?next={wanted}"
    assert "factcheck admin" not in answer.text


def test_the_admins_own_sign_in_takes_no_password(dan: User) -> None:
    answer = Client().post("/admin/login/", {"username": "dan", "password": "a-long-password"})
    assert answer.headers["Location"].startswith(reverse("sign-in"))
    assert "sessionid" not in answer.cookies


@pytest.mark.parametrize("person", ["alice", "carol"])
@pytest.mark.parametrize("table", LISTS)
def test_whoever_is_no_admin_gets_403(
    request: pytest.FixtureRequest, signed_in: SignIn, person: str, table: str
) -> None:
    answer = signed_in(request.getfixturevalue(person)).get(page(table), follow=True)
    assert answer.status_code == 403
    assert "factcheck admin" not in answer.text


def test_an_admin_gets_in(client: Client) -> None:
    answer = client.get("/admin/")
    assert answer.status_code == 200
    assert "factcheck admin" in answer.text
    assert client.get("/admin/login/").headers["Location"] == "/admin/"


def test_the_admin_leads_back_and_knows_no_groups(client: Client) -> None:
    index = Page(client.get("/admin/"))
    assert reverse("home") in index.links
    assert "View site" in index.words
    assert not any("/auth/" in link for link in index.links)


def test_whoever_signs_in_comes_to_the_page_asked_for(dan: User) -> None:
    sent = {"username": "dan", "password": "a-long-password", "next": page("outlet")}
    assert Client().post(reverse("sign-in"), sent, follow=True).redirect_chain == [(page("outlet"), 302)]


def test_signing_out_of_the_admin_leads_to_the_sign_in_page(client: Client) -> None:
    assert client.post("/admin/logout/").headers["Location"] == reverse("sign-in")
    assert client.get("/admin/").status_code == 302


def test_an_admin_who_still_reviews_sees_nothing_of_the_others_work(
    client: Client, dan: User, bobs_review: Review
) -> None:
    bobs = Source.objects.create(kind=SourceKind.MEDIA, proposed_in=bobs_review, created_by=bobs_review.reviewer)
    SourceName.objects.create(source=bobs, name="Bob’s find")
    event = record(Verb.PROPOSED, user=bobs_review.reviewer, source=bobs, review=bobs_review)
    edited = record(Verb.EDITED, user=bobs_review.reviewer, source=bobs)
    dans = Review.objects.create(reviewer=dan, version=bobs_review.version, round=bobs_review.round)
    hidden = [page("source", "change", bobs.pk), *(page("event", "change", one.pk) for one in (event, edited))]
    assert [client.get(address).status_code for address in hidden] == [302, 302, 302]
    assert "Bob’s find" not in client.get(page("source")).text
    dans.status, dans.submitted_at = Status.SUBMITTED, timezone.now()
    dans.save()
    assert [client.get(address).status_code for address in hidden] == [200, 200, 200]
    assert "Bob’s find" in client.get(page("source")).text


def test_an_admin_sees_what_other_admins_and_the_command_line_did(client: Client, carol: User) -> None:
    User.objects.filter(pk=carol.pk).update(role=Role.ADMIN)
    carol.refresh_from_db()
    make_story(user=None, title="From the command line")
    make_story(user=carol, title="From Carol")
    listed = client.get(page("event")).text
    assert "From the command line" in listed
    assert "command line" in listed
    assert "Carol Lindgren" in listed
