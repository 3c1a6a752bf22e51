"""Names as they are looked for: the same whatever their case and accents, and kept beside the name."""

from importlib import import_module

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from annotations.models import Source, SourceName, Story, User
from annotations.models.prepared import insert
from annotations.models.words import folded_name
from tests.exports.marking import make_source


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Delcy RODRÍGUEZ", "delcy rodriguez"),
        ("Rodri\u0301guez", "rodriguez"),
        ("Министр ЁЛКИН", "министр елкин"),
        ("Straße", "strasse"),
        ("ΟΔΥΣΣΕΥΣ", "οδυσσευσ"),
        ("हिन्दी", "हिन्दी"),
        ("“Many”", "“many”"),
    ],
)
def test_case_and_accents_are_passed_over(name: str, folded: str) -> None:
    assert folded_name(name) == folded


@given(st.text(), st.text())
def test_what_has_one_case_folded_is_one_name(name: str, beside: str) -> None:
    assert folded_name(name.casefold()) == folded_name(name)
    assert folded_name(name) in folded_name(f"{name} {beside}")


@pytest.mark.django_db
def test_a_row_keeps_its_name_folded_however_it_is_saved() -> None:
    source = make_source("Éva")
    SourceName.objects.bulk_create([SourceName(source=source, order=1, name="ÉVA I.")])
    insert(SourceName(source=source, order=2, name="Évá"))
    source.affiliation = "École"
    source.save()
    first = source.names.get(order=0)
    first.name = "Éve"
    first.save()

    assert list(source.names.values_list("folded", flat=True)) == ["eve", "eva i.", "eva"]
    assert Source.objects.get().affiliation_folded == "ecole"


@pytest.mark.django_db
def test_rows_from_before_are_filled() -> None:
    make_source("Éva", affiliation="École")
    make_source("Øya")
    SourceName.objects.update(folded="")
    Source.objects.update(affiliation_folded="")

    import_module("annotations.migrations.0009_names_as_they_are_looked_for").fill(apps, None)

    assert set(SourceName.objects.values_list("folded", flat=True)) == {"eva", "øya"}
    assert set(Source.objects.values_list("affiliation_folded", flat=True)) == {"ecole", ""}


def test_titles_and_people_from_before_are_filled(story: Story, alice: User) -> None:
    User.objects.update(name="Álice", name_folded="")
    Story.objects.update(title_folded="")

    for name in ("0010_titles_as_they_are_looked_for", "0011_people_as_they_are_looked_for"):
        import_module(f"annotations.migrations.{name}").fill(apps, None)

    assert [User.objects.get().name_folded, Story.objects.get().title_folded] == ["alice", "the plan"]
