"""contradictions.csv: one record a side; what is said of the whole contradiction stands in each."""

from collections.abc import Iterator

from django.db.models import Prefetch

from annotations.exports.selection import CHUNK, Selection
from annotations.exports.tables.shared import ARTICLE, MARK, REVIEW, SPAN, VERSION, fetching_shared
from annotations.exports.tables.table import Columns, Table, of, own, yes_no
from annotations.models import Contradiction, Span, SpanRole


def _rows(selection: Selection) -> Iterator[Span]:
    in_order = Span.objects.filter(role=SpanRole.SIDE).select_related("side_claim__mark").order_by("order")
    sides = Prefetch("mark__spans", in_order)
    shared = fetching_shared(review="mark__review", version="mark__spans__version")
    first = selection.places(SpanRole.SIDE).select_related("mark__contradiction").prefetch_related(sides, *shared)
    for place in first.iterator(chunk_size=CHUNK):
        yield from place.mark.spans.all()


def _claim(side: Span) -> str | None:
    """The claim that stands at the side: a withdrawn one is in none of the set's tables."""
    claim = side.side_claim
    return str(claim.pk) if claim and claim.mark.withdrawn_at is None else None


CONTRADICTION: Columns[Contradiction] = {
    "contradiction_type": lambda contradiction: contradiction.type,
    "strength": lambda contradiction: contradiction.strength,
    "locus": lambda contradiction: contradiction.locus,
    "acknowledged": lambda contradiction: yes_no(contradiction.acknowledged),
}

# Article and version are the side's; the review is the contradiction's home.
CONTRADICTIONS = Table[Span](
    name="contradictions",
    rows=_rows,
    columns=(
        of(lambda side: side.version.article, ARTICLE),
        of(lambda side: side.version, VERSION),
        of(lambda side: side.mark.review, REVIEW),
        own(
            {
                "mark_id": lambda side: str(side.mark_id),
                "side": lambda side: side.order + 1,
            }
        ),
        of(lambda side: side, SPAN),
        own(
            {
                "claim": _claim,
            }
        ),
        of(lambda side: side.mark.contradiction, CONTRADICTION),
        of(lambda side: side.mark, MARK),
        own(
            {
                "codebook": lambda side: str(side.mark.review.round.codebook),
            }
        ),
    ),
)
