"""events.csv: one record a change to the reviews of the set, in the order in which the changes were made; then to its propositions.

It tells what became of marks that were withdrawn too. `before` and `after` are JSON as the API writes it, so that a program
reads from them what no column holds; they are empty where there was nothing, or is nothing.
"""

import json
from collections.abc import Iterator
from typing import Any

from annotations.exports.selection import CHUNK, Selection
from annotations.exports.tables.table import Columns, Table, moment, of, own
from annotations.models import Event, Mark, Verb


def _rows(selection: Selection) -> Iterator[Event]:
    for events in (selection.events(), selection.events_of_propositions()):
        yield from events.select_related("actor", "mark").iterator(chunk_size=CHUNK)


def _json(value: Any) -> str | None:
    # In the order of their names: databases keep the keys in orders of their own.
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _reason(event: Event) -> str | None:
    return event.after["reason"] if event.verb == Verb.REOPENED and event.after else None


OF_A_MARK: Columns[Mark] = {
    "mark_id": lambda mark: str(mark.pk),
    "kind": lambda mark: mark.kind,
    "number": lambda mark: mark.number,
}

# `actor` is empty for the command line, `reason` for all but a review that was reopened.
EVENTS = Table[Event](
    name="events",
    rows=_rows,
    columns=(
        own(
            {
                "change": lambda event: str(event.change),
                "at": lambda event: moment(event.at),
                "actor": lambda event: event.actor.username if event.actor else None,
                "verb": lambda event: event.verb,
                "review": lambda event: event.review_id,
            }
        ),
        of(lambda event: event.mark, OF_A_MARK),
        own(
            {
                "source": lambda event: str(event.source_id) if event.source_id else None,
                "proposition": lambda event: str(event.proposition_id) if event.proposition_id else None,
                "reason": _reason,
                "before": lambda event: _json(event.before),
                "after": lambda event: _json(event.after),
            }
        ),
    ),
)
