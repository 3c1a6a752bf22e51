"""Saving and withdrawing a mark, so that nothing is lost, made twice or overwritten.

A change has a UUID: made once, it is answered with its first answer however often it arrives. A change names the
revision it is based on: where the mark has moved on, it is refused together with what stands now. A withdrawn mark stays
as a tombstone and comes back only by a change based on the tombstone's own revision, never by a replay.
"""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from annotations.models import Event, Mark, Review, Status, User, Verb
from annotations.review.content import ClaimContent, ContradictionContent, MarkState, TypoContent
from annotations.review.events import record
from annotations.review.fields import Fitted, fit, write_fields
from annotations.review.refusals import Closed, Conflict, NotThere, Unfit
from annotations.review.states import mark_state

MarkedContent = ClaimContent | TypoContent | ContradictionContent


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
    review = _lock(user, review_id)
    if (answer := _first_answer(user, change, mark_id)) is not None:
        return answer
    _require_open(review)
    mark = _find(review, mark_id, revision)
    fitted = fit(review, user, content)
    if mark is None:
        return _make(user, review, mark_id, change, fitted)
    if mark.kind != content.kind:
        raise Unfit(
            "other-kind",
            f"This mark is a {mark.get_kind_display()}. Withdraw it and make a new one of the other kind.",
        )
    verb = Verb.CHANGED if mark.withdrawn_at is None else Verb.RESTORED
    before = mark_state(mark)
    write_fields(mark, fitted)
    return _advance(mark, user=user, change=change, verb=verb, before=before)


@transaction.atomic
def withdraw_mark(*, user: User, review_id: int, mark_id: uuid.UUID, change: uuid.UUID, revision: int) -> MarkState:
    """Withdraw a mark; it stays as a tombstone. Returns it as it now stands. Raises as `save_mark`."""
    review = _lock(user, review_id)
    if (answer := _first_answer(user, change, mark_id)) is not None:
        return answer
    _require_open(review)
    mark = _find(review, mark_id, revision)
    if mark is None:
        raise NotThere
    if mark.withdrawn_at is not None:
        return mark_state(mark)
    return _advance(
        mark, user=user, change=change, verb=Verb.WITHDREW, before=mark_state(mark), withdrawn_at=timezone.now()
    )


def _lock(user: User, review_id: int) -> Review:
    """The user's own review, held until the transaction ends, so that changes to one review happen one after another."""
    try:
        return (
            Review.objects.of(user).select_for_update(of=("self",)).select_related("version", "round").get(pk=review_id)
        )
    except Review.DoesNotExist:
        raise NotThere from None


def _first_answer(user: User, change: uuid.UUID, mark_id: uuid.UUID) -> MarkState | None:
    """What was answered when this change was made; None where it is new."""
    event = Event.objects.filter(change=change).first()
    if event is None:
        return None
    if event.actor_id != user.pk or event.mark_id != mark_id:
        raise Conflict("change-taken", "This change has the number of another one. Reload the page and make it again.")
    return MarkState.model_validate(event.after)


def _require_open(review: Review) -> None:
    if review.is_closed:
        raise Closed("closed", "This review was submitted and is read only. An adjudicator or admin can reopen it.")


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
        current = mark_state(mark).model_dump(mode="json")
        raise Conflict(
            "older-revision",
            "This mark was changed elsewhere meanwhile. Choose which of the two to keep.",
            current=current,
        )
    return mark


def _make(user: User, review: Review, mark_id: uuid.UUID, change: uuid.UUID, fitted: Fitted) -> MarkState:
    now = timezone.now()
    kind, content = fitted.content.kind, fitted.content
    last = review.marks.filter(kind=kind).order_by("-number").values_list("number", flat=True).first() or 0
    mark = Mark.objects.create(
        id=mark_id, review=review, kind=kind, number=last + 1, note=content.note, created=now, updated=now
    )
    write_fields(mark, fitted)
    if review.status == Status.ASSIGNED:
        Review.objects.filter(pk=review.pk).update(status=Status.IN_PROGRESS)
    return _answer(user, mark, change, Verb.MARKED, before=None)


def _advance(
    mark: Mark, *, user: User, change: uuid.UUID, verb: Verb, before: MarkState, withdrawn_at: datetime | None = None
) -> MarkState:
    mark.revision += 1
    mark.updated = max(timezone.now(), mark.updated)
    mark.withdrawn_at = withdrawn_at
    mark.save(update_fields=["revision", "updated", "withdrawn_at", "note"])
    return _answer(user, mark, change, verb, before=before.model_dump(mode="json"))


def _answer(user: User, mark: Mark, change: uuid.UUID, verb: Verb, before: Any) -> MarkState:
    state = mark_state(Mark.objects.whole().get(pk=mark.pk))
    record(
        verb,
        user=user,
        change=change,
        before=before,
        after=state.model_dump(mode="json"),
        mark=mark,
        review_id=mark.review_id,
    )
    return state
