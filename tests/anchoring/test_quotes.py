from hypothesis import given
from hypothesis import strategies as st

from annotations.anchoring.quotes import find_quote, occurrences
from annotations.anchoring.spans import Span, context_of
from tests.marked_texts import texts

TEXT = "He said no. 😀 She said yes. They said no."


@given(texts, st.data())
def test_it_finds_again_what_was_quoted_with_its_position(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    prefix, suffix = context_of(text, start, end)
    assert find_quote(text, text[start:end], prefix=prefix, suffix=suffix, near=start) == Span(start, end)


def test_the_context_outweighs_the_position() -> None:
    assert find_quote(TEXT, "said", prefix="She ", near=0) == Span(18, 22)
    assert find_quote(TEXT, "said", suffix=" no.", near=18) == Span(3, 7)


def test_the_context_counts_outwards_from_the_quote() -> None:
    assert find_quote("xa said. ya said.", "said", prefix="xxya ") == Span(12, 16)


def test_without_context_the_closest_to_the_position_is_meant() -> None:
    assert find_quote(TEXT, "said", near=40) == Span(33, 37)
    assert find_quote("aXaXa", "a", near=1) == Span(0, 1)


def test_it_finds_nothing_where_the_words_are_missing_or_none_are_asked_for() -> None:
    assert find_quote(TEXT, "Said") is None
    assert find_quote(TEXT, "") is None


def test_occurrences_come_in_text_order_and_may_overlap() -> None:
    assert list(occurrences("aaa 😀 aa", "aa")) == [Span(0, 2), Span(1, 3), Span(6, 8)]
