"""Which blocks of a page are its article's text: found by looking up where each stands in what a library takes for that.

The library's own text is not kept: it alters white space and letters, and knows nothing of links and captions.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

# A block of fewer letters may stand in a text by chance, so it is looked for only where the one before it ended.
_LONG = 25

# In a longer text a block is looked for at the beginnings of paragraphs only: thousands of searches through all of it take minutes.
_SEARCHED = 100_000


def squashed(words: str) -> str:
    """The words without any white space, which no two programs treat alike."""
    return "".join(words.split())


def standing_in(main: Sequence[str], blocks: Sequence[str]) -> list[int]:
    """Which of the blocks make up the main text, whose paragraphs are given in order. Numbers of blocks, in order.

    A block may be several paragraphs, or a piece of one. Where blocks stand in another order than in the main text, the
    most of them that are in order are taken.
    """
    lines = [squash for line in main if (squash := squashed(line))]
    starts = dict(zip(accumulate(map(len, lines), initial=0), lines, strict=False))
    squashes = [squashed(block) for block in blocks]
    text = "".join(lines)
    return list(_standing(squashes, text, starts, _in_order(list(_places(squashes, text, starts)))))


def _places(squashes: Sequence[str], text: str, starts: Mapping[int, str]) -> Iterator[tuple[int, int]]:
    """Of each long block that the text has: its number, and where it stands there."""
    at_start = {line: start for start, line in reversed(list(starts.items()))}
    for number, squash in enumerate(squashes):
        if len(squash) >= _LONG:
            place = at_start.get(squash, text.find(squash) if len(text) < _SEARCHED else -1)
            if place >= 0:
                yield number, place


def _in_order(places: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The most of the places that rise with their numbers: a longest increasing subsequence, found by patience sorting."""
    ends: list[int] = []
    end_numbers: list[int] = []
    before: dict[int, int] = {}
    for number, place in places:
        rank = bisect_left(ends, place)
        ends[rank : rank + 1] = [place]
        end_numbers[rank : rank + 1] = [number]
        before[number] = end_numbers[rank - 1] if rank else -1
    of = dict(places)
    chosen: dict[int, int] = {}
    number = end_numbers[-1] if end_numbers else -1
    while number >= 0:
        chosen[number] = of[number]
        number = before[number]
    return chosen


def _standing(
    squashes: Sequence[str], text: str, starts: Mapping[int, str], anchors: Mapping[int, int]
) -> Iterator[int]:
    """The anchors, and between them what goes on where the one before ended."""
    place = 0
    for number, squash in enumerate(squashes):
        place = anchors.get(number, place)
        goes_on = text.startswith(squash, place) and (place + len(squash) in starts or place + len(squash) == len(text))
        if squash and (number in anchors or goes_on):
            place += len(squash)
            yield number
        elif (past := _past_lines(squash, starts, place)) > place:
            place = past
            yield number


def _past_lines(squash: str, starts: Mapping[int, str], place: int) -> int:
    """Where the paragraphs end that begin at `place` and stand in the block one after the other, the first of them long."""
    within = 0
    while (line := starts.get(place, "")) and (within or len(line) >= _LONG):
        if (found := squash.find(line, within)) < 0:
            break
        within = found + len(line)
        place += len(line)
    return place
