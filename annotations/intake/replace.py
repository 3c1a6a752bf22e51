"""Places in a text that was altered: where the same words stand now."""

from collections.abc import Iterable

Row = tuple[int, int, str]


def placed_anew(rows: Iterable[Row], before: str, after: str) -> tuple[list[Row], int]:
    """The rows with their places in the altered text, none before the one that it followed; and how many have none any more.

    What stands before or after all alterations moves with them. Words between are where they stand there, if they stand once
    before and after: the same words elsewhere are others.
    """
    head = _in_common(before, after)
    tail = _in_common(before[head:][::-1], after[head:][::-1])
    placed: list[Row] = []
    lost = 0
    for start, end, says in rows:
        if end <= head:
            found = start
        elif start >= len(before) - tail:
            found = start + len(after) - len(before)
        else:
            low, high = min(start, head), min(len(before) - end, tail)
            found = _moved(start, end, before[low : len(before) - high], after[low : len(after) - high], low)
        if found < 0 or (placed and found < placed[-1][1]):
            lost += 1
        else:
            placed.append((found, found + end - start, says))
    return placed, lost


def _moved(start: int, end: int, old: str, new: str, low: int) -> int:
    """Where the words begin now; -1 where they do not stand once in the altered stretch, before and after. It begins at `low`."""
    words = old[start - low : end - low]
    return low + new.find(words) if old.count(words) == new.count(words) == 1 else -1


def _in_common(one: str, other: str) -> int:
    """With how many characters both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (mine, its) in pairs if mine != its), min(len(one), len(other)))
