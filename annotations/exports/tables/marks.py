"""marks.csv: one record a claim or typo."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotations.exports.selection import CHUNK, Selection
from annotations.exports.tables.credits import Credit, credits_of, fetching_credits
from annotations.exports.tables.shared import ARTICLE, MARK, REVIEW, SPAN, VERSION, fetching_shared
from annotations.exports.tables.table import Cell, Columns, Table, of, yes_no
from annotations.models import Claim, Grade, Mark, MarkKind, Span, SpanRole, Typo

# Stands between the sources, and between the cues, of one claim.
BETWEEN_CREDITS = "; "


@dataclass(frozen=True)
class MarkRow:
    """A claim or typo at its place, and whom it is credited to."""

    span: Span
    credits: list[Credit]

    @property
    def mark(self) -> Mark:
        """The mark's own row."""
        return self.span.mark

    @property
    def claim(self) -> Claim | None:
        """The fields of a claim, if it is one."""
        return self.mark.claim if self.mark.kind == MarkKind.CLAIM else None

    @property
    def typo(self) -> Typo | None:
        """The fields of a typo, if it is one."""
        return self.mark.typo if self.mark.kind == MarkKind.TYPO else None

    @property
    def grade(self) -> Grade | None:
        """The grade, if it is a claim and graded."""
        return self.claim.grade if self.claim else None


def _rows(selection: Selection) -> Iterator[MarkRow]:
    places = selection.places(SpanRole.CLAIM, SpanRole.TYPO).select_related("mark__claim", "mark__typo")
    shared = fetching_shared(review="mark__review", version="version")
    whole = places.prefetch_related(*shared, "mark__claim__grade", *fetching_credits())
    for span in whole.iterator(chunk_size=CHUNK):
        yield MarkRow(span, credits_of(span.mark.claim, selection.register) if span.role == SpanRole.CLAIM else [])


def _sources(row: MarkRow) -> Cell:
    """Each source's name, or its words in the text where the register has no entry for it."""
    named = (str(credit.source) if credit.source else credit.quote(SpanRole.SOURCE) for credit in row.credits)
    return BETWEEN_CREDITS.join(filter(None, named))


def _cues(row: MarkRow) -> Cell:
    return BETWEEN_CREDITS.join(filter(None, (credit.quote(SpanRole.CUE) for credit in row.credits)))


GRADE: Columns[Grade] = {
    "grade": lambda grade: grade.key,
    "grade_rank": lambda grade: grade.rank,
    "grade_label": lambda grade: grade.label,
}

CLAIM: Columns[Claim] = {
    "claim_type": lambda claim: claim.claim_type,
    "check_worthy": lambda claim: claim.check_worthy,
    "confidence": lambda claim: claim.confidence,
    "rationale": lambda claim: claim.rationale,
}

TYPO: Columns[Typo] = {
    "correction": lambda typo: typo.correction,
    "typo_type": lambda typo: typo.type,
    "severity": lambda typo: typo.severity,
    "in_quotation": lambda typo: yes_no(typo.in_quotation),
}

MARKS = Table[MarkRow](
    name="marks",
    rows=_rows,
    columns={
        **of(lambda row: row.span.version.article, ARTICLE),
        **of(lambda row: row.span.version, VERSION),
        **of(lambda row: row.mark.review, REVIEW),
        "mark_id": lambda row: str(row.mark.pk),
        "kind": lambda row: row.mark.kind,
        "part": lambda row: row.claim.part if row.claim else None,
        **of(lambda row: row.span, SPAN),
        **of(lambda row: row.grade, GRADE),
        "sources": _sources,
        "cues": _cues,
        **of(lambda row: row.claim, CLAIM),
        **of(lambda row: row.typo, TYPO),
        **of(lambda row: row.mark, MARK),
    },
)
