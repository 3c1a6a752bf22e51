"""What a card says, worked out in the browser, is what the server wrote into the page; and so is the advice for every kind."""

import uuid
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Page

from annotations.models import Codebook, ContradictionType, Grade, Locus, Severity, Strength, TypoType
from annotations.review.advice import advice
from annotations.review.content import MarkedContent, MarkState, SourceState
from annotations.views.cards import CHOICES, Home, VersionName, Vocabulary, card
from tests.browser.rich_review import TEXT
from tests.wire import Wire, claim, place, read, typo

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
SOURCE = SourceState(
    id=uuid.UUID(int=1), names=["Ana Sousa"], kind="person", affiliation="", admission="admitted", only_here=False
)
REFERENCES = [
    {"address": "https://a.example/"},
    {"address": "https://b.example/", "archived_address": "https://archive.example/b", "seen": "2026-05-02"},
    {"address": "https://c.example/", "note": "The <paper’s> own rule"},
]

VERSIONS = {2: VersionName("The Other", "It lives"), 3: VersionName("", "Nobody knows whose")}
HERE = VersionName("The Gazette", "The plan")
HOMES = [Home("It lives", "/reviews/2?beside=1#c-3"), Home("It lives", "/reviews/4?beside=1#c-5", "b")]

IN_THE_BROWSER = """async ({ states, sources, grades, choices, versions, here, home }) => {
  const { Vocabulary, cardWords } = await import('/card-words.js');
  const { Sources } = await import('/sources.js');
  const vocabulary = new Vocabulary(grades, choices, new Sources(sources, null), versions, [], here);
  const entryOf = (state) => ({ ...state, home: home[state.id] ?? null, withdrawn: false, saved: state, trouble: null });
  return states.map((state) => cardWords(entryOf(state), vocabulary));
}"""


ACROSS = [(1, 2, 2), (1, 2, 3), (3, 1, 4)]


def _sides(*quotes: str) -> list[Wire]:
    return [{"version": 1, "span": place(TEXT, quote)} for quote in quotes]


def _typos() -> list[Wire]:
    kinds = product(["", *TypoType.values], ["", *Severity.values], [False, True])
    said = [{"type": kind, "severity": severity, "in_quotation": quoted} for kind, severity, quoted in kinds]
    return [
        typo(TEXT, "dropped", correction="withdrawn", references=REFERENCES, note="Is it?"),
        *(typo(TEXT, "dropped", **fields) for fields in said),
    ]


def _contradictions() -> list[Wire]:
    kinds = product(["", *ContradictionType.values], ["", *Strength.values], [None, False, True], ["", "As of <today>"])
    said: list[dict[str, Any]] = [
        {"type": kind, "strength": strength, "acknowledged": acknowledged, "note": note}
        for kind, strength, acknowledged, note in kinds
    ]
    said += [{"locus": locus, "references": REFERENCES} for locus in Locus.values]
    two, three = _sides("dropped", "only delayed"), _sides("dropped", "only delayed", "Critics doubt it")
    # The page shows a contradiction with one side while the other is looked for.
    ones = [{"kind": "contradiction", "sides": sides} for sides in (two[:1], three, *_across(three))]
    return [*({"kind": "contradiction", "sides": two, **fields} for fields in said), *ones]


def _across(sides: list[Wire]) -> list[list[Wire]]:
    """The sides in several articles, of which one has no known outlet and one is not known at all."""
    return [[side | {"version": version} for side, version in zip(sides, versions, strict=True)] for versions in ACROSS]


def _claims() -> list[Wire]:
    named = {"source": str(SOURCE.id), "cue_spans": [place(TEXT, "said")], "anonymity_reason": True}
    relayed = named | {"relayed_by": str(SOURCE.id), "mode": "relay", "anonymity_reason": False, "stance": "loaded"}
    return [
        claim(TEXT, "plan was"),
        claim(TEXT, "plan was", grade="0", references=REFERENCES),
        claim(TEXT, "plan was", grade="5", attributions=[named, relayed], part="body", check_worthy="yes"),
    ]


CONTENTS = [read(wire) for wire in [*_claims(), *_typos(), *_contradictions()]]


def _state(number: int, content: MarkedContent) -> MarkState:
    return MarkState(
        id=uuid.UUID(int=number), number=number, revision=1, created=AT, updated=AT, withdrawn=None, content=content
    )


def _grade(grade: Grade) -> dict[str, Any]:
    return {"key": grade.key, "rank": grade.rank, "label": grade.label}


def test_every_card_says_the_same_in_the_browser(modules_page: Page, codebook: Codebook) -> None:
    grades = list(codebook.grades.all())
    vocabulary = Vocabulary(grades, [SOURCE], VERSIONS, here=HERE)
    states = [_state(number, content) for number, content in enumerate(CONTENTS, 1)]
    # The last ones were made in other reviews.
    homes = {state.id: home for state, home in zip(states[-2:], HOMES, strict=True)}
    given = {
        "versions": {key: asdict(name) for key, name in VERSIONS.items()},
        "here": asdict(HERE),
        "home": {str(key): asdict(home) for key, home in homes.items()},
        "states": [state.model_dump(mode="json") for state in states],
        "sources": [SOURCE.model_dump(mode="json")],
        "grades": [_grade(grade) for grade in grades],
        "choices": CHOICES,
    }

    said = modules_page.evaluate(IN_THE_BROWSER, given)

    for state, words in zip(states, said, strict=True):
        there = card(state, vocabulary, homes.get(state.id))
        assert words == {
            "look": there.look,
            "badge": there.badge,
            "means": there.means,
            "number": there.number,
            "quote": there.quote,
            "said": list(there.said),
            "flags": list(there.flags),
            "facts": [list(fact) for fact in there.facts],
        }


def test_advice_for_every_kind_is_the_same_in_the_browser(modules_page: Page) -> None:
    said = modules_page.evaluate(
        "async (contents) => { const { advice } = await import('/advice.js'); return contents.map((one) => advice(one)); }",
        [content.model_dump(mode="json") for content in CONTENTS],
    )

    assert said == [advice(content) for content in CONTENTS]
