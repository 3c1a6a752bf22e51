"""Links in a text: where they lead, in short, and which of them stand by some words."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from annotations.anchoring.spans import Span


@dataclass(frozen=True, slots=True)
class LinkPlace:
    """A link's words, with the paragraphs that they are in. Code points, half-open."""

    words: Span
    paragraphs: Span


def host_of(address: str) -> str:
    """Where a web address leads, as people say it: "example.org" for "https://www.example.org/a".

    Without a host in it, the address itself.
    """
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    return host.removeprefix("www.") if host else address


def placed(start: int, end: int, blocks: Sequence[Span]) -> LinkPlace:
    """A link's place. `blocks` are the text's paragraphs; a link between them all is in none but its own words."""
    touched = [block for block in blocks if block.start < end and start < block.end]
    around = Span(touched[0].start, touched[-1].end) if touched else Span(start, end)
    return LinkPlace(Span(start, end), around)


def stands_by(words: Span, links: Sequence[LinkPlace]) -> bool:
    """Whether one of the links stands in the words, or in their paragraph. js/links.js does the same."""
    return any(link.paragraphs.start < words.end and words.start < link.paragraphs.end for link in links)
