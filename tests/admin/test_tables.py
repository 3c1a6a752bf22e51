"""The admin's pages of all tables: they open under the product's policy, and nothing that carries work is changed or deleted."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.models import (
    Admission,
    Article,
    Codebook,
    Event,
    Outlet,
    Source,
    SourceKind,
    SourceName,
    Story,
    User,
    Verb,
    Version,
)
from annotations.review.events import record
from annotations.review.stories import make_story
from tests.admin.forms import LISTS, page


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


def test_an_outlet_is_renamed_but_not_to_the_name_of_another(client: Client, outlet: Outlet) -> None:
    other = Outlet.objects.create(name="The Post")
    client.post(page("outlet", "change", other.pk), {"name": "The Herald"})
    answer = client.post(page("outlet", "change", outlet.pk), {"name": "the herald"})
    assert "There is an outlet of this name already." in answer.text
    assert set(Outlet.objects.values_list("name", flat=True)) == {"The Paper", "The Herald"}


def test_an_outlet_is_merged_on_its_own_page_only(client: Client, outlet: Outlet) -> None:
    other = Outlet.objects.create(name="The Post")
    client.post(page("outlet", "change", other.pk), {"name": "The Post", "merged_into": outlet.pk})
    assert not Outlet.objects.exclude(merged_into=None).exists()
    Outlet.objects.filter(pk=other.pk).update(merged_into=outlet)
    client.post(page("outlet", "change", other.pk), {"name": "Another name"})
    assert Outlet.objects.get(pk=other.pk).name == "The Post"


def test_renaming_an_outlet_is_an_event_of_it(client: Client, outlet: Outlet, dan: User) -> None:
    client.post(page("outlet", "change", outlet.pk), {"name": "The Herald"})
    event = Event.objects.get()
    assert (event.verb, event.actor, event.outlet, event.before, event.after) == (
        "edited",
        dan,
        outlet,
        {"name": "The Paper"},
        {"name": "The Herald"},
    )
