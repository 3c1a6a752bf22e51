"""The marks behind a figure."""

from typing import Any

import pytest

from annotations.models import Grade, MarkKind, Review, User, Version
from annotations.overview.marks import Conditions, Without, in_text_order, marks_behind
from annotations.overview.scope import Scope
from tests.exports.marking import credit, make_claim, make_contradiction, make_source, make_typo

DROPPED, DELAYED, MEN, DOUBT = (
    "the plan was dropped",
    "it was only delayed",
    "We never had 1,000 men there",
    "Critics doubt it",
)


@pytest.fixture
def marked(review: Review, version: Version, grades: dict[str, Grade]) -> Review:
    """Alice's review: a direct quote, a hedge, a claim in the outlet's own voice, one not yet graded, a typo, a contradiction."""
    sousa, ministry = make_source("Ana Sousa"), make_source("The ministry")
    men = make_claim(review, MEN, grade=grades["5"], check_worthy="yes", part="body")
    credit(men, sousa, mode="direct")
    credit(men, ministry, mode="paraphrase")
    credit(make_claim(review, DELAYED, grade=grades["1"], check_worthy="no"), None, mode="hedge")
    make_claim(review, DOUBT, grade=grades["0"], part="caption")
    credit(make_claim(review, DROPPED), ministry, mode="paraphrase")
    make_typo(review, "Monday", type="misspelling", severity="error")
    make_contradiction(
        review, (version, DROPPED), (version, DELAYED), type="negation", strength="strict", locus="source_outlet"
    )
    return review


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, 6),
        ({"kind": MarkKind.TYPO}, 1),
        ({"grades": ("5", "1")}, [DELAYED, MEN]),
        ({"graded": False}, [DROPPED]),
        ({"graded": True}, [DELAYED, MEN, DOUBT]),
        ({"without": Without.SOURCE}, [DELAYED, DOUBT]),
        ({"without": Without.NAME}, [DELAYED]),
        ({"without": Without.ATTRIBUTION}, [DOUBT]),
        ({"mode": "direct"}, [MEN]),
        ({"mode": "hedge"}, [DELAYED]),
        ({"check_worthy": "yes"}, [MEN]),
        ({"part": "caption"}, [DOUBT]),
        ({"severity": "error"}, ["Monday"]),
        ({"severity": "minor"}, []),
        ({"type": "misspelling"}, ["Monday"]),
        ({"type": "negation"}, [DROPPED]),
        ({"strengths": ("strict", "likely")}, [DROPPED]),
        ({"strengths": ("loose",)}, []),
        ({"locus": "source_outlet"}, [DROPPED]),
        ({"grades": ("1",), "mode": "hedge"}, [DELAYED]),
        ({"grades": ("5",), "mode": "hedge"}, []),
        ({"kind": MarkKind.TYPO, "grades": ("5",)}, []),
    ],
)
def test_marks_meet_every_condition(asked: dict[str, Any], found: list[str] | int, marked: Review, alice: User) -> None:
    scope = Scope(marked.round.story, alice)

    marks = list(in_text_order(marks_behind(scope, Conditions(**asked))))

    if isinstance(found, int):
        assert len(marks) == found
    else:
        assert [mark.spans.filter(attribution=None).order_by("order")[0].quote for mark in marks] == found


def test_a_source_and_a_mode_are_those_of_one_attribution(marked: Review, alice: User) -> None:
    sousa = marked.marks.get(claim__grade__key="5").claim.attributions.get(order=0).source
    scope = Scope(marked.round.story, alice)

    def found(mode: str) -> int:
        assert sousa is not None
        return marks_behind(scope, Conditions(sources=frozenset({sousa.pk}), mode=mode)).count()

    assert found("direct") == 1
    assert found("paraphrase") == 0
