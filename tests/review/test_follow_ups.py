"""Following up a claim to check: who may say what became of it, and what is written down."""

import uuid
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from annotations.models import Article, Claim, Event, FollowUp, Mark, Progress, Review, Status, Story, User, Verb
from annotations.review.follow_ups import follow_up
from annotations.review.refusals import Closed, Conflict, NotAllowed, NotThere, Refusal, Unfit
from tests.exports.marking import make_claim, submit

CHECK = "https://checks.example/plan"


@pytest.fixture
def claim(review: Review) -> Claim:
    """Alice's claim, in her submitted review."""
    made = make_claim(review, "the plan was dropped")
    submit(review)
    return made


def follow(user: User, claim: Claim, revision: int = 0, **said: Any) -> FollowUp:
    """The user says what became of the claim: by default that it is passed on, and that nobody has it."""
    default = {"progress": "passed_on", "holder": None, "address": ""}
    return follow_up(user=user, claim_id=claim.pk, revision=revision, **default | said)


def test_what_became_of_a_claim_is_kept_and_written_down(claim: Claim, carol: User) -> None:
    follow(carol, claim, holder=carol)
    follow(carol, claim, 1, progress="checked_elsewhere", address=CHECK)

    stands = FollowUp.objects.get()
    assert (stands.claim, stands.progress, stands.holder, stands.address, stands.revision) == (
        claim,
        Progress.CHECKED_ELSEWHERE,
        None,
        CHECK,
        2,
    )
    first, second = Event.objects.filter(verb=Verb.FOLLOWED_UP)
    assert (first.actor, first.mark, first.review, first.before) == (carol, claim.mark, claim.mark.review, None)
    assert first.after == second.before == {"progress": "passed_on", "holder": "carol", "address": ""}
    assert second.after == {"progress": "checked_elsewhere", "holder": None, "address": CHECK}


def test_the_same_said_twice_is_written_once(claim: Claim, carol: User) -> None:
    follow(carol, claim)

    assert follow(carol, claim).revision == 1
    assert Event.objects.count() == 1


def test_a_claim_that_nobody_followed_up_stays_without_a_row(claim: Claim, carol: User) -> None:
    follow(carol, claim, progress="open")

    assert not FollowUp.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("revision", [0, 2])
def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    claim: Claim, alice: User, carol: User, revision: int
) -> None:
    follow(carol, claim, holder=carol)

    with pytest.raises(Conflict, match="changed this meanwhile") as refused:
        follow(alice, claim, revision, progress="open", holder=alice)

    assert refused.value.more["current"].holder == carol
    assert FollowUp.objects.get().holder == carol


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"progress": "checked_elsewhere"}, "Say where it was checked"),
        ({"address": "checks.example"}, "is no web address"),
        ({"address": "javascript:alert(1)"}, "is no web address"),
        ({"address": "https://checks.example/a b"}, "is no web address"),
        ({"address": "https://checks.example/\x00"}, "NUL"),
        ({"address": "https://checks.example/\ud800"}, "half a character"),
        ({"address": f"https://checks.example/{'a' * 1000}"}, "1000 characters"),
        ({"progress": "true"}, "not a valid choice"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(
    claim: Claim, carol: User, said: dict[str, Any], words: str
) -> None:
    with pytest.raises(Unfit, match=words):
        follow(carol, claim, **said)

    assert not FollowUp.objects.exists()
    assert not Event.objects.exists()


# Who may


def test_whoever_may_not_read_the_claim_may_not_follow_it_up(claim: Claim, bobs_review: Review, eve: User) -> None:
    for stranger in (bobs_review.reviewer, eve):
        with pytest.raises(NotThere):
            follow(stranger, claim)
    submit(bobs_review)

    assert follow(bobs_review.reviewer, claim).revision == 1


def test_a_withdrawn_claim_and_one_that_never_was_are_not_there(claim: Claim, carol: User) -> None:
    Mark.objects.update(withdrawn_at=timezone.now())

    for key in (claim.pk, uuid.uuid4()):
        with pytest.raises(NotThere):
            follow_up(user=carol, claim_id=key, revision=0, progress="passed_on", holder=None, address="")


@pytest.mark.parametrize("put_away", [Story, Article])
def test_an_archived_story_or_article_takes_no_more(
    put_away: type[Story] | type[Article], claim: Claim, carol: User
) -> None:
    put_away.objects.update(archived_at=timezone.now())

    with pytest.raises(Closed, match="archived"):
        follow(carol, claim)


def test_a_reviewer_takes_a_claim_and_gives_it_to_nobody_else(claim: Claim, alice: User, carol: User) -> None:
    with pytest.raises(NotAllowed, match="for adjudicators and admins"):
        follow(alice, claim, holder=carol)

    assert follow(alice, claim, holder=alice).holder == alice


def test_a_reviewer_leaves_a_claim_with_whoever_has_it_or_takes_it_from_him(
    claim: Claim, alice: User, carol: User
) -> None:
    follow(carol, claim, holder=carol)

    assert follow(alice, claim, 1, progress="open", holder=carol).progress == "open"
    assert follow(alice, claim, 2, holder=alice).holder == alice


def test_a_claim_is_handed_only_to_active_people_who_may_read_it(
    claim: Claim, alice: User, bobs_review: Review, carol: User, dan: User, eve: User
) -> None:
    User.objects.filter(pk=dan.pk).update(is_active=False)
    dan.refresh_from_db()
    hand = partial(follow, carol, claim)

    for holder in (bobs_review.reviewer, dan, eve):
        with pytest.raises(Refusal, match="can’t read this claim"):
            hand(holder=holder)

    assert hand(holder=alice).holder == alice


def test_what_became_of_a_claim_is_told_to_those_who_may_read_it(
    claim: Claim, carol: User, alice: User, bobs_review: Review
) -> None:
    follow(carol, claim)
    Review.objects.filter(pk=bobs_review.pk).update(status=Status.IN_PROGRESS)

    assert Event.objects.visible_to(alice).filter(verb=Verb.FOLLOWED_UP).exists()
    assert not Event.objects.visible_to(bobs_review.reviewer).exists()
