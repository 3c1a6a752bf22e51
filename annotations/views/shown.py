"""What is drawn of a mark in a text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from annotations.anchoring.links import LinkPlace, host_of, placed
from annotations.anchoring.segments import Shown, paragraphs
from annotations.anchoring.spans import Span
from annotations.models import Link, Version
from annotations.review.content import ClaimContent, ContradictionContent, MarkState
from annotations.views.cards import Home


def shown_of(state: MarkState, version: int, home: Home | None = None) -> list[Shown]:
    """What is drawn of a mark in a version's text: one span, or one for each of a contradiction's sides there.

    `home` is the review in which it was made, None for the one that the page shows.
    """
    content, mark = state.content, str(state.id)
    if isinstance(content, ContradictionContent):
        sides = [side.span for side in content.sides if side.version == version]
        made = {"home": home.headline, "letter": home.letter} if home else {}
        return [Shown(mark, "side", state.number, side.start, side.end, **made) for side in sides]
    start, end = content.span.start, content.span.end
    if isinstance(content, ClaimContent):
        return [Shown(mark, "claim", state.number, start, end, grade=content.grade or "")]
    return [Shown(mark, "typo", state.number, start, end, correction=content.correction)]


@dataclass(frozen=True)
class ShownLink:
    """A link of a text: its words, where it leads, its place, and how it is drawn."""

    words: str
    place: LinkPlace
    shown: Shown

    @property
    def page(self) -> dict[str, Any]:
        """What the modules need of it: the type Link in js/types.js."""
        one, around = self.shown, self.place.paragraphs
        place = {"start": one.start, "end": one.end, "from": around.start, "to": around.end}
        return place | {"host": one.host, "address": one.address}


def links_of(version: Version) -> list[ShownLink]:
    """The links of a version's text, in its order. One query, or none where they were fetched along."""
    found = list(version.links.all())
    blocks = paragraphs(version.text) if found else []
    return [_shown_link(number, one, version.text, blocks) for number, one in enumerate(found, 1)]


def _shown_link(number: int, link: Link, text: str, blocks: Sequence[Span]) -> ShownLink:
    host = host_of(link.address)
    shown = Shown(f"link-{link.pk}", "link", number, link.start, link.end, host=host, address=link.address)
    return ShownLink(text[link.start : link.end], placed(link.start, link.end, blocks), shown)


def drawn_with(shown: Iterable[Shown], links: Iterable[ShownLink]) -> list[Shown]:
    """What is drawn of marks, and the links with them."""
    return [*shown, *(link.shown for link in links)]
