"""The guidelines are whole: no choice without its meaning, no meaning without its choice, and no quote that nobody wrote."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import TextChoices

from annotations.models import SpanRole
from annotations.models.mark import MarkKind
from annotations.review import content
from annotations.review.guidelines import ARTICLES, CHAPTERS, GUIDELINES, RULES, Example, Guideline, Quote
from annotations.views.cards import CHOICES

FIXTURE = Path(content.__file__).parents[1] / "fixtures" / "default_codebook.json"
TEXTS = dict(zip(ARTICLES, (path.read_text() for path in sorted(settings.FACTCHECK_SEEDS.glob("*.txt"))), strict=True))


def examples() -> list[Example]:
    """Every example there is."""
    guidelines = list(GUIDELINES.values())
    entries = [entry for guideline in guidelines for entry in guideline.entries]
    return [
        *(example for guideline in guidelines for example in guideline.examples),
        *(example for entry in entries for example in entry.examples),
        *(example for rule in RULES for example in rule.examples),
    ]


QUOTES = list(dict.fromkeys(quote for example in examples() for quote in example.quotes))


def choices_of(guideline: Guideline) -> list[tuple[str, str]]:
    return [(entry.value, entry.label) for entry in guideline.entries]


def test_every_choice_of_a_mark_has_just_one_entry() -> None:
    chosen = [kind for kind in vars(content).values() if isinstance(kind, type) and issubclass(kind, TextChoices)]
    explained = [choices_of(guideline) for guideline in GUIDELINES.values()]

    fixed = [kind for kind in chosen if kind is not SpanRole]
    assert len(fixed) == 12
    assert [kind for kind in fixed if explained.count(kind.choices) != 1] == []


def test_every_menu_is_explained_in_its_own_order() -> None:
    assert {field: choices_of(GUIDELINES[field]) for field in CHOICES} == {
        field: list(words.items()) for field, words in CHOICES.items()
    }


def test_every_kind_of_mark_and_of_words_is_explained() -> None:
    kinds = [entry.value for entry in GUIDELINES["mark"].entries]

    roles = {SpanRole.SOURCE, SpanRole.CUE, SpanRole.RELAY}
    assert sorted(kinds) == sorted([*MarkKind.values, *roles])
    assert {entry.value for entry in GUIDELINES["complete"].entries} == set(MarkKind.values)


def test_no_two_guidelines_share_a_key() -> None:
    keys = [one.key for chapter in CHAPTERS for one in chapter.guidelines] + [chapter.key for chapter in CHAPTERS]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("quote", QUOTES, ids=lambda quote: f"{quote.article}: {quote.words[:40]}")
def test_every_quote_stands_in_its_sample_article(quote: Quote) -> None:
    assert quote.words in TEXTS[quote.article]
    assert quote.core in quote.words
    assert "".join(quote.cut) == quote.words


def test_nearly_every_choice_has_an_example() -> None:
    without = {
        f"{field}-{entry.value}" for field in CHOICES for entry in GUIDELINES[field].entries if not entry.examples
    }
    assert without == {
        "confidence-sure",
        "confidence-unsure",
        # Whoever speaks unnamed in a sample article is several people, or is named further on.
        "kind-unnamed_person",
        "typo_type-misspelling",
        "typo_type-duplicated_word",
        "contradiction_type-world_knowledge",
    }


def test_articles_are_called_by_their_headlines() -> None:
    assert {letter: text.partition("\n")[0] for letter, text in TEXTS.items()} == ARTICLES


def test_what_the_grades_quote_stands_in_a_sample_article() -> None:
    grades = [row["fields"] for row in json.loads(FIXTURE.read_text()) if row["model"] == "annotations.grade"]
    # “…” in a quote leaves words out, and its own marks stand around them.
    pieces = [piece.strip(" ‘’“”") for grade in grades for piece in re.split("…|”, “", grade["example"])]

    assert len(pieces) > len(grades)
    assert [piece for piece in pieces if not any(piece in text for text in TEXTS.values())] == []


def test_rules_are_nine() -> None:
    assert len(RULES) == 9


def test_a_deck_is_said_to_count_as_headline() -> None:
    assert "A deck counts as headline." in " ".join(entry.definition for entry in GUIDELINES["part"].entries)
