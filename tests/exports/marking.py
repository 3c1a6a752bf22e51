"""Marks put straight into the tables, as a set finds them."""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from annotations.anchoring.spans import context_of
from annotations.models import (
    Admission,
    Attribution,
    Claim,
    Contradiction,
    Mark,
    MarkKind,
    Review,
    Source,
    SourceName,
    Span,
    SpanRole,
    Status,
    Typo,
    Version,
)

MARKED = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)


def _place(version: Version, quote: str) -> dict[str, Any]:
    """The span of the first occurrence of the words."""
    start = version.text.index(quote)
    end = start + len(quote)
    prefix, suffix = context_of(version.text, start, end)
    return {"version": version, "start": start, "end": end, "quote": quote, "prefix": prefix, "suffix": suffix}


def _mark(review: Review, kind: MarkKind, note: str, mark_id: uuid.UUID | None = None) -> Mark:
    number = review.marks.filter(kind=kind).count() + 1
    return Mark.objects.create(
        id=mark_id or uuid.uuid4(), review=review, kind=kind, number=number, note=note, created=MARKED, updated=MARKED
    )


def make_claim(review: Review, quote: str, *, note: str = "", mark_id: uuid.UUID | None = None, **fields: Any) -> Claim:
    """Mark these words as a claim."""
    mark = _mark(review, MarkKind.CLAIM, note, mark_id)
    Span.objects.create(mark=mark, role=SpanRole.CLAIM, **_place(review.version, quote))
    return Claim.objects.create(mark=mark, **fields)


def make_typo(review: Review, quote: str, *, note: str = "", **fields: Any) -> Typo:
    """Mark these words as a typo."""
    mark = _mark(review, MarkKind.TYPO, note)
    Span.objects.create(mark=mark, role=SpanRole.TYPO, **_place(review.version, quote))
    return Typo.objects.create(mark=mark, **fields)


def make_contradiction(review: Review, *sides: tuple[Version, str], note: str = "", **fields: Any) -> Contradiction:
    """Mark a contradiction; each side is a version and the words in it."""
    mark = _mark(review, MarkKind.CONTRADICTION, note)
    for order, (version, quote) in enumerate(sides):
        Span.objects.create(mark=mark, role=SpanRole.SIDE, order=order, **_place(version, quote))
    return Contradiction.objects.create(mark=mark, **fields)


def make_source(*names: str, **fields: Any) -> Source:
    """Put a source of these names into the register."""
    source = Source.objects.create(**({"admission": Admission.ADMITTED} | fields))
    SourceName.objects.bulk_create(
        SourceName(source=source, order=order, name=name) for order, name in enumerate(names)
    )
    return source


def credit(
    claim: Claim,
    source: Source | None = None,
    *,
    words: Iterable[str] = (),
    cues: Iterable[str] = (),
    relays: Iterable[str] = (),
    **fields: Any,
) -> Attribution:
    """Credit the claim to a source, with the words of source, cue and relay, each in any number of pieces."""
    row = Attribution.objects.create(claim=claim, order=claim.attributions.count(), source=source, **fields)
    for role, pieces in ((SpanRole.SOURCE, words), (SpanRole.CUE, cues), (SpanRole.RELAY, relays)):
        for order, piece in enumerate(pieces):
            place = _place(claim.mark.review.version, piece)
            Span.objects.create(mark=claim.mark, attribution=row, role=role, order=order, **place)
    return row


def submit(review: Review, *, nothing_to_mark: bool = False) -> None:
    """Hand the review in."""
    review.status, review.submitted_at, review.nothing_to_mark = Status.SUBMITTED, MARKED, nothing_to_mark
    review.save()
