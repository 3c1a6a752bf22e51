"""Rows whose SQL is written once."""

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from annotations.models import Event, Mark, Review, User
from annotations.models.prepared import insert

NOON = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)


def said(row: Event) -> dict[str, Any]:
    """What the table has of it, but for what differs from row to row."""
    found = Event.objects.filter(pk=row.pk).values().get()
    return {name: value for name, value in found.items() if name not in {"id", "change"}}


def test_a_row_is_made_as_django_makes_it(review: Review, alice: User) -> None:
    after = {"words": "“Não”", "at": [NOON], "number": None}
    more: list[dict[str, Any]] = [{"actor": alice, "review": review, "after": after}, {"before": {}}]
    for told in more:
        columns = {"verb": "marked", "at": NOON} | told
        ours, djangos = Event(change=uuid.uuid4(), **columns), Event(change=uuid.uuid4(), **columns)
        insert(ours)
        djangos.save(force_insert=True)
        assert said(ours) == said(djangos)
        assert djangos.pk == ours.pk + 1


def test_what_the_table_refuses_is_refused(review: Review) -> None:
    mark = Mark(id=uuid.uuid4(), review=review, kind="claim", number=0, created=NOON, updated=NOON)
    with pytest.raises(IntegrityError, match="mark_numbers_start_at_one"), transaction.atomic():
        insert(mark)
    assert not Mark.objects.exists()
