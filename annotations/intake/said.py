"""What a file says of its article, put as a form would have it: lengths, days, addresses, tags of languages."""

import datetime
import re
from collections.abc import Mapping

from annotations.intake.blocks import plain, web_address
from annotations.intake.texts import cut
from annotations.models import Article, Outlet

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9]{2,8}))?(?![A-Za-z])")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")

_LONGEST = {
    "headline": Article._meta.get_field("headline").max_length or 0,
    "byline": Article._meta.get_field("byline").max_length or 0,
    "outlet": Outlet._meta.get_field("name").max_length or 0,
}
_LONGEST_ADDRESS = Article._meta.get_field("address").max_length or 0

Said = dict[str, str | datetime.date]


def said(fields: Mapping[str, str | datetime.date | None]) -> Said:
    """The fields that say something which an article can keep; the others are left out, since a person looks them over."""
    kept = {name: _said(name, value) for name, value in fields.items() if value}
    return {name: value for name, value in kept.items() if value}


def _said(name: str, value: str | datetime.date | None) -> str | datetime.date | None:
    if not isinstance(value, str):
        return value
    if name in {"published", "fetched"}:
        return day_in(value)
    if name in {"address", "archived_address"}:
        address = web_address(value)
        return address if len(address) <= _LONGEST_ADDRESS else ""
    if name == "language":
        return _language(value)
    words = " ".join(plain(value).split())
    return cut(words, _LONGEST[name]) if name in _LONGEST else words


def day_in(value: str) -> datetime.date | None:
    """The day that the words begin with, written as 2026-11-22; None where there is none."""
    found = _DAY.match(value.strip())
    try:
        return datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _language(value: str) -> str:
    found = _LANGUAGE.match(value.strip())
    return "-".join(filter(None, found.groups())) if found else ""
