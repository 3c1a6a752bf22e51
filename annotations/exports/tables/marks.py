"""marks.csv: one record a claim or typo."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from annotations.exports.selection import Selection
from annotations.exports.tables.credits import Credit, credits_of
from annotations.exports.tables.shared import ARTICLE, MARK, REVIEW, SPAN, VERSION, Described, in_chunks
from annotations.exports.tables.table import Cell, Table, of, own, yes_no
from annotations.models import Review, SpanRole, Version

# Stands between the sources, and between the cues, of one claim.
BETWEEN_CREDITS = "; "


class Marked(NamedTuple):
    """What is read of a claim or typo, from its place on. What only the other kind has is None.

    Plain values: a set has thousands of them, and made into models they would take five times as long.
    """

    version_id: int
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    mark_id: UUID
    kind: str
    review_id: int
    note: str
    created: datetime
    updated: datetime
    part: str | None
    claim_type: str | None
    check_worthy: str | None
    confidence: str | None
    rationale: str | None
    proposition: UUID | None
    grade: str | None
    grade_rank: int | None
    grade_label: str | None
    correction: str | None
    typo_type: str | None
    severity: str | None
    in_quotation: bool | None


# Where each of them stands, seen from the place.
PATHS = (
    *("version_id", "start", "end", "quote", "prefix", "suffix"),
    *("mark_id", *(f"mark__{name}" for name in ("kind", "review_id", "note", "created", "updated"))),
    *(
        f"mark__claim__{name}"
        for name in ("part", "claim_type", "check_worthy", "confidence", "rationale", "proposition")
    ),
    *(f"mark__claim__grade__{name}" for name in ("key", "rank", "label")),
    *(f"mark__typo__{name}" for name in ("correction", "type", "severity", "in_quotation")),
)


class MarkRow(NamedTuple):
    """A claim or typo at its place, in its review, whom it is credited to, and its proposition, if that is in the set."""

    marked: Marked
    review: Review
    version: Version
    credits: list[Credit]
    proposition: UUID | None


def _rows(selection: Selection) -> Iterator[MarkRow]:
    described, told = Described(), frozenset(selection.propositions())
    for chunk in in_chunks(selection.places(SpanRole.CLAIM, SpanRole.TYPO).values_list(*PATHS)):
        marked = [Marked(*values) for values in chunk]
        credited = credits_of([one.mark_id for one in marked], selection.register)
        described.fetch(reviews={one.review_id for one in marked}, versions={one.version_id for one in marked})
        for one in marked:
            review, version = described.reviews[one.review_id], described.versions[one.version_id]
            proposition = one.proposition if one.proposition in told else None
            yield MarkRow(one, review, version, credited.get(one.mark_id, []), proposition)


def credited_to(credited: Iterable[Credit]) -> str:
    """Each source's name, or its words in the text where the register has no entry for it."""
    named = (credit.source_name or credit.quote(SpanRole.SOURCE) for credit in credited)
    return BETWEEN_CREDITS.join(filter(None, named))


def _cues(row: MarkRow) -> Cell:
    return BETWEEN_CREDITS.join(filter(None, (credit.quote(SpanRole.CUE) for credit in row.credits)))


MARKS = Table[MarkRow](
    name="marks",
    rows=_rows,
    columns=(
        of(lambda row: row.version.article, ARTICLE),
        of(lambda row: row.version, VERSION),
        of(lambda row: row.review, REVIEW),
        own(
            {
                "mark_id": lambda row: str(row.marked.mark_id),
                "kind": lambda row: row.marked.kind,
                "part": lambda row: row.marked.part,
            }
        ),
        of(lambda row: row.marked, SPAN),
        own(
            {
                "grade": lambda row: row.marked.grade,
                "grade_rank": lambda row: row.marked.grade_rank,
                "grade_label": lambda row: row.marked.grade_label,
                "sources": lambda row: credited_to(row.credits),
                "cues": _cues,
                "claim_type": lambda row: row.marked.claim_type,
                "check_worthy": lambda row: row.marked.check_worthy,
                "confidence": lambda row: row.marked.confidence,
                "rationale": lambda row: row.marked.rationale,
                "correction": lambda row: row.marked.correction,
                "typo_type": lambda row: row.marked.typo_type,
                "severity": lambda row: row.marked.severity,
                "in_quotation": lambda row: yes_no(row.marked.in_quotation),
                "proposition": lambda row: str(row.proposition) if row.proposition else None,
            }
        ),
        of(lambda row: row.marked, MARK),
        own(
            {
                "codebook": lambda row: str(row.review.round.codebook),
            }
        ),
    ),
)
