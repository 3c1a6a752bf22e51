"""references.csv: one record a reference of a mark of any kind."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Prefetch

from annotations.exports.selection import CHUNK, Selection
from annotations.exports.tables.table import Table, own
from annotations.models import Reference, SpanRole


def _rows(selection: Selection) -> Iterator[Reference]:
    referring = Exists(Reference.objects.filter(mark=OuterRef("mark")))
    places = selection.places(SpanRole.CLAIM, SpanRole.TYPO, SpanRole.SIDE).filter(referring).select_related("mark")
    in_order = Prefetch("mark__references", Reference.objects.order_by("order"))
    for span in places.prefetch_related(in_order).iterator(chunk_size=CHUNK):
        yield from span.mark.references.all()


REFERENCES = Table[Reference](
    name="references",
    rows=_rows,
    columns=(
        own(
            {
                "mark_id": lambda reference: str(reference.mark_id),
                "order": lambda reference: reference.order + 1,
                "url": lambda reference: reference.address,
                "archived_url": lambda reference: reference.archived_address,
                "seen": lambda reference: reference.seen.isoformat() if reference.seen else None,
                "note": lambda reference: reference.note,
            }
        ),
    ),
)
