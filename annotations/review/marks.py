"""Saving and withdrawing a mark, so that nothing is lost, made twice or overwritten.

A change has a UUID: made once, it is answered with its first answer however often it arrives. A change names the
revision it is based on: where the mark has moved on, it is refused together with what stands now. A withdrawn mark stays
as a tombstone and comes back only by a change based on the tombstone's own revision, never by a replay.
"""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from annotations.models import Mark, Review, Status, User, Verb
from annotations.review.content import MarkedContent, MarkState
from annotations.review.events import first_answer, record
from annotations.review.fit import Fitted, fit
from annotations.review.hold import hold, require_open
from annotations.review.refusals import Conflict, NotThere, Unfit
from annotations.review.states import mark_state
from annotations.review.write import write_fields


@transaction.atomic
def save_mark(
    *,
    user: User,
    review_id: int,
    mark_id: uuid.UUID,
    change: uuid.UUID,
    revision: int,
    content: MarkedContent,
) -> MarkState:
    """Make a mark (`revision` 0), change it, or bring it back after it was withdrawn. Returns the mark as it now stands.

    Raises NotThere, Closed, Conflict (with `current`, the mark as it stands) or Unfit; then nothing was changed.
    """
    review = hold(user, review_id)
    if answer := first_answer(user, change, review_id=review_id, mark_id=mark_id):
        return MarkState.model_validate(answer)
    require_open(review)
    mark = _find(review, mark_id, revision)
    fitted = fit(review, user, content, mark)
    if mark is None:
        return _make(user, review, mark_id, change, fitted)
    if mark.kind != content.kind:
        raise Unfit(
            "other-kind",
            f"This mark is a {mark.get_kind_display()}. Withdraw it and make a new one of the other kind.",
        )
    before = mark_state(mark)
    verb = Verb.CHANGED if mark.withdrawn_at is None else Verb.RESTORED
    mark.note, mark.withdrawn_at = content.note, None
    write_fields(mark, fitted, before.content)
    return _advance(mark, before, content, user=user, change=change, verb=verb)


@transaction.atomic
def withdraw_mark(*, user: User, review_id: int, mark_id: uuid.UUID, change: uuid.UUID, revision: int) -> MarkState:
    """Withdraw a mark; it stays as a tombstone. Returns it as it now stands. Raises as `save_mark`."""
    review = hold(user, review_id)
    if answer := first_answer(user, change, review_id=review_id, mark_id=mark_id):
        return MarkState.model_validate(answer)
    require_open(review)
    mark = _find(review, mark_id, revision)
    if mark is None:
        raise NotThere
    if mark.withdrawn_at is not None:
        return mark_state(mark)
    before = mark_state(mark)
    mark.withdrawn_at = timezone.now()
    return _advance(mark, before, before.content, user=user, change=change, verb=Verb.WITHDREW)


def _find(review: Review, mark_id: uuid.UUID, revision: int) -> Mark | None:
    """The mark, at the revision that the change is based on; None where it is new."""
    mark = Mark.objects.whole().filter(pk=mark_id).first()
    if mark is not None and mark.review_id != review.pk:
        raise NotThere
    if mark is None and revision == 0:
        return None
    if mark is None:
        raise NotThere
    if mark.revision != revision:
        raise Conflict(
            "older-revision",
            "This mark was changed elsewhere meanwhile. Choose which of the two to keep.",
            current=mark_state(mark),
        )
    return mark


def _make(user: User, review: Review, mark_id: uuid.UUID, change: uuid.UUID, fitted: Fitted) -> MarkState:
    now = timezone.now()
    content = fitted.content
    last = review.marks.filter(kind=content.kind).aggregate(last=Max("number"))["last"] or 0
    mark = Mark.objects.create(
        id=mark_id, review=review, kind=content.kind, number=last + 1, note=content.note, created=now, updated=now
    )
    write_fields(mark, fitted, None)
    if review.status == Status.ASSIGNED:
        Review.objects.filter(pk=review.pk).update(status=Status.IN_PROGRESS)
    return _answer(mark, content, user=user, change=change, verb=Verb.MARKED)


def _advance(
    mark: Mark, before: MarkState, content: MarkedContent, *, user: User, change: uuid.UUID, verb: Verb
) -> MarkState:
    mark.revision += 1
    mark.updated = max(timezone.now(), mark.updated)
    mark.save(update_fields=["revision", "updated", "withdrawn_at", "note"])
    return _answer(mark, content, user=user, change=change, verb=verb, before=before.model_dump(mode="json"))


def _answer(mark: Mark, content: MarkedContent, **about: Any) -> MarkState:
    """The mark as it now stands, written down as the answer to this change."""
    state = MarkState(
        id=mark.pk,
        number=mark.number,
        revision=mark.revision,
        created=mark.created,
        updated=mark.updated,
        withdrawn=mark.withdrawn_at,
        content=content,
    )
    record(after=state.model_dump(mode="json"), mark=mark, review_id=mark.review_id, **about)
    return state
