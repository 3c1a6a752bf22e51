"""Places in a text that was altered: where the same words stand now."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotations.intake.replace import placed_anew

TEXT = "One two three. Four five six. Seven eight."


def test_what_is_before_stays_what_is_after_moves_and_what_was_altered_goes() -> None:
    rows = [(0, 7, "a"), (15, 19, "b"), (36, 41, "c")]
    after = TEXT.replace("Four", "Fourteen or so")
    placed, lost = placed_anew(rows, TEXT, after)
    assert [after[start:end] for start, end, _ in placed] == ["One two", "Four", "eight"]
    assert lost == 0
    after = TEXT.replace("Four", "None")
    assert placed_anew(rows, TEXT, after) == ([(0, 7, "a"), (36, 41, "c")], 1)


@given(st.text("ab ", min_size=2), st.text("ab "), st.data())
def test_words_are_the_same_in_order_and_none_is_counted_twice(before: str, after: str, data: st.DataObject) -> None:
    borders = sorted(data.draw(st.sets(st.integers(0, len(before)), max_size=8)))
    rows = [(start, end, "x") for start, end in zip(borders[::2], borders[1::2], strict=False)]
    placed, lost = placed_anew(rows, before, after)
    assert len(placed) + lost == len(rows)
    words = [before[start:end] for start, end, _ in rows]
    assert all(0 <= start < end <= len(after) and after[start:end] in words for start, end, _ in placed)
    assert all(one[1] <= other[0] for one, other in pairwise(placed))


@given(st.text("ab ", min_size=1))
def test_in_the_same_text_everything_stays(text: str) -> None:
    rows = [(place, place + 1, "x") for place in range(len(text))]
    assert placed_anew(rows, text, text) == (rows, 0)


def test_the_same_words_elsewhere_are_others() -> None:
    before = "A report¹ said so. Bob wrote a report²."
    second = before.rindex("report")
    rows = [(2, 8, "https://one.example"), (second, second + 6, "https://two.example")]

    placed, lost = placed_anew(rows, before, "Bob wrote a report².")

    assert (placed, lost) == ([(12, 18, "https://two.example")], 1)
