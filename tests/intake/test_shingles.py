"""Word sequences: what counts as a word, what two texts have in common, and which sequences stand for a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.intake.shingles import LEAST_KEPT, ONE_IN, WORDS, containment, fingerprints, folded, sequences

words = st.lists(st.from_regex(r"[a-zé]{1,8}", fullmatch=True), min_size=WORDS, max_size=80)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The Minister's plan, dropped.", ["the", "ministers", "plan", "dropped"]),
        ("The Minister’s plan – DROPPED!", ["the", "ministers", "plan", "dropped"]),
        ("He said: “Never again.” Then he left.", ["he", "said", "then", "he", "left"]),
        ('He said: "Never again." Then he left.', ["he", "said", "then", "he", "left"]),
        ("He said: ‘It isn’t so.’ Then he left.", ["he", "said", "then", "he", "left"]),
        ("Он сказал: «Никогда». И ушёл.", ["он", "сказал", "и", "ушёл"]),
        ("Er sagte: „Nie wieder.“ Dann ging er.", ["er", "sagte", "dann", "ging", "er"]),
        (
            "A “mark that is never closed\nleaves the next line alone.”",
            folded("A mark that is never closed leaves the next line alone"),
        ),
        ('A 12" pipe and a 14" pipe', ["a", "12", "pipe", "and", "a", "14", "pipe"]),
        ("ﬁnal Straße", ["final", "strasse"]),
        ("首相は否定した", list("首相は否定した")),
        ("“All of it is quoted.”", []),
        ("", []),
    ],
)
def test_words_are_folded_and_quotations_left_out(text: str, left: list[str]) -> None:
    assert folded(text) == left


def test_sequences_are_all_runs_of_six_words() -> None:
    # The worked example of Broder's paper, with his sequences of four words made ones of six: repeated ones count once.
    text = "a rose is a rose is a rose is a rose is a rose"
    assert len(sequences(text)) == 3
    assert sequences("one two three four five six seven") == sequences("one two three four five six") | sequences(
        "two three four five six seven"
    )


def test_a_sequence_has_the_same_number_for_ever() -> None:
    # They are stored: should these change, every stored fingerprint has to be made anew.
    assert sequences("One, two, three, four, five, six.") == frozenset([1651408163761169215])
    assert sequences("Two words") == frozenset([1747313786268939266])


def test_the_order_of_words_counts() -> None:
    assert not sequences("one two three four five six") & sequences("six five four three two one")


def test_ten_changed_words_leave_most_of_a_long_text() -> None:
    text = [f"word{number}" for number in range(500)]
    changed = [f"new{place}" if place % 50 == 25 else word for place, word in enumerate(text)]
    # Each changed word is in six of the 495 sequences.
    assert containment(sequences(" ".join(changed)), sequences(" ".join(text))) == pytest.approx(1 - 60 / 495)


def test_a_short_text_within_a_long_one_is_contained_whole() -> None:
    short = " ".join(f"word{number}" for number in range(40))
    long = f"Before it. {short} " + " ".join(f"other{number}" for number in range(200))
    assert containment(sequences(short), sequences(long)) == 1
    assert containment(sequences(long), sequences(short)) < 0.2


def test_nothing_is_contained_in_nothing() -> None:
    assert containment(frozenset(), sequences("one two three four five six")) == 0


@given(words, words)
def test_containment_is_a_share(one: list[str], other: list[str]) -> None:
    here, there = sequences(" ".join(one)), sequences(" ".join(other))
    assert 0 <= containment(here, there) <= 1
    assert containment(here, here | there) == 1
    assert containment(here, there) * len(here) == pytest.approx(containment(there, here) * len(there))


@given(words)
def test_case_and_punctuation_change_nothing(text: list[str]) -> None:
    assert sequences(" ".join(text)) == sequences(", ".join(text).title() + "!")


@given(words)
def test_numbers_fit_into_the_column(text: list[str]) -> None:
    assert all(0 <= one < 2**63 for one in sequences(" ".join(text)))


@given(st.frozensets(st.integers(0, 2**61 - 2)), st.frozensets(st.integers(0, 2**61 - 2)))
def test_what_is_chosen_of_two_texts_goes_together(one: frozenset[int], both: frozenset[int]) -> None:
    chosen, other = set(fingerprints(one)), set(fingerprints(one | both))
    assert chosen <= one
    assert len(chosen) >= min(len(one), LEAST_KEPT)
    assert {value for value in chosen if value % ONE_IN == 0} <= other
    assert other & one <= chosen


def test_about_thirty_stand_for_an_article() -> None:
    text = " ".join(f"word{number}" for number in range(700))
    assert 20 <= len(fingerprints(sequences(text))) <= 45


@given(st.text())
def test_any_text_can_be_cut(text: str) -> None:
    assert len(sequences(text)) <= max(1, len(folded(text)))
