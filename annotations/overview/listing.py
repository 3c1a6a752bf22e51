"""Long lists, a page at a time: each page begins behind a row of the one before (keyset paging), so that no page is slow.

Rows that come or go meanwhile move nothing: no row is shown twice, and none left out.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Expression, F, Q, QuerySet
from django.db.models.functions import Lower

from annotations.models.fields import clean_text
from annotations.models.sorting import DayOr

ROWS_A_PAGE = 50
# Beyond this it is said that there are more; to count them all would be to read them all.
MOST_COUNTED = 1_000
LARGEST_NUMBER = 2**63 - 1


@dataclass(frozen=True)
class Sort:
    """An order: `by` gives the value of a row, rows with the same one go by number. `read` takes a value as an address has it."""

    key: str
    words: str
    by: Expression | F
    descending: bool = False
    read: Callable[[str], Any] = int


def by_number(key: str, words: str, *, descending: bool) -> Sort:
    """In the order in which rows were made."""
    return Sort(key, words, F("pk"), descending, int)


def by_words(key: str, words: str, column: str) -> Sort:
    """By the alphabet, as far as the database knows it."""
    return Sort(key, words, Lower(column), read=clean_text)


def by_day(key: str, words: str, column: str, instead: str, *, descending: bool) -> Sort:
    """By a day; `instead` is where rows go that have none."""
    return Sort(key, words, DayOr(column, instead), descending, datetime.date.fromisoformat)


@dataclass(frozen=True)
class Part:
    """A page of a list: the rows' numbers, in order, and what the addresses of the pages before and behind it say; "" for none.

    `count` is that of all rows, known where the page is the first: more than MOST_COUNTED stands for any number above.
    """

    numbers: list[int]
    before: str = ""
    after: str = ""
    count: int | None = None

    @property
    def is_counted(self) -> bool:
        """Whether it is known how many rows there are."""
        return self.count is not None and self.count <= MOST_COUNTED

    @property
    def most(self) -> str:
        """How many are counted at most, as people write it."""
        return f"{MOST_COUNTED:,}"


def part_of(rows: "QuerySet[Any]", sort: Sort, *, after: str = "", before: str = "", size: int = ROWS_A_PAGE) -> Part:
    """The rows behind the one that `after` names, or those right before the one of `before`; the first ones without either.

    What can't be read as such a place is passed over.
    """
    valued = rows.alias(value=sort.by) if sort.by != F("pk") else rows.alias(value=F("pk"))
    backwards = bool(before and not after)
    place = _read(before if backwards else after, sort)
    if place is None:
        backwards = False
    ordered = _ordered(valued, downwards=sort.descending != backwards)
    found = ordered.filter(_behind(place, downwards=sort.descending != backwards)) if place else ordered
    # The first page is counted as it is read: what was found by words is not looked for twice.
    most = size + 1 if place else max(size, MOST_COUNTED) + 1
    keys = list(found.values_list("pk", "value")[:most])
    shown = keys[:size][::-1] if backwards else keys[:size]
    has_more = len(keys) > size
    return Part(
        [key for key, _ in shown],
        before=_written(shown[0]) if shown and place and (has_more or not backwards) else "",
        after=_written(shown[-1]) if shown and (has_more or backwards) else "",
        count=None if place else len(keys),
    )


def _ordered(rows: "QuerySet[Any]", *, downwards: bool) -> "QuerySet[Any]":
    rows = rows.annotate(value=F("value"))
    return rows.order_by("-value", "-pk") if downwards else rows.order_by("value", "pk")


def _behind(place: tuple[int, Any], *, downwards: bool) -> Q:
    # Said twice, so that the index leads to the value, of which there may be many.
    number, value = place
    if downwards:
        return Q(value__lte=value) & (Q(value__lt=value) | Q(pk__lt=number))
    return Q(value__gte=value) & (Q(value__gt=value) | Q(pk__gt=number))


def _written(key: tuple[int, Any]) -> str:
    return f"{key[0]}~{key[1]}"


def _read(place: str, sort: Sort) -> tuple[int, Any] | None:
    number, _, value = place.partition("~")
    try:
        read = int(number), sort.read(value)
    except (ValueError, ValidationError):
        return None
    too_large = any(isinstance(one, int) and abs(one) > LARGEST_NUMBER for one in read)
    return None if too_large else read
