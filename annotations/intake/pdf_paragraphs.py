"""From the lines of a PDF to its paragraphs: by the gaps between lines, indents, sizes of letters and how full a line is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from annotations.intake.blocks import Block, Run
from annotations.intake.pdf_lines import Line
from annotations.models.structure import PartKind

_NUMBER = re.compile(
    r"\W*(?:page|seite|página|pagina|p\.?)?\s*\d{1,4}(?:\s*(?:of|von|de|di|/|\|)\s*\d{1,4})?\W*", re.IGNORECASE
)
_PRINTED_FROM = re.compile(r"(https?://\S+)\s+(?:page\s+)?\d+\s*(?:/|of)\s*\d+", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_WORD = re.compile(r"\w[\w’'-]*")
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")

# At the top and the foot of a page so many lines may be running heads.
_EDGE_LINES = 2
_LONGEST_EDGE = 300
_LONGEST_WORD = 60


@dataclass
class Paragraph:
    """Lines that belong together."""

    lines: list[Line]

    @property
    def size(self) -> float:
        """That of its first line's letters, in points."""
        return self.lines[0].size


@dataclass
class Set:
    """A document's blocks; the lines around its text, such as page numbers; how many words parted at a line's end are whole again."""

    blocks: list[Block]
    dropped: list[str]
    rejoined: int
    address: str = ""


@dataclass
class _Words:
    """Words of the document, by which a word parted at a line's end is known to have a hyphen anyway, or none."""

    known: Counter[str] = field(default_factory=Counter)
    rejoined: int = 0


def as_set(pages: Sequence[Sequence[Line]]) -> Set:
    """The document's text as it is set on its pages."""
    edges = _running(pages)
    kept = [[line for line in page if id(line) not in edges] for page in pages]
    dropped = [line.words for page in pages for line in page if id(line) in edges]
    words = _Words(Counter(word for page in kept for line in page for word in _WORD.findall(line.words)))
    paragraphs = list(_paragraphs(kept))
    kinds = _kinds(paragraphs)
    blocks = [
        Block((Run(_joined(paragraph.lines, words)),), kinds.get(number, ""))
        for number, paragraph in enumerate(paragraphs)
    ]
    address = next((found[1] for words_ in dropped if (found := _PRINTED_FROM.search(words_))), "")
    return Set(blocks, dropped, words.rejoined, address)


def _running(pages: Sequence[Sequence[Line]]) -> set[int]:
    """Which lines, by identity, are page numbers or running heads: at a page's edge, and alike on half of the pages or more."""
    edges = [_edge(page) for page in pages]
    alike = Counter(key for edge in edges for key in {_DIGITS.sub("#", line.words) for line in edge})
    often = {key for key, pages_with in alike.items() if pages_with >= max(2, len(pages) / 2)}
    return {
        id(line)
        for edge in edges
        for line in edge
        if _DIGITS.sub("#", line.words) in often or _NUMBER.fullmatch(line.words) or _PRINTED_FROM.fullmatch(line.words)
    }


def _edge(page: Sequence[Line]) -> list[Line]:
    down = sorted(page, key=lambda line: -line.top)
    edge = [*down[:_EDGE_LINES], *down[_EDGE_LINES:][-_EDGE_LINES:]]
    return [line for line in edge if len(line.words) <= _LONGEST_EDGE]


def _paragraphs(pages: Iterable[Sequence[Line]]) -> Iterator[Paragraph]:
    paragraph: Paragraph | None = None
    for page in pages:
        pitch, column = _pitch(page), _Columns(page)
        for number, line in enumerate(page):
            before = page[number - 1] if number else None
            if paragraph and _goes_on(paragraph.lines[-1], line, before is not None, pitch, column):
                paragraph.lines.append(line)
            else:
                if paragraph:
                    yield paragraph
                paragraph = Paragraph([line])
    if paragraph:
        yield paragraph


def _pitch(page: Sequence[Line]) -> float:
    """How far apart lines are on the page, from foot to foot, by their size: the median."""
    steps = [
        (before.bottom - line.bottom) / line.size
        for before, line in pairwise(page)
        if 0 < before.bottom - line.bottom < 3 * line.size
    ]
    return median(steps) if steps else 1.3


class _Columns:
    """How far to the right the lines go that begin at one place of a page."""

    def __init__(self, page: Sequence[Line]) -> None:
        self._right: dict[int, float] = {}
        for line in page:
            for bin_ in self._bins(line):
                self._right[bin_] = max(self._right.get(bin_, 0.0), line.right)

    def share(self, line: Line) -> float:
        """How much of its column's width the line takes, 0 to 1."""
        right = max(self._right.get(bin_, line.right) for bin_ in self._bins(line))
        return (line.right - line.left) / max(right - line.left, 1.0)

    @staticmethod
    def _bins(line: Line) -> tuple[int, int]:
        # Half an inch each, and the next one too: an indent must not make a column of its own.
        return round(line.left / 36), round(line.left / 36 + 0.5)


def _goes_on(before: Line, line: Line, same_page: bool, pitch: float, column: _Columns) -> bool:
    """Whether the line belongs to the paragraph whose last line so far is `before`."""
    if abs(line.size - before.size) > 0.08 * max(line.size, before.size):
        return False
    if before.is_parted:
        return True
    ended = _SENTENCE_END.search(before.words[-_LONGEST_WORD:]) is not None
    down = before.bottom - line.bottom
    if not same_page or down < -line.size:  # the next page or column
        return not ended and not line.words[:1].isupper()
    if abs(down) < 0.5 * line.size:  # beside it, as in a table
        return True
    is_apart = down > 1.25 * pitch * line.size
    is_indented = line.left > before.left + 0.8 * line.size
    is_last = ended and column.share(before) < 0.75
    return not (is_apart or (is_indented and ended) or is_last)


def _joined(lines: Sequence[Line], words: _Words) -> str:
    text = lines[0].words
    for before, line in pairwise(lines):
        if before.is_parted or text.endswith("\u00ad"):
            text = _rejoined(text.rstrip("\u00ad"), line.words, words)
        else:
            text += f"{'' if _WIDE.match(text[-1:]) and _WIDE.match(line.words) else ' '}{line.words}"
    return text


def _rejoined(text: str, line: str, words: _Words) -> str:
    """The text and the next line with the word between them whole: with its hyphen where the document writes it so elsewhere."""
    head, tail = _WORD.findall(text[-_LONGEST_WORD:])[-1:] or [""], _WORD.findall(line[:_LONGEST_WORD])[:1] or [""]
    hyphenated, whole = f"{head[0]}-{tail[0]}", f"{head[0]}{tail[0]}"
    keeps = words.known[hyphenated] > words.known[whole] or not line[:1].islower()
    words.rejoined += not keeps
    return f"{text}-{line}" if keeps else f"{text}{line}"


def _kinds(paragraphs: Sequence[Paragraph]) -> dict[int, str]:
    """The headline is what comes first in letters that are clearly larger than the text's, the deck what follows in between."""
    if not paragraphs:
        return {}
    sizes: Counter[float] = Counter()
    for one in paragraphs:
        sizes[round(one.size, 1)] += sum(len(line.words) for line in one.lines)
    body = sizes.most_common(1)[0][0]
    first = max(range(min(3, len(paragraphs))), key=lambda number: (paragraphs[number].size, -number))
    size = paragraphs[first].size
    if size < 1.25 * body:
        return {}
    kinds: dict[int, str] = {first: PartKind.HEADLINE}
    if first + 1 < len(paragraphs) and 1.08 * body < paragraphs[first + 1].size < 0.95 * size:
        kinds[first + 1] = PartKind.DECK
    return kinds
