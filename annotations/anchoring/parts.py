"""Parts of a text, as (start, end, kind): code points, half-open. How neighbours of one kind become one."""

from collections.abc import Iterable

Part = tuple[int, int, str]


def joined(parts: Iterable[Part], text: str) -> list[Part]:
    """The parts, sorted by where they start; neighbours of one kind with white space only between them are one."""
    whole: list[Part] = []
    for start, end, kind in sorted(parts):
        before = whole[-1] if whole else None
        if before and before[2] == kind and not text[before[1] : start].strip():
            whole[-1] = (before[0], max(before[1], end), kind)
        else:
            whole.append((start, end, kind))
    return whole
