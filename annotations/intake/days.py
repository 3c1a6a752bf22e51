"""Days as people and programs write them: read where they can mean one day only, and never guessed."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SHORT = tuple(name[:3] for name in _MONTHS)
_ZONE = r"(?:\s*(?:Z|[A-Z]{2,5}|(?:GMT|UTC)?\s*[+-]\d{1,2}:?\d{2})\b)?(?:\s*\([\w ]{2,40}\))?"
_TIME = r"(?:at\s+)?\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:\s*[ap]\.?m\.?)?" + _ZONE
_REST = rf"(?:\s*[T,\s]\s*{_TIME})?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_MONTH = rf"(?P<month>(?:{'|'.join(_SHORT)})[a-z]*)\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.ASCII)


# With the month's name, or the year first: there is one way to read them.
_PLAIN = tuple(
    _whole(pattern)
    for pattern in (
        rf"{_YEAR}([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_REST}",
        r"(?P<year>1[89]\d\d|20\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T?\d{4}(?:\d\d)?Z?)?",
        rf"{_WEEKDAY}{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+{_YEAR}{_REST}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}{_REST}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_TIME}\s+{_YEAR}",
    )
)
_TWO_WAYS = _whole(rf"(?P<first>\d{{1,2}})(?P<sign>[-/.])(?P<second>\d{{1,2}})(?P=sign){_YEAR}{_REST}")
_SECONDS = _whole(r"(?P<seconds>\d{9,10})(?:\.\d+|(?P<thousandths>\d{3}))?")

# No way of writing a day is longer.
_LONGEST = 80


@dataclass(frozen=True)
class Day:
    """A day as it was read; `note` says in a sentence why there is none, or what was taken for granted."""

    day: datetime.date | None
    note: str = ""


def read_day(words: str | datetime.date, *, is_day_first: bool | None = None) -> Day:
    """The day that is meant: of a point of time, the day where it was written. "" means none.

    Where 01/02/2020 can be two days, `is_day_first` decides; None: it is not read, and the note says so.
    """
    if isinstance(words, datetime.date):
        return Day(words.date() if isinstance(words, datetime.datetime) else words)
    words = words.strip()
    if not words or len(words) > _LONGEST:
        return _unread(words, "is no date that can be read") if words else Day(None)
    for pattern in _PLAIN:
        if (match := pattern.fullmatch(words)) is not None:
            return _in_calendar(words, match["year"], _month(match["month"]), match["day"])
    if (match := _TWO_WAYS.fullmatch(words)) is not None:
        return _one_of_two(words, match, is_day_first)
    if (match := _SECONDS.fullmatch(words)) is not None:
        return _counted(words, int(match["seconds"]))
    return _unread(words, "is no date that can be read")


def day_comes_first(written: Iterable[str | datetime.date]) -> bool | None:
    """Whether days of one column are written day first: as those say that can be read in one way only. None: they don't."""
    matches = [_TWO_WAYS.fullmatch(words.strip()[:_LONGEST]) for words in written if isinstance(words, str)]
    pairs = [(int(match["first"]), int(match["second"])) for match in matches if match is not None]
    is_day_first = any(first > 12 >= second for first, second in pairs)
    is_month_first = any(second > 12 >= first for first, second in pairs)
    return None if is_day_first == is_month_first else is_day_first


def _month(words: str) -> int:
    """The month's number; 0 where the letters are the beginning of a month's name and then something else."""
    if words.isdigit():
        return int(words)
    place = _SHORT.index(words[:3].lower())
    return place + 1 if _MONTHS[place].startswith(words.lower()) else 0


def _one_of_two(words: str, match: re.Match[str], is_day_first: bool | None) -> Day:
    """Day and month in figures, before the year. With points between them, the day is written first everywhere."""
    first, second = int(match["first"]), int(match["second"])
    if first == second or second > 12 or (match["sign"] != "." and is_day_first is False and first <= 12):
        day = _in_calendar(words, match["year"], first, second)
    elif first > 12 or match["sign"] == "." or is_day_first:
        day = _in_calendar(words, match["year"], second, first)
    else:
        return _unread(words, "can be read with the day or with the month first")
    if first <= 12 and second <= 12 and first != second and match["sign"] != "." and day.day:
        order = "day" if is_day_first else "month"
        return Day(day.day, f"“{words}” was read with the {order} first, as other dates of this column are written.")
    return day


def _in_calendar(words: str, year: str | int, month: str | int, day: str | int) -> Day:
    try:
        return Day(datetime.date(int(year), int(month), int(day)))
    except ValueError:
        return _unread(words, "is not a day of the calendar")


def _counted(words: str, seconds: int) -> Day:
    """A point of time as computers count it. Its day is that in Greenwich."""
    day = datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()
    return Day(day, f"“{words}” was read as seconds since 1970: {day:%Y-%m-%d}, in UTC.")


def _unread(words: str, why: str) -> Day:
    shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    return Day(None, f"“{shown}” {why}: left out. Write it as 2020-12-31.")
