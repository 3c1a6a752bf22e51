"""Marks as they stand, read whole."""

import uuid
from collections.abc import Iterator

from pydantic import BaseModel

from annotations.models import Review
from annotations.review.content import MarkContent
from annotations.review.states import mark_states
from tests.conftest import TEXT
from tests.review.conftest import DROPPED, Save
from tests.wire import claim, contradiction, place, side, typo


def parts_of(said: BaseModel) -> Iterator[BaseModel]:
    """The content itself, and whatever it is made of."""
    yield said
    for _, value in said:
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, BaseModel):
                yield from parts_of(part)


def test_every_field_that_a_mark_can_have_is_read_from_the_tables(save: Save, review: Review) -> None:
    common = {"references": [{"address": "https://example.org/a"}]}
    pieces = {f"{role}_spans": [place(TEXT, "said")] for role in ("source", "cue", "relay")}
    marked = uuid.uuid4()
    save(claim(TEXT, DROPPED, attributions=[pieces], **common), marked)
    save(typo(TEXT, "Recent", correction="recent", **common))
    save(contradiction(side(review.version, DROPPED, claim=str(marked)), side(review.version, "on Monday"), **common))

    states = mark_states(review, review.reviewer)

    assert {type(state.content) for state in states} == set(MarkContent.__subclasses__())
    # A field that was left to its default was forgotten where the tables are read.
    for state in states:
        for part in parts_of(state.content):
            assert part.model_fields_set == set(type(part).model_fields)
