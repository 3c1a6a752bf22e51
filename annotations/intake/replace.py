"""Places in a text that was altered: where the same words stand now."""

from collections.abc import Iterable

Row = tuple[int, int, str]


def placed_anew(rows: Iterable[Row], before: str, after: str) -> tuple[list[Row], int]:
    """The rows with their places in the altered text, none before the one that it followed; and how many have none any more.

    What stands before or after all alterations moves with them. Other words are where they stand, if they stand once.
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
            found = _once(before[start:end], after)
        if found < 0 or (placed and found < placed[-1][1]):
            lost += 1
        else:
            placed.append((found, found + end - start, says))
    return placed, lost


def _once(words: str, text: str) -> int:
    """Where the words begin; -1 where they stand nowhere, or more than once."""
    first = text.find(words)
    return first if first == text.rfind(words) else -1


def _in_common(one: str, other: str) -> int:
    """With how many characters both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (mine, its) in pairs if mine != its), min(len(one), len(other)))
