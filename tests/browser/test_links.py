"""What a claim's card tells of the links that stand by its words."""

from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

TOLD = """async ([words, links]) => {
  const { tellLinks } = await import('/links.js');
  const place = document.createElement('p');
  tellLinks(place, words, links);
  return [place.firstChild.textContent, [...place.querySelectorAll('a')].map(({ href }) => href), place.lastChild.textContent];
}"""


def told(page: Page, start: int, end: int, *names: str) -> Any:
    """The card's first words, the addresses to open, and its last words: each link of one paragraph is a letter long."""
    links = [
        {"start": i, "end": i + 1, "from": 0, "to": 100, "host": "a.example", "address": f"https://a.example/{name}"}
        for i, name in enumerate(names)
    ]
    return page.evaluate(TOLD, [{"start": start, "end": end}, links])


def test_every_link_in_the_words_can_be_opened_be_they_to_one_host(modules_page: Page) -> None:
    lead, addresses, _ = told(modules_page, 0, 50, "1", "2", "1", "3", "4")

    assert lead == "Links stand in these words:"
    assert addresses == [f"https://a.example/{number}" for number in (1, 2, 3, 4)]


def test_of_a_paragraphs_links_three_are_named_and_the_others_counted(modules_page: Page) -> None:
    lead, addresses, last = told(modules_page, 60, 70, "1", "2", "3", "4", "5")

    assert lead == "Links stand in this paragraph:"
    assert addresses == [f"https://a.example/{number}" for number in (1, 2, 3)]
    assert last == " and 2 more"
