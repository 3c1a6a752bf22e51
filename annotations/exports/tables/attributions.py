"""attributions.csv: one record an attribution, with its spans."""

from collections.abc import Callable, Iterator

from django.db.models import Exists, OuterRef

from annotations.exports.selection import CHUNK, Selection
from annotations.exports.tables.credits import Credit, credits_of, fetching_credits
from annotations.exports.tables.table import Cell, Columns, Table, of, yes_no
from annotations.models import Attribution, Source, SpanRole


def _rows(selection: Selection) -> Iterator[Credit]:
    credited = Exists(Attribution.objects.filter(claim=OuterRef("mark")))
    places = selection.places(SpanRole.CLAIM).filter(credited).select_related("mark__claim")
    for span in places.prefetch_related(*fetching_credits()).iterator(chunk_size=CHUNK):
        yield from credits_of(span.mark.claim, selection.register)


def _key(value: object) -> Cell:
    return str(value) if value else None


def _words(role: SpanRole) -> dict[str, Callable[[Credit], Cell]]:
    return {f"{role}_quote": lambda credit: credit.quote(role), f"{role}_spans": lambda credit: credit.spans(role)}


SOURCE: Columns[Source] = {
    "source": lambda source: str(source.pk),
    "source_name": str,
    "source_kind": lambda source: source.kind,
    "source_affiliation": lambda source: source.affiliation,
}

RELAYED_BY: Columns[Source] = {
    "relayed_by": lambda source: str(source.pk),
    "relayed_by_name": str,
}

# Whom the claim is credited to as the register stands now; beside it the entry that the reviewer chose, should it have been merged since.
ATTRIBUTIONS = Table[Credit](
    name="attributions",
    rows=_rows,
    columns={
        "mark_id": lambda credit: str(credit.attribution.claim_id),
        "order": lambda credit: credit.attribution.order + 1,
        **of(lambda credit: credit.source, SOURCE),
        "source_chosen": lambda credit: _key(credit.attribution.source_id),
        **_words(SpanRole.SOURCE),
        **_words(SpanRole.CUE),
        **_words(SpanRole.RELAY),
        **of(lambda credit: credit.relayed_by, RELAYED_BY),
        "relayed_by_chosen": lambda credit: _key(credit.attribution.relayed_by_id),
        "mode": lambda credit: credit.attribution.mode,
        "stance": lambda credit: credit.attribution.stance,
        "anonymity_reason": lambda credit: yes_no(credit.attribution.anonymity_reason),
    },
)
