"""The bodies and answers of the API. What a mark says is defined once, in review/content.py."""

import uuid
from datetime import datetime

from ninja import Schema
from pydantic import ConfigDict

from annotations.review.content import AnyContent, MarkState, Number, SourceContent, SourceState


class SaveMark(Schema):
    """A change to a mark. `revision` is the one it is based on; 0 for a new mark."""

    model_config = ConfigDict(extra="forbid")

    change: uuid.UUID
    revision: Number
    content: AnyContent


class ProposeSource(Schema):
    """A new entry for the register."""

    model_config = ConfigDict(extra="forbid")

    change: uuid.UUID
    content: SourceContent


class MarkAnswer(Schema):
    """The mark as it now stands, and the serial number of the event that tells of the change.

    Within one review a later change has the larger number. A change sent again has the number that it had at first.
    """

    mark: MarkState
    event: int


class SourceAnswer(Schema):
    """The entry as it now stands."""

    source: SourceState


class SourcesAnswer(Schema):
    """Entries of the register that hold the words, by name; where none does, those with a name near to them, the nearest first."""

    sources: list[SourceState]
    near: list[SourceState]


class ArticleState(Schema):
    """The article under review."""

    id: int
    headline: str
    outlet: str | None


class VersionState(Schema):
    """The text under review. Positions count its code points."""

    id: int
    number: int
    sha256: str
    text: str


class GradeState(Schema):
    """A step of the codebook's scale; `rank` is null outside the order."""

    key: str
    rank: int | None
    label: str
    definition: str
    example: str


class ReviewAnswer(Schema):
    """A review, whole."""

    id: int
    status: str
    kind: str
    article: ArticleState
    version: VersionState
    grades: list[GradeState]
    marks: list[MarkState]
    sources: list[SourceState]


class TourAnswer(Schema):
    """Since when the person has seen the tour, in UTC."""

    toured_at: datetime


class Problem(Schema):
    """Problem details (RFC 9457). `code` is stable; `detail` is a sentence for the person."""

    type: str
    title: str
    status: int
    code: str
    detail: str
