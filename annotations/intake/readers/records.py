"""Records: JSON and JSONL, one article an object."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from annotations.intake.columns import LONGEST_NAME, SAMPLE, Record, Value, columns_of, field_by_name, in_a_line
from annotations.intake.encodings import Decoded, decoded
from annotations.intake.reading import Columns, Found, Reading
from annotations.intake.rows import Meaning, found_in, meaning_of
from annotations.intake.texts import check_file, cut
from annotations.review.refusals import Unfit

_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*\"")
# An object may take 200 bytes of memory and three of the file.
_MOST_VALUES = 2_000_000
# How deep objects may lie in one another for their names to count, and lists for their members to be read.
_DEEPEST = 6
_TOO_DEEP = "lists and objects lie too deep in one another"


class _Object(dict[str, Any]):
    """An object of a file, with the names that stand in it more than once."""

    repeated: Sequence[str] = ()


@dataclass(frozen=True)
class _Place:
    """Where a record stands, as "Record 7", and its object; or why it is none."""

    place: str
    record: _Object
    fault: str = ""


class Records:
    """JSON: an object that is an article, a list of them, an object in which such a list lies; and JSONL, an object a line.

    Names within names are joined by points, as `meta.url`. Which of these a file is goes by what stands in it.
    """

    key = "records"
    label = "JSON or JSONL"
    suffixes: Sequence[str] = (".json", ".jsonl", ".ndjson", ".jsonlines")
    version = "1"

    def recognises(self, head: bytes) -> bool:
        """Whether it begins with an object, or with a list of them."""
        return _BEGINS.match(head) is not None

    def columns(self, raw: bytes) -> Columns:
        """The names in its first records. Raises Unfit: as `decoded` does, `not-json`, `too-deep`, `too-large` or `empty`."""
        return columns_of(_sample(_records(_read(raw).text)()))

    def read(self, raw: bytes, *, name: str, fields: Mapping[str, str] | None = None) -> Reading:  # noqa: ARG002
        """An article a record. A line that is none is refused by its number, the others read.

        Raises Unfit as `columns` does, or `no-text`.
        """
        read = _read(raw)
        records = _records(read.text)
        sample = _sample(records())
        meaning = meaning_of(columns_of(sample).proposed if fields is None else fields, sample)
        return Reading(_found(records(), meaning), read.encoding, read.is_sure)


def _read(raw: bytes) -> Decoded:
    check_file(raw)
    read = decoded(raw)
    if sum(map(read.text.count, "[{,")) > _MOST_VALUES:
        raise Unfit("too-large", f"It has more than {_MOST_VALUES:,} values. Part it into several files.")
    return read


def _sample(places: Iterable[_Place]) -> list[Record]:
    """The first records. Raises Unfit, `empty`, where there is none at all."""
    sample: list[Record] = [
        flat(place.record) for place in islice((place for place in places if not place.fault), SAMPLE)
    ]
    if not sample:
        raise Unfit("empty", "There are no records in this file. Choose one with an object for each article.")
    return sample


def _found(places: Iterable[_Place], meaning: Meaning) -> Iterator[Found]:
    for each in places:
        if each.fault:
            yield Found("", refused=each.fault)
            continue
        found = found_in(flat(each.record), meaning, each.place)
        notes = [f"“{cut(name, 80)}” stands there more than once: the last was taken." for name in each.record.repeated]
        yield Found(
            found.text, found.fields, found.parts, normalised=[*found.normalised, *notes], refused=found.refused
        )


def _records(text: str) -> Callable[[], Iterator[_Place]]:
    """What gives the records, one after the other. Raises Unfit, `not-json` or `too-deep`, for neither JSON nor JSONL."""
    try:
        records = _listed(_loaded(text))
    except json.JSONDecodeError as error:
        if not _are_lines(text):
            reason = f"{_reason(error)} in line {error.lineno:,}, at character {error.colno:,}"
            raise Unfit("not-json", f"This is no JSON: {reason}. Mend it, or save it anew.") from error
        return lambda: _lines(text)
    except RecursionError as error:
        raise Unfit("too-deep", f"Its {_TOO_DEEP}. Choose a file with plain records.") from error
    return lambda: (_place(f"Record {number:,}", each) for number, each in enumerate(records, 1))


def _loaded(text: str) -> Any:
    """What the JSON says: numbers as they are written, however large; what is no number ("NaN") as nothing."""
    return json.loads(
        text, object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=lambda _: None, strict=False
    )


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    made = _Object(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        made.repeated = sorted({in_a_line(name) for name in made if names.count(name) > 1})
    return made


def _reason(error: json.JSONDecodeError) -> str:
    return f"{error.msg[0].lower()}{error.msg[1:]}"


def _are_lines(text: str) -> bool:
    """Whether this is an object a line, as its first or second line shows: either may be broken."""
    first = [line for line in text.split("\n", 20)[:20] if line.strip()][:2]
    return any(_line("", line).fault == "" for line in first)


def _lines(text: str) -> Iterator[_Place]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _line(f"Line {number:,}", line)


def _line(place: str, line: str) -> _Place:
    try:
        return _place(place, _loaded(line))
    except json.JSONDecodeError as error:
        why = f"{place} is no JSON: {_reason(error)}, at character {error.colno:,}. Mend it, or leave it out."
        return _Place(place, _Object(), why)
    except RecursionError:
        return _Place(place, _Object(), f"{place}: its {_TOO_DEEP}. Leave it out.")


def _place(place: str, value: Any) -> _Place:
    if isinstance(value, _Object):
        return _Place(place, value)
    return _Place(place, _Object(), f"{place} is no object with names in it. Leave it out.")


def _listed(whole: Any) -> Sequence[Any]:
    """The records in what a file says: itself, if it has a text; else its own objects, by row or by column, or the longest list in it."""
    if isinstance(whole, list):
        return whole
    if not isinstance(whole, dict) or not whole:
        return []
    within = list(whole.values())
    if all(isinstance(each, dict) and each and all(map(str.isdigit, each)) for each in within):
        return _turned(whole)
    if len(within) > 1 and all(isinstance(each, dict) and _has_text(each) for each in within):
        return within
    if _has_text(whole):
        return [whole]
    return max(_lists(whole, _DEEPEST), key=len, default=[whole])


def _turned(columns: Mapping[str, Mapping[str, Any]]) -> Sequence[Any]:
    """The records in an object of columns, as pandas writes them: {"title": {"0": "…", "1": "…"}, "text": {"0": "…"}}."""
    rows = dict.fromkeys(row for column in columns.values() for row in column)
    return [_Object({name: column[row] for name, column in columns.items() if row in column}) for row in rows]


def _has_text(record: Mapping[str, Any]) -> bool:
    return "text" in columns_of([flat(record)]).proposed.values()


def _lists(whole: Mapping[str, Any], deepest: int) -> Iterator[Sequence[Any]]:
    """The lists of objects in an object, and in those that lie in it."""
    for value in whole.values():
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            yield value
        elif isinstance(value, dict) and deepest:
            yield from _lists(value, deepest - 1)


def flat(record: Mapping[str, Any], prefix: str = "", deepest: int = _DEEPEST) -> dict[str, Value]:
    """The record without names within names: {"meta": {"url": "…"}} is {"meta.url": "…"}. What says nothing is left out."""
    plain: dict[str, Value] = {}
    for name, value in record.items():
        whole = cut(in_a_line(f"{prefix}{name}"), LONGEST_NAME)
        if isinstance(value, dict):
            plain |= flat(value, f"{prefix}{name}.", deepest - 1) if deepest else {}
        elif (said := _said(value, deepest)) not in (None, "", []):
            plain[whole] = said
    return plain


def _said(value: Any, deepest: int) -> Value | None:
    """The value as columns know it: words, or a list of what says something, as deep as is read."""
    if deepest < 0:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return [said for each in value if (said := _said(_words_of(each), deepest - 1))]
    return value if isinstance(value, str) else None


def _words_of(each: Any) -> Any:
    """A member of a list: of an object, what it is there for, as in [{"text": "…"}] and [{"name": "…"}]."""
    if not isinstance(each, dict):
        return each
    by_field = {field_by_name(name): value for name, value in each.items()}
    return by_field.get("text", by_field.get("headline", each.get("name")))
