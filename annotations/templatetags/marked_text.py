"""The template tag that draws an article's text with its marks.

`static/annotations/js/render.js` draws the same in the browser, and a parity test compares the two. What each
class and data attribute looks like, the stylesheet says; `data-alt` and `data-end` are for screen readers.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape  # Django's own does the same for lazy strings too, and takes seven times as long
from typing import NamedTuple

from django import template
from django.utils.safestring import SafeString

from annotations.anchoring.segments import (
    LAST_LANE,
    Kind,
    Layer,
    Segment,
    Shown,
    arrange,
    innermost,
    paragraphs,
    split,
)

register = template.Library()

Attributes = list[tuple[str, str]]

KIND_CLASSES: dict[Kind, str] = {"side": "x", "typo": "t", "cue": "cue", "source": "src", "relay": "src", "link": "lk"}


class Element(NamedTuple):
    """What one element draws: a layer, and the claims for which its line and badge stand.

    In the last lane the first claim stands for the whole crowd there, and the others for nothing.
    """

    layer: Layer
    stands_for: Sequence[Layer]


@register.simple_tag
def marked_text(text: str, shown: Iterable[Shown], prefix: str = "m") -> SafeString:
    """The inside of `<article class="text">`: a `<p>` for each block, and the newlines between them.

    `prefix` begins the ids of marks: of two texts in one page, in which one contradiction may begin, each has its own.

    A browser's `textContent` of it equals `text` to the letter. For that, the text must be free of NUL and
    carriage returns, as every version is, and the template must put nothing else into the article element,
    not even white space.
    """
    blocks = paragraphs(text)
    parts: list[str] = []
    position = 0
    for block, layers in zip(blocks, arrange(blocks, shown), strict=True):
        headline = "" if parts else ' class="headline"'
        parts += text[position : block.start], f'<p{headline} dir="auto">'
        parts += (_drawn_segment(text, segment, prefix) for segment in split(block, layers))
        parts.append("</p>")
        position = block.end
    parts.append(text[position:])
    return SafeString("".join(parts))


def _drawn_segment(text: str, segment: Segment, prefix: str) -> str:
    words = escape(text[segment.start : segment.end])
    if not segment.layers:
        return words
    outer, *inner = _elements(segment)
    spans = "".join(_tag("span", _class(segment, one), _attributes(segment, one, prefix)) for one in inner)
    within = f"{spans}{words}{'</span>' * len(inner)}"
    # Links alone are no highlighted words.
    if outer.layer.shown.kind == "link":
        return f"{_tag('span', _class(segment, outer), _attributes(segment, outer, prefix))}{within}</span>"
    mark_class = f"{_mark_class(segment)} {_class(segment, outer)}"
    return f"{_tag('mark', mark_class, [*_attributes(segment, outer, prefix), *_marks_here(segment)])}{within}</mark>"


def _tag(name: str, class_names: str, attributes: Attributes) -> str:
    pairs = "".join(f' {key}="{escape(value)}"' for key, value in [("class", class_names), *attributes])
    return f"<{name}{pairs}>"


def _elements(segment: Segment) -> Iterator[Element]:
    """Outermost first. A claim without a line of its own has one only where it begins, to carry its id."""
    crowd = [layer for layer in segment.layers if layer.lane == LAST_LANE]
    for layer in segment.layers:
        if layer.lane != LAST_LANE:
            yield Element(layer, [layer])
        elif layer is crowd[0]:
            yield Element(layer, crowd)
        elif segment.opens(layer):
            yield Element(layer, [])


def _mark_class(segment: Segment) -> str:
    claim = innermost(segment.layers)
    return f"m f-{claim.grade or 'x'}" if claim else "m"


def _class(segment: Segment, element: Element) -> str:
    layer = element.layer
    first = " first" if segment.opens(layer) else ""
    last = " last" if segment.closes(layer) else ""
    return f"{_kind_class(layer) if element.stands_for else 'rest'}{first}{last}"


def _kind_class(layer: Layer) -> str:
    shown = layer.shown
    return f"u-{shown.grade or 'x'} k-{layer.lane}" if shown.kind == "claim" else KIND_CLASSES[shown.kind]


def _attributes(segment: Segment, element: Element, prefix: str) -> Attributes:
    layer = element.layer
    if layer.shown.kind == "link":
        return _link(layer.shown, closes=segment.closes(layer))
    opens = segment.opens(layer)
    identity = [("id", f"{prefix}-{layer.shown.mark}")] if opens and layer.anchor else []
    if layer.shown.kind == "claim":
        return [*identity, *_claim_badge(segment, element), *_claim_end(segment, element)]
    return [*identity, *_badge(layer.shown)] if opens else []


def _claim_badge(segment: Segment, element: Element) -> Attributes:
    opening = [layer.shown for layer in element.stands_for if segment.opens(layer)]
    if not opening:
        return []
    carrier, *others = element.stands_for
    beyond = f"+{len(others)}" if others else ""
    words = (f"claim {claim.number}, grade {claim.grade or 'not yet given'}: " for claim in opening)
    return [("data-g", f"{carrier.shown.grade or '?'}{beyond}"), ("data-alt", "".join(words))]


def _claim_end(segment: Segment, element: Element) -> Attributes:
    closing = [str(layer.shown.number) for layer in element.stands_for if segment.closes(layer)]
    if not closing:
        return []
    words = (f" end of claim {number} " for number in closing)
    return [("data-n", " ".join(closing)), ("data-end", "".join(words))]


def _badge(shown: Shown) -> Attributes:
    match shown.kind:
        case "side":
            return _side_badge(shown)
        case "typo":
            advice = f"should read {shown.correction}" if shown.correction else "to be taken out"
            return [("data-fix", shown.correction or "×"), ("data-alt", f" typo {shown.number}, {advice} ")]
        case role:
            return [("data-role", role)]


def _side_badge(shown: Shown) -> Attributes:
    number, letter = shown.number, shown.letter
    sign, where = ("↗", f", made in the review of “{shown.home}”") if shown.home else ("", "")
    title = [("title", f"Made in the review of “{shown.home}”")] if shown.home else []
    return [("data-x", f"x{number}{sign}{letter}"), ("data-alt", f"contradiction {number}{letter}{where}: "), *title]


def _link(shown: Shown, *, closes: bool) -> Attributes:
    """Where it leads: on hovering the whole address; the host for a screen reader, once, after the words."""
    end = [("data-to", shown.host), ("data-end", f" link to {shown.host} ")] if closes else []
    return [("title", shown.address), *end]


def _marks_here(segment: Segment) -> Attributes:
    marks = dict.fromkeys(layer.shown.mark for layer in segment.layers if layer.shown.is_mark)
    return [("data-m", " ".join(marks))] if marks else []
