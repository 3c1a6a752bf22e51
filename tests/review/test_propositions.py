"""Saying that claims say alike, and what they say."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from annotations.models import Article, Claim, Event, Mark, Proposition, Review, Round, Story, User, Version
from annotations.review.propositions import add_claims, group_claims, reword, take_out_claims, undo_grouping
from annotations.review.refusals import Closed, Conflict, NotThere, Unfit
from tests.exports.marking import make_claim, submit
from tests.review.conftest import refused

WORDS = ("the plan was dropped", "it was only delayed", "We never had 1,000 men there", "Critics doubt it")
SAYS = "The plan is no more."


@pytest.fixture
def second(alice: User, story: Story, make_version: Callable[..., Version]) -> Review:
    """Alice's review of another article of the story."""
    return Review.objects.create(reviewer=alice, version=make_version(), round=story.current_round)


@pytest.fixture
def claims(review: Review, second: Review) -> list[uuid.UUID]:
    """Two claims of one article, and two of the other."""
    return [make_claim(home, words).pk for home, words in zip((review, review, second, second), WORDS, strict=True)]


@pytest.fixture
def grouped(alice: User, story: Story, claims: list[uuid.UUID]) -> Proposition:
    """The first three claims, as one proposition."""
    return group_claims(user=alice, story=story, words=SAYS, claims=claims[:3]).proposition


def members(proposition: Proposition) -> set[uuid.UUID]:
    return set(Claim.objects.filter(proposition=proposition).values_list("pk", flat=True))


def newest() -> Any:
    return Event.objects.latest("pk")


def texts(claims: list[uuid.UUID]) -> list[str]:
    return sorted(str(one) for one in claims)


def test_claims_of_two_articles_become_one_proposition(alice: User, story: Story, claims: list[uuid.UUID]) -> None:
    made = group_claims(user=alice, story=story, words="  The plan \n is no more. ", claims=claims[1:3])

    assert members(made.proposition) == set(claims[1:3])
    assert (made.proposition.words, made.proposition.reviewer, made.came) == (SAYS, alice, 0)
    event = newest()
    assert (event.verb, event.story, event.proposition) == ("grouped", story, made.proposition)
    assert event.before is None
    assert event.after == {"words": SAYS, "claims": texts(claims[1:3])}


def test_a_claim_comes_from_another_proposition_which_is_dissolved_if_left_with_one(
    alice: User, story: Story, claims: list[uuid.UUID], grouped: Proposition
) -> None:
    made = group_claims(user=alice, story=story, words="Something else.", claims=[claims[0], claims[1], claims[3]])

    assert made.came == 2
    assert members(made.proposition) == {claims[0], claims[1], claims[3]}
    assert members(grouped) == set()
    assert newest().before["elsewhere"] == dict.fromkeys(texts(claims[:3]), str(grouped.pk))

    undo_grouping(user=alice, proposition=made.proposition, change=made.change)
    assert members(grouped) == set(claims[:3])
    assert members(made.proposition) == set()


def test_claims_are_put_in_and_taken_out(alice: User, claims: list[uuid.UUID], grouped: Proposition) -> None:
    add_claims(user=alice, proposition=grouped, claims=[claims[3], claims[0]])
    assert members(grouped) == set(claims)
    assert newest().verb == "grouped"

    left = take_out_claims(user=alice, proposition=grouped, claims=claims[:2])
    assert not left.is_dissolved
    assert members(grouped) == set(claims[2:])
    event = newest()
    assert (event.verb, event.before["claims"], event.after["claims"]) == ("edited", texts(claims), texts(claims[2:]))


@pytest.mark.parametrize("number", [2, 3])
def test_with_fewer_than_two_left_it_is_dissolved_and_undo_brings_it_back(
    number: int, alice: User, claims: list[uuid.UUID], grouped: Proposition
) -> None:
    done = take_out_claims(user=alice, proposition=grouped, claims=claims[:number])

    assert done.is_dissolved
    assert members(grouped) == set()
    assert newest().after is None

    undo_grouping(user=alice, proposition=grouped, change=newest().change)
    assert members(grouped) == set(claims[:3])


def test_the_one_that_is_left_stays_in_it_once_it_was_submitted(
    alice: User, second: Review, claims: list[uuid.UUID], grouped: Proposition
) -> None:
    submit(second)

    done = take_out_claims(user=alice, proposition=grouped, claims=claims[:2])

    assert not done.is_dissolved
    assert members(grouped) == {claims[2]}


def test_words_can_be_changed_until_a_claim_is_submitted(
    alice: User, second: Review, claims: list[uuid.UUID], grouped: Proposition
) -> None:
    assert reword(user=alice, proposition=grouped, words="It was dropped.").words == "It was dropped."
    assert newest().before["words"] == SAYS
    count = Event.objects.count()
    reword(user=alice, proposition=grouped, words="It was dropped.")
    assert Event.objects.count() == count

    submit(second)
    refused(Closed, "closed", lambda: reword(user=alice, proposition=grouped, words="Not so."))


def test_a_submitted_claim_is_neither_put_in_nor_taken_out_but_others_are(
    alice: User, story: Story, second: Review, claims: list[uuid.UUID], grouped: Proposition
) -> None:
    submit(second)

    refused(Closed, "closed", lambda: add_claims(user=alice, proposition=grouped, claims=[claims[3]]))
    refused(Closed, "closed", lambda: take_out_claims(user=alice, proposition=grouped, claims=[claims[2]]))
    refused(Closed, "closed", lambda: group_claims(user=alice, story=story, words="x", claims=claims[2:]))
    refused(Closed, "closed", lambda: undo_grouping(user=alice, proposition=grouped, change=newest().change))
    take_out_claims(user=alice, proposition=grouped, claims=[claims[0]])
    assert members(grouped) == set(claims[1:3])
    add_claims(user=alice, proposition=grouped, claims=[claims[0]])
    assert members(grouped) == set(claims[:3])


@pytest.mark.parametrize(
    ("words", "code"),
    [("", "no-words"), (" \n ", "no-words"), ("a" * 501, "too-long"), ("a\x00b", "unfit"), ("a\ud800", "unfit")],
)
def test_words_that_do_not_fit_are_refused(
    words: str, code: str, alice: User, story: Story, claims: list[uuid.UUID], grouped: Proposition
) -> None:
    refused(Unfit, code, lambda: group_claims(user=alice, story=story, words=words, claims=claims))
    refused(Unfit, code, lambda: reword(user=alice, proposition=grouped, words=words))


def test_claims_that_do_not_fit_are_refused(
    alice: User, bob: User, story: Story, claims: list[uuid.UUID], bobs_review: Review, version: Version
) -> None:
    bobs = make_claim(bobs_review, WORDS[0]).pk
    gone = claims[3]
    Mark.objects.filter(pk=gone).update(withdrawn_at=timezone.now())
    other = Story.objects.create(title="Another", slug="another")
    Round.objects.create(story=other, number=1, codebook=story.current_round.codebook)

    def group(*chosen: uuid.UUID, within: Story = story) -> Callable[[], object]:
        return lambda: group_claims(user=alice, story=within, words=SAYS, claims=chosen)

    refused(Unfit, "unknown-claim", group(claims[0], bobs))
    refused(Unfit, "unknown-claim", group(claims[0], uuid.uuid4()))
    refused(Unfit, "unknown-claim", group(claims[0], claims[1], within=other))
    refused(Unfit, "withdrawn-claim", group(claims[0], gone))
    refused(Unfit, "too-few-claims", group(claims[0], claims[0]))
    refused(Unfit, "too-few-claims", group())
    Round.objects.create(story=story, number=2, codebook=story.current_round.codebook)
    refused(Unfit, "unknown-claim", group(claims[0], claims[1]))


def test_nobody_changes_anothers_proposition(bob: User, claims: list[uuid.UUID], grouped: Proposition) -> None:
    changes: list[Callable[[], object]] = [
        lambda: add_claims(user=bob, proposition=grouped, claims=[]),
        lambda: take_out_claims(user=bob, proposition=grouped, claims=claims[:1]),
        lambda: reword(user=bob, proposition=grouped, words="Mine."),
        lambda: undo_grouping(user=bob, proposition=grouped, change=newest().change),
    ]
    for change in changes:
        refused(NotThere, "not-found", change)


def test_nothing_to_put_in_or_take_out_is_said(alice: User, claims: list[uuid.UUID], grouped: Proposition) -> None:
    refused(Unfit, "too-few-claims", lambda: add_claims(user=alice, proposition=grouped, claims=claims[:1]))
    refused(Unfit, "too-few-claims", lambda: take_out_claims(user=alice, proposition=grouped, claims=claims[3:]))


def test_an_archived_story_takes_no_changes(
    alice: User, story: Story, claims: list[uuid.UUID], grouped: Proposition
) -> None:
    Story.objects.update(archived_at=timezone.now())

    changes: list[Callable[[], object]] = [
        lambda: group_claims(user=alice, story=story, words=SAYS, claims=claims),
        lambda: add_claims(user=alice, proposition=grouped, claims=claims),
        lambda: take_out_claims(user=alice, proposition=grouped, claims=claims[:1]),
        lambda: reword(user=alice, proposition=grouped, words="New."),
    ]
    for change in changes:
        refused(Closed, "archived", change)


def test_claims_of_an_archived_article_stay_where_they_are(
    alice: User, story: Story, second: Review, claims: list[uuid.UUID]
) -> None:
    made = group_claims(user=alice, story=story, words=SAYS, claims=claims[1:3])
    Article.objects.filter(pk=second.version.article_id).update(archived_at=timezone.now())

    changes: list[Callable[[], object]] = [
        lambda: group_claims(user=alice, story=story, words=SAYS, claims=claims),
        lambda: add_claims(user=alice, proposition=made.proposition, claims=claims[3:]),
        lambda: take_out_claims(user=alice, proposition=made.proposition, claims=claims[2:3]),
        lambda: reword(user=alice, proposition=made.proposition, words="New."),
        lambda: undo_grouping(user=alice, proposition=made.proposition, change=made.change),
    ]
    for change in changes:
        refused(Closed, "archived", change)
    # What is of the other article moves, and leaves the archived one in its place.
    take_out_claims(user=alice, proposition=made.proposition, claims=claims[1:2])
    assert members(made.proposition) == {claims[2]}


def test_undo_is_refused_once_the_claims_were_grouped_anew(
    alice: User, story: Story, claims: list[uuid.UUID], grouped: Proposition
) -> None:
    change = newest().change
    group_claims(user=alice, story=story, words="Else.", claims=[claims[0], claims[3]])

    refused(Conflict, "moved-since", lambda: undo_grouping(user=alice, proposition=grouped, change=change))


def test_undo_is_refused_once_a_claim_that_was_released_is_in_another_proposition(
    alice: User, story: Story, claims: list[uuid.UUID], grouped: Proposition
) -> None:
    taken = take_out_claims(user=alice, proposition=grouped, claims=claims[:1])
    other = group_claims(user=alice, story=story, words="Else.", claims=[claims[0], claims[3]]).proposition

    refused(Conflict, "moved-since", lambda: undo_grouping(user=alice, proposition=grouped, change=taken.change))
    assert members(other) == {claims[0], claims[3]}


def test_a_change_is_undone_once_and_not_after_another_one(
    alice: User, claims: list[uuid.UUID], grouped: Proposition
) -> None:
    taken = take_out_claims(user=alice, proposition=grouped, claims=claims[:1]).change
    undone = undo_grouping(user=alice, proposition=grouped, change=taken).change
    refused(Conflict, "changed-since", lambda: undo_grouping(user=alice, proposition=grouped, change=taken))
    assert members(grouped) == set(claims[:3])

    reword(user=alice, proposition=grouped, words="It was dropped.")
    refused(Conflict, "changed-since", lambda: undo_grouping(user=alice, proposition=grouped, change=undone))


def test_a_withdrawn_claim_stays_in_its_proposition(alice: User, claims: list[uuid.UUID], grouped: Proposition) -> None:
    Mark.objects.filter(pk=claims[0]).update(withdrawn_at=timezone.now())

    take_out_claims(user=alice, proposition=grouped, claims=[claims[1]])

    assert members(grouped) == set()
    undo_grouping(user=alice, proposition=grouped, change=newest().change)
    assert members(grouped) == set(claims[:3])
