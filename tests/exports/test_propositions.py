"""propositions.csv, follow_ups.csv, and what other tables say of propositions: which are told, and to whom."""

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.models import Claim, FollowUp, Grade, Mark, Proposition, Review, Story, User, Verb, Version
from annotations.review.events import record
from annotations.review.follow_ups import follow_up
from annotations.review.propositions import group_claims, reword
from tests.exports.marking import MARKED, credit, make_claim, make_source, submit
from tests.exports.opened import exported

DROPPED = "the plan was dropped"
SAID = "The plan is off."


@pytest.fixture
def beside(alice: User, review: Review, make_version: Callable[..., Version]) -> Review:
    """Alice's review of another article of the story."""
    return Review.objects.create(
        reviewer=alice, version=make_version("Plan off\n\nThe plan is off."), round=review.round
    )


@pytest.fixture
def claims(review: Review, beside: Review, grades: dict[str, Grade]) -> list[Claim]:
    """Two claims of Alice's, in two articles."""
    return [make_claim(review, DROPPED, grade=grades["4"]), make_claim(beside, "The plan is off")]


@pytest.fixture
def proposition(alice: User, story: Story, claims: list[Claim]) -> Proposition:
    """What the two say alike."""
    return group_claims(user=alice, story=story, words=SAID, claims=[claim.pk for claim in claims]).proposition


def test_each_claim_of_a_proposition_stands_in_one_record(
    proposition: Proposition, claims: list[Claim], review: Review, beside: Review, story: Story
) -> None:
    credit(claims[0], make_source("Ana Sousa"))
    make_claim(review, "Critics doubt it")

    first, second = exported(story).records("propositions")

    assert first == {
        "proposition": str(proposition.pk),
        "words": SAID,
        "story": "the-plan",
        "article": str(review.version.article_id),
        "headline": "Minister denies the plan",
        "outlet": "",
        "url": "",
        "version": "1",
        "text_sha256": review.version.sha256,
        "review": str(review.pk),
        "reviewer": "alice",
        "round": "1",
        "review_kind": "first",
        "status": "assigned",
        "mark_id": str(claims[0].pk),
        "start": "71",
        "end": "91",
        "quote": DROPPED,
        "prefix": " Ana Sousa, said on Monday that ",
        "suffix": ". Recent reports suggest it was ",
        "grade": "4",
        "grade_rank": "4",
        "grade_label": claims[0].grade.label if claims[0].grade else "",
        "sources": "Ana Sousa",
        "codebook": "Sourcing 1",
    }
    assert (second["proposition"], second["mark_id"], second["grade"], second["sources"]) == (
        str(proposition.pk),
        str(claims[1].pk),
        "",
        "",
    )


def test_marks_say_in_which_proposition_they_are(
    proposition: Proposition, claims: list[Claim], review: Review, story: Story
) -> None:
    make_claim(review, "Critics doubt it")

    told = {record["mark_id"]: record["proposition"] for record in exported(story).records("marks")}

    assert sorted(told.values()) == ["", str(proposition.pk), str(proposition.pk)]
    assert told[str(claims[0].pk)] == str(proposition.pk)


def test_a_withdrawn_claim_is_in_no_record(proposition: Proposition, claims: list[Claim], story: Story) -> None:
    Mark.objects.filter(pk=claims[0].pk).update(withdrawn_at=MARKED)

    assert [record["mark_id"] for record in exported(story).records("propositions")] == [str(claims[1].pk)]


def test_what_was_done_to_propositions_is_told_behind_the_reviews(
    proposition: Proposition, alice: User, carol: User, review: Review, story: Story
) -> None:
    reword(user=alice, proposition=proposition, words="It is off.")
    record(Verb.SUBMITTED, user=alice, review=review)

    reviewed, grouped, edited = exported(story).records("events")

    assert (reviewed["verb"], reviewed["proposition"]) == ("submitted", "")
    assert (grouped["verb"], grouped["proposition"], grouped["review"]) == ("grouped", str(proposition.pk), "")
    assert json.loads(grouped["after"])["words"] == SAID
    assert (edited["verb"], edited["actor"]) == ("edited", "alice")
    assert json.loads(edited["after"])["words"] == "It is off."


def test_in_a_blind_round_a_proposition_is_told_once_all_of_it_may_be_read(
    proposition: Proposition, claims: list[Claim], carol: User, review: Review, beside: Review, story: Story
) -> None:
    submit(review)

    hidden = exported(story, user=carol)
    assert hidden.records("propositions") == []
    assert [(one["mark_id"], one["proposition"]) for one in hidden.records("marks")] == [(str(claims[0].pk), "")]
    assert SAID.encode() not in b"".join(content for name, content in hidden.files().items() if name.endswith(".csv"))

    submit(beside)
    told = exported(story, user=carol)
    assert len(told.records("propositions")) == 2
    assert [one["verb"] for one in told.records("events")] == ["grouped"]


def test_a_proposition_and_its_past_are_not_told_to_whoever_has_still_to_review_something(
    proposition: Proposition, claims: list[Claim], carol: User, review: Review, beside: Review, story: Story
) -> None:
    for one in (review, beside):
        submit(one)
    own = Review.objects.create(reviewer=carol, version=beside.version, round=beside.round)
    Claim.objects.filter(pk=claims[1].pk).update(proposition=None)

    told = exported(story, user=carol)
    assert told.records("propositions") == []
    assert told.records("events") == []

    submit(own)
    assert len(exported(story, user=carol).records("propositions")) == 1
    assert [one["verb"] for one in exported(story, user=carol).records("events")] == ["grouped"]


def test_what_became_of_a_claim_stands_in_a_table_of_its_own(
    claims: list[Claim], alice: User, carol: User, bobs_review: Review, story: Story
) -> None:
    hidden = make_claim(bobs_review, DROPPED)
    for claim in (claims[0], hidden):
        FollowUp.objects.create(claim=claim, holder=claim.mark.review.reviewer, progress="passed_on", updated=MARKED)
    submit(claims[0].mark.review)

    (told,) = exported(story, user=carol).records("follow_ups")

    assert told == {
        "mark_id": str(claims[0].pk),
        "progress": "passed_on",
        "holder": "alice",
        "checked_at": "",
        "followed_up": "2026-05-01T12:30:00Z",
    }
    assert len(exported(story).records("follow_ups")) == 2


def test_following_up_is_told_among_what_was_done_in_the_review(claims: list[Claim], alice: User, story: Story) -> None:
    follow_up(user=alice, claim_id=claims[0].pk, revision=0, progress="passed_on", holder=alice, address="")

    (told,) = exported(story).records("events")

    assert (told["verb"], told["mark_id"], told["before"]) == ("followed_up", str(claims[0].pk), "")
    assert json.loads(told["after"]) == {"address": "", "holder": "alice", "progress": "passed_on"}


def test_sixty_propositions_cost_no_more_queries_than_one(
    review: Review, alice: User, story: Story, grades: dict[str, Grade]
) -> None:
    def grow(times: int) -> None:
        for _ in range(times):
            says = Proposition.objects.create(reviewer=alice, round=review.round, words=SAID, created=timezone.now())
            claim = make_claim(review, DROPPED, grade=grades["2"], proposition=says)
            FollowUp.objects.create(claim=claim, holder=alice, updated=MARKED)
            credit(claim, make_source("Ana Sousa"))
            record(Verb.GROUPED, user=alice, story=story, proposition=says)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            exported(story)
        return len(captured)

    grow(1)
    with_one = queries()
    grow(59)

    assert queries() == with_one
