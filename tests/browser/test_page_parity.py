"""What the server wrote into the review page is what the modules write once they have drawn all of it anew."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from annotations.models import Review, User
from tests.browser.screen import Screen

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WRITTEN = """() => ({
  text: document.querySelector('#article').innerHTML,
  cards: [...document.querySelectorAll('#cards > .mk')].map((card) => [card.id, card.innerHTML]),
  progress: document.querySelector('#progress').textContent,
  isEmpty: !document.querySelector('#no-cards').hidden,
})"""


def test_cards_that_were_open_and_paragraphs_drawn_anew_are_as_the_server_wrote_them(
    open_screen: Callable[..., Screen], alice: User, rich: Review
) -> None:
    plain = open_screen(alice, java_script_enabled=False)
    plain.page.goto(f"/reviews/{rich.pk}")
    by_server: dict[str, Any] = plain.page.evaluate(WRITTEN)
    screen = open_screen(alice).open(rich)
    screen.page.locator("#reader").focus()
    for mark, _ in by_server["cards"]:
        screen.press("j")
        expect(screen.editor).to_have_id(mark)
    screen.press("Escape", "Escape")
    expect(screen.editor).to_have_count(0)
    # Only the mark that has the focus can be focused.
    screen.page.locator("#cards-scroll").focus()
    by_modules: dict[str, Any] = screen.page.evaluate(WRITTEN)
    assert by_modules.pop("cards") == by_server.pop("cards")
    assert by_modules == by_server
