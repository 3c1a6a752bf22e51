"""The printable reports on paper. That everybody can use them on a screen, test_accessibility.py looks at."""

import pytest
from playwright.sync_api import Page

from annotations.models import Review, User
from tests.browser.screen import OpenScreen

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


COUNTED = "() => { window.printed = 0; window.print = () => { window.printed += 1; }; }"


def test_a_report_is_printed_whole_and_without_what_is_for_the_screen(
    open_screen: OpenScreen, rich: Review, alice: User
) -> None:
    page = open_screen(alice).page
    page.goto(f"/articles/{rich.version.article_id}/report")

    page.evaluate(COUNTED)
    page.get_by_role("button", name="Print the report").click()

    assert page.evaluate("window.printed") == 1
    assert _on_paper(page)


def _on_paper(page: Page) -> bool:
    """Whether only the report is printed, the tables beside its plots unfolded, in ink that is dark on white."""
    page.emulate_media(media="print", color_scheme="dark")
    shown = [page.locator(part).first.is_visible() for part in (".same-figures table", ".text", "#method")]
    hidden = [page.locator(part).first.is_hidden() for part in (".topbar", ".foot", "[data-print]", "summary")]
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return all([*shown, *hidden]) and ground == "rgb(255, 255, 255)"
