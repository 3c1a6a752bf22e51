"""Stories are called by what their texts say, or by a headline where that says nothing to people."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.intake.titles import story_titles

ONE = "005a2961-0c2e-4575-8eec-770ba52a08e0"
TWO = "01c59743-7082-44fc-8414-3c04126f470f"


def test_a_story_with_a_title_keeps_it() -> None:
    assert story_titles([("The plan", "Minister denies"), ("The plan", "Critics doubt")]) == {"The plan": "The plan"}


def test_a_story_known_by_a_number_is_called_by_its_first_headline() -> None:
    texts = [(ONE, "First"), (TWO, "Other"), (ONE, "Second"), ("17", "")]
    assert story_titles(texts) == {ONE: "First", TWO: "Other", "17": "17"}


def test_the_first_headline_is_the_first_that_there_is() -> None:
    assert story_titles([(ONE, ""), (ONE, "Second")]) == {ONE: "Second"}


def test_two_stories_are_never_called_the_same() -> None:
    assert story_titles([(ONE, "Plan"), (TWO, "Plan"), ("Plan", "x")]) == {
        ONE: "Plan",
        TWO: "Plan (2)",
        "Plan": "Plan (3)",
    }


def test_a_text_of_no_story_has_no_title() -> None:
    assert story_titles([("", "First")]) == {}


@given(st.lists(st.tuples(st.text(max_size=300), st.text(max_size=300))))
def test_every_story_has_a_title_of_its_own_that_fits(texts: list[tuple[str, str]]) -> None:
    titles = story_titles(texts)
    assert set(titles) == {story for story, _ in texts if story}
    assert len(set(titles.values())) == len(titles)
    assert all(0 < len(title) <= 200 for title in titles.values())
