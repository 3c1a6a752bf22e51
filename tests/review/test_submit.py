"""Submitting a review: what must be said with it, and what it closes."""

import uuid
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from annotations.models import Event, Review, Status, Story, User, Verb
from annotations.review.refusals import Closed, NotThere, Refusal, Unfit
from annotations.review.submit import submit_review
from tests.conftest import TEXT
from tests.review.conftest import Save, Withdraw
from tests.wire import claim, stored

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
CLAIM = claim(TEXT, "the plan was dropped")


def test_a_review_with_marks_is_submitted_as_it_is(
    save: Save, alice: User, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(CLAIM)
    monkeypatch.setattr(timezone, "now", lambda: AT)

    submit_review(user=alice, review_id=review.pk)

    review.refresh_from_db()
    assert (review.status, review.submitted_at, review.nothing_to_mark) == (Status.SUBMITTED, AT, False)


def test_submitting_is_written_down(save: Save, alice: User, review: Review) -> None:
    save(CLAIM)

    submit_review(user=alice, review_id=review.pk)

    event = Event.objects.latest("id")
    assert (event.verb, event.actor, event.review) == (Verb.SUBMITTED, alice, review)
    assert event.before == {"status": "in_progress"}
    assert event.after == {"status": "submitted", "nothing_to_mark": False}


def test_whoever_found_nothing_says_so(alice: User, review: Review) -> None:
    submit_review(user=alice, review_id=review.pk, nothing_to_mark=True)

    review.refresh_from_db()
    assert (review.status, review.nothing_to_mark) == (Status.SUBMITTED, True)


def test_withdrawn_marks_are_nothing_marked(save: Save, withdraw: Withdraw, alice: User, review: Review) -> None:
    made = save(CLAIM)
    withdraw(made.id, 1)

    submit_review(user=alice, review_id=review.pk, nothing_to_mark=True)

    assert Review.objects.get(pk=review.pk).is_closed


def refused(kind: type[Refusal], code: str, user: User, review_id: int, *, nothing_to_mark: bool = False) -> Refusal:
    before = stored()
    with pytest.raises(kind) as caught:
        submit_review(user=user, review_id=review_id, nothing_to_mark=nothing_to_mark)
    assert caught.value.code == code
    assert stored() == before
    return caught.value


def test_silence_is_no_answer(alice: User, review: Review) -> None:
    refused(Unfit, "nothing-said", alice, review.pk)


def test_nothing_to_mark_is_not_said_of_marks_that_stand(save: Save, alice: User, review: Review) -> None:
    save(CLAIM)

    refused(Unfit, "marks-stand", alice, review.pk, nothing_to_mark=True)


def test_a_review_is_submitted_once(alice: User, review: Review) -> None:
    submit_review(user=alice, review_id=review.pk, nothing_to_mark=True)

    refusal = refused(Closed, "closed", alice, review.pk, nothing_to_mark=True)

    assert refusal.words == "This review was submitted and is read only. An adjudicator or admin can reopen it."


def test_a_review_of_an_archived_story_is_not_submitted(save: Save, alice: User, review: Review) -> None:
    save(CLAIM)
    Story.objects.update(archived_at=timezone.now())

    refusal = refused(Closed, "archived", alice, review.pk)

    assert refusal.words == "The story is archived. An admin can take it out of the archive."


@pytest.mark.parametrize("name", ["bob", "carol", "dan", "eve"])
def test_nobody_submits_anothers_review(name: str, review: Review, request: pytest.FixtureRequest) -> None:
    somebody: User = request.getfixturevalue(name)

    refused(NotThere, "not-found", somebody, review.pk, nothing_to_mark=True)


def test_a_review_that_is_not_there_is_not_submitted(alice: User) -> None:
    refused(NotThere, "not-found", alice, 2**31 - 1, nothing_to_mark=True)


def test_nothing_is_marked_after_submitting(save: Save, alice: User, review: Review) -> None:
    made = save(CLAIM)
    submit_review(user=alice, review_id=review.pk)

    with pytest.raises(Closed):
        save(CLAIM | {"grade": "4"}, made.id, 1, change=uuid.uuid4())

    assert review.marks.get().revision == 1
