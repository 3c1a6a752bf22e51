"""Marks and sources as they stand, read from the tables into the form that goes out."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from annotations.models import Attribution, Claim, Mark, MarkKind, Review, Source, Span, SpanRole, User
from annotations.review.content import AttributionContent, MarkState, Place, ReferenceContent, SourceState


def mark_states(review: Review, user: User) -> list[MarkState]:
    """The review's standing marks that the user may read, by kind and number, in a constant number of queries."""
    return [mark_state(mark) for mark in review.marks.visible_to(user).standing().whole()]


def mark_state(mark: Mark) -> MarkState:
    """One mark as it stands. Reads what `MarkQuerySet.whole` fetched; without it, a few queries more."""
    spans = _by_role(mark.spans.all())
    content = {
        "kind": mark.kind,
        "note": mark.note,
        "references": _references(mark),
        **_READERS[mark.kind](mark, spans),
    }
    return MarkState.model_validate(
        {
            "id": mark.pk,
            "number": mark.number,
            "revision": mark.revision,
            "created": mark.created,
            "updated": mark.updated,
            "withdrawn": mark.withdrawn_at,
            "content": content,
        }
    )


def place(span: Span) -> Place:
    """Where a span sits, without its context."""
    return Place(start=span.start, end=span.end, quote=span.quote)


Spans = dict[tuple[str, int | None], list[Span]]


def _by_role(spans: Iterable[Span]) -> Spans:
    """Spans by role and attribution, in order."""
    grouped: Spans = defaultdict(list)
    for span in sorted(spans, key=lambda span: span.order):
        grouped[span.role, span.attribution_id].append(span)
    return grouped


def _references(mark: Mark) -> list[ReferenceContent]:
    return [
        ReferenceContent(address=row.address, archived_address=row.archived_address, seen=row.seen, note=row.note)
        for row in mark.references.all()
    ]


def _claim(mark: Mark, spans: Spans) -> dict[str, Any]:
    claim: Claim = mark.claim
    return {
        "span": place(spans[SpanRole.CLAIM, None][0]),
        "grade": claim.grade.key if claim.grade else None,
        "claim_type": claim.claim_type,
        "check_worthy": claim.check_worthy,
        "part": claim.part,
        "confidence": claim.confidence,
        "rationale": claim.rationale,
        "attributions": [_attribution(row, spans) for row in claim.attributions.all()],
    }


def _attribution(row: Attribution, spans: Spans) -> AttributionContent:
    pieces = {
        f"{role}_spans": [place(span) for span in spans[role, row.pk]]
        for role in (SpanRole.SOURCE, SpanRole.CUE, SpanRole.RELAY)
    }
    return AttributionContent.model_validate(
        {
            "source": row.source_id,
            "relayed_by": row.relayed_by_id,
            "mode": row.mode,
            "stance": row.stance,
            "anonymity_reason": row.anonymity_reason,
            **pieces,
        }
    )


def _typo(mark: Mark, spans: Spans) -> dict[str, Any]:
    typo = mark.typo
    return {
        "span": place(spans[SpanRole.TYPO, None][0]),
        "correction": typo.correction,
        "type": typo.type,
        "severity": typo.severity,
        "in_quotation": typo.in_quotation,
    }


def _contradiction(mark: Mark, spans: Spans) -> dict[str, Any]:
    row = mark.contradiction
    sides = [
        {"version": span.version_id, "span": place(span), "claim": span.side_claim_id}
        for span in spans[SpanRole.SIDE, None]
    ]
    return {
        "sides": sides,
        "type": row.type,
        "strength": row.strength,
        "locus": row.locus,
        "acknowledged": row.acknowledged,
    }


_READERS: dict[str, Callable[[Mark, Spans], dict[str, Any]]] = {
    MarkKind.CLAIM: _claim,
    MarkKind.TYPO: _typo,
    MarkKind.CONTRADICTION: _contradiction,
}


def source_state(source: Source) -> SourceState:
    """One entry of the register as it stands. Names should be prefetched."""
    names = [row.name for row in sorted(source.names.all(), key=lambda row: row.order)]
    return SourceState.model_validate(
        {
            "id": source.pk,
            "names": names,
            "kind": source.kind,
            "affiliation": source.affiliation,
            "admission": source.admission,
            "only_here": source.article_id is not None,
        }
    )


def sources_named(states: Iterable[MarkState]) -> list[SourceState]:
    """The entries that these marks name. Read through the marks, so a proposed one shows with the claim it vouches for."""
    keys = {
        key
        for state in states
        if state.content.kind == "claim"
        for attribution in state.content.attributions
        for key in (attribution.source, attribution.relayed_by)
        if key
    }
    return [source_state(source) for source in Source.objects.filter(pk__in=keys).prefetch_related("names")]
