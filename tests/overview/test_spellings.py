"""Near spellings: which names may be two spellings of one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.overview.spellings import NEAR, near, near_pairs, near_to_typed, nearness

ONE_AND_THE_SAME = [
    ("Alexander Shchetinin", "Aleksandr Schetinin"),
    ("Alexander Shchetinin", "Aleksandr Shchetinin"),
    ("Shchetinin", "Schetinin"),
    ("Shchetinin, Alexander", "A. Schetinin"),
    ("Delcy Rodríguez", "Delcy Rodriguez"),
    ("Juan Guaidó", "JUAN GUAIDO"),
    ("Vladimir Zaemsky", "Vladimir Zayemsky"),
    ("The Washington Post", "Washington Post"),
    ("Russian Foreign Ministry", "Foreign Ministry of Russia"),
]

NOT_THE_SAME = [
    ("Alexander Ivanov", "Alexander Petrov"),
    ("Donald Trump", "Ivanka Trump"),
    ("D. Trump", "I. Trump"),
    ("Foreign Ministry of Russia", "Foreign Ministry of China"),
    ("Russian Foreign Ministry", "Chinese Foreign Ministry"),
    ("Kim Jong Un", "Kim Jong Il"),
    ("Russia", "Foreign Ministry of Russia"),
    ("!", "?"),
]

PARTS = [
    ("Maduro", "Nicolás Maduro"),
    ("Nicolas Maduro", "Nicolás Maduro Moros"),
    ("Schetinin", "Alexander Shchetinin"),
]

names = st.text(st.sampled_from("abcdeéix AZ.-'ш"), max_size=20)


@pytest.mark.parametrize(("one", "other"), ONE_AND_THE_SAME)
def test_two_spellings_of_one_name_are_near(one: str, other: str) -> None:
    assert nearness(one, other) >= NEAR
    assert near([one], {"other": [other]}) == {"other": nearness(one, other)}


@pytest.mark.parametrize(("one", "other"), NOT_THE_SAME)
@pytest.mark.parametrize("of_a_person", [True, False])
def test_two_names_that_share_words_are_not(one: str, other: str, of_a_person: bool) -> None:
    assert nearness(one, other, of_a_person=of_a_person) == 0 or of_a_person
    assert near([one], {"other": [other]}) == {}


@pytest.mark.parametrize(("one", "other"), [pair for pair in NOT_THE_SAME if "Russia" not in pair])
def test_two_persons_who_share_a_name_are_not_one(one: str, other: str) -> None:
    assert nearness(one, other, of_a_person=True) == 0


@pytest.mark.parametrize(("one", "other"), PARTS)
def test_a_persons_name_may_be_a_part_of_the_other(one: str, other: str) -> None:
    assert nearness(one, other) == 0
    assert 0 < nearness(one, other, of_a_person=True) < 1
    assert near([one], {"other": [other]}, of_persons=True)


def test_a_given_name_alone_is_nobody() -> None:
    assert nearness("Donald", "Donald Trump", of_a_person=True) == 0


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("shetinin", "Alexander Shchetinin"),
        ("aleksander", "Alexander Shchetinin"),
        ("Alexander Schetinin", "Alexander Shchetinin"),
        ("Alexander I. Schetinin", "Alexander Shchetinin"),
        ("Rusia", "Foreign Ministry of Russia"),
        ("Nicolas Maduro Moros", "Nicolás Maduro"),
    ],
)
def test_a_part_of_a_name_finds_it_spelt_otherwise(typed: str, name: str) -> None:
    assert set(near_to_typed(typed, ["Ivan Petrov", name, "!"])) == {name}


@pytest.mark.parametrize("typed", ["", "!", "Alexander Petrov", "Kim Jong Il"])
def test_a_word_that_is_in_no_name_finds_none(typed: str) -> None:
    assert near_to_typed(typed, ["Alexander Shchetinin", "Kim Jong Un"]) == {}


@given(names, st.lists(names, unique=True, max_size=4))
def test_what_is_near_to_words_is_one_of_the_names(typed: str, others: list[str]) -> None:
    found = near_to_typed(typed, others)

    assert set(found) <= set(others)
    assert all(0 < how <= 1 for how in found.values())


@given(names, names, st.booleans())
def test_nearness_is_the_same_either_way_round(one: str, other: str, of_a_person: bool) -> None:
    how = nearness(one, other, of_a_person=of_a_person)

    assert how == nearness(other, one, of_a_person=of_a_person)
    assert 0 <= how <= 1


@given(names, names)
def test_nothing_is_nearer_to_a_name_than_itself(one: str, other: str) -> None:
    own = nearness(one, one)

    assert own == (1 if any(letter.isalnum() for letter in one) else 0)
    assert own >= nearness(one, other, of_a_person=True)


@pytest.mark.parametrize(("one", "other"), [pair for pair in ONE_AND_THE_SAME if "A. Schetinin" not in pair])
def test_the_pairs_among_many_names_are_found(one: str, other: str) -> None:
    many = {"one": [one], "other": ["Somebody else", other]} | {f"filler {n}": [f"Zoe Quill {n}x"] for n in range(9)}

    assert near_pairs(many)["one", "other"] == nearness(one, other)


def test_a_pair_stands_once_and_two_names_of_one_entry_are_no_pair() -> None:
    found = near_pairs({"one": ["Ana Sousa", "Anna Sousa"], "other": ["Ana Souza", "Anna Souza"]})

    assert list(found) == [("one", "other")]
