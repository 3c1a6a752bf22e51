"""Writing what a mark says into its tables."""

from typing import Any
from uuid import UUID

from annotations.anchoring.spans import context_of
from annotations.models import Attribution, Claim, Contradiction, Reference, Span, SpanRole, Typo
from annotations.models.prepared import insert
from annotations.review.content import (
    AttributionContent,
    ClaimContent,
    MarkedContent,
    Place,
    ReferenceContent,
    Side,
    TypoContent,
)
from annotations.review.fit import Fitted, Text

Kind = Claim | Typo | Contradiction


def write_fields(mark: UUID, fitted: Fitted, before: MarkedContent | None) -> None:
    """Write what the mark says, in place of what it said before (None: it is new). The mark's own row is the caller's.

    Only what differs is written: grading a claim must not cost its spans and attributions anew.
    """
    content = fitted.content
    if before is None or before.references != content.references:
        _write_references(mark, content.references, is_new=before is None)
    if isinstance(content, ClaimContent):
        _write_kind(mark, Claim, _columns(content) | {"grade_id": fitted.grade_id}, is_new=before is None)
    else:
        _write_kind(
            mark, Typo if isinstance(content, TypoContent) else Contradiction, _columns(content), is_new=before is None
        )
    if before is None or _places(before) != _places(content):
        _write_places(mark, fitted, is_new=before is None)


# What a mark has beside the columns of its kind.
BESIDE = {"kind", "note", "references", "span", "sides", "grade", "attributions"}


def _columns(content: MarkedContent) -> dict[str, Any]:
    return content.model_dump(exclude=BESIDE)


def _places(content: MarkedContent) -> dict[str, Any]:
    return content.model_dump(include={"span", "sides", "attributions"})


def _write_references(mark: UUID, references: list[ReferenceContent], *, is_new: bool) -> None:
    if not is_new:
        Reference.objects.filter(mark=mark).delete()
    Reference.objects.bulk_create(
        Reference(mark_id=mark, order=order, **dict(reference)) for order, reference in enumerate(references)
    )


def _write_kind(mark: UUID, table: type[Kind], columns: dict[str, Any], *, is_new: bool) -> None:
    if is_new:
        insert(table(mark_id=mark, **columns))
    else:
        table._default_manager.filter(pk=mark).update(**columns)


def _write_places(mark: UUID, fitted: Fitted, *, is_new: bool) -> None:
    content = fitted.content
    if not is_new:
        Span.objects.filter(mark=mark).delete()
        Attribution.objects.filter(claim=mark).delete()
    if isinstance(content, ClaimContent):
        spans = [_span(mark, fitted.home, SpanRole.CLAIM, 0, content.span), *_attribute(mark, fitted.home, content)]
    elif isinstance(content, TypoContent):
        spans = [_span(mark, fitted.home, SpanRole.TYPO, 0, content.span)]
    else:
        spans = [_side(mark, fitted.texts[side.version], order, side) for order, side in enumerate(content.sides)]
    Span.objects.bulk_create(spans)


def _attribute(mark: UUID, home: Text, content: ClaimContent) -> list[Span]:
    """Write the claim's attributions; the spans they bring are returned, not yet written."""
    rows = Attribution.objects.bulk_create(_row(mark, order, row) for order, row in enumerate(content.attributions))
    return [
        _span(mark, home, role, order, piece, attribution=row)
        for row, attribution in zip(rows, content.attributions, strict=True)
        for role, order, piece in attribution.pieces()
    ]


def _row(mark: UUID, order: int, content: AttributionContent) -> Attribution:
    return Attribution(
        claim_id=mark,
        order=order,
        source_id=content.source,
        relayed_by_id=content.relayed_by,
        mode=content.mode,
        stance=content.stance,
        anonymity_reason=content.anonymity_reason,
    )


def _side(mark: UUID, text: Text, order: int, side: Side) -> Span:
    return _span(mark, text, SpanRole.SIDE, order, side.span, side_claim_id=side.claim)


def _span(mark: UUID, text: Text, role: SpanRole, order: int, place: Place, **more: Any) -> Span:
    prefix, suffix = context_of(text.words, place.start, place.end)
    more |= {"prefix": prefix, "suffix": suffix}
    return Span(mark_id=mark, version_id=text.version_id, role=role, order=order, **dict(place), **more)
