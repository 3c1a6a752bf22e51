"""Markdown: the words that are seen once it is set."""

import pytest

from annotations.intake.readers import BY_KEY
from annotations.intake.readers.markdown import LONGEST
from annotations.intake.reading import Found
from annotations.review.refusals import Unfit
from tests.intake.contract import require_kept


def read(source: str) -> Found:
    """What is made of the source."""
    (found,) = require_kept(BY_KEY["markdown"].read(source.encode(), name="plan.md"))
    return found


def links(found: Found) -> list[tuple[str, str]]:
    """Each link's words and address."""
    return [(found.text[link.start : link.end], link.says) for link in found.links]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("A *word* and **another** one\nin `two` lines", "A word and another one in two lines"),
        ("One  \ntwo\\\nthree<br>four", "One\ntwo\nthree\nfour"),
        ("Q&amp;A &#0; &copy;", "Q&A \ufffd ©"),
        ("- one\n- two\n  - three\n\nNext", "one\ntwo\nthree\n\nNext"),
        ("> Quoted\n> words\n\nNext", "Quoted words\n\nNext"),
        ("| Year | Cost |\n|---|---|\n| 2027 | *1* |", "Year\tCost\n2027\t1"),
        ("```\nas  it\n  is\n```", "as  it\n  is"),
        ("<div>\n<p>A page's <b>words</b></p>\n</div>\n\nNext", "A page's words\n\nNext"),
        ("One <!-- not seen --> two", "One two"),
        ("~~struck~~ out", "struck out"),
        ("👩‍👩‍👧 \u202eturned\u202c", "👩‍👩‍👧 \u202eturned\u202c"),
    ],
)
def test_it_is_read_as_it_is_set(source: str, text: str) -> None:
    assert read(source).text == text


def test_links_of_every_kind_have_their_place() -> None:
    found = read(
        "😀 [a *b*](https://a.example 'title'), [c][ref], <https://d.example/>, [e](/e), [f](mailto:f@a.example),\n"
        "![picture](https://g.example/g.png) and <a href='https://h.example'>h</a>.\n\n[ref]: https://c.example"
    )
    assert links(found) == [
        ("a b", "https://a.example"),
        ("c", "https://c.example"),
        ("https://d.example/", "https://d.example/"),
    ]


def test_links_go_from_the_address_that_the_front_matter_says() -> None:
    found = read("---\nurl: https://example.org/news/plan\n---\nSee [it](../it).\n\n<p><a href='/too'>Too</a></p>")
    assert links(found) == [("it", "https://example.org/it"), ("Too", "https://example.org/too")]


def test_front_matter_is_read_as_fields_and_kept_to_be_looked_at() -> None:
    front = (
        "---\ntitle: 'A title: with a colon'\nauthors: [Ana Sousa, \"Ben Okri\"]\ndate: 2026-11-20T08:30:00Z\n"
        "publisher: The Post\nlang: pt_BR\nsource: ftp://example.org\ntags:\n  - politics\n---\n"
    )
    found = read(f"{front}\nThe text.")
    assert (found.text, found.dropped) == ("The text.", front.strip())
    assert {name: str(value) for name, value in found.fields.items()} == {
        "headline": "A title: with a colon",
        "byline": "Ana Sousa, Ben Okri",
        "published": "2026-11-20",
        "outlet": "The Post",
        "language": "pt-BR",
    }


@pytest.mark.parametrize(
    "source",
    ["---\n\nA rule first.\n\n---\n\nName: and more", "---\nno: end\n\nA text.", "Name: no front matter\n\n---", "---"],
)
def test_what_is_no_front_matter_is_text(source: str) -> None:
    try:
        found = read(source)
    except Unfit as refusal:
        found = Found("", refused=refusal.words)
    assert found.fields == {}
    assert "The front matter is read as fields, and left out." not in found.normalised


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("# The plan\n\n*What it is*\n\nText.", [("The plan", "headline"), ("What it is", "deck")]),
        (
            "# The plan\n\n## What came of it in the end\n\nText.",
            [("The plan", "headline"), ("What came of it in the end", "deck")],
        ),
        ("# The plan\n\n## Costs\n\nText.", [("The plan", "headline")]),
        ("# The plan\n\n*One* and *two*\n\nText.", [("The plan", "headline")]),
        ("Text.\n\n# A section\n\nText.", []),
        ("![](a.jpg)\n\n*The minister*\n\nText.", [("The minister", "caption")]),
    ],
)
def test_parts_are_told_by_headings_and_emphasis(source: str, parts: list[tuple[str, str]]) -> None:
    found = read(source)
    assert [(found.text[part.start : part.end], part.says) for part in found.parts] == parts


def test_signs_in_one_another_thousands_deep_are_read() -> None:
    assert read("> " * 5_000 + "deep\n\n" + "*" * 5_000 + "x" + "[" * 5_000 + "y").text


def test_more_than_an_article_is_refused_with_a_way_on() -> None:
    with pytest.raises(Unfit, match="Save it as plain text"):
        read("x" * (LONGEST + 1))
