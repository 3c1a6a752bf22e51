"""Whether what is kept still holds: each text and original has its hash, and every place in a text lies in it, with its words.

Everything is read once, in the order of the versions, one text in memory at a time: what is there decides how long it takes,
never how much memory.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from annotations.anchoring.spans import SpanError, context_of, quote_of
from annotations.exports.snapshot import consistent_view
from annotations.intake.originals import bytes_in, opened
from annotations.models import Link, Original, Span, TextPart, Version

TEXTS_AT_ONCE = 10
PLACES_AT_ONCE = 2_000
LONGEST_SHOWN = 60

Told = Callable[[], None]
"""Called after each text, or each original: for progress."""


@dataclass
class Counts:
    """How much was looked at."""

    texts: int = 0
    places: int = 0
    originals: int = 0


class _Placed(NamedTuple):
    """A mark's span, a link or a part, as it is kept; `quote` None for what keeps no words."""

    version: int
    what: str
    start: int
    end: int
    quote: str | None = None
    prefix: str = ""
    suffix: str = ""


def faults_of_texts(counts: Counts, told: Told) -> Iterator[str]:
    """What does not hold in texts and the places in them, a line each. Reads through one view, in which saves go on."""
    with consistent_view():
        followed = [_Followed(rows) for rows in (_spans(), _links(), _parts())]
        for version in _versions():
            yield from _faults_of_text(version)
            for placed in followed:
                for one in placed.of(version.pk):
                    counts.places += 1
                    yield from _faults_of_place(version, one)
            counts.texts += 1
            told()


def _versions() -> Iterator[Version]:
    return Version.objects.select_related("article").order_by("pk").iterator(chunk_size=TEXTS_AT_ONCE)


def _spans() -> Iterator[_Placed]:
    columns = ("version", "mark", "role", "start", "end", "quote", "prefix", "suffix")
    rows = Span.objects.order_by("version", "start").values_list(*columns)
    for version, mark, role, *place in rows.iterator(chunk_size=PLACES_AT_ONCE):
        yield _Placed(version, f"{role} of mark {mark}", *place)


def _links() -> Iterator[_Placed]:
    rows = Link.objects.order_by("version", "start").values_list("version", "pk", "start", "end")
    for version, key, start, end in rows.iterator(chunk_size=PLACES_AT_ONCE):
        yield _Placed(version, f"link {key}", start, end)


def _parts() -> Iterator[_Placed]:
    rows = TextPart.objects.order_by("version", "start").values_list("version", "kind", "start", "end")
    for version, kind, start, end in rows.iterator(chunk_size=PLACES_AT_ONCE):
        yield _Placed(version, f"part {kind}", start, end)


class _Followed:
    """Places in the order of their versions, given out version by version: a table is walked through once, beside the texts."""

    def __init__(self, rows: Iterable[_Placed]) -> None:
        self._groups = groupby(rows, key=lambda one: one.version)
        self._next = next(self._groups, None)

    def of(self, version: int) -> Iterator[_Placed]:
        """Those of the version; to be taken to the end, before those of a version behind it are asked for."""
        if self._next is not None and self._next[0] == version:
            yield from self._next[1]
            self._next = next(self._groups, None)


def _faults_of_text(version: Version) -> Iterator[str]:
    digest = hashlib.sha256(version.text.encode()).hexdigest()
    if digest != version.sha256:
        yield f"{_named(version)}: the text has the hash {digest}, kept is {version.sha256}"


def _faults_of_place(version: Version, one: _Placed) -> Iterator[str]:
    where = f"{_named(version)}, {one.what} at {one.start} to {one.end}"
    try:
        words = quote_of(version.text, one.start, one.end)
    except SpanError:
        yield f"{where}: lies outside the text, which has {len(version.text)} characters"
        return
    if one.quote is None:
        return
    if words != one.quote:
        yield f"{where}: the text has {_shown(words)}, kept is {_shown(one.quote)}"
    around = zip(
        ("before", "behind"), context_of(version.text, one.start, one.end), (one.prefix, one.suffix), strict=True
    )
    for side, there, kept in around:
        if there != kept:
            yield f"{where}: {side} it the text has {_shown(there)}, kept is {_shown(kept)}"


def faults_of_originals(counts: Counts, told: Told) -> Iterator[str]:
    """Which originals are missing or are not the bytes they were, a line each. One that was let go meanwhile is none."""
    for original in Original.objects.order_by("pk").iterator(chunk_size=PLACES_AT_ONCE):
        fault = _fault_of_bytes(original)
        if fault and Original.objects.filter(pk=original.pk).exists():
            yield f"original {original}: {fault}"
        counts.originals += 1
        told()


def _fault_of_bytes(original: Original) -> str:
    try:
        with opened(original) as file:
            found = bytes_in(file)
    except OSError as error:
        return f"its bytes can’t be read at {original.place}: {error.strerror or error}"
    if found.sha256 != original.sha256:
        return f"its bytes have the hash {found.sha256}"
    return "" if found.size == original.size else f"it has {found.size} bytes, kept is {original.size}"


def _named(version: Version) -> str:
    return f"article {version.article_id} ({_shown(version.article.headline)}), version {version.number}"


def _shown(words: str) -> str:
    """The words in one line, line ends and quotation marks escaped, cut where they are long."""
    cut: Any = words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 1]}…"
    return json.dumps(cut, ensure_ascii=False)
