"""Two texts as one, as the part compare.html shows them: what differs in its context, and long stretches that do not, folded."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from annotations.intake.compare import Piece, Where, compared
from annotations.intake.shingles import containment, sequences
from annotations.models import Version

# Words that are the same are shown so many before a difference, and behind one; what lies between is folded.
WORDS_SHOWN = 30
LEAST_FOLDED = 30
WORD = re.compile(r"\S+\s*|\s+")
LINE = re.compile(r"[^\n]+\n*|\n+")


@dataclass(frozen=True)
class Stretch:
    """Words of both texts, only of this one (`here`) or only of the other (`there`); then what is folded, and what follows that.

    `space` is the white space after the words, `count` how many words are folded.
    """

    where: Where
    words: str
    space: str
    folded: str = ""
    count: int = 0
    after: str = ""


@dataclass(frozen=True)
class Comparison:
    """A text held against a stored version. Shares from 0 to 1: of this text's word sequences that the other has, and the other way."""

    version: Version
    shared: float
    of_other: float
    stretches: Sequence[Stretch]
    only_here: int
    only_there: int

    @property
    def percent(self) -> int:
        """How much of this text the other has, rounded down: 100 only where it has all of it."""
        return int(100 * self.shared)

    @property
    def percent_of_other(self) -> int:
        """The same the other way."""
        return int(100 * self.of_other)

    @property
    def is_the_same(self) -> bool:
        """Whether no word differs."""
        return not (self.only_here or self.only_there)


def comparison_of(text: str, version: Version) -> dict[str, Any]:
    """What the part annotations/compare.html shows of a text that is held against a version, which has its article and outlet."""
    pieces = compared(text, version.text)
    here, there = sequences(text), sequences(version.text)
    comparison = Comparison(
        version=version,
        shared=containment(here, there),
        of_other=containment(there, here),
        stretches=list(_stretches(pieces)),
        only_here=_count(pieces, Where.HERE),
        only_there=_count(pieces, Where.THERE),
    )
    return {"comparison": comparison}


def _count(pieces: Sequence[Piece], where: Where) -> int:
    return sum(len(piece.text.split()) for piece in pieces if piece.where == where)


def _stretches(pieces: Sequence[Piece]) -> Iterator[Stretch]:
    for place, piece in enumerate(pieces):
        if piece.where == Where.BOTH:
            yield _folded(piece, place, len(pieces))
        else:
            # Line by line, so that nothing is drawn on empty ones.
            yield from (_plain(Piece(piece.where, line)) for line in LINE.findall(piece.text))


def _folded(piece: Piece, place: int, among: int) -> Stretch:
    words = WORD.findall(piece.text)
    first = 0 if place == 0 and among > 1 else WORDS_SHOWN
    past = len(words) - (0 if place == among - 1 else WORDS_SHOWN)
    if past - first < LEAST_FOLDED:
        return _plain(piece)
    before, folded, after = "".join(words[:first]), "".join(words[first:past]), "".join(words[past:])
    return Stretch(piece.where, before, "", folded, past - first, after)


def _plain(piece: Piece) -> Stretch:
    words = piece.text.rstrip()
    return Stretch(piece.where, words, piece.text[len(words) :])
