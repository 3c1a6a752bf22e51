"""Reopening a submitted review: who may, what it opens again, and what is written down."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from annotations.models import Event, Review, ReviewKind, Role, RoundKind, Status, Story, User, Verb
from annotations.review.refusals import Closed, Conflict, NotAllowed, NotThere, Refusal, Unfit
from annotations.review.reopen import LONGEST_REASON, consequence, reopen_review
from annotations.review.submit import submit_review
from tests.conftest import TEXT
from tests.review.conftest import Save
from tests.wire import claim, stored

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
CLAIM = claim(TEXT, "the plan was dropped")
REASON = "Look at the second paragraph again."


def submit(review: Review, *, nothing_to_mark: bool = False) -> Review:
    """The review, submitted on 1 May 2026."""
    review.status, review.submitted_at, review.nothing_to_mark = Status.SUBMITTED, AT, nothing_to_mark
    review.save()
    return review


@pytest.fixture
def submitted(review: Review) -> Review:
    """Alice's review, submitted with nothing to mark."""
    return submit(review, nothing_to_mark=True)


def test_a_reopened_review_is_in_progress_again(submitted: Review, carol: User) -> None:
    reopened = reopen_review(user=carol, review_id=submitted.pk, reason=REASON)

    submitted.refresh_from_db()
    assert (submitted.status, submitted.submitted_at, submitted.nothing_to_mark) == (Status.IN_PROGRESS, None, False)
    assert (reopened.status, reopened.submitted_at) == (Status.IN_PROGRESS, None)


def test_its_reviewer_goes_on_marking_and_submits_it_again(
    submitted: Review, alice: User, carol: User, save: Save
) -> None:
    reopen_review(user=carol, review_id=submitted.pk, reason=REASON)

    save(CLAIM)
    submit_review(user=alice, review_id=submitted.pk)

    assert Review.objects.get(pk=submitted.pk).is_closed
    assert submitted.marks.get().spans.get().quote == "the plan was dropped"


def test_reopening_is_written_down_with_its_reason(submitted: Review, carol: User) -> None:
    reopen_review(user=carol, review_id=submitted.pk, reason=f"  {REASON}\n")

    event = Event.objects.get()
    assert (event.verb, event.actor, event.review) == (Verb.REOPENED, carol, submitted)
    assert event.before == {
        "status": "submitted",
        "submitted_at": "2026-05-01T12:00:00Z",
        "nothing_to_mark": True,
        "others_readable": [],
    }
    assert event.after == {"status": "in_progress", "submitted_at": None, "nothing_to_mark": False, "reason": REASON}


def test_the_event_tells_whose_reviews_its_reviewer_may_have_read(
    submitted: Review, bobs_review: Review, carol: User
) -> None:
    submit(bobs_review)

    reopen_review(user=carol, review_id=submitted.pk, reason=REASON)

    assert Event.objects.get().before["others_readable"] == [bobs_review.pk]  # type: ignore[index]


@pytest.mark.usefixtures("bobs_review")
def test_a_review_that_nobody_submitted_could_not_be_read(submitted: Review, carol: User) -> None:
    assert consequence(user=carol, review=submitted).read_by_reviewer == 0


@pytest.mark.parametrize("name", ["carol", "dan"])
def test_adjudicators_and_admins_reopen(name: str, submitted: Review, request: pytest.FixtureRequest) -> None:
    somebody: User = request.getfixturevalue(name)

    reopen_review(user=somebody, review_id=submitted.pk, reason=REASON)

    assert Event.objects.get().actor == somebody


def test_an_adjudicator_reopens_a_review_of_her_own(review: Review, carol: User) -> None:
    review.reviewer = carol
    submit(review)

    reopen_review(user=carol, review_id=review.pk, reason=REASON)

    assert not Review.objects.get(pk=review.pk).is_closed


@pytest.mark.parametrize(
    ("name", "kind", "hides"),
    [
        ("carol", RoundKind.BLIND, True),
        ("dan", RoundKind.BLIND, False),
        ("carol", RoundKind.OPEN, False),
        ("dan", RoundKind.OPEN, False),
    ],
)
def test_a_blind_round_hides_it_from_the_adjudicator_as_was_foretold(
    name: str, kind: str, hides: bool, submitted: Review, story: Story, request: pytest.FixtureRequest
) -> None:
    story.rounds.update(kind=kind)
    submitted.refresh_from_db()
    somebody: User = request.getfixturevalue(name)

    assert consequence(user=somebody, review=submitted).hides is hides
    reopen_review(user=somebody, review_id=submitted.pk, reason=REASON)

    assert Review.objects.visible_to(somebody).filter(pk=submitted.pk).exists() is not hides


def test_ones_own_review_is_hidden_by_nothing(review: Review, carol: User) -> None:
    review.reviewer = carol

    assert not consequence(user=carol, review=submit(review)).hides


def test_others_are_hidden_again_from_whoever_has_the_review_back(
    submitted: Review, bobs_review: Review, alice: User, carol: User
) -> None:
    submit(bobs_review)
    assert Review.objects.visible_to(alice).filter(pk=bobs_review.pk).exists()

    reopen_review(user=carol, review_id=submitted.pk, reason=REASON)

    assert not Review.objects.visible_to(alice).filter(pk=bobs_review.pk).exists()


# Who may not, and when


def refused(kind: type[Refusal], code: str, user: User, review_id: int, reason: str = REASON) -> Refusal:
    before = stored()
    with pytest.raises(kind) as caught:
        reopen_review(user=user, review_id=review_id, reason=reason)
    assert caught.value.code == code
    assert stored() == before
    return caught.value


def test_its_reviewer_does_not_reopen_it(submitted: Review, alice: User) -> None:
    refusal = refused(NotAllowed, "forbidden", alice, submitted.pk)

    assert refusal.words == "Only an adjudicator or admin can reopen a review. Ask one."


def test_another_reviewer_who_reads_it_does_not_reopen_it(submitted: Review, bobs_review: Review, bob: User) -> None:
    submit(bobs_review)

    refused(NotAllowed, "forbidden", bob, submitted.pk)


def test_a_stranger_finds_nothing_to_reopen(submitted: Review, eve: User) -> None:
    refused(NotThere, "not-found", eve, submitted.pk)


def test_an_adjudicator_does_not_reopen_what_a_blind_round_hides(
    submitted: Review, review: Review, bobs_review: Review, carol: User
) -> None:
    refused(NotThere, "not-found", carol, bobs_review.pk)
    Review.objects.create(reviewer=carol, version=submitted.version, round=submitted.round)
    refused(NotThere, "not-found", carol, submitted.pk)


def test_a_review_that_is_not_there_is_not_reopened(dan: User) -> None:
    refused(NotThere, "not-found", dan, 2**31 - 1)


@pytest.mark.parametrize("status", [Status.ASSIGNED, Status.IN_PROGRESS])
def test_an_open_review_is_not_reopened(status: str, review: Review, dan: User) -> None:
    Review.objects.update(status=status)

    refusal = refused(Conflict, "open-already", dan, review.pk)

    assert refusal.words == "This review is open already: it was not submitted, or somebody reopened it."


def test_nobody_could_go_on_with_the_review_of_an_account_that_is_not_active(
    submitted: Review, alice: User, carol: User
) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)

    refusal = refused(Unfit, "inactive", carol, submitted.pk)

    assert refusal.words == (
        "The account of Alice Moreau is not active. Leave the review submitted, or have an admin make the account active again."
    )


@pytest.mark.parametrize("name", ["carol", "dan"])
def test_ones_own_blind_review_is_reopened_by_another_once_the_others_could_be_read(
    name: str, review: Review, bobs_review: Review, dan: User, request: pytest.FixtureRequest
) -> None:
    somebody: User = request.getfixturevalue(name)
    other = Review.objects.create(reviewer=User.objects.create_user("fay"), version=review.version, round=review.round)
    Review.objects.filter(pk=review.pk).update(reviewer=somebody)
    for one in (Review.objects.get(pk=review.pk), bobs_review, other):
        submit(one)

    refusal = refused(NotAllowed, "forbidden", somebody, review.pk)

    assert refusal.words == (
        "You have read the others’ reviews by now. Another adjudicator or an admin can reopen yours."
    )
    another = User.objects.create_user("gil", role=Role.ADJUDICATOR)
    reopen_review(user=another, review_id=review.pk, reason=REASON)
    assert not Review.objects.get(pk=review.pk).is_closed


def test_in_an_open_round_ones_own_review_is_reopened_whatever_was_read(
    review: Review, bobs_review: Review, carol: User, story: Story
) -> None:
    story.rounds.update(kind=RoundKind.OPEN)
    review.reviewer = carol
    submit(review)
    submit(bobs_review)

    reopen_review(user=carol, review_id=review.pk, reason=REASON)

    assert not Review.objects.get(pk=review.pk).is_closed


@pytest.mark.parametrize("kind", [ReviewKind.SETTLED, ReviewKind.IMPORTED])
def test_what_nobody_goes_on_with_is_not_reopened(kind: ReviewKind, submitted: Review, dan: User) -> None:
    Review.objects.update(kind=kind)

    refusal = refused(Conflict, "other-kind", dan, submitted.pk)

    assert refusal.words == (
        f"This review is {kind.label}: nobody goes on with it. Reopen a reviewer’s own review instead."
    )


def test_a_revised_review_is_reopened(submitted: Review, bobs_review: Review, carol: User) -> None:
    Review.objects.filter(pk=submitted.pk).update(kind=ReviewKind.REVISED, based_on=bobs_review)

    reopen_review(user=carol, review_id=submitted.pk, reason=REASON)

    assert not Review.objects.get(pk=submitted.pk).is_closed


@pytest.mark.parametrize("reason", ["", " \n\t"])
def test_a_reason_is_asked_for(reason: str, submitted: Review, carol: User) -> None:
    refusal = refused(Unfit, "no-reason", carol, submitted.pk, reason)

    assert refusal.words == "Say why, so that the reviewer knows what to look at again."


def test_a_reason_is_short_enough_to_be_read(submitted: Review, carol: User) -> None:
    refusal = refused(Unfit, "too-long", carol, submitted.pk, "😀" * (LONGEST_REASON + 1))
    assert refusal.words == "The reason is too long. Say it in 2,000 characters or fewer."

    reopen_review(user=carol, review_id=submitted.pk, reason="😀" * LONGEST_REASON)
    assert not Review.objects.get(pk=submitted.pk).is_closed


@pytest.mark.parametrize("reason", ["a\x00b", "a\ud83d"])
def test_a_reason_that_no_column_could_hold_is_refused(reason: str, submitted: Review, carol: User) -> None:
    assert refused(Unfit, "unfit", carol, submitted.pk, reason).words.endswith("try again.")


def test_a_review_of_an_archived_story_stays_closed(submitted: Review, dan: User) -> None:
    Story.objects.update(archived_at=timezone.now())

    refusal = refused(Closed, "archived", dan, submitted.pk)

    assert refusal.words == "The story is archived. An admin can take it out of the archive."
