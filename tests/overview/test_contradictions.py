"""The contradictions of a story, with all their sides."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from annotations.models import Claim, Contradiction, Mark, Review, Span, Story, User, Version
from annotations.overview.contradictions import clashes
from annotations.overview.scope import Scope
from tests.conftest import TEXT
from tests.exports.marking import credit, make_claim, make_contradiction, make_source, submit

DROPPED, DELAYED = "the plan was dropped", "it was only delayed"


@pytest.fixture
def other(make_version: Callable[..., Version]) -> Version:
    return make_version(f"Minister confirms the plan\n\n{TEXT}")


def _at(claim: Claim, contradiction: Contradiction, order: int) -> None:
    Span.objects.filter(mark=contradiction.pk, role="side", order=order).update(side_claim=claim)


def test_strict_ones_come_first_and_all_sides_are_quoted(
    alice: User, story: Story, review: Review, version: Version, other: Version
) -> None:
    sides = ((version, DROPPED), (other, DELAYED), (other, DROPPED))
    for strength in ("", "loose", "likely", "strict"):
        made = make_contradiction(review, *sides, strength=strength)
        claim = make_claim(review, DROPPED)
        credit(claim, make_source("Ana Sousa"))
        _at(claim, made, 0)

    found = clashes(Scope(story, alice), 3)

    assert [clash.said.strength for clash in found] == ["strict", "likely", "loose"]
    first = found[0]
    assert [(side.article.pk, side.quote) for side in first.sides] == [
        (version.article_id, DROPPED),
        (other.article_id, DELAYED),
        (other.article_id, DROPPED),
    ]
    assert [side.sources for side in first.sides] == [["Ana Sousa"], [], []]


def test_who_vouches_shows_only_where_the_claim_may_be_read(
    alice: User, bob: User, story: Story, review: Review, bobs_review: Review, version: Version, other: Version
) -> None:
    elsewhere = Review.objects.create(reviewer=bob, version=other, round=story.current_round)
    claim = make_claim(elsewhere, DELAYED)
    credit(claim, make_source("Ana Sousa"))
    _at(claim, make_contradiction(bobs_review, (version, DROPPED), (other, DELAYED)), 1)
    submit(Review.objects.create(reviewer=alice, version=other, round=story.current_round))
    submit(bobs_review)
    assert clashes(Scope(story, alice), 9) == []

    submit(review)
    [clash] = clashes(Scope(story, alice), 9)
    assert [(side.claim, side.sources) for side in clash.sides] == [(None, []), (None, [])]

    submit(elsewhere)
    [clash] = clashes(Scope(story, alice), 9)
    assert [side.sources for side in clash.sides] == [[], ["Ana Sousa"]]


def test_those_at_certain_claims_can_be_asked_for(alice: User, story: Story, review: Review, version: Version) -> None:
    claim, other = make_claim(review, DROPPED), make_claim(review, DELAYED)
    made = make_contradiction(review, (version, DROPPED), (version, DELAYED))
    _at(claim, made, 0)

    assert len(clashes(Scope(story, alice), 9, at_claims=[claim.pk])) == 1
    assert clashes(Scope(story, alice), 9, at_claims=[other.pk]) == []

    Mark.objects.filter(pk=made.pk).update(withdrawn_at=timezone.now())
    assert clashes(Scope(story, alice), 9) == []
