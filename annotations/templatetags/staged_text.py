"""The template tag that draws a text before it is stored: its parts, its links, and the characters that one can't see."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from django import template
from django.utils.safestring import SafeString

from annotations.anchoring.segments import paragraphs
from annotations.intake.reading import Placed

register = template.Library()

# Control characters but tab and newline; what marks no place (soft hyphen, zero width space, word joiner and the like); and
# what turns the direction of writing. Joiners are left: scripts and emoji are made with them.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
CONTROLS = {
    "\x0b": "vertical tab",
    "\x0c": "form feed",
    "\x1b": "escape",
    "\x85": "next line",
    "\ufeff": "byte order mark",
}


@register.simple_tag
def staged_text(text: str, parts: Sequence[Placed], links: Sequence[Placed]) -> SafeString:
    """The inside of an element for the text, a `<p>` for each block. `parts` do not overlap; links that do are drawn once."""
    covers = _Covers(parts), _Covers(links)
    drawn: list[str] = []
    for block in paragraphs(text):
        headline = "" if drawn else ' class="headline"'
        pieces = "".join(_pieces(text, block.start, block.end, *covers))
        drawn.append(f'<p{headline} dir="auto">{pieces}</p>')
    return SafeString("\n".join(drawn))


@register.filter
def unseen_in(text: str) -> list[tuple[str, int]]:
    """The characters of the text that one can't see, by name, and how often each stands there; the most frequent first."""
    return Counter(_name(found) for found in UNSEEN.findall(text)).most_common()


@register.filter
def percent(share: float) -> str:
    """A share as "87 %". What is not the whole is never "100 %"."""
    return f"{min(round(100 * share), 99) if share < 1 else 100} %"


class _Covers:
    """Which of the spans covers a place."""

    def __init__(self, spans: Sequence[Placed]) -> None:
        self.spans = sorted(spans, key=lambda span: (span.start, span.end))
        self._starts = [span.start for span in self.spans]
        self.borders = sorted({border for span in spans for border in (span.start, span.end)})

    def at(self, place: int) -> Placed | None:
        """The last one that begins there or before, if it goes so far."""
        before = bisect_right(self._starts, place)
        found = self.spans[before - 1] if before else None
        return found if found and found.end > place else None

    def within(self, start: int, end: int) -> list[int]:
        """The places between the two where one begins or ends."""
        return self.borders[bisect_right(self.borders, start) : bisect_left(self.borders, end)]


def _pieces(text: str, start: int, end: int, parts: _Covers, links: _Covers) -> Iterator[str]:
    """The words of a block, split wherever a part or a link begins or ends."""
    named = None
    for first, last in pairwise(sorted({start, end, *parts.within(start, end), *links.within(start, end)})):
        part, link = parts.at(first), links.at(first)
        words = _visible(text[first:last])
        if link:
            words = f'<span class="link-place" title="{escape(link.says)}">{words}</span>'
        if part:
            # Its name stands where it begins, not again in each of its blocks.
            name = "" if part is named or part.start < start else f'<b class="part-name">{escape(part.says)}</b>'
            words = f'<span class="part">{name}{words}</span>'
        named = part
        yield words


def _visible(words: str) -> str:
    return UNSEEN.sub(lambda found: _sign(found[0]), escape(words))


def _sign(character: str) -> str:
    name = escape(_name(character))
    return f'<span class="unseen" title="{name}">U+{ord(character):04X}<span class="vh"> {name} </span></span>'


def _name(character: str) -> str:
    """Such as "right-to-left override"; where Unicode has none, "control character U+0007"."""
    known = CONTROLS.get(character) or unicodedata.name(character, "").lower()
    return known or f"control character U+{ord(character):04X}"
