"""Spans of a text, and the check that their words stand where they are said to."""

from dataclasses import dataclass
from typing import ClassVar

CONTEXT_WIDTH = 32


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: [start, end) in code points."""

    start: int
    end: int


class SpanError(ValueError):
    """A span that can't be kept. `code` names the reason for good; the message tells a person what to do."""

    code: ClassVar[str]
    sentence: ClassVar[str]

    def __init__(self) -> None:
        super().__init__(self.sentence)


class OutOfRangeError(SpanError):
    """The span begins before the text or ends after it."""

    code = "out-of-range"
    sentence = "This place lies outside the article’s text. Reload the article and select the words again."


class EmptySpanError(SpanError):
    """The span has no character in it."""

    code = "empty"
    sentence = "No words are selected. Select the words that you want to mark."


class QuoteMismatchError(SpanError):
    """The text at the span is not what was quoted."""

    code = "quote-mismatch"
    sentence = "These words are no longer at this place. Reload the article; your unsent changes stay."


class BlankSpanError(SpanError):
    """The span holds white space only."""

    code = "blank"
    sentence = "Only white space is selected. Select at least one word."


def quote_of(text: str, start: int, end: int) -> str:
    """The words at [start, end), in code points. Raises OutOfRangeError or EmptySpanError."""
    if start < 0 or end > len(text):
        raise OutOfRangeError
    if start >= end:
        raise EmptySpanError
    return text[start:end]


def context_of(text: str, start: int, end: int, width: int = CONTEXT_WIDTH) -> tuple[str, str]:
    """What stands before and after [start, end): `width` code points each, fewer at the edges of the text.

    These are the prefix and the suffix of a W3C TextQuoteSelector. Raises OutOfRangeError or EmptySpanError.
    """
    quote_of(text, start, end)
    return text[max(0, start - width) : start], text[end : end + width]


def check_quote(text: str, start: int, end: int, quote: str) -> Span:
    """The span [start, end), in code points, once the text there is known to be `quote` to the letter.

    Raises OutOfRangeError, EmptySpanError, QuoteMismatchError or BlankSpanError, in this order.
    """
    if quote_of(text, start, end) != quote:
        raise QuoteMismatchError
    if quote.isspace():
        raise BlankSpanError
    return Span(start, end)
