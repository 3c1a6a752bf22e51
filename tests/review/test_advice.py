"""What a mark lacks and what does not fit together in it is pointed out, and what fits is left alone."""

import uuid
from typing import Any

import pytest

from annotations.models import Codebook
from annotations.review.advice import OF_CLAIMS, OF_CONTRADICTIONS, OF_TYPOS, Concern, advice, spoken
from annotations.review.content import ClaimContent, MarkedContent
from tests.conftest import TEXT
from tests.wire import Wire, claim, place, read, typo

SOURCE = str(uuid.uuid4())
SPAN = {"source_spans": [place(TEXT, "Ana Sousa")]}
CUE = {"cue_spans": [place(TEXT, "said")]}
NAMED = {"source": SOURCE} | SPAN | CUE


def said(**fields: Any) -> ClaimContent:
    content = read(claim(TEXT, "the plan was dropped", **fields))
    assert isinstance(content, ClaimContent)
    return content


def codes(content: MarkedContent) -> list[str]:
    return [rule.code for rule in spoken(content)]


CASES: list[tuple[str | None, list[dict[str, Any]], list[str]]] = [
    (None, [], ["ungraded"]),
    (None, [NAMED], ["ungraded"]),
    ("6", [], ["evidence-without-link"]),
    ("6", [{"source": SOURCE}], []),
    ("6", [NAMED, NAMED], []),
    ("5", [NAMED], []),
    ("5", [], ["named-without-source"]),
    ("5", [{"source": SOURCE}], []),
    ("5", [NAMED | {"mode": "relay"}], ["relayed-above-4"]),
    ("5", [NAMED | {"relayed_by": SOURCE}], ["relayed-above-4"]),
    ("4", [NAMED | {"mode": "relay", "relayed_by": SOURCE}], []),
    ("4", [CUE], ["named-without-source"]),
    ("4", [CUE, {"source": SOURCE}], []),
    ("4", [SPAN], ["span-without-source"]),
    ("4", [{}, NAMED], []),
    ("3", [NAMED], []),
    ("3", [CUE], ["described-without-source"]),
    ("3", [{"source": SOURCE}], []),
    ("2", [NAMED], []),
    ("2", [], ["vague-without-source"]),
    ("2", [{"source": SOURCE}], []),
    ("1", [CUE], []),
    ("1", [CUE | {"mode": "hedge"}], []),
    ("1", [], ["hedge-without-cue"]),
    ("1", [NAMED], ["hedge-with-source"]),
    ("1", [{"source": SOURCE}], ["hedge-with-source", "hedge-without-cue"]),
    ("0", [], []),
    ("0", [CUE], []),
    ("0", [NAMED], ["unattributed-with-source"]),
    ("0", [SPAN], ["unattributed-with-source", "span-without-source"]),
    ("N", [], []),
    ("N", [NAMED], []),
]


@pytest.mark.parametrize(("grade", "attributions", "expected"), CASES)
def test_advice_follows_the_codebook(
    grade: str | None, attributions: list[dict[str, Any]], expected: list[str]
) -> None:
    assert codes(said(grade=grade, attributions=attributions)) == expected


@pytest.mark.parametrize(("confidence", "expected"), [("unsure", ["unsure"]), ("sure", []), ("", [])])
def test_doubt_is_shown(confidence: str, expected: list[str]) -> None:
    assert codes(said(grade="N", confidence=confidence)) == expected


def test_every_rule_for_claims_speaks_in_some_case() -> None:
    found = {code for _grade, _attributions, expected in CASES for code in expected}

    assert found | {"unsure"} == {rule.code for rule in OF_CLAIMS}
    assert len({rule.code for rule in OF_CLAIMS}) == len({rule.words for rule in OF_CLAIMS}) == len(OF_CLAIMS)


def test_every_grade_has_its_case(codebook: Codebook) -> None:
    assert {grade for grade, _attributions, _expected in CASES} - {None} == {
        grade.key for grade in codebook.grades.all()
    }


def test_advice_is_given_in_words_in_the_order_of_the_rules() -> None:
    assert advice(said(confidence="unsure", attributions=[SPAN])) == [
        "Not yet graded",
        "Unsure",
        "Source marked, but not named in the register",
    ]
    assert advice(said(grade="N")) == []


SIDES = [
    {"version": 1, "span": place(TEXT, "the plan was dropped")},
    {"version": 1, "span": place(TEXT, "it was only delayed")},
]


def apart(**fields: Any) -> Wire:
    """A contradiction that says this beside its sides."""
    return {"kind": "contradiction", "sides": SIDES, **fields}


@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        (typo(TEXT, "dropped"), ["Type not said", "Severity not said"]),
        (typo(TEXT, "dropped", type="misspelling"), ["Severity not said"]),
        (typo(TEXT, "dropped", severity="minor"), ["Type not said"]),
        (typo(TEXT, "dropped", type="misspelling", severity="error"), []),
        (apart(), ["Type not said", "Strength not said"]),
        (apart(type="number"), ["Strength not said"]),
        (apart(strength="strict"), ["Type not said"]),
        (apart(type="number", strength="loose"), []),
        (
            apart(type="world_knowledge", strength="likely", note=" "),
            ["Rests on world knowledge, but no note says on which fact"],
        ),
        (apart(type="world_knowledge", strength="likely", note="Monday was a holiday"), []),
    ],
)
def test_typos_and_contradictions_are_complete_as_the_codebook_says(wire: Wire, expected: list[str]) -> None:
    assert advice(read(wire)) == expected


@pytest.mark.parametrize(
    ("wire", "concerns"),
    [
        (claim(TEXT, "dropped"), [Concern.UNGRADED]),
        (claim(TEXT, "dropped", grade="N", confidence="unsure"), [Concern.UNSURE]),
        (claim(TEXT, "dropped", grade="6"), [Concern.ODD]),
        (claim(TEXT, "dropped", grade="4"), [Concern.INCOMPLETE]),
        (claim(TEXT, "dropped", grade="6", attributions=[SPAN]), [Concern.INCOMPLETE]),
        (claim(TEXT, "dropped", grade="0", attributions=[NAMED]), [Concern.ODD]),
        (typo(TEXT, "dropped", severity="style"), [Concern.INCOMPLETE]),
        (apart(strength="strict"), [Concern.INCOMPLETE]),
    ],
)
def test_each_piece_of_advice_has_its_concern(wire: Wire, concerns: list[Concern]) -> None:
    assert [rule.concern for rule in spoken(read(wire))] == concerns


def test_no_two_rules_for_one_kind_say_the_same() -> None:
    for rules in (OF_TYPOS, OF_CONTRADICTIONS):
        assert len({rule.code for rule in rules}) == len({rule.words for rule in rules}) == len(rules)
