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
from annotations.models.prepared import Given, Prepared, insert
from annotations.review.content import MarkedContent, MarkState
from annotations.review.events import made_once, record
from annotations.review.fit import Fitted, fit
from annotations.review.hold import Held, hold, require_open
from annotations.review.refusals import Conflict, NotThere, Unfit
from annotations.review.states import states_of
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
    before = _find(asked)
    if before is None:
        return _make(asked, review, fit(review, asked.user, content))
    if before.content.kind != content.kind:
        raise Unfit(
            "other-kind",
            f"This mark is a {before.content.kind}. Withdraw it and make a new one of the other kind.",
        )
    write_fields(asked.mark_id, fit(review, asked.user, content, before.content), before.content)
    verb = Verb.CHANGED if before.withdrawn is None else Verb.RESTORED
    return _advance(asked, verb, before, content, withdrawn=None)


def _withdraw(asked: Change) -> Saved:
    require_open(hold(asked.user, asked.review_id))
    before = _find(asked)
    if before is None:
        raise NotThere
    if before.withdrawn is not None:
        return Saved(before, Event.objects.filter(mark=asked.mark_id).latest("pk").pk)
    return _advance(asked, Verb.WITHDREW, before, before.content, withdrawn=timezone.now())


def _find(asked: Change) -> MarkState | None:
    """The mark, at the revision that the change is based on; None where it is new."""
    known = _KIND.row(mark=asked.mark_id)
    if known is None and asked.revision == 0:
        return None
    of_the_review = Mark.objects.filter(pk=asked.mark_id, review=asked.review_id).order_by()
    found = states_of(of_the_review, *known) if known else []
    if not found:
        raise NotThere
    [mark] = found
    if mark.revision != asked.revision:
        raise Conflict(
            "older-revision",
            "This mark was changed elsewhere meanwhile. Choose which of the two to keep.",
            current=mark,
        )
    return mark


def _make(asked: Change, review: Held, fitted: Fitted) -> Saved:
    now, content = timezone.now(), fitted.content
    number = _next_number(review, content.kind)
    about = {"review_id": review.id, "kind": content.kind, "note": content.note}
    made = Mark(id=asked.mark_id, number=number, created=now, updated=now, **about)
    insert(made)
    write_fields(asked.mark_id, fitted, None)
    if review.status == Status.ASSIGNED:
        Review.objects.filter(pk=review.id).update(status=Status.IN_PROGRESS)
    given = {"id": made.pk, "number": number, "revision": made.revision, "created": now, "updated": now}
    return _answer(asked, Verb.MARKED, MarkState(**given, withdrawn=None, content=content))


def _next_number(review: Held, kind: str) -> int:
    last = _LAST_NUMBER.row(review=review.id, kind=kind)
    return last[0] + 1 if last else 1


def _advance(
    asked: Change, verb: Verb, before: MarkState, content: MarkedContent, *, withdrawn: datetime | None
) -> Saved:
    revision, updated = before.revision + 1, max(timezone.now(), before.updated)
    changed = {"revision": revision, "updated": updated}
    Mark.objects.filter(pk=asked.mark_id).update(**changed, withdrawn_at=withdrawn, note=content.note)
    after = before.model_copy(update=changed | {"withdrawn": withdrawn, "content": content})
    return _answer(asked, verb, after, before=before.model_dump(mode="json"))


def _answer(asked: Change, verb: Verb, state: MarkState, before: Any = None) -> Saved:
    """The mark as it now stands, written down as the answer to this change."""
    about = {"mark_id": asked.mark_id, "review_id": asked.review_id}
    after = state.model_dump(mode="json")
    event = record(verb, user=asked.user, change=asked.uuid, before=before, after=after, **about)
    return Saved(state, event.pk)
