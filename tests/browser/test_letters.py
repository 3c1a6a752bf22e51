"""In which letters a correction differs from what stands there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from tests.marked_texts import ACCENTED, FAMILY, texts

pytestmark = pytest.mark.browser
in_browser = settings(deadline=None)

DIFFER = """async ([before, after]) => {
  const { differing, lettersOf } = await import('/letters.js');
  const found = differing(before, after);
  const plain = (pieces) => pieces.map(({ words, differs }) => [words, differs]);
  return { ...Object.fromEntries(Object.entries(found).map(([key, pieces]) => [key, plain(pieces)])),
    letters: [lettersOf(before), lettersOf(after)] };
}"""

# Letters as a reader sees them, none of which joins with its neighbour.
letters = st.lists(st.sampled_from(["a", "b", "c", " ", "é", ACCENTED, "😀", FAMILY, "🇩🇪"]), max_size=12)


def longest_common(one: list[str], other: list[str]) -> int:
    """How long the longest common subsequence is."""
    row = [0] * (len(other) + 1)
    for letter in one:
        before = row[:]
        for place, same in enumerate(other):
            row[place + 1] = before[place] + 1 if letter == same else max(row[place], before[place + 1])
    return row[-1]


@given(texts, texts)
@in_browser
def test_the_pieces_make_up_both_wordings_and_no_letter_is_split(modules_page: Page, before: str, after: str) -> None:
    found = modules_page.evaluate(DIFFER, [before, after])
    assert "".join(words for words, _ in found["before"]) == before
    assert "".join(words for words, _ in found["after"]) == after
    kept = [[words for words, differs in found[side] if not differs] for side in ("before", "after")]
    assert "".join(kept[0]) == "".join(kept[1])
    for side, whole in zip(("before", "after"), found["letters"], strict=True):
        borders = {len("".join(whole[:count])) for count in range(len(whole) + 1)}
        ends = {len("".join(words for words, _ in found[side][:count])) for count in range(len(found[side]) + 1)}
        assert ends <= borders


@given(letters, letters)
@in_browser
def test_as_few_letters_differ_as_can(modules_page: Page, before: list[str], after: list[str]) -> None:
    found = modules_page.evaluate(DIFFER, ["".join(before), "".join(after)])
    assert found["letters"] == [before, after]
    kept = "".join(words for words, differs in found["before"] if not differs)
    letters_kept = modules_page.evaluate(DIFFER, [kept, ""])["letters"][0]
    assert len(letters_kept) == longest_common(before, after)


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        (
            "Veneuzela",
            "Venezuela",
            ([["Vene", False], ["u", True], ["zela", False]], [["Venez", False], ["u", True], ["ela", False]]),
        ),
        ("Guido", "Guaido", ([["Guido", False]], [["Gu", False], ["a", True], ["ido", False]])),
        ("the the", "", ([["the the", True]], [])),
        ("Zoe", "Zoë", ([["Zo", False], ["e", True]], [["Zo", False], ["ë", True]])),
        (
            f"a{FAMILY}b",
            "a👩b",
            ([["a", False], [FAMILY, True], ["b", False]], [["a", False], ["👩", True], ["b", False]]),
        ),
    ],
)
def test_a_correction_shows_what_is_new(
    modules_page: Page, before: str, after: str, pieces: tuple[list[object], list[object]]
) -> None:
    found = modules_page.evaluate(DIFFER, [before, after])
    assert (found["before"], found["after"]) == pieces


def test_two_long_wordings_are_told_apart_without_delay(modules_page: Page) -> None:
    found = modules_page.evaluate(DIFFER, ["x" + "ab" * 5_000 + "y", "x" + "ba" * 5_000 + "y"])
    assert [[piece[0][:1], piece[1]] for piece in found["before"]] == [["x", False], ["a", True], ["y", False]]
