"""What a reader is, and what it makes of a file. Nothing here or in `readers` stores anything."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

# What a text can bring with it: the fields of an article (ArticleFields), and "story": the title of its story, or a number,
# UUID or hash that it has in common with the others of its story and that is no title.
FIELDS = (
    "headline",
    "story",
    "outlet",
    "byline",
    "address",
    "archived_address",
    "published",
    "fetched",
    "language",
    "type",
)


@dataclass(frozen=True)
class Placed:
    """Words of a text with what is said of them: a part's kind, or a link's address. Code points, half-open."""

    start: int
    end: int
    says: str


@dataclass(frozen=True)
class Found:
    """One article's text in a file, as a version would keep it, and what the file says of it.

    `parts` are of PartKind and do not overlap; `dropped` is what was in the file and is not in the text, to be looked at;
    `normalised` says in a sentence each what was altered. A text that can't be kept has `refused`: why, and what to do.
    """

    text: str
    fields: Mapping[str, str | datetime.date] = field(default_factory=dict)
    parts: Sequence[Placed] = ()
    links: Sequence[Placed] = ()
    dropped: str = ""
    normalised: Sequence[str] = ()
    refused: str = ""


@dataclass(frozen=True)
class Reading:
    """What a reader made of a file: its texts, one after the other, and the encoding that its bytes were read in.

    `encoding` is Python's name of it, "" for a format that says it itself; `is_sure` is false where it was guessed.
    """

    found: Iterable[Found]
    encoding: str = ""
    is_sure: bool = True


@dataclass(frozen=True)
class Columns:
    """The columns of a table, or the names in a list of records, with some of what stands in them.

    `proposed` says of each name which field it seems to be: one of FIELDS, "text", or "" for none.
    """

    names: Sequence[str]
    examples: Sequence[Sequence[str]]
    proposed: Mapping[str, str]


class Reader(Protocol):
    """Reads one format. `key` is kept with what it read, `label` is shown; `version` says its own and its library's."""

    key: str
    label: str
    suffixes: Sequence[str]

    @property
    def version(self) -> str:
        """The reader's version and, where it uses one, its library's: "1, trafilatura 2.3.1"."""

    def recognises(self, head: bytes) -> bool:
        """Whether a file that begins with these bytes is of this format, whatever its name says."""

    def columns(self, raw: bytes) -> Columns | None:
        """The file's columns, for a person to say which is which; None for a format without. Raises Unfit."""

    def read(self, raw: bytes, *, name: str, fields: Mapping[str, str] | None = None) -> Reading:
        """The texts in the file. `fields` says which column is which, as `Columns.proposed` does; None goes by that.

        Raises Unfit where the file can't be read at all, at once or while its texts are taken one after the other.
        """
