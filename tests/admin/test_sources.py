"""The register of sources in the admin: added, changed, admitted and refused, each as an event."""

import pytest
from django.test import Client

from annotations.models import (
    Admission,
    Event,
    Review,
    Source,
    SourceKind,
    SourceName,
    User,
    Verb,
)
from annotations.review.states import source_state
from tests.admin.forms import names, page


def said(source: Source) -> dict[str, object]:
    """What an event says of an entry of the register."""
    return source_state(source).model_dump(mode="json")


def test_a_source_that_an_admin_adds_is_in_the_register_at_once(client: Client, dan: User) -> None:
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
    ],
    ids=[
        "without a name",
        "with a name twice",
        "with a place twice",
        "beyond the last place",
        "of one article",
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
def test_what_was_proposed_is_decided_on_elsewhere(client: Client, critics: Source, admission: Admission) -> None:
    send(client, critics, admission=admission, merged_into=str(critics.pk))
    critics.refresh_from_db()
    assert (critics.admission, critics.merged_into) == (Admission.PROPOSED, None)
    assert not Event.objects.exists()


def test_the_name_of_another_source_is_refused(client: Client, source: Source) -> None:
    other = Source.objects.create(kind=SourceKind.INSTITUTION, admission=Admission.ADMITTED)
    SourceName.objects.create(source=other, name="The agency")
    kept = list(other.names.all())
    fields = {"kind": "institution", "affiliation": ""}
    sent = fields | names(("The agency", "0"), ("TASS", ""), kept=kept)
    assert "merge the two instead" in client.post(page("source", "change", other.pk), sent).text
    assert "merge the two instead" in client.post(page("source", "add"), fields | names(("tass", ""))).text
    assert list(SourceName.objects.order_by("name").values_list("name", flat=True)) == ["Tass", "The agency"]


def test_a_source_of_one_article_can_not_become_a_person(client: Client, critics: Source) -> None:
    assert "person is not one of the available choices" in send(client, critics, kind="person")
    critics.refresh_from_db()
    assert critics.kind == SourceKind.GROUP
