"""From a row of a table, or a record, to the text of an article and what is said of it."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from annotations.intake.blocks import web_address
from annotations.intake.columns import Record, Value, in_a_line, paragraphs
from annotations.intake.days import day_comes_first, read_day
from annotations.intake.reading import FIELDS, Found, Placed
from annotations.intake.texts import Kept, cut, kept
from annotations.models import ArticleType, PartKind
from annotations.review.refusals import Unfit

_LENGTHS = {"headline": 500, "story": 200, "outlet": 200, "byline": 200}
_DAYS = frozenset({"published", "fetched"})
_ADDRESSES = {"address": 1_000, "archived_address": 1_000}

_LANGUAGES = {
    "english": "en",
    "german": "de",
    "french": "fr",
    "spanish": "es",
    "portuguese": "pt",
    "italian": "it",
    "dutch": "nl",
    "polish": "pl",
    "russian": "ru",
    "arabic": "ar",
    "chinese": "zh",
}
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE | re.ASCII)
_TYPES = {words.casefold(): key for key, label in ArticleType.choices for words in (key, str(label))}
_HTML = re.compile(r"</?(?:p|br|div|span|a|h[1-6]|ul|li|img|strong|em)\b[^<>]*>", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Meaning:
    """What each column means: those that hold the text, and of each field those that hold it, the first filled one counting.

    `day_first` says of a column how 01/02/2020 is meant in it; None: its other dates don't show.
    """

    texts: Sequence[str]
    fields: Mapping[str, Sequence[str]]
    day_first: Mapping[str, bool | None]


def meaning_of(said: Mapping[str, str], sample: Sequence[Record]) -> Meaning:
    """What the columns mean, said as in `Columns.proposed`. Raises Unfit, `no-text`, where none holds the text."""
    texts = [name for name, field in said.items() if field == "text"]
    if not texts:
        raise Unfit(
            "no-text", "It is not clear which of its columns holds the text of the articles. Say which one does."
        )
    by_field: dict[str, list[str]] = {}
    for name, field in said.items():
        if field in FIELDS:
            by_field.setdefault(field, []).append(name)
    days = [name for field in _DAYS for name in by_field.get(field, ())]
    return Meaning(texts, by_field, {name: _day_first(sample, name) for name in days})


def _day_first(sample: Iterable[Record], name: str) -> bool | None:
    values = (record.get(name, "") for record in sample)
    return day_comes_first(value for value in values if not isinstance(value, list))


def found_in(record: Record, meaning: Meaning, place: str) -> Found:
    """The text in the record, its headline before it, with its fields. `place` names the record in refusals, as "Row 7"."""
    fields, notes = _fields(record, meaning)
    bodies = [paragraphs(record[name]).strip() for name in meaning.texts if name in record]
    body = "\n\n".join(filter(None, bodies))
    if not body:
        return Found("", fields, refused=f"{place} has no text in it. Fill it in, or leave the row out.")
    try:
        as_kept = kept(body, limit=settings.FACTCHECK_MAX_ARTICLE_BYTES)
        return _headed(as_kept, str(fields.get("headline", "")), fields, notes)
    except Unfit as refusal:
        return Found("", fields, refused=f"{place}: {refusal.words}")


def _headed(body: Kept, headline: str, fields: Mapping[str, str | datetime.date], notes: Sequence[str]) -> Found:
    """The body with its headline before it, unless it begins with that."""
    first = body.text.partition("\n")[0]
    said = [*body.normalised, *notes]
    if _HTML.search(body.text):
        said.append("There are tags of HTML in it, kept as they are.")
    if not headline or " ".join(first.split()).casefold() == headline.casefold():
        parts = [Placed(0, len(first), PartKind.HEADLINE)] if headline else []
        return Found(body.text, fields, parts, normalised=said)
    said.append("The headline, which stands by itself in the file, was put before the text.")
    return Found(f"{headline}\n\n{body.text}", fields, [Placed(0, len(headline), PartKind.HEADLINE)], normalised=said)


def _fields(record: Record, meaning: Meaning) -> tuple[dict[str, str | datetime.date], list[str]]:
    """What the record says of its article, and what there is to say of that."""
    fields: dict[str, str | datetime.date] = {}
    notes: list[str] = []
    for field, names in meaning.fields.items():
        name = next((name for name in names if in_a_line(record.get(name, ""))), None)
        if name is None:
            continue
        value, note = _field(field, record[name], is_day_first=meaning.day_first.get(name))
        if value:
            fields[field] = value
        if note:
            notes.append(f"{field.replace('_', ' ').capitalize()}: {note}")
    return fields, notes


def _field(field: str, value: Value, *, is_day_first: bool | None) -> tuple[str | datetime.date, str]:
    """The value as the field holds it, "" where it can't, and a sentence on what was altered or left out."""
    words = in_a_line(value)
    if field in _DAYS:
        day = read_day(value if isinstance(value, datetime.date) else words, is_day_first=is_day_first)
        return day.day or "", day.note
    if field in _ADDRESSES:
        return _address(words)
    if field == "language":
        tag = _LANGUAGES.get(words.casefold(), words.replace("_", "-"))
        return (
            (tag, "")
            if _TAG.fullmatch(tag) and len(tag) <= 35
            else ("", f"“{cut(words, 80)}” is no language tag: left out.")
        )
    if field == "type":
        key = _TYPES.get(words.casefold(), "")
        return key, "" if key else f"“{cut(words, 80)}” is none of the types: left out."
    short = cut(words, _LENGTHS[field])
    return short, "" if short == words else f"cut to {_LENGTHS[field]} characters."


def _address(words: str) -> tuple[str, str]:
    whole = web_address(words)
    if not whole and _BARE_ADDRESS.fullmatch(words):
        whole = web_address(f"http://{words}")
        return whole, "“http://” was put before it." if whole else ""
    if not whole or len(whole) > 1_000:
        return "", f"“{cut(words, 80)}” is no web address that can be kept: left out."
    return whole, ""
