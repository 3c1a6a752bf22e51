"""Who sees a proposition, and the events that tell of it: another's words may come from any of its claims."""

import pytest
from django.utils import timezone

from annotations.models import Claim, Event, Mark, Proposition, Review, Round, RoundKind, Story, User, Verb, Version
from annotations.review.events import record
from tests.exports.marking import make_claim, submit
from tests.fixtures import MakeVersion


@pytest.fixture
def second(make_version: MakeVersion) -> Version:
    return make_version()


@pytest.fixture
def bobs(bob: User, bobs_review: Review, second: Version) -> list[Review]:
    """Bob's reviews of both articles."""
    return [bobs_review, Review.objects.create(reviewer=bob, version=second, round=bobs_review.round)]


@pytest.fixture
def proposition(bob: User, bobs: list[Review], story: Story) -> Proposition:
    """What two claims of Bob's say alike, one in each article; and the event that tells of it."""
    made = Proposition.objects.create(
        reviewer=bob, round=story.current_round, words="It was dropped.", created=timezone.now()
    )
    for review in bobs:
        make_claim(review, "the plan was dropped", proposition=made)
    record(Verb.GROUPED, user=bob, after={"words": made.words}, story=story, proposition=made)
    return made


def sees(user: User) -> tuple[bool, bool]:
    """Whether the user sees the proposition, and whether its event."""
    return Proposition.objects.visible_to(user).exists(), Event.objects.visible_to(user).exists()


def test_ones_own_is_always_seen(bob: User, proposition: Proposition) -> None:
    assert sees(bob) == (True, True)


def test_a_reviewer_sees_it_once_he_has_submitted_every_article_that_it_has_a_claim_in(
    alice: User, review: Review, bobs: list[Review], second: Version, proposition: Proposition
) -> None:
    elsewhere = Review.objects.create(reviewer=alice, version=second, round=review.round)
    for step in (*bobs, review):
        assert sees(alice) == (False, False)
        submit(step)
    assert sees(alice) == (False, False)

    submit(elsewhere)
    assert sees(alice) == (True, False)


def test_it_stays_hidden_while_one_of_its_claims_is_not_submitted(
    alice: User, carol: User, review: Review, bobs: list[Review], second: Version, proposition: Proposition
) -> None:
    submit(review)
    submit(Review.objects.create(reviewer=alice, version=second, round=review.round))
    submit(bobs[0])

    assert sees(alice) == (False, False)
    assert sees(carol) == (False, False)

    submit(bobs[1])
    assert sees(carol) == (True, False)


def test_a_withdrawn_claim_neither_hides_nor_shows_it(
    carol: User, bobs: list[Review], proposition: Proposition
) -> None:
    submit(bobs[0])
    Mark.objects.filter(review=bobs[1]).update(withdrawn_at=timezone.now())
    assert sees(carol) == (True, False)

    Mark.objects.update(withdrawn_at=timezone.now())
    assert sees(carol) == (False, False)


@pytest.mark.parametrize("how", ["withdrawn", "taken out"])
def test_words_that_came_from_a_claim_no_longer_in_it_stay_hidden_while_its_article_is_open(
    how: str, alice: User, review: Review, bobs: list[Review], second: Version, proposition: Proposition
) -> None:
    submit(review)
    elsewhere = Review.objects.create(reviewer=alice, version=second, round=review.round)
    if how == "withdrawn":
        Mark.objects.filter(review=bobs[1]).update(withdrawn_at=timezone.now())
    else:
        Claim.objects.filter(mark__review=bobs[1]).update(proposition=None)
    for step in bobs:
        submit(step)
    assert sees(alice) == (False, False)

    submit(elsewhere)
    assert sees(alice) == (True, False)


def test_a_stranger_sees_nothing(eve: User, bobs: list[Review], proposition: Proposition) -> None:
    for review in bobs:
        submit(review)

    assert sees(eve) == (False, False)


def test_in_an_open_round_whoever_takes_part_sees_it(
    alice: User, carol: User, eve: User, review: Review, proposition: Proposition
) -> None:
    Round.objects.update(kind=RoundKind.OPEN)

    assert [sees(person) for person in (alice, carol, eve)] == [(True, False), (True, False), (False, False)]


def test_an_admin_sees_it_and_its_past_unless_he_reviews_the_story_himself(
    dan: User, bobs: list[Review], second: Version, story: Story, proposition: Proposition
) -> None:
    assert sees(dan) == (True, True)

    own = Review.objects.create(reviewer=dan, version=second, round=story.current_round)
    assert sees(dan) == (False, False)

    # The claim in the article that Dan has still to review is taken out: the words and the event may still tell of it.
    Mark.objects.filter(review=bobs[1]).update(withdrawn_at=timezone.now())
    assert sees(dan) == (False, False)

    submit(own)
    assert sees(dan) == (True, True)
