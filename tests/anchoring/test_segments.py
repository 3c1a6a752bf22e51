from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given

from annotations.anchoring.segments import (
    LAST_LANE,
    Layer,
    Segment,
    Shown,
    arrange,
    innermost,
    lanes,
    paragraphs,
    split,
)
from annotations.anchoring.spans import Span
from tests.marked_texts import FAMILY, marked_texts, shown, texts

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def words_of(text: str) -> list[str]:
    return [text[block.start : block.end] for block in paragraphs(text)]


def layers_of(text: str, marks: list[Shown]) -> list[Layer]:
    return [layer for layers in arrange(paragraphs(text), marks) for layer in layers]


def segments_of(text: str, marks: list[Shown]) -> list[list[Segment]]:
    blocks = paragraphs(text)
    return [split(block, layers) for block, layers in zip(blocks, arrange(blocks, marks), strict=True)]


def drawn(text: str, marks: list[Shown]) -> list[tuple[str, list[int]]]:
    """Each segment's words with the numbers of its layers."""
    segments = [segment for block in segments_of(text, marks) for segment in block]
    return [(text[one.start : one.end], [layer.shown.number for layer in one.layers]) for one in segments]


# Blocks


@given(texts)
def test_blocks_and_the_newlines_between_them_make_the_text(text: str) -> None:
    borders = [0, *(position for block in paragraphs(text) for position in (block.start, block.end)), len(text)]
    pieces = [text[start:end] for start, end in pairwise(borders)]
    assert "".join(pieces) == text
    assert set("".join(pieces[::2])) <= {"\n"}
    assert all(pieces[1::2])


@given(texts)
def test_only_a_single_newline_stands_within_a_block_and_none_in_the_headline(text: str) -> None:
    headline, *others = words_of(text) or [""]
    assert "\n" not in headline
    assert all("\n\n" not in block and block == block.strip("\n") for block in others)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        ("\n\n", []),
        ("Headline", ["Headline"]),
        ("Headline\n", ["Headline"]),
        ("Headline\nBody\nstill", ["Headline", "Body\nstill"]),
        ("Headline\n\n\nBody\n\nMore\n\n\nEnd", ["Headline", "Body", "More", "End"]),
        ("\n\nHeadline\nBody", ["Headline", "Body"]),
        ("Headline\n\nBody\n", ["Headline", "Body"]),
        ("Headline\n\nBody\n\n\n", ["Headline", "Body"]),
        ("😀\n\n قال \n\n" + FAMILY, ["😀", " قال ", FAMILY]),
    ],
)
def test_it_splits_a_text_into_headline_and_paragraphs(text: str, blocks: list[str]) -> None:
    assert words_of(text) == blocks


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_the_sample_articles_have_their_first_line_as_headline(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    assert words_of(text)[0] == text.splitlines()[0]
    assert len(words_of(text)) == text.strip("\n").count("\n\n") + 1


def test_there_are_three_sample_articles() -> None:
    assert len(SEEDS) == 3


# Lanes


@given(marked_texts)
def test_claims_that_overlap_share_none_but_the_last_lane(marked: tuple[str, list[Shown]]) -> None:
    lane_of = lanes(one for one in marked[1] if one.kind == "claim")
    for lane in range(LAST_LANE):
        claims = sorted((claim for claim, own in lane_of.items() if own == lane), key=lambda claim: claim.start)
        assert all(one.end <= following.start for one, following in pairwise(claims))


@given(marked_texts)
def test_a_claim_is_in_the_last_lane_only_where_the_others_are_taken(marked: tuple[str, list[Shown]]) -> None:
    lane_of = lanes(one for one in marked[1] if one.kind == "claim")
    for claim in (claim for claim, lane in lane_of.items() if lane == LAST_LANE):
        taken = {lane for other, lane in lane_of.items() if other.start <= claim.start < other.end}
        assert set(range(LAST_LANE)) <= taken


def test_the_wider_claim_is_further_out_and_of_two_alike_the_older() -> None:
    wide, narrow, alike = shown(3, 0, 9), shown(1, 0, 5), shown(2, 0, 5)
    assert lanes([alike, narrow, wide]) == {wide: 0, narrow: 1, alike: 2}


# Segments


@given(marked_texts)
def test_segments_cover_their_block_without_gap_or_overlap(marked: tuple[str, list[Shown]]) -> None:
    text, marks = marked
    for block, segments in zip(paragraphs(text), segments_of(text, marks), strict=True):
        assert segments[0].start == block.start
        assert segments[-1].end == block.end
        assert all(one.end == following.start for one, following in pairwise(segments))
        assert all(one.start < one.end for one in segments)


@given(marked_texts)
def test_a_segment_has_exactly_the_layers_that_cover_it(marked: tuple[str, list[Shown]]) -> None:
    text, marks = marked
    for segment in (segment for block in segments_of(text, marks) for segment in block):
        covering = {one for one in marks if one.start < segment.end and one.end > segment.start}
        assert {layer.shown for layer in segment.layers} == covering
        assert all(one.start <= segment.start and segment.end <= one.end for one in covering)


@given(marked_texts)
def test_every_span_that_shares_a_letter_with_a_block_opens_once_and_closes_once(
    marked: tuple[str, list[Shown]],
) -> None:
    text, marks = marked
    segments = [segment for block in segments_of(text, marks) for segment in block]
    opened = [layer.shown for one in segments for layer in one.layers if one.opens(layer)]
    closed = [layer.shown for one in segments for layer in one.layers if one.closes(layer)]
    blocks = paragraphs(text)
    visible = {one for one in marks if any(one.start < block.end and one.end > block.start for block in blocks)}
    assert len(opened) == len(closed) == len(visible)
    assert set(opened) == set(closed) == visible


@given(marked_texts)
def test_claims_lie_outside_sides_and_these_outside_typos_and_the_active_claims_spans(
    marked: tuple[str, list[Shown]],
) -> None:
    depth = {"claim": 0, "side": 1, "typo": 2, "source": 3, "cue": 3, "relay": 3, "link": 4}
    for block in segments_of(*marked):
        for segment in block:
            depths = [(depth[layer.shown.kind], layer.lane or 0) for layer in segment.layers]
            assert depths == sorted(depths)


def test_it_splits_at_every_border_of_nested_and_crossing_marks() -> None:
    marks = [shown(1, 0, 6), shown(2, 2, 4), shown(3, 3, 8)]
    assert drawn("a😀cdefgh.", marks) == [
        ("a😀", [1]),
        ("c", [1, 2]),
        ("d", [1, 2, 3]),
        ("ef", [1, 3]),
        ("gh", [3]),
        (".", []),
    ]


def test_a_mark_may_span_paragraphs() -> None:
    assert drawn("Head\n\nBody\n\nEnd.", [shown(1, 2, 15)]) == [
        ("He", []),
        ("ad", [1]),
        ("Body", [1]),
        ("End", [1]),
        (".", []),
    ]


def test_a_mark_that_begins_and_ends_between_blocks_is_drawn_from_the_next_to_the_last_before() -> None:
    [(head, body, end)] = [segments_of("Head\n\nBody\n\nEnd.", [shown(1, 5, 11)])]
    (layer,) = body[0].layers
    assert body[0].opens(layer)
    assert body[0].closes(layer)
    assert not head[0].layers
    assert not end[0].layers


def test_a_mark_of_newlines_alone_is_not_drawn() -> None:
    assert layers_of("Head\n\nBody", [shown(1, 4, 6)]) == []


def test_a_contradiction_with_two_sides_in_the_text_has_its_id_at_the_first() -> None:
    sides = [shown(1, 6, 10, "side"), shown(1, 0, 4, "side")]
    assert [(layer.start, layer.anchor) for layer in layers_of("Head. Body", sides)] == [(0, True), (6, False)]


def test_source_and_cue_never_carry_the_id_of_their_claim() -> None:
    claim = shown(1, 5, 9)
    source = Shown(claim.mark, "source", 1, 0, 4)
    assert {layer.shown.kind: layer.anchor for layer in layers_of("Head body", [source, claim])} == {
        "claim": True,
        "source": False,
    }


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([shown(1, 0, 9), shown(2, 3, 9)], 2),
        ([shown(1, 0, 9), shown(2, 0, 5)], 2),
        ([shown(2, 0, 9), shown(1, 0, 9)], 2),
        ([shown(1, 0, 9), shown(2, 3, 5, "typo"), shown(3, 3, 5, "side")], 1),
    ],
)
def test_the_fill_is_that_of_the_claim_furthest_in(marks: list[Shown], expected: int) -> None:
    block = Span(0, 9)
    middle = next(one for one in split(block, arrange([block], marks)[0]) if one.start <= 4 < one.end)
    claim = innermost(middle.layers)
    assert claim is not None
    assert claim.number == expected


def test_without_a_claim_there_is_no_fill() -> None:
    assert innermost(layers_of("Head", [shown(1, 0, 4, "typo")])) is None
