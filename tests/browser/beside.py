"""The sample story's articles beside one another, and what does not fit together in them."""

from typing import NamedTuple

from playwright.sync_api import Locator

from annotations.models import Mark, Review, Span
from tests.browser.screen import Screen

ARRIVED = "two Russian military transport planes arrived in Caracas with more than 100 troops aboard"
NEVER = "we are not sending troops there – this has never happened"
NO_TALKS = "Proposed talks between the two sides have so far not come to fruition"
TALKS = "the new phase of the talks in Oslo between Venezuelan opposition representatives and the government"
PULLED = "tweeted earlier this week, that Moscow had just finished pulling its people out"
NO_TALK = "there was no talk of downsizing in the country"
SCALED = "Russia had said they would either not increase their involvement, and perhaps even scale it back"
WORDING, OTHER_WORDING = "If more [specialists] are needed, we will send them.", "If we need more, we will send more"
SPELLING, OTHER_SPELLING = "Alexander Shchetinin", "Aleksandr Schetinin"

# Of the second article and the third.
PAIRS = [(ARRIVED, NEVER), (NO_TALKS, TALKS), (WORDING, OTHER_WORDING), (SPELLING, OTHER_SPELLING)]

LINE = "document.querySelector('.tie').getAttribute('d')"


class Sample(NamedTuple):
    """Alice's reviews of the three sample articles, in the order of their files."""

    first: Review
    second: Review
    third: Review


def sides() -> list[tuple[int, str]]:
    """The sides of the newest contradiction as the tables hold them: in which version, and the words."""
    rows = Span.objects.filter(mark=Mark.objects.filter(kind="contradiction").latest("created"), role="side")
    return [(row.version_id, row.quote) for row in rows.order_by("order")]


def two(screen: Screen, review: Review, other: Review) -> Screen:
    """The review, with the other's article beside it."""
    return screen.open(review, f"?beside={other.version_id}")


def find(screen: Screen, words: str) -> None:
    """Select words by key: with the search of the text in which one is."""
    screen.press("Control+Home", "/")
    screen.page.keyboard.insert_text(words)
    screen.press("Escape")


def drawn(screen: Screen) -> bool:
    """Whether the line between the texts is drawn."""
    return bool(screen.page.evaluate(LINE))


def ties(screen: Screen) -> Locator:
    """The gap between the texts."""
    return screen.page.locator("#ties")
