"""Finding quoted words in a text."""

from collections.abc import Iterable, Iterator
from itertools import takewhile

from annotations.anchoring.spans import Span


def occurrences(text: str, quote: str) -> Iterator[Span]:
    """Every place where the quote stands to the letter, in text order; places may overlap.

    An empty quote stands nowhere.
    """
    start = text.find(quote) if quote else -1
    while start >= 0:
        yield Span(start, start + len(quote))
        start = text.find(quote, start + 1)


def find_quote(text: str, quote: str, *, prefix: str = "", suffix: str = "", near: int = 0) -> Span | None:
    """The place of the quote that is meant, or None where the text does not hold it to the letter.

    Of several places the one is meant whose surroundings agree longest with `prefix` and `suffix` (as in a
    W3C TextQuoteSelector), then the one that starts closest to `near` (in code points), then the first.
    """

    def rank(place: Span) -> tuple[int, int]:
        return -_agreement(text, place, prefix, suffix), abs(place.start - near)

    return min(occurrences(text, quote), key=rank, default=None)


def _agreement(text: str, place: Span, prefix: str, suffix: str) -> int:
    """How many code points around the place agree with the context, counted outwards from the quote."""
    before = text[max(0, place.start - len(prefix)) : place.start]
    after = text[place.end : place.end + len(suffix)]
    return _shared(reversed(before), reversed(prefix)) + _shared(after, suffix)


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters both begin with."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
