import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.anchoring.spans import Span, SpanError, check_quote, context_of, quote_of
from tests.marked_texts import ACCENTED, FAMILY, texts

TEXT = f"Zoë 😀 said {ACCENTED}t{ACCENTED} {FAMILY} in 𝒳.\n\nقال الوزير"


def refusal(start: int, end: int, quote: str, text: str = TEXT) -> SpanError:
    with pytest.raises(SpanError) as refused:
        check_quote(text, start, end, quote)
    return refused.value


@given(texts, st.data())
def test_a_quote_and_its_context_stand_in_the_text_as_they_are(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if start == end or text[start:end].isspace():
        return
    quote = quote_of(text, start, end)
    prefix, suffix = context_of(text, start, end)
    assert check_quote(text, start, end, quote) == Span(start, end)
    assert text.find(prefix + quote + suffix, max(0, start - 32)) == max(0, start - 32)
    assert (len(prefix), len(suffix)) == (min(32, start), min(32, len(text) - end))


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [(4, 5, "😀"), (11, 13, ACCENTED), (17, 22, FAMILY), (26, 27, "𝒳"), (30, 33, "قال"), (0, 3, "Zoë")],
)
def test_positions_count_code_points(start: int, end: int, quote: str) -> None:
    assert check_quote(TEXT, start, end, quote) == Span(start, end)


def test_context_ends_where_the_text_ends() -> None:
    assert context_of("😀abc😀", 1, 4) == ("😀", "😀")
    assert context_of("😀abc😀", 0, 5) == ("", "")


def test_context_is_as_wide_as_asked() -> None:
    assert context_of("abcdefg", 3, 4, width=2) == ("bc", "ef")


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (0, len(TEXT) + 1), (len(TEXT), len(TEXT) + 1), (-5, -2)])
def test_it_refuses_a_place_outside_the_text(start: int, end: int) -> None:
    assert refusal(start, end, "Zo").code == "out-of-range"


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 2), (len(TEXT), len(TEXT))])
def test_it_refuses_a_span_without_characters(start: int, end: int) -> None:
    assert refusal(start, end, "").code == "empty"


@pytest.mark.parametrize(("start", "end"), [(3, 4), (28, 30)])
def test_it_refuses_white_space_alone(start: int, end: int) -> None:
    assert refusal(start, end, TEXT[start:end]).code == "blank"


@pytest.mark.parametrize("quote", ["Zoe", "Zoë ", "zoë", ""])
def test_it_refuses_words_that_are_not_there_to_the_letter(quote: str) -> None:
    refused = refusal(0, 3, quote)
    assert refused.code == "quote-mismatch"
    assert str(refused) == "These words are no longer at this place. Reload the article; your unsent changes stay."


def test_it_refuses_a_position_counted_in_utf_16_units() -> None:
    units = len(TEXT[:6].encode("utf-16-le")) // 2
    assert refusal(units, units + 4, "said").code == "quote-mismatch"


def test_quote_and_context_refuse_a_place_outside_the_text() -> None:
    with pytest.raises(SpanError):
        quote_of("abc", -2, 3)
    with pytest.raises(SpanError):
        context_of("abc", 2, 4)
