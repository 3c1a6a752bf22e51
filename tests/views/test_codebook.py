"""The codebook, to read: the grades, and what every other choice means."""

import re
from html import unescape
from itertools import pairwise

import pytest
from django.urls import reverse

from annotations.models import Codebook, Review, User
from annotations.review.guidelines import ARTICLES, CHAPTERS, GUIDELINES
from annotations.views.cards import CHOICES
from tests.fixtures import SignIn
from tests.views.pages import Page


@pytest.fixture
def page(signed_in: SignIn, alice: User, codebook: Codebook) -> str:
    """The codebook's page, as Alice reads it."""
    return signed_in(alice).get(reverse("codebook", args=[codebook.pk])).text


def anchors(page: str) -> list[str]:
    """What a link into the page can lead to."""
    return re.findall(r'\bid="([^"]+)"', page)


@pytest.mark.parametrize("role", ["alice", "carol", "dan"])
def test_everybody_reads_each_grade_with_definition_and_example(
    request: pytest.FixtureRequest, signed_in: SignIn, codebook: Codebook, role: str
) -> None:
    page = signed_in(request.getfixturevalue(role)).get(reverse("codebook", args=[codebook.pk])).text
    assert "Sourcing, version 1" in page
    for grade in codebook.grades.all():
        assert f'id="grade-{grade.key}"' in page
        assert f'<span class="u-{grade.key} k-0">{grade.label}</span>' in page
        assert f"<p>{grade.definition}</p>" in page
        assert f'<p class="example">{grade.example}</p>' in unescape(page)


def test_each_choice_stands_there_with_its_meaning_and_its_examples(page: str) -> None:
    there, said = anchors(page), unescape(page)
    for key, guideline in GUIDELINES.items():
        assert key in there
        assert f"<p>{guideline.purpose}</p>" in said
        for entry in guideline.entries:
            assert f"{key}-{entry.value}" in there
            assert f"<p>{entry.definition}</p>" in said
    quotes = [re.sub("<.*?>", "", quote) for quote in re.findall("<q>(.*?)</q>", said)]
    shown = [quote.words for one in GUIDELINES.values() for example in one.examples for quote in example.quotes]
    assert set(shown) < set(quotes)


def test_every_value_of_every_menu_has_an_anchor(page: str) -> None:
    wanted = {f"{field}-{value}" for field, words in CHOICES.items() for value in words} | set(CHOICES)
    assert wanted - set(anchors(page)) == set()


def test_the_kinds_of_mark_and_the_rules_are_there(page: str) -> None:
    for key, kind in zip("CSQRTX", ("Claim", "Source", "Cue", "Relay", "Typo", "Contradiction"), strict=True):
        assert f"<dt><kbd>{key}</kbd> {kind}</dt>" in page
    assert page.count('<li id="rule-') == 9
    assert '“the Kremlin”) is <span class="chip g-3"><span class="vh">grade </span>3</span>' in unescape(page)


def test_the_contents_lead_to_every_part(signed_in: SignIn, alice: User, codebook: Codebook) -> None:
    answer = signed_in(alice).get(reverse("codebook", args=[codebook.pk]))
    there = anchors(answer.text)
    assert len(there) == len(set(there))
    led_to = [link.removeprefix("#") for link in Page(answer).links if link.startswith("#")]
    assert set(led_to) <= set(there)
    assert {*GUIDELINES, *(chapter.key for chapter in CHAPTERS), "grades", "rules", "grade-N"} <= set(led_to)


def test_headings_go_down_one_step_at_a_time(page: str) -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_it_says_where_the_examples_are_from(page: str) -> None:
    for letter, headline in ARTICLES.items():
        assert f'<dt>{letter}</dt><dd class="serif">{headline}</dd>' in unescape(page)


def test_every_choice_of_a_card_leads_to_what_it_means(signed_in: SignIn, alice: User, review: Review) -> None:
    client = signed_in(alice)
    cards = client.get(reverse("review", args=[review.pk])).text
    codebook = reverse("codebook", args=[review.round.codebook_id])
    there = set(anchors(client.get(codebook).text))
    explained = set()
    for choice in re.findall('<div class="menu">.*?</a>', cards, re.DOTALL):
        (key,) = re.findall(rf'<a class="guideline-link" href="{codebook}#([^"]+)" target="_blank"', choice)
        values = re.findall(r'value="([^"]+)"', choice)
        assert {key, *(f"{key}-{value}" for value in values)} <= there
        assert f'<span class="vh">{GUIDELINES[key].title}: what the choices mean, in the codebook</span>' in choice
        explained.add(key)
    # How sure one is of a grade is a box to tick.
    assert explained == {*CHOICES, "anonymity_reason", "acknowledged"} - {"confidence"}


def test_an_older_codebook_leads_to_the_newer_one(signed_in: SignIn, alice: User, codebook: Codebook) -> None:
    newer = Codebook.objects.create(name=codebook.name, version=2)
    page = signed_in(alice).get(reverse("codebook", args=[codebook.pk])).text
    assert f'<a href="{reverse("codebook", args=[newer.pk])}">Sourcing 2</a>' in page


@pytest.mark.parametrize("pk", [999, 10**21])
def test_a_codebook_that_does_not_exist_is_404(signed_in: SignIn, alice: User, pk: int) -> None:
    assert signed_in(alice).get(reverse("codebook", args=[pk])).status_code == 404
