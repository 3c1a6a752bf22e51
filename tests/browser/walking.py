"""Walking through the states of a page, on a desk and in a hand."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from annotations.models import Mark
from tests.browser.screen import Screen

States = Iterator[str]
"""Brings the page from state to state, and names each."""


CALM: dict[str, Any] = {"reduced_motion": "reduce"}
DESK = CALM | {"viewport": {"width": 1440, "height": 900}}
PHONE = CALM | {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SCREENS = pytest.mark.parametrize("options", [DESK, PHONE], ids=["1440", "390"])


def take_up(screen: Screen, words: str, key: str = "") -> None:
    """Select the words in whatever way the screen has, and press a key."""
    screen.page.locator("#reader").focus()
    screen.select_by_touch(words)
    if key:
        screen.press(key)


def open_mark(screen: Screen, kind: str, number: int) -> Locator:
    """Open a mark of the rich review. Its card."""
    mark = Mark.objects.get(kind=kind, number=number)
    screen.page.evaluate("(mark) => { location.hash = `m-${mark}`; }", str(mark.pk))
    expect(screen.editor.get_by_role("heading", name=f"{kind.capitalize()} {number}")).to_be_visible()
    return screen.editor
