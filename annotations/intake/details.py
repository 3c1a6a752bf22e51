"""What is said of an article, held against what its table keeps: one rule for forms, files and the command line."""

import datetime
import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from annotations.intake.texts import cut
from annotations.models import Article, ArticleType, Outlet, Story
from annotations.review.refusals import Unfit

Said = str | datetime.date | None

LANGUAGE_TAG = re.compile(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\Z")
LONGEST = {
    "headline": Article._meta.get_field("headline").max_length or 0,
    "story_title": Story._meta.get_field("title").max_length or 0,
    "outlet": Outlet._meta.get_field("name").max_length or 0,
    "byline": Article._meta.get_field("byline").max_length or 0,
    "address": Article._meta.get_field("address").max_length or 0,
    "archived_address": Article._meta.get_field("archived_address").max_length or 0,
    "language": Article._meta.get_field("language").max_length or 0,
}
FAULTS = {
    "address": "Write the whole address, starting with https:// or http://.",
    "archived_address": "Write the whole address, starting with https:// or http://.",
    "language": "Write the language as a tag, such as en, de or pt-BR.",
    "type": "Choose one of the types.",
    "published": "Write the day as 2026-11-22.",
    "fetched": "Write the day as 2026-11-22.",
}
_LINES = frozenset({"headline", "story_title", "outlet", "byline"})
_DAYS = frozenset({"published", "fetched"})
# What no column holds (NUL, half a character), and what would break a line in two.
_ODD = re.compile("[\x00-\x1f\x7f\ud800-\udfff]+")
_is_web_address = URLValidator(schemes=["http", "https"])


def fitted(fields: Mapping[str, object]) -> tuple[dict[str, Said], list[str]]:
    """The fields that say something, as the table keeps them; and a sentence on each that was cut or left out.

    For what files say of their texts, which people look over. A field may also be "story_title".
    """
    kept: dict[str, Said] = {}
    notes: list[str] = []
    for name, value in fields.items():
        if value in {None, ""}:
            continue
        fit, is_cut = _fitted(name, value)
        if fit:
            kept[name] = fit
        if is_cut:
            notes.append(f"{_named(name)}: cut to {LONGEST[name]} characters.")
        elif not fit:
            notes.append(f"{_named(name)}: “{cut(_line(str(value)), 80)}” does not fit there and was left out.")
    return kept, notes


def required(fields: Mapping[str, object]) -> dict[str, Said]:
    """The fields as a person says them, "" where one is emptied. Raises Unfit with a sentence for each that does not fit."""
    kept: dict[str, Said] = {}
    faults: list[str] = []
    for name, value in fields.items():
        fit, is_cut = _fitted(name, value) if value else (_emptied(name), False)
        kept[name] = fit
        if is_cut:
            faults.append(f"{_named(name)}: It may have {LONGEST[name]} characters at most.")
        elif value and not fit:
            faults.append(f"{_named(name)}: {FAULTS.get(name, 'Fill it in.')}")
    if faults:
        raise Unfit("unfit", " ".join(faults))
    return kept


def _emptied(name: str) -> Said:
    return None if name in _DAYS else ""


def _named(name: str) -> str:
    return {"story_title": "Story"}.get(name, name.replace("_", " ").capitalize())


def _line(words: str) -> str:
    return " ".join(_ODD.sub(" ", words).split())


def _fitted(name: str, value: object) -> tuple[Said, bool]:
    """The value as its column holds it, None where it can't; and whether it was cut for that."""
    if name in _DAYS:
        return _day(value), False
    words = _line(str(value))
    if name in _LINES:
        return cut(words, LONGEST[name]), len(words) > LONGEST[name]
    if name == "type":
        return (words if words in ArticleType.values else None), False
    if len(words) > LONGEST[name] or not (LANGUAGE_TAG.match(words) if name == "language" else _opens(words)):
        return None, False
    return words, False


def _day(value: object) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        return None


def _opens(address: str) -> bool:
    try:
        _is_web_address(address)
    except ValidationError:
        return False
    return True
