"""Two texts held against each other: what is the same, what is only here, only there, and what was carried over."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.intake.compare import Piece, Where, compared, passages

BOTH, HERE, THERE = Where.BOTH, Where.HERE, Where.THERE
texts = st.lists(st.sampled_from(["a", "b", "c,", "D", "é", "首", " ", "\n", "\n\n"]), max_size=40).map(" ".join)


def shown(pieces: list[Piece]) -> list[tuple[Where, str]]:
    return [(where, " ".join(text.split())) for where, text in pieces]


def of(pieces: list[Piece], *where: Where) -> list[str]:
    return "".join(piece.text for piece in pieces if piece.where in where).split()


@pytest.mark.parametrize(
    ("text", "other", "pieces"),
    [
        ("The plan is dropped.", "The plan is dropped.", [(BOTH, "The plan is dropped.")]),
        (
            "The plan was dropped on Monday.",
            "The plan was delayed on Monday.",
            [(BOTH, "The plan was"), (HERE, "dropped"), (THERE, "delayed"), (BOTH, "on Monday.")],
        ),
        ("The old plan stands.", "The plan stands.", [(BOTH, "The"), (HERE, "old"), (BOTH, "plan stands.")]),
        ("The plan", "The plan stands", [(BOTH, "The plan"), (THERE, "stands")]),
        ("One\n\nparagraph  each", "One paragraph\neach", [(BOTH, "One paragraph each")]),
        ("首相は否定", "首相は肯定", [(BOTH, "首相は"), (HERE, "否"), (THERE, "肯"), (BOTH, "定")]),
        ("", "Something", [(THERE, "Something")]),
        ("Something", "", [(HERE, "Something")]),
        ("", "", []),
    ],
)
def test_what_is_the_same_and_what_is_not(text: str, other: str, pieces: list[tuple[Where, str]]) -> None:
    assert shown(compared(text, other)) == pieces


def test_a_word_that_is_the_same_by_chance_does_not_break_up_a_change() -> None:
    pieces = compared("It was he who told the court of it.", "It was they, after years of silence, the press learned.")
    assert shown(pieces) == [
        (BOTH, "It was"),
        (HERE, "he who told the court of it."),
        (THERE, "they, after years of silence, the press learned."),
    ]


@given(texts, texts)
def test_both_texts_are_in_the_pieces_to_the_word(text: str, other: str) -> None:
    pieces = compared(text, other)
    assert "".join(of(pieces, BOTH, HERE)) == "".join(text.split())
    assert "".join(of(pieces, BOTH, THERE)) == "".join(other.split())
    assert all(piece.text for piece in pieces)


@given(texts)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert {piece.where for piece in compared(text, text)} <= {BOTH}


@given(texts, texts)
def test_the_other_way_round_the_same_words_differ_as_much(text: str, other: str) -> None:
    there, here = compared(text, other), compared(other, text)
    assert {piece.where for piece in there} - {BOTH} == {
        HERE if piece.where == THERE else THERE for piece in here if piece.where != BOTH
    }


def test_a_passage_that_was_moved_is_found_where_it_stands_now() -> None:
    moved = "the harbour was closed to all ships"
    text, other = f"First of all: {moved}. Then rain fell.", f"Rain, as we said, came. {moved.upper()}!"
    assert shown(passages(text, other)) == [(HERE, "First of all:"), (BOTH, f"{moved}."), (HERE, "Then rain fell.")]
    assert shown(passages(other, text)) == [(HERE, "Rain, as we said, came."), (BOTH, f"{moved.upper()}!")]


def test_five_words_in_common_are_no_passage() -> None:
    assert [piece.where for piece in passages("one two three four five", "one two three four five")] == [HERE]


@given(texts, texts)
def test_passages_are_the_whole_first_text(text: str, other: str) -> None:
    assert of(passages(text, other), BOTH, HERE) == text.split()


def far_apart(words: int) -> tuple[str, str]:
    """Two long texts of few words, most of them in common by chance: the worst there is to compare."""
    return " ".join(str(n * n % 307) for n in range(words)), " ".join(str(n * n * n % 311) for n in range(words))


@pytest.mark.parametrize("words", [20_000, 200_000])
def test_long_texts_are_compared_in_a_moment(words: int) -> None:
    text, other = far_apart(words)
    started = time.process_time()
    pieces = compared(text, other)
    assert time.process_time() - started < 5
    assert of(pieces, BOTH, HERE) == text.split()


def test_of_very_long_texts_the_lines_that_differ_are_compared_by_words() -> None:
    lines = [f"Line {number} says what it says about {number * 7}." for number in range(10_000)]
    changed = [*lines]
    changed[5_000] = "Line 5000 says nothing about 35000."
    pieces = compared("\n".join(lines), "\n".join(changed))
    assert shown(pieces)[1:-1] == [
        (BOTH, "Line 5000 says"),
        (HERE, "what it says"),
        (THERE, "nothing"),
        (BOTH, "about 35000."),
    ]
