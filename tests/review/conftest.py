"""Saving and withdrawing marks of Alice's review, as the API does."""

import uuid
from collections.abc import Callable
from typing import Any, Protocol

import pytest

from annotations.models import Admission, Review, Source, SourceKind, SourceName, User
from annotations.review.content import MarkState
from annotations.review.marks import save_mark, withdraw_mark
from annotations.review.refusals import Refusal
from annotations.review.states import mark_states
from tests.conftest import TEXT
from tests.wire import Wire, claim, read, stored

DROPPED = "the plan was dropped"
DELAYED = "it was only delayed"

PLAIN = claim(TEXT, DROPPED, grade="4")


def current(review: Review) -> list[dict[str, Any]]:
    """What the review's standing marks say, in wire form."""
    return [
        state.content.model_dump(mode="json", exclude_defaults=True) for state in mark_states(review, review.reviewer)
    ]


def refused(kind: type[Refusal], code: str, change: Callable[[], object]) -> Refusal:
    """The refusal, once it was seen to change nothing."""
    before = stored()
    with pytest.raises(kind) as caught:
        change()
    assert caught.value.code == code
    assert stored() == before
    return caught.value


class Save(Protocol):
    """Saves what a mark says: a new one of Alice's review, unless told otherwise."""

    def __call__(
        self,
        wire: Wire,
        mark_id: uuid.UUID | None = None,
        revision: int = 0,
        *,
        change: uuid.UUID | None = None,
        user: User | None = None,
        review: Review | None = None,
    ) -> MarkState: ...


class Withdraw(Protocol):
    """Withdraws a mark: of Alice's review, unless told otherwise."""

    def __call__(
        self, mark_id: uuid.UUID, revision: int, *, change: uuid.UUID | None = None, user: User | None = None
    ) -> MarkState: ...


class MakeSource(Protocol):
    """Puts an entry into the register, admitted unless told otherwise."""

    def __call__(self, name: str, **fields: object) -> Source: ...


@pytest.fixture
def save(alice: User, review: Review) -> Save:
    own = review

    def save_it(
        wire: Wire,
        mark_id: uuid.UUID | None = None,
        revision: int = 0,
        *,
        change: uuid.UUID | None = None,
        user: User | None = None,
        review: Review | None = None,
    ) -> MarkState:
        return save_mark(
            user=user or alice,
            review_id=(review or own).pk,
            mark_id=mark_id or uuid.uuid4(),
            change=change or uuid.uuid4(),
            revision=revision,
            content=read(wire),
        ).mark

    return save_it


@pytest.fixture
def withdraw(alice: User, review: Review) -> Withdraw:
    def withdraw_it(
        mark_id: uuid.UUID, revision: int, *, change: uuid.UUID | None = None, user: User | None = None
    ) -> MarkState:
        return withdraw_mark(
            user=user or alice,
            review_id=review.pk,
            mark_id=mark_id,
            change=change or uuid.uuid4(),
            revision=revision,
        ).mark

    return withdraw_it


@pytest.fixture
def make_source(db: None) -> MakeSource:
    def make(name: str, **fields: object) -> Source:
        made = Source.objects.create(**{"kind": SourceKind.PERSON, "admission": Admission.ADMITTED} | fields)
        SourceName.objects.create(source=made, name=name)
        return made

    return make
