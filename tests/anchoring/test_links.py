"""Where links lead, and which of them stand by some words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.anchoring.links import host_of, placed, stands_by
from annotations.anchoring.segments import paragraphs
from annotations.anchoring.spans import Span
from tests.marked_texts import texts


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.example.org/a", "example.org"),
        ("http://user@Example.ORG:8080", "example.org"),
        ("https://[::1", "https://[::1"),
        ("https:///a", "https:///a"),
    ],
)
def test_a_host_is_told_as_people_say_it(address: str, host: str) -> None:
    assert host_of(address) == host


@given(texts.filter(bool), st.data())
def test_a_link_stands_by_the_words_that_share_a_paragraph_with_it(text: str, data: st.DataObject) -> None:
    blocks = paragraphs(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    place = placed(start, end, blocks)
    for block in blocks:
        shares = block.start < end and start < block.end
        assert stands_by(block, [place]) == shares
    assert stands_by(Span(start, end), [place])
