"""How much of the whole rests on few."""

from collections.abc import Iterable


def top_share(counts: Iterable[int]) -> float | None:
    """The largest count as a share of all, from 0 to 1. None where all are 0, or there are none."""
    shares = _shares(counts)
    return max(shares) if shares else None


def effective_number(counts: Iterable[int]) -> float | None:
    """How many equally large counts would be as concentrated as these: 1 / Σ p², from 1 to their number.

    The number of order 2 in Hill, M. O. (1973): Diversity and evenness: a unifying notation and its consequences. Ecology 54,
    427–432; the inverse of the index of Simpson and of Herfindahl and Hirschman. None where all are 0, or there are none.
    """
    shares = _shares(counts)
    return 1 / sum(share**2 for share in shares) if shares else None


def _shares(counts: Iterable[int]) -> list[float]:
    """Raises ValueError for a negative count."""
    found = [count for count in counts if count]
    if any(count < 0 for count in found):
        raise ValueError("A count is not negative.")
    return [count / sum(found) for count in found]
