"""What does not fit together in a claim is pointed out, and what fits is left alone."""

import uuid
from typing import Any

import pytest

from annotations.models import Codebook
from annotations.review.advice import RULES, advice
from annotations.review.content import ClaimContent
from tests.conftest import TEXT
from tests.wire import claim, place, read

SOURCE = str(uuid.uuid4())
SPAN = {"source_spans": [place(TEXT, "Ana Sousa")]}
CUE = {"cue_spans": [place(TEXT, "said")]}
NAMED = {"source": SOURCE} | SPAN | CUE


def said(**fields: Any) -> ClaimContent:
    content = read(claim(TEXT, "the plan was dropped", **fields))
    assert isinstance(content, ClaimContent)
    return content


def codes(content: ClaimContent) -> list[str]:
    return [rule.code for rule in RULES if rule.speaks(content)]


CASES: list[tuple[str | None, list[dict[str, Any]], list[str]]] = [
    (None, [], ["ungraded"]),
    (None, [NAMED], ["ungraded"]),
    ("6", [], []),
    ("6", [NAMED, NAMED], []),
    ("5", [NAMED], []),
    ("5", [], ["named-without-span"]),
    ("5", [{"source": SOURCE}], ["named-without-span"]),
    ("5", [NAMED | {"mode": "relay"}], ["relayed-above-4"]),
    ("5", [NAMED | {"relayed_by": SOURCE}], ["relayed-above-4"]),
    ("4", [NAMED | {"mode": "relay", "relayed_by": SOURCE}], []),
    ("4", [CUE], ["named-without-span"]),
    ("4", [SPAN], ["span-without-source"]),
    ("4", [{}, NAMED], []),
    ("3", [NAMED], []),
    ("3", [CUE], ["described-without-span"]),
    ("2", [NAMED], []),
    ("2", [], ["vague-without-span"]),
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
    assert codes(said(grade="6", confidence=confidence)) == expected


def test_every_rule_speaks_in_some_case() -> None:
    spoken = {code for _grade, _attributions, expected in CASES for code in expected}

    assert spoken | {"unsure"} == {rule.code for rule in RULES}
    assert len({rule.code for rule in RULES}) == len({rule.words for rule in RULES}) == len(RULES)


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
