"""A text as it is drawn before it is stored."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.intake.reading import Placed
from annotations.templatetags.staged_text import percent, staged_text, unseen_in
from tests.marked_texts import texts


def words_of(html: str) -> str:
    """All that a reader reads."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_a_part_is_named_where_it_begins_and_only_there() -> None:
    drawn = staged_text("Head\n\nOne.\n\nTwo.", [Placed(0, 4, "headline"), Placed(6, 16, "caption")], [])

    assert drawn == (
        '<p class="headline" dir="auto"><span class="part"><b class="part-name">headline</b>Head</span></p>\n'
        '<p dir="auto"><span class="part"><b class="part-name">caption</b>One.</span></p>\n'
        '<p dir="auto"><span class="part">Two.</span></p>'
    )


def test_a_link_shows_its_address_and_leads_nowhere() -> None:
    drawn = staged_text("See the report.", [], [Placed(4, 14, 'https://example.org/?a="b"&c')])

    assert '<span class="link-place" title="https://example.org/?a=&quot;b&quot;&amp;c">the report</span>' in drawn
    assert "<a" not in drawn


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\u202e", "right-to-left override"),
        ("\x07", "control character U+0007"),
        ("\u200b", "zero width space"),
        ("\ufeff", "byte order mark"),
        ("\u00ad", "soft hyphen"),
    ],
)
def test_a_character_that_one_cannot_see_is_shown_and_named(character: str, name: str) -> None:
    drawn = staged_text(f"a{character}b", [], [])

    assert character not in drawn
    assert f'title="{name}">U+{ord(character):04X}' in drawn
    assert unseen_in(f"{character}a{character}") == [(name, 2)]


def test_joiners_tabs_and_line_breaks_stay_as_they_are() -> None:
    assert "👩‍👩‍👧\ta\nb" in staged_text("h\n\n👩‍👩‍👧\ta\nb", [], [])
    assert unseen_in("👩‍👩‍👧\ta\nb") == []


@given(texts, st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), max_size=6))
def test_every_word_is_drawn_once_whatever_links_there_are(text: str, spans: list[tuple[int, int]]) -> None:
    links = [Placed(start, start + length, "https://example.org") for start, length in spans]

    drawn = words_of(staged_text(text, [], links))

    assert drawn.split() == words_of(staged_text(text, [], [])).split()


@pytest.mark.parametrize(("share", "words"), [(0.874, "87 %"), (0.9999, "99 %"), (1.0, "100 %")])
def test_a_share_is_said_in_percent_and_the_whole_only_where_it_is(share: float, words: str) -> None:
    assert percent(share) == words
