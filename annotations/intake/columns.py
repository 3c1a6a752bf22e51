"""Which column of a table, or name in a list of records, seems to be which field of an article."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from annotations.intake.days import read_day
from annotations.intake.reading import Columns
from annotations.intake.texts import cut

# What stands under a name: words, a day, or a list of such or of lists (in JSON).
Value = str | datetime.date | list[Any]
Record = Mapping[str, Value]

# So many records are looked at, and so many names offered: more say no more.
SAMPLE = 500
MOST_NAMES = 200
LONGEST_NAME = 100

EXAMPLES = 3
LONGEST_EXAMPLE = 120
_ENOUGH = 4_000

# In the order in which they are preferred. Letters, digits and single spaces; "meta.url" and "meta_url" are "meta url".
_SPELT = {
    "text": (
        "text, body, body paragraphs, paragraphs, full text, fulltext, article text, article body, articlebody, body text, "
        "content, article content, contents, main text, maintext, plain text, story text, news text, article, news, document, "
        "sentences, story body"
    ),
    "headline": (
        "headline, title, article title, news title, article headline, head, heading, hed, headlines, titles, headline main"
    ),
    "story": (
        "story, story title, triplet uuid, triplet, story id, storyid, event, event id, event title, cluster, cluster id, "
        "story cluster, main event, news event, group"
    ),
    "outlet": (
        "outlet, source, publisher, paper, newspaper, publication, source name, media outlet, outlet name, news outlet, "
        "news source, publisher name, publication name, media, site name, site, website, media name, brand"
    ),
    "address": (
        "url, address, link, web address, article url, source url, web url, weburl, permalink, uri, href, canonical url, "
        "article link, short url, url original, story url"
    ),
    "archived_address": (
        "archived address, archive url, archived url, archive link, archive, wayback, wayback url, archive address"
    ),
    "published": (
        "published, date, pub date, pubdate, publication date, published at, publishedat, publish date, date published, "
        "datepublished, published date, published on, date publish, datetime, date time, day, timestamp, time, "
        "web publication date, webpublicationdate, first published"
    ),
    "byline": "byline, author, authors, by, writer, journalist, reporter, author name, creator, written by",
    "fetched": (
        "fetched, date download, retrieved, accessed, date accessed, access date, crawled, scraped, date crawled, crawl date, "
        "scrape date, date retrieved, downloaded, fetched at, crawled at, scraped at, date fetched"
    ),
    "language": "language, lang, locale, language code",
    "type": "type, article type, genre, kind, type of material",
}
KNOWN = {field: tuple(names.split(", ")) for field, names in _SPELT.items()}

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_BETWEEN_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_OPAQUE = re.compile(r"[\d.,\s-]*|[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}|[0-9a-f]{24,64}", re.IGNORECASE)
_LONG = 200


def is_opaque(words: str) -> bool:
    """Whether this names something to programs only: a number, a UUID, a hash."""
    return _OPAQUE.fullmatch(words.strip()) is not None


def columns_of(sample: Iterable[Record], names: Iterable[str] = ()) -> Columns:
    """These names, and what others stand in these records in order of their coming, with examples and what each seems to be."""
    seen: dict[str, list[str]] = {name: [] for name in islice(names, MOST_NAMES)}
    for record in sample:
        for name, value in record.items():
            if name in seen or len(seen) < MOST_NAMES:
                said = seen.setdefault(name, [])
                if words := in_a_line(value)[:_ENOUGH]:
                    said.append(words)
    examples = [
        [cut(words, LONGEST_EXAMPLE) for words in dict.fromkeys(said[:20])][:EXAMPLES] for said in seen.values()
    ]
    return Columns(list(seen), examples, _proposed(seen))


def in_a_line(value: Value) -> str:
    """The value in one line, without what no column can hold: single spaces, the members of a list parted by commas."""
    return " ".join(_kept(", ".join(_scalars(value))).split())


def paragraphs(value: Value) -> str:
    """The value as a text: the members of a list are paragraphs, and those of a list in it the sentences of one."""
    if isinstance(value, list):
        return "\n\n".join(filter(None, (" ".join(part.strip() for part in _scalars(each)) for each in value)))
    return value if isinstance(value, str) else value.isoformat()


def _scalars(value: Value) -> Iterator[str]:
    """All that is said in the value. Its lists do not go deep: whoever read it saw to that."""
    if isinstance(value, list):
        for each in value:
            yield from _scalars(each)
    elif value:
        yield value if isinstance(value, str) else value.isoformat()


def _kept(words: str) -> str:
    """Without NUL, and with "�" for half a character: what the database can hold."""
    return words.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def field_by_name(name: str) -> str:
    """The field that is usually called so, or "". Of "meta.url" the last part counts where the whole is not known."""
    # A whole article in a table's first row is no name, and takes seconds to be looked up as one.
    if len(name) > LONGEST_NAME:
        return ""
    return next((field for field, names in KNOWN.items() for each in _spellings(name) if each in names), "")


def _spellings(name: str) -> list[str]:
    return [_plain(name), _plain(name.rpartition(".")[2])]


def _plain(name: str) -> str:
    return _BETWEEN_WORDS.sub(" ", _BETWEEN_HUMPS.sub(" ", name)).strip().lower()


def _proposed(seen: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Each field goes to one name at most: by what it is called, so far as what stands there allows; else by that alone."""
    proposed = dict.fromkeys(seen, "")
    for field in KNOWN:
        named = sorted((place, name) for name in seen if (place := _rank(field, name)) is not None)
        fitting = [name for _, name in named if not proposed[name] and _allows(field, seen[name])]
        if field == "text":
            fitting.sort(key=lambda name: -_usual_length(seen[name]))
        if fitting:
            proposed[fitting[0]] = field
    for field, looks in (("text", _are_texts), ("address", _are_addresses), ("published", _are_days)):
        free = [name for name, said in seen.items() if not proposed[name] and said and looks(said)]
        if free and field not in proposed.values():
            proposed[max(free, key=lambda name: _usual_length(seen[name])) if field == "text" else free[0]] = field
    return proposed


def _rank(field: str, name: str) -> tuple[bool, int] | None:
    """How well a name fits a field, less being better; None: not at all. The whole of a name goes before its last part."""
    names = KNOWN[field]
    places = [
        (is_part, names.index(each))
        for is_part, each in zip((False, True), _spellings(name), strict=True)
        if each in names
    ]
    return min(places, default=None)


def _allows(field: str, said: Sequence[str]) -> bool:
    """Whether what stands in a column can be the field that its name says."""
    if not said:
        return True
    if field == "text":
        return not all(is_opaque(words) or _ADDRESS.fullmatch(words) for words in said)
    if field in {"address", "archived_address"}:
        return any("." in words and " " not in words for words in said)
    if field == "published":
        return any(words[:1].isalnum() and any(map(str.isdigit, words)) for words in said)
    return not _are_texts(said) and not (field in {"outlet", "byline", "headline"} and _are_addresses(said))


def _usual_length(said: Sequence[str]) -> int:
    return sorted(map(len, said))[len(said) // 2] if said else 0


def _are_texts(said: Sequence[str]) -> bool:
    """Whether these are long and of many words."""
    return _usual_length(said) >= _LONG and sum(" " in words for words in said) * 2 > len(said)


def _are_addresses(said: Sequence[str]) -> bool:
    return all(_ADDRESS.fullmatch(words) for words in said)


def _are_days(said: Sequence[str]) -> bool:
    """Whether these are dates, or would be if it were known which of two: figures alone may count anything."""
    return all(
        not words.isdigit() and (read_day(words).day or "can be read with" in read_day(words).note) for words in said
    )
