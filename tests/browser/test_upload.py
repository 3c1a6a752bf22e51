"""Bringing articles in, as Dan does it in a browser."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from annotations.models import Article, Story, Upload, User, Version
from tests.browser.screen import Screen
from tests.browser.test_accessibility import violations
from tests.browser.walking import DESK

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGE = """<!doctype html><html lang="en"><head><title>The minister resigns</title></head><body><nav><a href="/">Home</a></nav>
<article><h1>The minister resigns</h1><p>The minister <a href="https://gov.example/1">resigned on Friday</a>, her office said
in a statement to the press. Nobody had expected it, though several members of her party had called for it since May.</p>
<p>Two officials said that she had decided on Thursday night, after a long meeting at which the plan was discussed.</p>
</article><footer>Cookies</footer></body></html>"""
TABLE = "x,y\nOne,The first report of the flood by the river.\nTwo,The second report of the flood by the river.\n"


@pytest.fixture
def desk(open_screen: Callable[..., Screen], dan: User, story: Story) -> Page:
    """Dan's screen, on the page where articles come in."""
    page = open_screen(dan, **DESK).page
    page.goto("/articles/new?story=the-plan")
    page.wait_for_selector("html[data-ready]")
    return page


def test_files_of_three_kinds_are_dropped_put_right_and_stored(desk: Page, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "plain.txt").write_text("First line\n\nAll of it.")
    written = docx.Document()
    written.add_heading("The council votes", 0)
    written.add_paragraph("The council voted nine to four, according to the minutes.")
    written.save(str(tmp_path / "council.docx"))

    desk.locator("input[name=article_files]").set_input_files(
        [tmp_path / "plain.txt", tmp_path / "council.docx", tmp_path / "page.html"]
    )
    expect(desk.get_by_text("3 files,")).to_be_visible()
    desk.get_by_role("button", name="Take out plain.txt").click()
    expect(desk.get_by_text("2 files,")).to_be_visible()
    drop(desk, "plain.txt", "First line\n\nAll of it.")
    expect(desk.get_by_text("3 files,")).to_be_visible()
    desk.get_by_role("button", name="Look them over").click()

    expect(desk.get_by_text("3 texts. Nothing is stored yet.")).to_be_visible()
    # By keyboard from text to text.
    desk.locator("#text").focus()
    desk.keyboard.press("j")
    expect(desk.get_by_label("Headline")).to_have_value("The minister resigns")
    desk.keyboard.press("j")
    expect(desk.get_by_label("Headline")).to_have_value("First line")
    desk.get_by_label("Headline").fill("A better headline")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_role("link", name="A better headline")).to_be_visible()
    desk.get_by_role("checkbox", name="Store The council votes").uncheck()
    store = desk.get_by_role("button", name="Store 2 texts in 1 story")
    expect(store).to_be_visible()
    store.click()
    desk.get_by_role("button", name="Store 2 texts in 1 story").click()

    expect(desk.get_by_role("heading", name="2 articles stored")).to_be_visible()
    assert violations(desk) == []
    assert set(Article.objects.values_list("headline", flat=True)) == {"The minister resigns", "A better headline"}
    assert Version.objects.get(reader="html").links.count() == 1


def drop(page: Page, name: str, text: str) -> None:
    """Let a file fall on the drop zone."""
    page.locator(".drop-zone").evaluate(
        """(zone, [name, text]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], name, { type: 'text/plain' }));
          zone.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
        }""",
        [name, text],
    )


def test_a_refusal_leaves_all_that_was_chosen_and_the_columns_of_a_table_are_said(desk: Page, tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text(TABLE)
    desk.locator("input[name=article_files]").set_input_files(tmp_path / "odd.csv")
    desk.get_by_label("Story", exact=True).fill("")
    desk.get_by_role("button", name="Look them over").click()
    expect(desk.get_by_text("Write the title of the story")).to_be_visible()
    expect(desk.get_by_text("odd.csv")).to_be_visible()
    assert violations(desk) == []
    desk.get_by_label("Each into the story it names").check()
    desk.get_by_role("button", name="Look them over").click()

    desk.get_by_role("link", name="Say what its columns are").click()
    desk.get_by_label("x", exact=True).select_option("Headline")
    desk.get_by_label("y", exact=True).select_option("The text")
    desk.get_by_role("button", name="Show how they come out").click()
    expect(desk.get_by_role("heading", name="One")).to_be_visible()
    desk.get_by_role("button", name="Read it so").click()

    expect(desk.get_by_role("button", name="Store 2 texts in 2 stories")).to_be_visible()
    assert Upload.objects.get().files.get().fields == {"x": "headline", "y": "text"}
