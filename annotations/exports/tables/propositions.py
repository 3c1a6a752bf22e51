"""propositions.csv: one record a claim that is in a proposition."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import QuerySet

from annotations.exports.selection import Selection
from annotations.exports.tables.credits import Credit, credits_of
from annotations.exports.tables.marks import credited_to
from annotations.exports.tables.shared import ARTICLE, GRADE, REVIEW, SPAN, VERSION, Described, in_chunks
from annotations.exports.tables.table import Columns, Table, of, own
from annotations.models import Claim, Proposition, Review, Span, SpanRole, Version


class PropositionRow(NamedTuple):
    """A claim at its place, in its review, and whom it is credited to."""

    place: Span
    claim: Claim
    proposition: Proposition
    review: Review
    version: Version
    credits: list[Credit]


def _places(selection: Selection) -> "QuerySet[Span]":
    """By proposition, and in it by article and place."""
    grouped = selection.places(SpanRole.CLAIM).filter(mark__claim__proposition__in=selection.propositions())
    described = grouped.select_related("mark__claim__grade", "mark__claim__proposition")
    return described.order_by("mark__claim__proposition", "version__article_id", "start", "end", "mark_id")


def _rows(selection: Selection) -> Iterator[PropositionRow]:
    described = Described()
    for chunk in in_chunks(_places(selection)):
        credited = credits_of([place.mark_id for place in chunk], selection.register)
        described.fetch(
            reviews={place.mark.review_id for place in chunk}, versions={place.version_id for place in chunk}
        )
        for place in chunk:
            claim = place.mark.claim
            review, version = described.reviews[place.mark.review_id], described.versions[place.version_id]
            yield PropositionRow(place, claim, claim.proposition, review, version, credited.get(claim.pk, []))


PROPOSITION: Columns[Proposition] = {
    "proposition": lambda proposition: str(proposition.pk),
    "words": lambda proposition: proposition.words,
}

PROPOSITIONS = Table[PropositionRow](
    name="propositions",
    rows=_rows,
    columns=(
        of(lambda row: row.proposition, PROPOSITION),
        of(lambda row: row.version.article, ARTICLE),
        of(lambda row: row.version, VERSION),
        of(lambda row: row.review, REVIEW),
        own(
            {
                "mark_id": lambda row: str(row.claim.pk),
            }
        ),
        of(lambda row: row.place, SPAN),
        of(lambda row: row.claim.grade, GRADE),
        own(
            {
                "sources": lambda row: credited_to(row.credits),
                "codebook": lambda row: str(row.review.round.codebook),
            }
        ),
    ),
)
