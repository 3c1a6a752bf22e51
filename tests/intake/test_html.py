"""Web pages: what is the article, what is around it, what the page says of itself."""

import pytest

from annotations.intake.readers import BY_KEY
from annotations.intake.readers.html import WebPage
from annotations.intake.reading import Found
from annotations.intake.web_page import MOST_ELEMENTS
from annotations.review.refusals import Unfit
from tests.intake.contract import require_kept
from tests.intake.samples import html

FIRST = "The minister said on Thursday that there was no plan, and that there never had been one at all."
SECOND = "Two officials, who asked not to be named, said that it had been signed in June and showed a copy of it."
THIRD = "The opposition demanded an inquiry, and the ministry did not answer what was asked on Friday."


def read(page: str | bytes) -> Found:
    """The article on the page."""
    raw = page if isinstance(page, bytes) else page.encode()
    (found,) = require_kept(BY_KEY["html"].read(raw, name="page.html"))
    return found


def article(inside: str, head: str = "", around: str = "") -> str:
    """A page with an article in it."""
    return (
        f"<!DOCTYPE html><html><head><title>The plan that was not</title>{head}</head>"
        f"<body>{around}<article>{inside}</article></body></html>"
    )


def paragraphs(*texts: str) -> str:
    """Paragraphs of HTML."""
    return "".join(f"<p>{text}</p>" for text in texts)


def test_the_article_is_kept_and_what_is_around_it_can_be_looked_at() -> None:
    found = read(html())
    for words in ("We use cookies", "Home", "Another story that one may like", "© 2026 The Example Post"):
        assert words not in found.text
        assert words in found.dropped


def test_no_script_is_kept_anywhere() -> None:
    found = read(html())
    assert "Never kept" not in found.text + found.dropped
    assert "color: red" not in found.text + found.dropped


def test_what_the_page_says_of_itself_is_read() -> None:
    fields = read(html()).fields
    assert {name: str(value) for name, value in fields.items()} == {
        "headline": "Minister denies the plan",
        "byline": "Ana Sousa",
        "published": "2026-11-20",
        "outlet": "The Example Post",
        "address": "https://www.example.org/the-plan",
        "language": "en-GB",
    }


def test_it_says_that_words_are_left_out() -> None:
    assert read(html()).normalised == (
        "White space is as a browser shows it.",
        "28 words around the article left out, such as menus and notices.",
    )


def test_captions_stand_in_the_text_and_are_marked() -> None:
    found = read(html())
    captions = [found.text[part.start : part.end] for part in found.parts if part.says == "caption"]
    assert captions == ["The minister on Thursday"]


@pytest.mark.parametrize(
    ("head", "address", "archived"),
    [
        ('<meta property="og:url" content="https://example.org/a">', "https://example.org/a", ""),
        (
            '<link rel="canonical" href="https://web.archive.org/web/20260101000000/https://example.org/a">',
            "https://example.org/a",
            "https://web.archive.org/web/20260101000000/https://example.org/a",
        ),
        ('<link rel="canonical" href="javascript:alert(1)">', "", ""),
    ],
)
def test_addresses_are_whole_and_archives_are_told_apart(head: str, address: str, archived: str) -> None:
    fields = read(article(paragraphs(FIRST, SECOND, THIRD), head)).fields
    assert (fields.get("address", ""), fields.get("archived_address", "")) == (address, archived)


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0024)https://example.org/a -->",
        "<!--\n Page saved with SingleFile \n url: https://example.org/a \n saved date: Fri Nov 20 2026 -->",
    ],
)
def test_a_page_without_an_address_has_the_one_that_it_was_saved_from(comment: str) -> None:
    page = f"<!DOCTYPE html>{comment}\n" + article(paragraphs(FIRST, SECOND, THIRD)).removeprefix("<!DOCTYPE html>")
    assert read(page).fields["address"] == "https://example.org/a"


def test_links_are_followed_from_the_pages_own_address_and_those_within_it_are_none() -> None:
    head = '<link rel="canonical" href="https://example.org/news/plan"><base href="https://example.org/archive/">'
    linked = FIRST.replace("no plan", '<a href="../no">no <b>plan</b></a>').replace(
        "never", '<a href="#note">never</a>'
    )
    found = read(article(paragraphs(linked, SECOND, THIRD), head))
    assert [(found.text[link.start : link.end], link.says) for link in found.links] == [
        ("no plan", "https://example.org/no")
    ]


def test_what_is_hidden_is_neither_kept_nor_left_out() -> None:
    hidden = (
        "<p hidden>Hidden one</p><div style='display: none'>Hidden two</div><template><p>Hidden three</p></template>"
    )
    found = read(article(paragraphs(FIRST) + hidden + paragraphs(SECOND, THIRD)))
    assert found.text.endswith(f"{FIRST}\n\n{SECOND}\n\n{THIRD}")
    assert "Hidden" not in found.text + found.dropped


def test_rows_and_items_follow_one_another_closely() -> None:
    table = "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2027</td><td>1 million</td></tr></table>"
    items = "<ul><li>It would cost three million euros.</li><li>It would begin in January 2027.</li></ul>"
    text = read(article(paragraphs(FIRST, SECOND) + items + table + paragraphs(THIRD))).text
    assert (
        "It would cost three million euros.\nIt would begin in January 2027.\n\nYear\tCost\n2027\t1 million\n\n" in text
    )


def test_cells_that_are_there_for_the_layout_are_not_joined_to_rows() -> None:
    cells = f"<td>Home<br>Sport</td><td><b>The plan</b><p>{FIRST}<p>{SECOND}<p>{THIRD}</td>"
    assert read(f"<html><body><table><tr>{cells}</tr></table></body></html>").text.endswith(
        f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    )


def test_a_notice_of_rights_within_the_text_is_boilerplate() -> None:
    found = read(article(paragraphs(FIRST, SECOND, THIRD, "© 2026 The Example Post")))
    parts = [(found.text[part.start : part.end], part.says) for part in found.parts]
    assert parts == [("© 2026 The Example Post", "boilerplate")]


def test_a_page_in_an_encoding_that_it_names_is_sure() -> None:
    words = FIRST.replace("plan", "“plan”")
    page = article(paragraphs(words, SECOND, THIRD), '<meta charset="windows-1252">').encode("cp1252")
    reading = BY_KEY["html"].read(page, name="page.html")
    (found,) = require_kept(reading)
    assert (reading.encoding, reading.is_sure) == ("cp1252", True)
    assert words in found.text


def test_what_a_page_tells_search_engines_only_is_said_to_be_that() -> None:
    body = f"{FIRST} {SECOND} {THIRD}"
    said = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>'
    found = read(article("<p>Please enable scripts.</p>", said))
    assert FIRST in found.text
    assert "The page as saved does not show its main text: it is what is there for search engines." in found.normalised
    assert found.dropped == "Please enable scripts."


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<!-- nothing -->", "<script>words()</script>", "</p>"])
def test_a_page_without_words_is_refused(page: str) -> None:
    with pytest.raises(Unfit) as refusal:
        read(page)
    assert refusal.value.code in {"no-text", "empty"}


def test_a_page_of_a_few_words_is_kept_whole() -> None:
    found = read("<p>Only this.</p>")
    assert found.text == "Only this."


def test_scripts_and_padding_take_no_place() -> None:
    padding = f"<script>{'x = 1; ' * 1_500_000}</script>{' ' * 2_000_000}"
    picture = f"<img alt='' src='data:image/png;base64,{'A' * 2_000_000}'>"
    comment = f"<!-- {'x' * 3_000_000} -->"
    found = read(article(paragraphs(FIRST) + padding + comment + picture + paragraphs(SECOND, THIRD)))
    assert found.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert found.dropped == ""


def test_elements_a_million_deep_in_one_another_are_refused() -> None:
    with pytest.raises(Unfit, match="too deep in one another"):
        read("<div>" * 1_000_000 + FIRST)


def test_nothing_but_white_space_is_refused() -> None:
    with pytest.raises(Unfit, match="19,000,095 characters are too many"):
        read(f"<p>{FIRST}{' ' * 19_000_000}")


def test_an_element_of_a_million_attributes_is_refused() -> None:
    with pytest.raises(Unfit, match="more than 500 attributes"):
        read(f"<p {' '.join(f'a{number}=1' for number in range(1_000_000))}>{FIRST}")


def test_a_page_of_too_many_elements_is_refused_with_a_way_on() -> None:
    with pytest.raises(Unfit, match="Save it from the browser’s reading view"):
        read(article("<b>x</b>" * MOST_ELEMENTS))


def test_numbers_that_stand_for_no_letter_become_the_sign_for_that() -> None:
    found = read(article(paragraphs(f"{FIRST} &#0; &#xD800;", SECOND, THIRD)))
    assert f"{FIRST} \ufffd \ufffd" in found.text


def test_signs_that_turn_the_direction_of_writing_are_kept_and_counted() -> None:
    found = read(article(paragraphs(f"{FIRST} \u202eabc\u202c", SECOND, THIRD)))
    assert "\u202eabc\u202c" in found.text
    assert "2 characters in it that turn the direction of writing, kept." in found.normalised


def test_a_script_full_of_names_and_values_is_no_element() -> None:
    state = ",".join(f'"k{number}": "word {number} more"' for number in range(900))
    script = f"<script>for(var i=0;i<n;i++){{}};window.state={{{state}}}</script>"
    words = "<p>The plan was dropped on Monday, a minister said, and nobody knows why it was.</p>" * 8
    raw = f"<html><head>{script}</head><body><article><h1>The plan</h1>{words}</article></body></html>".encode()

    (found,) = WebPage().read(raw, name="page.html").found

    assert "The plan was dropped on Monday" in found.text


def test_an_element_that_begins_again_and_again_is_looked_at_once() -> None:
    raw = b"<html><body>" + (b"<a" * 140 + b" ") * 5_000 + b">"

    with pytest.raises(Unfit, match="more than 500 attributes"):
        WebPage().read(raw, name="page.html")
