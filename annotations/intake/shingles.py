"""Word sequences of a text, by which copies are found; and the few of them that stand for it in an index.

A text is folded (no quotations, no case, no punctuation) and cut into all its sequences of six words, each known by a number.
*Containment* of A in B is the share of A's sequences that B has too (Broder 1997, "On the resemblance and containment of
documents"): unlike resemblance it stays at 1 where a long article swallows a short one, as papers do with an agency's report.
Quotations are left out first: two reports of one event have the speakers' words in common without being copies.

Which of 100,000 texts are worth comparing is told by an index of *fingerprints*: the sequences whose number is divisible by 24,
in every text the same ones (Manber 1994, "Finding similar files in a large file system"). So two texts share fingerprints
in proportion to what they share. The least numbers of a text are kept as well, for one too short to have any divisible ones.

No MinHash library: its signatures are of one length for all texts and estimate resemblance, not containment, and its index lives in
memory beside the database and has to be rebuilt in every worker. A column of numbers is indexed by the database itself, grows
text by text, and what it finds is compared exactly. Nothing here stores anything.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from heapq import nsmallest

WORDS = 6
ONE_IN = 24
LEAST_KEPT = 8

# The numbers are polynomials over the words' own numbers, modulo a prime (Karp and Rabin 1987): each follows from the one before
# it in a few steps, and all of them fit into a signed column of 64 bits.
PRIME = 2**61 - 1
BASE = 0x1B873593CC9E2D51 % PRIME
LEAVING = pow(BASE, WORDS, PRIME)

# Within a paragraph: a mark that was never closed leaves the next paragraph alone. Apostrophes close no quotation.
QUOTATION = re.compile(
    r"“[^“”\n]*”|„[^„“”\n]*[“”]|«[^«»\n]*»|\"(?<!\w\")(?=\S)[^\"\n]*(?<=\S)\"(?!\w)|‘(?<!\w‘)(?:[^‘’\n]|’(?=\w))*’(?!\w)"
)
# Scripts without spaces between words: a letter stands for a word (Thai, kana, Chinese).
UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
WORD = re.compile(r"\w+")


def folded(text: str) -> list[str]:
    """The words of a text that are compared: without quotations, case, punctuation and ways of writing the same letter."""
    plain = unicodedata.normalize("NFKC", QUOTATION.sub(" ", text)).casefold()
    return WORD.findall(UNSPACED.sub(r" \g<0> ", plain.replace("'", "").replace("’", "")))


def sequences(text: str) -> frozenset[int]:
    """All sequences of six words that the text has, as numbers; of a text with fewer words that is the whole of it.

    The same for ever and on every machine: they are stored. Empty only where it has no words outside quotations.
    """
    words = folded(text)
    if len(words) < WORDS:
        return frozenset([_whole(words)] if words else [])
    return frozenset(_rolled([_number(word) for word in words]))


def fingerprints(found: frozenset[int]) -> list[int]:
    """Which of a text's sequences stand for it in the index, in order: about one in 24, and at least its least eight."""
    return sorted({one for one in found if one % ONE_IN == 0} | set(nsmallest(LEAST_KEPT, found)))


def containment(found: frozenset[int], other: frozenset[int]) -> float:
    """Which share of the first text's sequences the other has too, 0 to 1. 0 where the first has none."""
    return len(found & other) / len(found) if found else 0.0


def _rolled(numbers: Sequence[int]) -> Iterator[int]:
    rolling = _joined(numbers[:WORDS])
    yield rolling
    for leaving, coming in zip(numbers, numbers[WORDS:], strict=False):
        rolling = (rolling * BASE + coming - leaving * LEAVING) % PRIME
        yield rolling


def _whole(words: Sequence[str]) -> int:
    return _joined([_number(word) for word in words])


def _joined(numbers: Sequence[int]) -> int:
    rolling = 0
    for number in numbers:
        rolling = (rolling * BASE + number) % PRIME
    return rolling


@lru_cache(maxsize=50_000)
def _number(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()) % PRIME
