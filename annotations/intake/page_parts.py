"""Headline, deck and captions of an article on a web page, by the structure of the page."""

import re
from collections.abc import Iterator, Sequence

from annotations.intake.main_text import squashed
from annotations.intake.pages import Seen
from annotations.models.structure import PartKind

_HEADINGS = ("h1", "h2", "h3")
_DECK = re.compile(
    r"stand-?first|sub-?title|sub-?head|\bdek\b|\bdeck\b|summary|chapeau|vorspann|alternativeHeadline", re.I
)
_CAPTION = re.compile(r"\bcaption|image-?caption|photo-?caption|caption-text", re.I)
_ASIDE = re.compile(r"related|promo|teaser|newsletter|recommend|most-?read|sidebar", re.I)
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright\b|all rights reserved)", re.I)
_NAMING = ("class", "id", "itemprop", "data-testid")

# A heading below the headline of fewer words is a section's.
_DECK_WORDS = 5

# Of a name shorter than this, being within a title says little.
_TELLING = 8


def kinds_of(seen: Sequence[Seen], kept: Sequence[int], title: str) -> dict[int, str]:
    """Which blocks are the article: those kept, and its headline, deck and captions. Each with its PartKind, "" for body.

    `title` is what the page says that it is called.
    """
    kinds = dict.fromkeys(kept, "")
    last = kept[-1] if kept else len(seen) - 1
    headline = _headline(seen, squashed(title), kept[0] if kept else 0)
    if headline is not None:
        # What stands above a headline and is short is a rubric, or the headline itself in a row of links.
        kinds = {number: "" for number in kept if number > headline or len(seen[number].words) > 2 * _TELLING}
        kinds = {number: kind for number, kind in kinds.items() if seen[number].words != seen[headline].words}
        kinds |= dict.fromkeys(_deck(seen, headline, kept), PartKind.DECK)
        kinds[headline] = PartKind.HEADLINE
    captions = [number for number in range(headline or 0, last + 1) if _is_caption(seen[number])]
    rights = [number for number in kept if _RIGHTS.match(seen[number].words) and kinds.get(number) == ""]
    return kinds | dict.fromkeys(rights, PartKind.BOILERPLATE) | dict.fromkeys(captions, PartKind.CAPTION)


def _headline(seen: Sequence[Seen], title: str, first: int) -> int | None:
    """The heading that says what the title says; without one, the only heading of the first rank that comes before the text."""
    headings = [number for number, one in enumerate(seen) if one.element.tag in _HEADINGS]
    for tag in _HEADINGS:
        for number in headings:
            if seen[number].element.tag == tag and _says(squashed(seen[number].words), title):
                return number
    highest = [number for number in headings if seen[number].element.tag == "h1"]
    return highest[0] if len(highest) == 1 and highest[0] <= first else None


def _says(heading: str, title: str) -> bool:
    return heading == title or (min(len(heading), len(title)) >= _TELLING and (heading in title or title in heading))


def _deck(seen: Sequence[Seen], headline: int, kept: Sequence[int]) -> Iterator[int]:
    """The block after the headline that is named a deck, or is a heading itself; none from the second of the text's on."""
    body = [number for number in kept if number > headline]
    for number in range(headline + 1, (body[0] if body else headline) + 1):
        one = seen[number]
        is_heading = number == headline + 1 and one.element.tag in _HEADINGS and len(one.words.split()) >= _DECK_WORDS
        if is_heading or _is_named(one, _DECK, 2):
            yield number
            return


def _is_caption(one: Seen) -> bool:
    is_one = one.stands_in("figcaption") or _is_named(one, _CAPTION, 1)
    return is_one and not one.stands_in("nav", "aside", "footer", "form", "a", "h1") and not _is_named(one, _ASIDE, 9)


def _is_named(one: Seen, names: re.Pattern[str], levels: int) -> bool:
    """Whether one of the so many innermost elements around it is named like this."""
    innermost = [element for element, _ in zip(one.around(), range(levels), strict=False)]
    return any(names.search(element.get(name, "")) for element in innermost for name in _NAMING)
