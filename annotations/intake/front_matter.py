"""The block of fields that writers of Markdown put before a text: simple lines of YAML, "title: The plan"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_BLOCK = re.compile(r"---[ \t]*\r?\n((?:(?!---|\.\.\.).*\r?\n){1,200}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)")
_LINE = re.compile(r"([A-Za-z][\w-]*):[ \t]+(.+?)[ \t]*\r?$", re.MULTILINE)
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
    block = _BLOCK.match(source)
    lines = _LINE.findall(block[1]) if block else []
    if block is None or not lines:
        return FrontMatter({}, 0)
    said = {name.lower(): _scalar(value) for name, value in lines}
    return FrontMatter({_NAMES[name]: value for name, value in said.items() if name in _NAMES}, block.end())


def _scalar(value: str) -> str:
    """The words of a value: without its quotation marks, and a list in brackets as one line."""
    if value[0] == value[-1] and value[0] in "\"'" and len(value) > 1:
        return value[1:-1]
    return _LIST.sub("", value) if value.startswith("[") and value.endswith("]") else value
