"""The same change over several connections at once is made once, and every one of them gets the same answer."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection, transaction

from annotations.models import Event, Mark, Review, User, Verb
from annotations.review.events import record
from annotations.review.hold import hold, hold_all
from annotations.review.marks import Saved, save_mark
from annotations.review.refusals import Conflict
from tests.conftest import TEXT
from tests.wire import claim, read

pytestmark = pytest.mark.usefixtures("transactional_db")

TOGETHER = 6
# Seconds.
WAIT = 5
DROPPED = read(claim(TEXT, "the plan was dropped", grade="4"))
Done = TypeVar("Done")


def together(act: Callable[[], Done]) -> list[Done]:
    """What came of it, done by several threads at once, each over a connection of its own."""
    start = Barrier(TOGETHER)

    def run(_: int) -> Done:
        try:
            start.wait(30)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(TOGETHER) as pool:
        return list(pool.map(run, range(TOGETHER)))


def test_one_change_sent_many_times_at_once_is_made_once(review: Review, alice: User) -> None:
    ids = {"mark_id": uuid.uuid4(), "change": uuid.uuid4()}
    save = partial(save_mark, user=alice, review_id=review.pk, revision=0, content=DROPPED, **ids)

    answers = together(save)

    assert answers == [answers[0]] * TOGETHER
    assert (Mark.objects.count(), Event.objects.count()) == (1, 1)


def test_many_new_marks_at_once_have_numbers_and_events_in_one_order(review: Review, alice: User) -> None:
    answers = together(
        lambda: save_mark(
            user=alice,
            review_id=review.pk,
            mark_id=uuid.uuid4(),
            change=uuid.uuid4(),
            revision=0,
            content=DROPPED,
        )
    )

    in_order = sorted(answers, key=lambda saved: saved.event)
    assert [saved.mark.number for saved in in_order] == list(range(1, TOGETHER + 1))


def test_of_many_changes_of_one_revision_one_is_made(review: Review, alice: User) -> None:
    mark_id = uuid.uuid4()
    save = partial(save_mark, user=alice, review_id=review.pk, mark_id=mark_id, content=DROPPED)
    save(change=uuid.uuid4(), revision=0)

    def change() -> Saved | Conflict:
        try:
            return save(change=uuid.uuid4(), revision=1)
        except Conflict as refusal:
            return refusal

    done = together(change)

    [saved] = [one for one in done if isinstance(one, Saved)]
    refused = [one for one in done if isinstance(one, Conflict)]
    assert [refusal.more["current"] for refusal in refused] == [saved.mark] * (TOGETHER - 1)
    assert Mark.objects.get().revision == 2


@pytest.mark.parametrize("all_of_the_round", [False, True])
def test_who_writes_an_event_of_a_review_does_not_wait_for_who_holds_it(
    all_of_the_round: bool, review: Review, alice: User, bob: User
) -> None:
    if not connection.features.has_select_for_no_key_update:
        pytest.skip("SQLite has one writer at a time.")

    def write() -> None:
        try:
            record(Verb.FOLLOWED_UP, user=bob, review=review)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        if all_of_the_round:
            hold_all(alice, review.round_id)
        else:
            hold(alice, review.pk)
        pool.submit(write).result(WAIT)

    assert Event.objects.get().review == review
