"""follow_ups.csv: one record a claim that somebody followed up: who has it, and where it was checked. Never what came out."""

from collections.abc import Iterator

from annotations.exports.selection import CHUNK, Selection
from annotations.exports.tables.table import Columns, Table, moment, of, own
from annotations.models import FollowUp, SpanRole


def _rows(selection: Selection) -> Iterator[FollowUp]:
    places = selection.places(SpanRole.CLAIM).filter(mark__claim__follow_up__isnull=False)
    for place in places.select_related("mark__claim__follow_up__holder").iterator(chunk_size=CHUNK):
        yield place.mark.claim.follow_up


FOLLOW_UP: Columns[FollowUp] = {
    "progress": lambda follow_up: follow_up.progress,
    "holder": lambda follow_up: follow_up.holder.username if follow_up.holder else None,
    "checked_at": lambda follow_up: follow_up.address,
    "followed_up": lambda follow_up: moment(follow_up.updated),
}

FOLLOW_UPS = Table[FollowUp](
    name="follow_ups",
    rows=_rows,
    columns=(
        own(
            {
                "mark_id": lambda follow_up: str(follow_up.claim_id),
            }
        ),
        of(lambda follow_up: follow_up, FOLLOW_UP),
    ),
)
