"""Saving and withdrawing a mark, so that nothing is lost, made twice or overwritten.

A change has a UUID: made once, it is answered with its first answer however often it arrives. A change names the
revision it is based on: where the mark has moved on, it is refused together with what stands now. A withdrawn mark stays
as a tombstone and comes back only by a change based on the tombstone's own revision, never by a replay.

Each answer carries the serial number of its event. The review's row is locked while a change is made, so events of one
review are numbered in the order in which they were committed: a page drawn as of event n can tell which answers are newer.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, UUIDField
from django.utils import timezone

from annotations.models import Event, Mark, Review, Status, User, Verb
from annotations.models.prepared import Given, Prepared
from annotations.review.content import MarkedContent, MarkState
from annotations.review.events import made_once, record
from annotations.review.fit import Fitted, fit
from annotations.review.hold import Held, hold, require_open
from annotations.review.refusals import Conflict, NotThere, Unfit
from annotations.review.states import mark_state
from annotations.review.write import write_fields

_KIND = Prepared(lambda: Mark.objects.filter(pk=Given("mark", UUIDField())).order_by().values_list("kind"))
_LAST_NUMBER = Prepared(
    lambda: (
        Mark.objects.filter(review=Given("review"), kind=Given("kind", CharField()))
        .order_by("-number")
        .values_list("number")[:1]
    )
)


@dataclass(frozen=True)
class Saved:
    """The answer to a change: the mark as it then stood, and the serial number of the event that tells of it."""

    mark: MarkState
    event: int


@dataclass(frozen=True)
class Change:
    """What was asked for: by whom, of which mark of which review, under which UUID, based on which revision (0: none)."""

    user: User
    review_id: int
    mark_id: uuid.UUID
    uuid: uuid.UUID
    revision: int


def save_mark(
    *,
    user: User,
    review_id: int,
    mark_id: uuid.UUID,
    change: uuid.UUID,
    revision: int,
    content: MarkedContent,
) -> Saved:
    """Make a mark (`revision` 0), change it, or bring it back after it was withdrawn. Returns the mark as it now stands.

    Raises NotThere, Closed, Conflict (with `current`, the mark as it stands) or Unfit; then nothing was changed.
    """
    asked = Change(user, review_id, mark_id, change, revision)
    return _once(asked, lambda: _save(asked, content))


def withdraw_mark(*, user: User, review_id: int, mark_id: uuid.UUID, change: uuid.UUID, revision: int) -> Saved:
    """Withdraw a mark; it stays as a tombstone. Returns it as it now stands. Raises as `save_mark`.

    Withdrawn once more, nothing is changed or written down: the answer carries the mark's newest event.
    """
    asked = Change(user, review_id, mark_id, change, revision)
    return _once(asked, lambda: _withdraw(asked))


def _once(asked: Change, make: Callable[[], Saved]) -> Saved:
    about = {"review_id": asked.review_id, "mark_id": asked.mark_id}
    return made_once(make, _first_answer, user=asked.user, change=asked.uuid, **about)


def _first_answer(event: Event) -> Saved:
    return Saved(MarkState.model_validate(event.after), event.pk)


def _save(asked: Change, content: MarkedContent) -> Saved:
    review = hold(asked.user, asked.review_id)
    require_open(review)
    mark = _find(asked)
    if mark is None:
        return _make(asked, review, fit(review, asked.user, content))
    if mark.kind != content.kind:
        raise Unfit(
            "other-kind",
            f"This mark is a {mark.get_kind_display()}. Withdraw it and make a new one of the other kind.",
        )
    fitted, before = fit(review, asked.user, content, mark), mark_state(mark)
    verb = Verb.CHANGED if mark.withdrawn_at is None else Verb.RESTORED
    write_fields(mark, fitted, before.content)
    mark.note = content.note
    return _advance(asked, verb, mark, before, content, withdrawn_at=None)


def _withdraw(asked: Change) -> Saved:
    require_open(hold(asked.user, asked.review_id))
    mark = _find(asked)
    if mark is None:
        raise NotThere
    before = mark_state(mark)
    if mark.withdrawn_at is not None:
        return Saved(before, mark.events.latest("pk").pk)
    return _advance(asked, Verb.WITHDREW, mark, before, before.content, withdrawn_at=timezone.now())


def _find(asked: Change) -> Mark | None:
    """The mark, at the revision that the change is based on; None where it is new."""
    known = _KIND.row(mark=asked.mark_id)
    if known is None and asked.revision == 0:
        return None
    mark = known and Mark.objects.whole(*known).filter(pk=asked.mark_id, review=asked.review_id).order_by().first()
    if not mark:
        raise NotThere
    if mark.revision != asked.revision:
        raise Conflict(
            "older-revision",
            "This mark was changed elsewhere meanwhile. Choose which of the two to keep.",
            current=mark_state(mark),
        )
    return mark


def _make(asked: Change, review: Held, fitted: Fitted) -> Saved:
    now = timezone.now()
    content = fitted.content
    mark = Mark.objects.create(
        id=asked.mark_id,
        review_id=review.id,
        kind=content.kind,
        number=_next_number(review, content.kind),
        note=content.note,
        created=now,
        updated=now,
    )
    write_fields(mark, fitted, None)
    if review.status == Status.ASSIGNED:
        Review.objects.filter(pk=review.id).update(status=Status.IN_PROGRESS)
    return _answer(asked, Verb.MARKED, mark, content)


def _next_number(review: Held, kind: str) -> int:
    last = _LAST_NUMBER.row(review=review.id, kind=kind)
    return last[0] + 1 if last else 1


def _advance(
    asked: Change, verb: Verb, mark: Mark, before: MarkState, content: MarkedContent, *, withdrawn_at: datetime | None
) -> Saved:
    mark.withdrawn_at = withdrawn_at
    mark.revision += 1
    mark.updated = max(timezone.now(), mark.updated)
    mark.save(update_fields=["revision", "updated", "withdrawn_at", "note"])
    return _answer(asked, verb, mark, content, before=before.model_dump(mode="json"))


def _answer(asked: Change, verb: Verb, mark: Mark, content: MarkedContent, before: Any = None) -> Saved:
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
    after = state.model_dump(mode="json")
    about = {"mark_id": mark.pk, "review_id": mark.review_id}
    event = record(verb, user=asked.user, change=asked.uuid, before=before, after=after, **about)
    return Saved(state, event.pk)
