"""to-check.csv: one record a claim to check. It is no table of a set but the list of its page, in the same order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import IO
from uuid import UUID

from annotations.exports.dialects import Dialect
from annotations.exports.snapshot import consistent_view
from annotations.exports.tables.credits import credits_of
from annotations.exports.tables.follow_ups import FOLLOW_UP
from annotations.exports.tables.marks import BETWEEN_CREDITS, credited_to
from annotations.exports.tables.shared import ARTICLE, GRADE, REVIEW, SPAN, VERSION, in_chunks
from annotations.exports.tables.table import Cell, Columns, Group, of, own
from annotations.models import Attribution, Claim
from annotations.overview.sources import load_register
from annotations.overview.to_check import Line, ToCheck, Why, lines

# Stands between the quotes that a claim is contradicted by.
BETWEEN_QUOTES = " | "


def sources_of(found: Iterable[Line]) -> Mapping[UUID, str]:
    """By leading claim whom the claims at its words are credited to, each once, as marks.csv says it."""
    at_words = {line.claim.pk: [claim.pk for claim in line.claims] for line in found}
    every = list(chain.from_iterable(at_words.values()))
    credited = credits_of(every, load_register(Attribution.objects.filter(claim__in=every).order_by()))
    named = {
        lead: dict.fromkeys(credited_to([credit]) for claim in claims for credit in credited.get(claim, []))
        for lead, claims in at_words.items()
    }
    return {lead: BETWEEN_CREDITS.join(filter(None, names)) for lead, names in named.items()}


def write_to_check(file: IO[bytes], asked: ToCheck, dialect: Dialect) -> None:
    """Write the claims that are asked for into a file, from one consistent view, few at a time."""
    names = [name for group in COLUMNS for name in group.names]
    with consistent_view():
        file.writelines(dialect.encode(chain([names], _records(asked))))


@dataclass(frozen=True)
class Record:
    """A line of the list, and whom its claim is credited to."""

    line: Line
    sources: str


def _records(asked: ToCheck) -> Iterator[list[Cell]]:
    for chunk in in_chunks(asked.in_order()):
        found = lines(asked.user, chunk)
        sources = sources_of(found)
        for line in found:
            record = Record(line, sources.get(line.claim.pk, ""))
            yield [cell for group in COLUMNS for cell in group.cells(record)]


def _why(record: Record) -> str:
    """Such as "poorly sourced; strict contradiction"."""
    poorly = [Why.POORLY_SOURCED.label] if record.line.is_poorly_sourced else []
    clashing = [f"{clash.contradiction.strength} contradiction" for clash in record.line.clashes]
    return BETWEEN_CREDITS.join([*poorly, *clashing])


def _reviewers(record: Record) -> str:
    """Everybody who marked the words."""
    return BETWEEN_CREDITS.join(one.username for one in record.line.reviewers)


def _against(record: Record) -> str:
    return BETWEEN_QUOTES.join(side.quote for clash in record.line.clashes for side in clash.against)


CLAIM: Columns[Claim] = {
    "check_worthy": lambda claim: claim.check_worthy,
}

COLUMNS: tuple[Group[Record], ...] = (
    of(lambda record: record.line.place.version.article, ARTICLE),
    of(lambda record: record.line.place.version, VERSION),
    of(lambda record: record.line.claim.mark.review, REVIEW),
    own(
        {
            "mark_id": lambda record: str(record.line.claim.pk),
            "reviewers": _reviewers,
        }
    ),
    of(lambda record: record.line.place, SPAN),
    of(lambda record: record.line.claim.grade, GRADE),
    own(
        {
            "sources": lambda record: record.sources,
        }
    ),
    of(lambda record: record.line.claim, CLAIM),
    own(
        {
            "why": _why,
            "against": _against,
        }
    ),
    of(lambda record: record.line.follow_up, FOLLOW_UP),
)
