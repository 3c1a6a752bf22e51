"""Who reviews what."""

import datetime
import uuid
from collections.abc import Callable

import pytest
from django.utils import timezone

from annotations.models import (
    Event,
    Mark,
    MarkKind,
    Review,
    ReviewKind,
    Round,
    Source,
    SourceKind,
    Status,
    Story,
    User,
    Verb,
    Version,
)
from annotations.review.assign import assign_review, unassign_review
from annotations.review.keeping import archive_article, delete_article, move_article
from annotations.review.refusals import Closed, Conflict, NotAllowed, NotThere, Unfit
from annotations.review.stories import archive_story


def test_a_review_is_assigned_in_the_current_round(dan: User, alice: User, version: Version, story: Story) -> None:
    second = Round.objects.create(story=story, number=2, codebook=story.current_round.codebook)
    review = assign_review(user=dan, reviewer=alice, version=version, due=datetime.date(2026, 12, 1))
    kept = Review.objects.get()
    assert (kept, kept.reviewer, kept.version, kept.round) == (review, alice, version, second)
    assert (kept.status, kept.kind, kept.due) == (Status.ASSIGNED, ReviewKind.FIRST, datetime.date(2026, 12, 1))


def test_assigning_is_one_event(dan: User, alice: User, version: Version) -> None:
    review = assign_review(user=dan, reviewer=alice, version=version)
    event = Event.objects.get()
    assert (event.verb, event.actor, event.article) == (Verb.ASSIGNED, dan, version.article)
    assert event.after == {"review": review.pk, "reviewer": "alice", "version": version.pk, "due": None}


def test_the_same_review_is_refused_a_second_time(dan: User, alice: User, version: Version) -> None:
    assign_review(user=dan, reviewer=alice, version=version)
    with pytest.raises(Conflict) as refusal:
        assign_review(user=dan, reviewer=alice, version=version)
    assert refusal.value.words == "Alice Moreau has “Minister denies the plan” to review already."
    assert Review.objects.count() == Event.objects.count() == 1


def test_another_reviewer_can_have_the_same_version(dan: User, alice: User, bob: User, version: Version) -> None:
    for reviewer in (alice, bob):
        assign_review(user=dan, reviewer=reviewer, version=version)
    assert set(Review.objects.values_list("reviewer__username", flat=True)) == {"alice", "bob"}


def test_it_refuses_an_account_that_is_not_active(dan: User, alice: User, version: Version) -> None:
    alice.is_active = False
    alice.save()
    with pytest.raises(Unfit, match="not active"):
        assign_review(user=dan, reviewer=alice, version=version)
    assert not Review.objects.exists()


def test_it_refuses_an_archived_story(dan: User, alice: User, version: Version, story: Story) -> None:
    archive_story(user=dan, story=story, archived=True)
    with pytest.raises(Closed, match="archived"):
        assign_review(user=dan, reviewer=alice, version=version)
    assert not Review.objects.exists()


def test_a_review_that_nobody_began_is_taken_back(dan: User, alice: User, version: Version) -> None:
    review = assign_review(user=dan, reviewer=alice, version=version)
    unassign_review(user=dan, review=review)
    assert not Review.objects.exists()
    taken = Event.objects.latest("pk")
    assert (taken.verb, taken.actor, taken.article, taken.after) == (Verb.UNASSIGNED, dan, version.article, None)
    assert taken.before == Event.objects.earliest("pk").after


def test_what_was_taken_back_can_be_assigned_again(dan: User, alice: User, version: Version) -> None:
    unassign_review(user=dan, review=assign_review(user=dan, reviewer=alice, version=version))
    assign_review(user=dan, reviewer=alice, version=version)
    assert Review.objects.get().reviewer == alice


def _begin(review: Review) -> None:
    review.status = Status.IN_PROGRESS
    review.save()


def _submit(review: Review) -> None:
    review.status, review.submitted_at = Status.SUBMITTED, timezone.now()
    review.save()


def _mark_and_withdraw(review: Review) -> None:
    now = timezone.now()
    Mark.objects.create(
        id=uuid.uuid4(), review=review, kind=MarkKind.CLAIM, number=1, created=now, updated=now, withdrawn_at=now
    )


def _propose_a_source(review: Review) -> None:
    Source.objects.create(kind=SourceKind.MEDIA, proposed_in=review, created_by=review.reviewer)


@pytest.mark.parametrize("work", [_begin, _submit, _mark_and_withdraw, _propose_a_source])
def test_a_review_with_work_in_it_stays(dan: User, review: Review, work: Callable[[Review], None]) -> None:
    work(review)
    with pytest.raises(Closed) as refusal:
        unassign_review(user=dan, review=review)
    assert refusal.value.words == ("Alice Moreau has begun to review “Minister denies the plan”, so it stays assigned.")
    assert Review.objects.get() == review
    assert not Event.objects.exists()


def test_what_is_gone_already_is_not_there(dan: User, review: Review) -> None:
    gone = Review.objects.get()
    unassign_review(user=dan, review=review)
    with pytest.raises(NotThere):
        unassign_review(user=dan, review=gone)
    assert Event.objects.count() == 1


def test_it_refuses_whoever_is_no_admin(alice: User, carol: User, bob: User, review: Review) -> None:
    for person in (alice, carol):
        with pytest.raises(NotAllowed):
            assign_review(user=person, reviewer=bob, version=review.version)
        with pytest.raises(NotAllowed):
            unassign_review(user=person, review=review)
    assert Review.objects.get() == review


def test_it_refuses_an_article_that_was_moved_archived_or_deleted_meanwhile(
    dan: User, alice: User, version: Version, story: Story
) -> None:
    stale = Version.objects.select_related("article__story").get(pk=version.pk)
    other = Story.objects.create(title="Another", slug="another")
    Round.objects.create(story=other, number=1, codebook=story.current_round.codebook)

    moved = move_article(user=dan, article=version.article, story=other)
    with pytest.raises(Conflict, match="moved to another story meanwhile"):
        assign_review(user=dan, reviewer=alice, version=stale)

    move_article(user=dan, article=moved, story=story)
    archive_article(user=dan, article=version.article, archived=True)
    with pytest.raises(Closed, match="is archived"):
        assign_review(user=dan, reviewer=alice, version=stale)

    delete_article(user=dan, article=version.article)
    with pytest.raises(NotThere):
        assign_review(user=dan, reviewer=alice, version=stale)
    assert not Review.objects.exists()
