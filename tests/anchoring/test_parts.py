"""How parts of a text that stand beside one another become one."""

from annotations.anchoring.parts import joined

TEXT = "one\n\ntwo\nthree"


def test_neighbours_of_one_kind_become_one() -> None:
    assert joined([(5, 8, "deck"), (0, 3, "deck"), (9, 14, "caption")], TEXT) == [(0, 8, "deck"), (9, 14, "caption")]


def test_neighbours_with_words_between_them_stay_two() -> None:
    assert joined([(0, 3, "deck"), (9, 14, "deck")], TEXT) == [(0, 3, "deck"), (9, 14, "deck")]
