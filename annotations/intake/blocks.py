"""Text with structure: blocks of words, some of them parts of their own kind, some of them links, and where each comes to stand."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urljoin, urlsplit

from django.conf import settings

from annotations.intake.reading import Found, Placed
from annotations.intake.texts import kept

LONGEST_ADDRESS = 2_000  # Link.address

# White space that formats of markup take for one space each; a no-break space is a letter to them.
_SPACE = re.compile("[ \t\n\r\f]+")
_AT_ENDS = " \n\t"
_LINE_ENDS = re.compile("\r\n?")
_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Run:
    """Words in a row, and the address that they link to, if they do."""

    words: str
    address: str = ""


# What stays as it is among words whose white space is made tidy: the end of a line, and of a cell of a table.
BREAK = Run("\n")
TAB = Run("\t")


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, row or the like. `kind` is a PartKind, "" for body; a tight one has no empty line before it."""

    runs: Sequence[Run]
    kind: str = ""
    is_tight: bool = False

    @property
    def words(self) -> str:
        """All of its words."""
        return "".join(run.words for run in self.runs)


def tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs as a reader sees them: white space as one space each, none at either end nor around BREAK and TAB."""
    tidied: list[Run] = []
    for run in runs:
        stays = run is BREAK or run is TAB
        words = run.words if stays else _SPACE.sub(" ", run.words)
        before = tidied[-1] if tidied else BREAK
        if stays and tidied:
            tidied[-1] = Run(before.words.removesuffix(" "), before.address)
        elif before.words[-1:].isspace():
            words = words.removeprefix(" ")
        if words:
            tidied.append(Run(words, run.address))
    return _stripped([run for run in tidied if run.words])


def _stripped(runs: list[Run]) -> tuple[Run, ...]:
    while runs and not runs[0].words.strip(_AT_ENDS):
        runs.pop(0)
    while runs and not runs[-1].words.strip(_AT_ENDS):
        runs.pop()
    if runs:
        runs[0] = Run(runs[0].words.lstrip(_AT_ENDS), runs[0].address)
        runs[-1] = Run(runs[-1].words.rstrip(_AT_ENDS), runs[-1].address)
    return tuple(runs)


def web_address(address: str, base: str = "") -> str:
    """The whole address of a page, "" where it is none that can be kept. `base` is the address of what links there."""
    try:
        whole = urljoin(base, _SPACE.sub("", address))
        parts = urlsplit(whole)
    except ValueError:
        return ""
    # What can't be seen in an address, such as a sign that turns the direction of writing, can only deceive.
    fits = len(whole) <= LONGEST_ADDRESS and parts.hostname and whole.isprintable()
    return whole if fits and parts.scheme in {"http", "https"} and " " not in whole else ""


def plain(text: str) -> str:
    """The text for a person to look at: without what no column can hold."""
    return _NOT_KEPT.sub("\ufffd", _LINE_ENDS.sub("\n", text)).strip()


def found_in(
    blocks: Iterable[Block],
    *,
    fields: Mapping[str, str | datetime.date],
    dropped: Iterable[str] = (),
    notes: Iterable[str] = (),
) -> Found:
    """The text that the blocks make, with its parts and links. Raises Unfit as `kept` does."""
    text, parts, links = _written([block for block in blocks if block.words.strip()])
    limit = settings.FACTCHECK_MAX_ARTICLE_BYTES
    as_kept = kept(text, limit=limit)
    left_out = plain("\n\n".join(filter(None, map(plain, dropped))))[:limit]
    return Found(as_kept.text, fields, parts, links, left_out, (*notes, *as_kept.normalised))


def _written(blocks: Sequence[Block]) -> tuple[str, list[Placed], list[Placed]]:
    pieces: list[str] = []
    parts: list[Placed] = []
    links: list[Placed] = []
    place = 0
    for block in blocks:
        gap = "" if not pieces else "\n" if block.is_tight else "\n\n"
        runs = [Run(_LINE_ENDS.sub("\n", run.words), run.address) for run in block.runs]
        links += _links(runs, place + len(gap))
        words = "".join(run.words for run in runs)
        pieces += (gap, words)
        place += len(gap)
        if block.kind:
            parts.append(Placed(place, place + len(words), block.kind))
        place += len(words)
    return "".join(pieces), parts, links


def _links(runs: Iterable[Run], start: int) -> Iterator[Placed]:
    """The links in the runs, the first of which stands at `start`; runs in a row with one address are one link."""
    for address, words in _joined(runs):
        before = len(words) - len(words.lstrip())
        if address and words.strip():
            yield Placed(start + before, start + len(words.rstrip()), address)
        start += len(words)


def _joined(runs: Iterable[Run]) -> Iterator[tuple[str, str]]:
    for address, group in groupby(runs, key=lambda run: run.address):
        yield address, "".join(run.words for run in group)
