"""The codebook, to read."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from annotations.models import Codebook, User

SignedIn = Callable[[User], Client]


@pytest.mark.parametrize("role", ["alice", "carol", "dan"])
def test_everybody_reads_each_grade_with_definition_and_example(
    request: pytest.FixtureRequest, signed_in: SignedIn, codebook: Codebook, role: str
) -> None:
    page = signed_in(request.getfixturevalue(role)).get(reverse("codebook", args=[codebook.pk])).text
    assert "Sourcing, version 1" in page
    for grade in codebook.grades.all():
        assert f'id="grade-{grade.key}"' in page
        assert f'<span class="u-{grade.key} k-0">{grade.label}</span>' in page
        assert f"<p>{grade.definition}</p>" in page
        assert f'<p class="example">{grade.example}</p>' in page


def test_the_kinds_of_mark_and_the_rules_stand_beside_the_grades(
    signed_in: SignedIn, alice: User, codebook: Codebook
) -> None:
    page = signed_in(alice).get(reverse("codebook", args=[codebook.pk])).text
    assert [
        kind for kind in ("Claim", "Source", "Cue", "Typo", "Contradiction") if f"</kbd> {kind}</dt>" not in page
    ] == []
    assert page.count('<li id="rule-') == 9


def test_an_older_codebook_leads_to_the_newer_one(signed_in: SignedIn, alice: User, codebook: Codebook) -> None:
    newer = Codebook.objects.create(name=codebook.name, version=2)
    page = signed_in(alice).get(reverse("codebook", args=[codebook.pk])).text
    assert f'<a href="{reverse("codebook", args=[newer.pk])}">Sourcing 2</a>' in page


@pytest.mark.parametrize("pk", [999, 10**21])
def test_a_codebook_that_does_not_exist_is_404(signed_in: SignedIn, alice: User, pk: int) -> None:
    assert signed_in(alice).get(reverse("codebook", args=[pk])).status_code == 404
