"""Changes sent again, sent late or sent by another: each is made once, and none overwrites what stands."""

import uuid

import pytest
from django.utils import timezone

from annotations.models import (
    Review,
    Story,
    User,
)
from annotations.review.refusals import Closed, Conflict, NotThere
from annotations.review.submit import submit_review
from tests.conftest import TEXT
from tests.fixtures import MakeVersion
from tests.review.conftest import DROPPED, PLAIN, Save, Withdraw, current, refused
from tests.wire import claim, stored, typo


def test_a_change_sent_again_gets_its_first_answer(save: Save) -> None:
    mark_id, change = uuid.uuid4(), uuid.uuid4()
    answer = save(PLAIN, mark_id, change=change)
    before = stored()

    assert save(PLAIN, mark_id, change=change) == answer
    assert stored() == before


def test_a_change_sent_again_after_later_ones_gets_its_first_answer(save: Save) -> None:
    mark_id, change = uuid.uuid4(), uuid.uuid4()
    answer = save(PLAIN, mark_id, change=change)
    save(claim(TEXT, DROPPED, grade="5"), mark_id, 1)
    before = stored()

    assert save(PLAIN, mark_id, change=change) == answer
    assert stored() == before


def test_a_change_sent_again_does_not_revive_what_was_withdrawn(save: Save, withdraw: Withdraw, review: Review) -> None:
    mark_id, change = uuid.uuid4(), uuid.uuid4()
    answer = save(PLAIN, mark_id, change=change)
    withdraw(mark_id, 1)

    assert save(PLAIN, mark_id, change=change) == answer
    assert current(review) == []


def test_a_withdrawal_sent_again_does_not_withdraw_what_was_restored(
    save: Save, withdraw: Withdraw, review: Review
) -> None:
    change = uuid.uuid4()
    made = save(PLAIN)
    gone = withdraw(made.id, 1, change=change)
    save(PLAIN, made.id, 2)

    assert withdraw(made.id, 1, change=change) == gone
    assert current(review) == [PLAIN]


def test_a_change_sent_again_after_submission_gets_its_first_answer(
    save: Save, withdraw: Withdraw, alice: User, review: Review
) -> None:
    mark_id, made_by, withdrawn_by = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    answer = save(PLAIN, mark_id, change=made_by)
    gone = withdraw(mark_id, 1, change=withdrawn_by)
    submit_review(user=alice, review_id=review.pk, nothing_to_mark=True)

    assert save(PLAIN, mark_id, change=made_by) == answer
    assert withdraw(mark_id, 1, change=withdrawn_by) == gone


@pytest.mark.parametrize("revision", [0, 1, 3])
def test_a_change_of_another_revision_is_refused_with_what_stands(
    revision: int, save: Save, withdraw: Withdraw
) -> None:
    made = save(PLAIN)
    stands = save(claim(TEXT, DROPPED, grade="5"), made.id, 1)

    for refusal in (
        refused(Conflict, "older-revision", lambda: save(PLAIN, made.id, revision)),
        refused(Conflict, "older-revision", lambda: withdraw(made.id, revision)),
    ):
        assert refusal.more == {"current": stands}


def test_a_change_to_what_was_withdrawn_meanwhile_is_refused_with_the_tombstone(save: Save, withdraw: Withdraw) -> None:
    made = save(PLAIN)
    gone = withdraw(made.id, 1)

    refusal = refused(Conflict, "older-revision", lambda: save(PLAIN, made.id, 1))

    assert refusal.more == {"current": gone}


def test_a_change_to_a_mark_that_is_not_there_is_refused(save: Save) -> None:
    refused(NotThere, "not-found", lambda: save(PLAIN, uuid.uuid4(), 1))


def test_the_uuid_of_a_change_belongs_to_one_person(save: Save, bob: User, bobs_review: Review) -> None:
    mark_id, change = uuid.uuid4(), uuid.uuid4()
    save(PLAIN, mark_id, change=change)

    refused(Conflict, "change-taken", lambda: save(PLAIN, mark_id, change=change, user=bob, review=bobs_review))
    refused(Conflict, "change-taken", lambda: save(PLAIN, change=change, user=bob, review=bobs_review))


def test_the_uuid_of_a_change_belongs_to_one_mark(save: Save, withdraw: Withdraw) -> None:
    change = uuid.uuid4()
    save(PLAIN, change=change)
    other = save(PLAIN)

    refused(Conflict, "change-taken", lambda: save(PLAIN, change=change))
    refused(Conflict, "change-taken", lambda: withdraw(other.id, 1, change=change))


def test_the_uuid_of_a_change_belongs_to_one_review(
    save: Save, alice: User, story: Story, make_version: MakeVersion
) -> None:
    mark_id, change = uuid.uuid4(), uuid.uuid4()
    save(PLAIN, mark_id, change=change)
    other = Review.objects.create(reviewer=alice, version=make_version(), round=story.current_round)

    refused(Conflict, "change-taken", lambda: save(PLAIN, mark_id, change=change, review=other))


def test_a_mark_stays_in_its_review(save: Save, alice: User, story: Story, make_version: MakeVersion) -> None:
    made = save(PLAIN)
    other = Review.objects.create(reviewer=alice, version=make_version(), round=story.current_round)

    refused(NotThere, "not-found", lambda: save(PLAIN, made.id, 1, review=other))


@pytest.mark.parametrize("name", ["bob", "carol", "dan", "eve"])
def test_nobody_else_marks_in_ones_review(
    name: str, save: Save, withdraw: Withdraw, request: pytest.FixtureRequest
) -> None:
    somebody: User = request.getfixturevalue(name)
    made = save(PLAIN)

    refused(NotThere, "not-found", lambda: save(PLAIN, user=somebody))
    refused(NotThere, "not-found", lambda: save(PLAIN, made.id, 1, user=somebody))
    refused(NotThere, "not-found", lambda: withdraw(made.id, 1, user=somebody))


def test_a_closed_review_takes_no_change(save: Save, withdraw: Withdraw, alice: User, review: Review) -> None:
    made = save(PLAIN)
    gone = save(typo(TEXT, "men"))
    withdraw(gone.id, 1)
    submit_review(user=alice, review_id=review.pk)

    refused(Closed, "closed", lambda: save(PLAIN))
    refused(Closed, "closed", lambda: save(claim(TEXT, DROPPED), made.id, 1))
    refused(Closed, "closed", lambda: withdraw(made.id, 1))
    refused(Closed, "closed", lambda: save(typo(TEXT, "men"), gone.id, 2))


def test_an_archived_story_takes_no_change(save: Save, withdraw: Withdraw) -> None:
    made = save(PLAIN)
    Story.objects.update(archived_at=timezone.now())

    refusal = refused(Closed, "archived", lambda: save(PLAIN))
    refused(Closed, "archived", lambda: save(claim(TEXT, DROPPED), made.id, 1))
    refused(Closed, "archived", lambda: withdraw(made.id, 1))

    assert refusal.words == "The story is archived. An admin can take it out of the archive."


def test_a_change_made_before_the_story_was_archived_gets_its_first_answer(save: Save) -> None:
    change = uuid.uuid4()
    made = save(PLAIN, change=change)
    Story.objects.update(archived_at=timezone.now())

    assert save(PLAIN, made.id, change=change) == made
