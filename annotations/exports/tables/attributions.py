"""attributions.csv: one record an attribution, with its spans."""

from collections.abc import Callable, Iterator

from django.db.models import Exists, OuterRef

from annotations.exports.selection import Selection
from annotations.exports.tables.credits import Credit, credits_of
from annotations.exports.tables.shared import in_chunks
from annotations.exports.tables.table import Cell, Columns, Table, of, own, yes_no
from annotations.models import Attribution, Source, SpanRole


def _rows(selection: Selection) -> Iterator[Credit]:
    credited = Exists(Attribution.objects.filter(claim=OuterRef("mark")))
    for chunk in in_chunks(selection.places(SpanRole.CLAIM).filter(credited).values_list("mark_id", flat=True)):
        found = credits_of(chunk, selection.register)
        for claim in chunk:
            yield from found[claim]


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
    columns=(
        own(
            {
                "mark_id": lambda credit: str(credit.claim),
                "order": lambda credit: credit.said.order + 1,
            }
        ),
        of(lambda credit: credit.source, SOURCE),
        own(
            {
                "source_chosen": lambda credit: _key(credit.said.source),
                **_words(SpanRole.SOURCE),
                **_words(SpanRole.CUE),
                **_words(SpanRole.RELAY),
            }
        ),
        of(lambda credit: credit.relayed_by, RELAYED_BY),
        own(
            {
                "relayed_by_chosen": lambda credit: _key(credit.said.relayed_by),
                "mode": lambda credit: credit.said.mode,
                "stance": lambda credit: credit.said.stance,
                "anonymity_reason": lambda credit: yes_no(credit.said.anonymity_reason),
            }
        ),
    ),
)
