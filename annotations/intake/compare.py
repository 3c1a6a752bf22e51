"""Two texts held against each other, word by word: what is the same, and what stands in only one of them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from annotations.intake.shingles import UNSPACED, WORDS

# So many pairs of words can be held against each other in a fifth of a second: 20,000 of each text, some 100,000 letters.
PAIRS = 400_000_000
# Of longer texts the lines are; and of lines that differ so many pairs of words, some 2,000 of each text.
PAIRS_IN_LINES = 4_000_000

# With the space after them, so that put together they are the text.
WORD = re.compile(rf"{UNSPACED.pattern}\s*|(?:(?!{UNSPACED.pattern})\S)+\s*|\s+")
LINE = re.compile(r"[^\n]*\n+|[^\n]+")
NOT_IN_WORDS = re.compile(r"\W+")


class Where(StrEnum):
    """In which of two texts words stand."""

    BOTH = "both"
    HERE = "here"
    THERE = "there"


class Piece(NamedTuple):
    """Words of two texts, with the white space after them."""

    where: Where
    text: str


def compared(text: str, other: str) -> list[Piece]:
    """Both texts as one: what stands in both, only here (in `text`) or only there, in order, here before there.

    Put together, what is in both or here is `text`, what is in both or there is `other`, but for white space, which makes
    no difference. What was moved is only there at its one place and only here at the other.

    Takes a quarter of a second for 100,000 letters of each. Of much longer texts whole lines are told apart first, and lines of
    over 2,000 words that differ stand as a whole: bounded in time and memory for texts of any length.
    """
    here, there = _words(text), _words(other)
    if len(here) * len(there) <= PAIRS:
        return _pieces(here, there, _cleared(_runs(here, there)))
    lines, others = LINE.findall(text), LINE.findall(other)
    found: list[Piece] = []
    for run in _runs(lines, others) if len(lines) * len(others) <= PAIRS else [_all_of(lines, others)]:
        found += _within(run, lines, others)
    return found


def passages(text: str, other: str) -> list[Piece]:
    """The first text alone: what stands only here, and what stands in both, in sequences of six words and more, wherever.

    Case and punctuation make no difference, nor where the passage stands in the other text.
    """
    words, known = _words(text), set(_sequences(_keys(_words(other))))
    keyed = [(place, key) for place, key in enumerate(_keys(words)) if key]
    is_shared = [False] * len(words)
    for first, sequence in enumerate(_sequences([key for _, key in keyed])):
        if sequence in known:
            start, end = keyed[first][0], keyed[first + WORDS - 1][0] + 1
            is_shared[start:end] = [True] * (end - start)
    grouped = groupby(zip(is_shared, words, strict=True), key=lambda one: one[0])
    return [Piece(Where.BOTH if both else Where.HERE, "".join(word for _, word in run)) for both, run in grouped]


class _Run(NamedTuple):
    """Words, from the one place to the other, that are the same here and there; or that stand in place of one another."""

    is_same: bool
    here: int
    here_end: int
    there: int
    there_end: int

    @property
    def length(self) -> int:
        return max(self.here_end - self.here, self.there_end - self.there)


def _words(text: str) -> list[str]:
    # The last word is parted from what may follow it, as all others are.
    return WORD.findall(text if text[-1:].isspace() or not text else f"{text} ")


def _keys(words: Iterable[str]) -> list[str]:
    """The words as they are compared where case and punctuation make no difference; "" for what has no letter."""
    return [NOT_IN_WORDS.sub("", unicodedata.normalize("NFKC", word)).casefold() for word in words]


def _sequences(keys: Sequence[str]) -> Iterator[tuple[str, ...]]:
    letters = [key for key in keys if key]
    return zip(*(letters[first:] for first in range(WORDS)), strict=False)


def _all_of(here: Sequence[str], there: Sequence[str]) -> _Run:
    return _Run(False, 0, len(here), 0, len(there))


def _runs(here: Sequence[str], there: Sequence[str]) -> list[_Run]:
    from rapidfuzz.distance import Indel  # noqa: PLC0415  (loaded on first use)

    # In bits of machine words; difflib compares one by one, and takes minutes for words that come often.
    codes = Indel.opcodes([word.strip() for word in here], [word.strip() for word in there])
    runs = []
    for is_same, grouped in groupby(codes, key=lambda code: code.tag == "equal"):
        first, *_ = within = list(grouped)
        runs.append(_Run(is_same, first.src_start, within[-1].src_end, first.dest_start, within[-1].dest_end))
    return runs


def _cleared(runs: Iterable[_Run]) -> list[_Run]:
    """The runs without words that are the same by chance: fewer of them than differ both before and after."""
    found: list[_Run] = []
    for run in runs:
        found.append(run)
        while len(found) > 2 and not run.is_same and found[-2].length < min(found[-3].length, found[-1].length):
            before, _, after = found[-3:]
            found[-3:] = [_Run(False, before.here, after.here_end, before.there, after.there_end)]
    return found


def _pieces(here: Sequence[str], there: Sequence[str], runs: Iterable[_Run]) -> list[Piece]:
    found: list[Piece] = []
    for run in runs:
        ours, theirs = "".join(here[run.here : run.here_end]), "".join(there[run.there : run.there_end])
        both = [Piece(Where.BOTH, ours)]
        found += both if run.is_same else [Piece(Where.HERE, ours), Piece(Where.THERE, theirs)]
    return [piece for piece in found if piece.text]


def _within(run: _Run, lines: Sequence[str], others: Sequence[str]) -> list[Piece]:
    """Lines that are the same as they are; those that differ word by word, where that is not too much."""
    if run.is_same:
        return _pieces(lines, others, [run])
    here = _words("".join(lines[run.here : run.here_end]))
    there = _words("".join(others[run.there : run.there_end]))
    few = len(here) * len(there) <= PAIRS_IN_LINES
    return _pieces(here, there, _cleared(_runs(here, there)) if few else [_all_of(here, there)])
