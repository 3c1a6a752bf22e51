"""What a mark says, as it comes in from a browser, goes out to one, and stands in events and exports.

One definition for all of them: parsing refuses what no column could hold. Positions are code points of one version,
[start, end). Whether a quote is there, a grade in the codebook or a source in the register, the use cases say.
"""

import datetime
import re
import uuid
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from annotations.models import (
    CheckWorthy,
    ClaimType,
    Confidence,
    ContradictionType,
    Locus,
    Mode,
    Part,
    Severity,
    SourceKind,
    SpanRole,
    Stance,
    Strength,
    TypoType,
)


def _no_nul(value: str) -> str:
    if "\x00" in value:
        raise PydanticCustomError("nul", "it holds a NUL character; take it out")
    return value


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _a_day(value: object) -> object:
    """Only a day as ISO 8601 writes it: not a moment, and not a number of seconds."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise ValueError("it is no day; write it as 2026-11-22")
    if isinstance(value, (int, float)):
        raise ValueError("it is no day; write it as 2026-11-22")  # noqa: TRY004  (pydantic asks for ValueError)
    return value


LARGEST = 2**31 - 1
Number = Annotated[int, Field(strict=True, ge=0, le=LARGEST)]
Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(_no_nul), AfterValidator(_one_line)]
Day = Annotated[datetime.date, BeforeValidator(_a_day)]
Words = Annotated[str, StringConstraints(max_length=10_000), AfterValidator(_no_nul)]
Quote = Annotated[str, StringConstraints(max_length=100_000), AfterValidator(_no_nul)]
Address = Annotated[str, StringConstraints(max_length=1_000, strip_whitespace=True), AfterValidator(_no_nul)]
Unsaid = Literal[""]


class Content(BaseModel):
    """Refuses fields it does not know, and cannot be changed once made."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Place(Content):
    """Where a span sits: [start, end) in code points of a version, and the exact words there."""

    start: Number
    end: Number
    quote: Quote


class ReferenceContent(Content):
    """Something outside the article that bears on the mark."""

    address: Address
    archived_address: Address = ""
    seen: Day | None = None
    note: Words = ""


class AttributionContent(Content):
    """One source a claim is credited to. `source` None: words of attribution without a source ("reportedly").

    A span may be in several pieces, in text order.
    """

    source: uuid.UUID | None = None
    relayed_by: uuid.UUID | None = None
    mode: Mode | Unsaid = ""
    stance: Stance | Unsaid = ""
    anonymity_reason: bool | None = None
    source_spans: list[Place] = Field(default=[], max_length=20)
    cue_spans: list[Place] = Field(default=[], max_length=20)
    relay_spans: list[Place] = Field(default=[], max_length=20)

    def pieces(self) -> Iterator[tuple[SpanRole, int, Place]]:
        """Every piece of its spans, with its role and its place among the pieces of that role."""
        spans = {SpanRole.SOURCE: self.source_spans, SpanRole.CUE: self.cue_spans, SpanRole.RELAY: self.relay_spans}
        for role, places in spans.items():
            for order, piece in enumerate(places):
                yield role, order, piece


class MarkContent(Content):
    """What every kind of mark has."""

    note: Words = ""
    references: list[ReferenceContent] = Field(default=[], max_length=50)


class ClaimContent(MarkContent):
    """A claim. `grade` is a key of the round's codebook, or None until graded; "" means not said."""

    kind: Literal["claim"]
    span: Place
    grade: Line | None = None
    claim_type: ClaimType | Unsaid = ""
    check_worthy: CheckWorthy | Unsaid = ""
    part: Part | Unsaid = ""
    confidence: Confidence | Unsaid = ""
    rationale: Words = ""
    attributions: list[AttributionContent] = Field(default=[], max_length=20)


class TypoContent(MarkContent):
    """A typo. An empty correction says: take these words out."""

    kind: Literal["typo"]
    span: Place
    correction: Words = ""
    type: TypoType | Unsaid = ""
    severity: Severity | Unsaid = ""
    in_quotation: bool = False


class Side(Content):
    """One side of a contradiction: a place in a version of the story, and the claim that stands there, if one does."""

    version: Number
    span: Place
    claim: uuid.UUID | None = None


class ContradictionContent(MarkContent):
    """A contradiction between two sides or more."""

    kind: Literal["contradiction"]
    sides: list[Side] = Field(max_length=20)
    type: ContradictionType | Unsaid = ""
    strength: Strength | Unsaid = ""
    locus: Locus | Unsaid = ""
    acknowledged: bool | None = None


MarkedContent = ClaimContent | TypoContent | ContradictionContent
AnyContent = Annotated[MarkedContent, Field(discriminator="kind")]


class MarkState(BaseModel):
    """A mark as it stands: what it says, and what the server gave it. Times are UTC."""

    id: uuid.UUID
    number: int
    revision: int
    created: datetime.datetime
    updated: datetime.datetime
    withdrawn: datetime.datetime | None
    content: AnyContent


class SourceContent(Content):
    """An entry for the register. `only_here`: it belongs to this one article, as every unnamed source does."""

    name: Line
    kind: SourceKind
    affiliation: Line = ""
    only_here: bool = False


class SourceState(BaseModel):
    """An entry of the register as it stands; the first of `names` is the one shown."""

    id: uuid.UUID
    names: list[str]
    kind: SourceKind
    affiliation: str
    admission: str
    only_here: bool
