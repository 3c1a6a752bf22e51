"""How marked text is split for display.

Blocks are its paragraphs, layers are marks as they are drawn, segments are what lies between their borders.
`static/annotations/js/segments.js` does the same in the browser, and a parity test holds the two together.
So that they can't differ, marks are put in order by comparing positions and numbers, never by lengths.
"""

import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from annotations.anchoring.spans import Span

Kind = Literal["claim", "typo", "side", "source", "cue", "relay", "link"]

# Lines under the text are told apart in three lanes; the last of them carries all claims beyond.
LAST_LANE = 2

# From the outermost layer to the innermost. What belongs to the active claim passes; a link is the article’s own.
_DEPTH: dict[Kind, int] = {"claim": 0, "side": 1, "typo": 2, "source": 3, "cue": 3, "relay": 3, "link": 4}
_MARKS: frozenset[Kind] = frozenset({"claim", "side", "typo"})

_NEWLINES = re.compile(r"\n+")


@dataclass(frozen=True, slots=True)
class Shown:
    """One span that is to be drawn.

    `mark` is the mark's UUID. A contradiction has one of these for each side in this text; source, cue and
    relay are those of the active claim and carry its UUID. `number` is the mark's number among its kind.
    `grade` is the claim's key in the codebook, "" until it is graded; `correction` is a typo's, and "" says
    there: take these words out. `home` is the headline of the article in whose review a contradiction was made,
    "" for the page's own review; of several such reviews each has a `letter`, so that no two badges are alike.
    A link is no mark: the article has it. `host` and `address` are where it leads.
    """

    mark: str
    kind: Kind
    number: int
    start: int
    end: int
    grade: str = ""
    correction: str = ""
    home: str = ""
    letter: str = ""
    host: str = ""
    address: str = ""

    @property
    def is_mark(self) -> bool:
        """Whether this is a mark of its own, neither part of the active claim nor a link."""
        return self.kind in _MARKS

    @property
    def order(self) -> tuple[int, int, int, str]:
        """Text order: by start, the wider one first, then by number."""
        return self.start, -self.end, self.number, self.mark


@dataclass(frozen=True, slots=True)
class Layer:
    """A shown span as it is drawn: `lane` 0 to 2 for a claim, else None.

    `start` and `end` lie within blocks, also where the span's own lie between them. `anchor`: the mark begins
    here, so this layer carries its id; of a contradiction with several sides in the text the first does.
    """

    shown: Shown
    lane: int | None
    start: int
    end: int
    anchor: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a block with the same layers throughout, outermost first.

    Claims come by lane, then sides, then typos, then what belongs to the active claim, then links.
    """

    start: int
    end: int
    layers: tuple[Layer, ...]

    def opens(self, layer: Layer) -> bool:
        """Whether the layer begins with this segment."""
        return layer.start == self.start

    def closes(self, layer: Layer) -> bool:
        """Whether the layer ends with this segment."""
        return layer.end == self.end


def paragraphs(text: str) -> list[Span]:
    """The blocks of the text, in order; the first is the headline. The gaps between them hold only newlines.

    The headline ends at the first newline, every other block at two or more: a single newline breaks a line
    within it. Newlines at the very start and the very end are gaps too. A text without any other
    character has no block.
    """
    blocks: list[Span] = []
    start = 0
    for gap in _NEWLINES.finditer(text):
        if blocks and gap.end() - gap.start() == 1 and gap.end() < len(text):
            continue
        if start < gap.start():
            blocks.append(Span(start, gap.start()))
        start = gap.end()
    return [*blocks, Span(start, len(text))] if start < len(text) else blocks


def lanes(claims: Iterable[Shown]) -> dict[Shown, int]:
    """A lane for each claim: in text order the first that is free. Only in the last lane may claims overlap."""
    free_from = [0] * LAST_LANE
    lane_of = {}
    for claim in sorted(claims, key=lambda shown: shown.order):
        lane = next((lane for lane, position in enumerate(free_from) if position <= claim.start), LAST_LANE)
        if lane < LAST_LANE:
            free_from[lane] = claim.end
        lane_of[claim] = lane
    return lane_of


def arrange(blocks: Sequence[Span], shown: Iterable[Shown]) -> list[list[Layer]]:
    """The layers of each block, outermost first. What lies wholly between blocks is not drawn."""
    in_order = sorted((one for one in shown if _touched(blocks, one)), key=lambda one: one.order)
    lane_of = lanes(one for one in in_order if one.kind == "claim")
    anchors = _first_of_each_mark(in_order)
    layers: list[list[Layer]] = [[] for _ in blocks]
    for one in sorted(in_order, key=lambda one: (_DEPTH[one.kind], lane_of.get(one, 0))):
        touched = _touched(blocks, one)
        start = max(one.start, blocks[touched[0]].start)
        end = min(one.end, blocks[touched[-1]].end)
        layer = Layer(one, lane_of.get(one), start, end, anchors.get(one.mark) == one)
        for index in touched:
            layers[index].append(layer)
    return layers


def _touched(blocks: Sequence[Span], shown: Shown) -> range:
    """Which blocks, by their place in the list, share a character with the span."""
    first = bisect_right(blocks, shown.start, key=lambda block: block.end)
    return range(first, bisect_left(blocks, shown.end, key=lambda block: block.start))


def _first_of_each_mark(in_order: Iterable[Shown]) -> dict[str, Shown]:
    first: dict[str, Shown] = {}
    for one in in_order:
        if one.is_mark:
            first.setdefault(one.mark, one)
    return first


def split(block: Span, layers: Sequence[Layer]) -> list[Segment]:
    """The segments of a block, split at every border of its layers, in text order and without gaps.

    `layers` are those that `arrange` gave for it. One sweep: besides sorting, the work grows only with what
    comes out.
    """
    opening, closing = _borders(block, layers)
    live: list[int] = []
    segments = []
    for start, end in pairwise(sorted({block.start, block.end, *opening, *closing})):
        for rank in closing[start]:
            live.remove(rank)
        for rank in opening[start]:
            insort(live, rank)
        segments.append(Segment(start, end, tuple(layers[rank] for rank in live)))
    return segments


def _borders(block: Span, layers: Sequence[Layer]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Which layers, by their place in the list, begin and end at which position of the block."""
    opening: dict[int, list[int]] = defaultdict(list)
    closing: dict[int, list[int]] = defaultdict(list)
    for rank, layer in enumerate(layers):
        opening[max(layer.start, block.start)].append(rank)
        closing[min(layer.end, block.end)].append(rank)
    return opening, closing


def innermost(layers: Iterable[Layer]) -> Shown | None:
    """The claim whose grade fills the segment: the last to start, then the first to end, then the newest."""
    claims = (layer.shown for layer in layers if layer.shown.kind == "claim")
    return max(claims, key=lambda claim: claim.order, default=None)
