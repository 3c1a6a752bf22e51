"""The block of fields that writers of Markdown put before a text: simple lines of YAML, "title: The plan"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_FENCE = re.compile(r"---[ \t]*\r?\n?")
_END = re.compile(r"(?:---|\.\.\.)[ \t]*\r?\n?")
_MOST_LINES = 200
_NAMED = re.compile(r"([A-Za-z][\w-]*):[ \t]+(\S.*)", re.DOTALL)
_LIST = re.compile(r"""[\[\]"']""")

# By what names fields of an article go in front matter.
_NAMES = {
    "title": "headline",
    "headline": "headline",
    "author": "byline",
    "authors": "byline",
    "byline": "byline",
    "date": "published",
    "published": "published",
    "url": "address",
    "link": "address",
    "source": "address",
    "canonical": "address",
    "canonical_url": "address",
    "archived": "archived_address",
    "lang": "language",
    "language": "language",
    "outlet": "outlet",
    "publisher": "outlet",
    "publication": "outlet",
    "site": "outlet",
    "sitename": "outlet",
    "story": "story",
}


@dataclass(frozen=True)
class FrontMatter:
    """What it says, by the names of an article's fields, and how many characters of the file it takes. 0: there is none."""

    fields: Mapping[str, str]
    length: int


def front_matter(source: str) -> FrontMatter:
    """The front matter that the source begins with. What is not a name and a value in one line is passed over."""
    lines = source.split("\n", _MOST_LINES)[:_MOST_LINES]
    end = next((number for number, line in enumerate(lines) if number and _END.fullmatch(line)), 0)
    named = [found.groups() for line in lines[1:end] if (found := _NAMED.fullmatch(line))]
    if not _FENCE.fullmatch(lines[0]) or not named:
        return FrontMatter({}, 0)
    said = {name.lower(): _scalar(value.strip()) for name, value in named}
    length = len("\n".join(lines[: end + 1]))
    return FrontMatter({_NAMES[name]: value for name, value in said.items() if name in _NAMES}, length)


def _scalar(value: str) -> str:
    """The words of a value: without its quotation marks, and a list in brackets as one line."""
    if value[0] == value[-1] and value[0] in "\"'" and len(value) > 1:
        return value[1:-1]
    return _LIST.sub("", value) if value.startswith("[") and value.endswith("]") else value
