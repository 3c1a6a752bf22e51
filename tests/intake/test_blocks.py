"""Blocks of words become one text, in which every part and link stands where it is said to stand."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from annotations.intake.blocks import BREAK, TAB, Block, Run, found_in, tidy, web_address
from annotations.intake.reading import Reading
from annotations.models.structure import PartKind
from annotations.review.refusals import Unfit
from tests.intake.contract import require_kept

words = st.text(alphabet="ab é😀\u0301\u202e\n\r\t.", max_size=8)
addresses = st.sampled_from(["", "", "https://a.example/", "https://b.example/"])
runs = st.lists(st.builds(Run, words, addresses), max_size=5)
blocks = st.builds(Block, runs, st.sampled_from(["", "", *PartKind.values]), st.booleans())


def linked(run: Run) -> str:
    """A run as it would be kept, for comparing."""
    return run.words.replace("\r\n", "\n").replace("\r", "\n")


@given(st.lists(blocks, min_size=1, max_size=6).filter(lambda some: any(one.words.strip() for one in some)))
def test_parts_and_links_are_the_words_at_their_places(some: list[Block]) -> None:
    found = found_in(some, fields={})
    require_kept(Reading([found]))
    written = [block for block in some if block.words.strip()]
    parts = ["".join(map(linked, block.runs)) for block in written if block.kind]
    assert [found.text[part.start : part.end] for part in found.parts] == parts
    assert [part.says for part in found.parts] == [block.kind for block in written if block.kind]
    said = "".join(linked(run) for block in written for run in block.runs if run.address)
    assert "".join("".join(found.text[link.start : link.end] for link in found.links).split()) == "".join(said.split())


def test_runs_in_a_row_with_one_address_are_one_link() -> None:
    block = Block([Run("See "), Run("the ", "https://a.example/"), Run("plan ", "https://a.example/"), Run("now")])
    (link,) = found_in([block], fields={}).links
    assert (link.start, link.end) == (4, 12)


def test_rows_follow_one_another_closely_and_paragraphs_do_not() -> None:
    some = [Block([Run("One")]), Block([Run("two")]), Block([Run("three")], is_tight=True), Block([Run(" ")])]
    assert found_in(some, fields={}).text == "One\n\ntwo\nthree"


@given(st.lists(st.one_of(st.builds(Run, words), st.sampled_from([BREAK, TAB])), max_size=8))
def test_tidied_words_have_one_space_where_white_space_was(some: list[Run]) -> None:
    tidied = "".join(run.words for run in tidy(some))
    assert tidied == tidied.strip(" \n\t")
    assert not {"  ", " \n", "\n ", " \t", "\t "} & {tidied[place : place + 2] for place in range(len(tidied))}
    assert tidied.split() == "".join(run.words for run in some).split()


@pytest.mark.parametrize(
    ("address", "base", "whole"),
    [
        ("https://example.org/a b", "", "https://example.org/ab"),
        ("../plan?x=1#top", "https://example.org/news/today", "https://example.org/plan?x=1#top"),
        ("//cdn.example.org/x", "https://example.org/", "https://cdn.example.org/x"),
        ("HTTP://Example.org", "", "HTTP://Example.org"),
        ("/plan", "", ""),
        ("mailto:ana@example.org", "https://example.org/", ""),
        ("javascript:alert(1)", "https://example.org/", ""),
        ("data:text/html,x", "https://example.org/", ""),
        ("https://[::1", "", ""),
        ("https://example.org/\u202egro", "", ""),
        ("https://example.org/" + "x" * 2_000, "", ""),
        ("https://example.org/straße", "", "https://example.org/straße"),
    ],
)
def test_only_whole_addresses_of_the_web_that_can_be_seen_are_kept(address: str, base: str, whole: str) -> None:
    assert web_address(address, base) == whole


def test_what_is_left_out_can_be_kept_too() -> None:
    found = found_in([Block([Run("Words")])], fields={}, dropped=["a\x00b\r\n", " ", "\ud800"])
    assert found.dropped == "a\ufffdb\n\n\ufffd"


def test_a_text_too_long_for_an_article_is_refused() -> None:
    with pytest.raises(Unfit, match="are too many"):
        found_in([Block([Run("x" * (settings.FACTCHECK_MAX_ARTICLE_BYTES + 1))])], fields={})
