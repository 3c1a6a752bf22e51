"""Django's admin: for admins alone, under the product's policy, and nothing that carries work is deleted."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotations.models import (
    Admission,
    Article,
    Codebook,
    Event,
    Outlet,
    Review,
    Role,
    Source,
    SourceKind,
    SourceName,
    Status,
    Story,
    User,
    Verb,
    Version,
)
from annotations.review.events import record
from annotations.review.states import source_state
from annotations.review.stories import make_story
from tests.views.pages import Page

SignIn = Callable[[User], Client]
LISTS = ["outlet", "source", "user", "codebook", "version", "event"]


@pytest.fixture
def client(dan: User, signed_in: SignIn) -> Client:
    """Dan's browser."""
    return signed_in(dan)


@pytest.fixture
def outlet(db: None) -> Outlet:
    return Outlet.objects.create(name="The Paper")


@pytest.fixture
def source(db: None) -> Source:
    made = Source.objects.create(kind=SourceKind.MEDIA, admission=Admission.ADMITTED)
    SourceName.objects.create(source=made, name="Tass")
    return made


def page(table: str, view: str = "changelist", *args: object) -> str:
    """The address of an admin page."""
    return reverse(f"admin:annotations_{table}_{view}", args=args)


def names(*rows: tuple[str, str], kept: list[SourceName] | None = None) -> dict[str, str]:
    """A form's fields for a source's names: name and place, the kept ones first."""
    rows_kept = kept or []
    fields = {"names-TOTAL_FORMS": str(len(rows)), "names-INITIAL_FORMS": str(len(rows_kept))}
    for number, (name, place) in enumerate(rows):
        fields |= {f"names-{number}-name": name, f"names-{number}-order": place}
    for number, row in enumerate(rows_kept):
        fields |= {f"names-{number}-id": str(row.pk), f"names-{number}-source": str(row.source_id)}
    return fields


# Who gets in


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


# Every page


@pytest.mark.parametrize("table", LISTS)
def test_a_list_opens_and_finds(client: Client, table: str, outlet: Outlet, source: Source, version: Version) -> None:
    assert client.get(page(table)).status_code == 200
    assert client.get(page(table), {"q": "The"}).status_code == 200


def _many(size: int, version: Version, dan: User, story: Story) -> None:
    """Rows of every table that the admin lists."""
    made = uuid.uuid4().hex[:8]
    for number in range(size):
        Outlet.objects.create(name=f"{made} {number}")
        User.objects.create_user(f"{made}{number}")
        Codebook.objects.create(name=made, version=number + 1)
        article = Article.objects.create(story=story, headline=f"{made} {number}")
        Version.objects.create(article=article, number=1, text="x", sha256="0" * 64, created_by=dan)
        source = Source.objects.create(kind=SourceKind.MEDIA, admission=Admission.ADMITTED)
        SourceName.objects.create(source=source, name=made)
        record(Verb.EDITED, user=dan, story=make_story(user=dan, title=made), article=article)


@pytest.mark.parametrize("table", LISTS)
def test_a_list_costs_the_same_however_long_it_is(
    client: Client, table: str, version: Version, dan: User, story: Story
) -> None:
    counts = []
    for size in (2, 10):
        _many(size, version, dan, story)
        with CaptureQueriesContext(connection) as queries:
            client.get(page(table))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_no_page_holds_what_the_policy_forbids(
    client: Client, dan: User, outlet: Outlet, source: Source, version: Version, codebook: Codebook
) -> None:
    make_story(user=dan, title="Another")
    pages = [page(table) for table in LISTS]
    pages += [page(table, "add") for table in ("outlet", "source", "user")]
    rows = [outlet, source, dan, codebook, version, Event.objects.get()]
    pages += [page(table, "change", row.pk) for table, row in zip(LISTS, rows, strict=True)]
    pages += [page(table, "history", row.pk) for table, row in zip(LISTS, rows, strict=True)]
    pages += ["/admin/", "/admin/password_change/", f"/admin/annotations/user/{dan.pk}/password/"]
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"], address
        assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\s(?:style|on\w+)=", _without_json(answer.text)), address


def _without_json(html: str) -> str:
    """The page without its blocks of JSON, which no browser runs."""
    return re.sub(r'<script[^>]*type="application/json".*?</script>', "", html, flags=re.DOTALL)


# Read only, and never deleted


@pytest.mark.parametrize("table", ["codebook", "version", "event"])
def test_what_is_to_be_read_can_not_be_added(client: Client, table: str) -> None:
    assert client.get(page(table, "add")).status_code == 403
    assert client.post(page(table, "add"), {}).status_code == 403


def test_codebooks_are_shown_with_their_grades_and_can_not_be_changed(client: Client, codebook: Codebook) -> None:
    address = page("codebook", "change", codebook.pk)
    assert "Primary or corroborated" in client.get(address).text
    assert client.post(address, {"name": "Mine", "version": "1"}).status_code == 403
    assert Codebook.objects.get().name == "Sourcing"


def test_a_version_is_shown_and_can_not_be_changed(client: Client, version: Version) -> None:
    address = page("version", "change", version.pk)
    assert "Ana Sousa" in client.get(address).text
    assert client.post(address, {"text": "Another text"}).status_code == 403
    before = version.text
    version.refresh_from_db()
    assert version.text == before


def test_an_event_can_not_be_changed(client: Client, dan: User) -> None:
    make_story(user=dan, title="Another")
    before = Event.objects.values().get()
    assert client.post(page("event", "change", before["id"]), {"verb": "edited"}).status_code == 403
    assert Event.objects.values().get() == before


@pytest.mark.parametrize("table", LISTS)
def test_nothing_is_deleted(
    client: Client, table: str, outlet: Outlet, source: Source, version: Version, codebook: Codebook, dan: User
) -> None:
    make_story(user=dan, title="Another")
    row = dict(zip(LISTS, [outlet, source, dan, codebook, version, Event.objects.get()], strict=True))[table]
    assert client.post(page(table, "delete", row.pk), {"post": "yes"}).status_code == 403
    client.post(page(table), {"action": "delete_selected", "_selected_action": str(row.pk), "post": "yes"})
    assert type(row)._default_manager.filter(pk=row.pk).exists()


# Outlets


def test_an_outlet_is_renamed_but_not_to_the_name_of_another(client: Client, outlet: Outlet) -> None:
    other = Outlet.objects.create(name="The Post")
    client.post(page("outlet", "change", other.pk), {"name": "The Herald"})
    answer = client.post(page("outlet", "change", outlet.pk), {"name": "the herald"})
    assert "There is an outlet of this name already." in answer.text
    assert set(Outlet.objects.values_list("name", flat=True)) == {"The Paper", "The Herald"}


# Sources


def said(source: Source) -> dict[str, object]:
    """What an event says of an entry of the register."""
    return source_state(source).model_dump(mode="json")


def test_a_source_that_an_admin_adds_is_in_the_register_at_once(client: Client, dan: User) -> None:
    assert 'value="admitted" selected' in client.get(page("source", "add")).text
    fields = {"kind": "media", "affiliation": "", "admission": "admitted"}
    client.post(page("source", "add"), fields | names(("Tass", ""), ("TASS", ""), ("Itar-Tass", "9")))
    source = Source.objects.get()
    assert (source.admission, source.created_by) == (Admission.ADMITTED, dan)
    assert list(source.names.values_list("name", "order")) == [("Tass", 0), ("TASS", 1), ("Itar-Tass", 9)]
    event = Event.objects.get()
    assert (event.verb, event.actor, event.source, event.before) == (Verb.MADE, dan, source, None)
    assert event.after == said(source) | {"names": ["Tass", "TASS", "Itar-Tass"]}


def test_a_change_of_a_source_is_an_event_with_what_stood_before(client: Client, source: Source) -> None:
    kept, before = list(source.names.all()), said(source)
    fields = {"kind": "institution", "affiliation": "Moscow", "admission": "admitted"}
    client.post(page("source", "change", source.pk), fields | names(("Tass", ""), ("TASS", ""), kept=kept))
    event = Event.objects.get()
    assert (event.verb, event.before) == (Verb.EDITED, before)
    assert event.after == before | {"kind": "institution", "affiliation": "Moscow", "names": ["Tass", "TASS"]}
    assert list(source.names.values_list("order", flat=True)) == [0, 1]


def test_a_name_without_a_place_stands_behind_those_that_have_one(client: Client) -> None:
    fields = {"kind": "media", "affiliation": "", "admission": "admitted"}
    client.post(page("source", "add"), fields | names(("TASS", ""), ("Tass", "0")))
    assert list(SourceName.objects.order_by("order").values_list("name", "order")) == [("Tass", 0), ("TASS", 1)]
    source = Source.objects.get()
    kept = list(source.names.order_by("order"))
    kept[1].order = 32_767
    kept[1].save()
    sent = names(("Tass", "0"), ("TASS", "32767"), ("Itar-Tass", ""), kept=kept)
    assert "There is no place left" in client.post(page("source", "change", source.pk), fields | sent).text


def test_a_change_of_an_account_is_an_event_without_its_password(client: Client, dan: User, alice: User) -> None:
    fields = {"username": "alice", "name": "Alice Moreau", "role": "adjudicator", "is_active": "on"}
    client.post(page("user", "change", alice.pk), fields)
    event = Event.objects.get()
    assert (event.verb, event.actor, event.before) == (Verb.EDITED, dan, {"role": "reviewer"})
    assert event.after == {"table": "account", "name": "Alice Moreau", "role": "adjudicator"}


def test_a_source_sent_as_it_is_is_no_event(client: Client, source: Source) -> None:
    send(client, source)
    assert not Event.objects.exists()


def test_the_name_with_the_lowest_place_is_shown_and_none_is_taken_away(client: Client, source: Source) -> None:
    SourceName.objects.create(source=source, name="TASS", order=1)
    kept = list(source.names.all())
    fields = {"kind": "media", "affiliation": "", "admission": "admitted", "names-0-DELETE": "on"}
    client.post(page("source", "change", source.pk), fields | names(("Tass", "7"), ("TASS", "1"), kept=kept))
    assert str(Source.objects.get()) == "TASS"
    assert list(source.names.values_list("name", "order")) == [("TASS", 1), ("Tass", 7)]


@pytest.mark.parametrize(
    ("fields", "rows", "words"),
    [
        ({}, [("", "")], "A source has a name, or words that describe it. Write them."),
        ({}, [("Tass", ""), ("Tass", "")], "Please correct the duplicate data"),
        ({}, [("Tass", "0"), ("TASS", "0")], "Please correct the duplicate data"),
        ({}, [("Tass", "32768")], "less than or equal to 32767"),
        ({"kind": "group"}, [("critics", "")], "group is not one of the available choices"),
        ({"admission": "proposed"}, [("Tass", "")], "proposed is not one of the available choices"),
    ],
    ids=[
        "without a name",
        "with a name twice",
        "with a place twice",
        "beyond the last place",
        "of one article",
        "proposed nowhere",
    ],
)
def test_it_refuses_a_source_that_the_table_would_refuse(
    client: Client, fields: dict[str, str], rows: list[tuple[str, str]], words: str
) -> None:
    fitting = {"kind": "media", "affiliation": "", "admission": "admitted"}
    assert words in client.post(page("source", "add"), fitting | fields | names(*rows)).text
    assert not Source.objects.exists()


@pytest.fixture
def critics(review: Review) -> Source:
    """An entry of one article, that Alice proposed in her review."""
    proposed = Source.objects.create(
        kind=SourceKind.GROUP, article=review.version.article, proposed_in=review, created_by=review.reviewer
    )
    SourceName.objects.create(source=proposed, name="critics")
    return proposed


def send(client: Client, source: Source, **fields: str) -> str:
    """Sends a source of one name as it stands, but for these fields; the page that answers."""
    sent = {"kind": source.kind, "affiliation": source.affiliation, "admission": source.admission} | fields
    kept = list(source.names.all())
    return client.post(page("source", "change", source.pk), sent | names((str(source), "0"), kept=kept)).text


@pytest.mark.parametrize("admission", [Admission.ADMITTED, Admission.REFUSED])
def test_what_was_proposed_is_admitted_or_refused(
    client: Client, dan: User, critics: Source, review: Review, admission: Admission
) -> None:
    send(client, critics, admission=admission)
    critics.refresh_from_db()
    assert (critics.admission, critics.created_by) == (admission, review.reviewer)
    event = Event.objects.get()
    assert (event.verb, event.actor, event.source, event.review) == (Verb(admission), dan, critics, review)


def test_a_source_of_one_article_can_not_become_a_person(client: Client, critics: Source) -> None:
    assert "person is not one of the available choices" in send(client, critics, kind="person")
    critics.refresh_from_db()
    assert critics.kind == SourceKind.GROUP


# Accounts


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


# Blind rounds hold here too


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
