from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import Context, Template
from hypothesis import given

from annotations.anchoring.segments import Shown, arrange, paragraphs
from annotations.templatetags.marked_text import marked_text
from tests.marked_texts import FAMILY, marked_texts, shown, texts

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


class Page(HTMLParser):
    """What a parser reads: the text, the attributes of each element, and whether every element is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.elements: list[dict[str, str | None]] = []
        self.is_open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(dict(attrs))
        self.is_open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.is_open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def ids(self) -> list[str | None]:
        return [element["id"] for element in self.elements if "id" in element]


def paragraph(text: str, marks: list[Shown]) -> str:
    """The inside of the only paragraph."""
    return marked_text(text, marks).removeprefix('<p class="headline" dir="auto">').removesuffix("</p>")


@given(marked_texts)
def test_the_text_that_a_parser_reads_is_the_stored_text_to_the_letter(marked: tuple[str, list[Shown]]) -> None:
    page = Page(marked_text(*marked))
    assert page.text == marked[0]
    assert not page.is_open


@given(marked_texts)
def test_every_mark_that_is_drawn_has_its_id_once(marked: tuple[str, list[Shown]]) -> None:
    text, marks = marked
    layers = [layer for block in arrange(paragraphs(text), marks) for layer in block]
    expected = {f"m-{layer.shown.mark}" for layer in layers if layer.shown.is_mark}
    assert sorted(map(str, Page(marked_text(text, marks)).ids)) == sorted(expected)


@given(texts)
def test_a_text_without_marks_is_paragraphs_and_the_newlines_between_them(text: str) -> None:
    page = Page(marked_text(text, []))
    assert page.text == text
    assert page.elements == [
        {"class": "headline", "dir": "auto"} if first else {"dir": "auto"}
        for first in [True, *[False] * len(paragraphs(text))][: len(paragraphs(text))]
    ]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_the_sample_articles_read_as_they_are_stored(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    marks = [shown(number, number * 40, number * 55 + 90) for number in range(1, 30)]
    assert Page(marked_text(text, marks)).text == text


def test_a_claim_has_its_grade_where_it_begins_and_its_number_where_it_ends() -> None:
    claim = shown(6, 4, 8, grade="2")
    assert paragraph("The plan ends.", [claim]) == (
        f'The <mark class="m f-2 u-2 k-0 first last" id="m-{claim.mark}"'
        ' data-g="2" data-alt="claim 6, grade 2: " data-n="6" data-end=" end of claim 6 "'
        f' data-m="{claim.mark}">plan</mark> ends.'
    )


def test_a_claim_without_a_grade_says_so() -> None:
    html = paragraph("The plan", [shown(8, 4, 8)])
    assert 'class="m f-x u-x k-0 first last"' in html
    assert 'data-g="?" data-alt="claim 8, grade not yet given: "' in html


def test_crossing_claims_are_nested_by_lane_and_filled_by_the_one_furthest_in() -> None:
    one, other = shown(1, 0, 2, grade="0"), shown(2, 1, 3, grade="N")
    assert paragraph("a😀c", [one, other]) == (
        f'<mark class="m f-0 u-0 k-0 first" id="m-{one.mark}" data-g="0" data-alt="claim 1, grade 0: "'
        f' data-m="{one.mark}">a</mark>'
        f'<mark class="m f-N u-0 k-0 last" data-n="1" data-end=" end of claim 1 " data-m="{one.mark} {other.mark}">'
        f'<span class="u-N k-1 first" id="m-{other.mark}" data-g="N" data-alt="claim 2, grade N: ">'
        "😀</span></mark>"
        f'<mark class="m f-N u-N k-1 last" data-n="2" data-end=" end of claim 2 " data-m="{other.mark}">c</mark>'
    )


def test_a_side_is_a_bracket_with_the_contradictions_number() -> None:
    side = shown(1, 0, 4, "side")
    assert paragraph("Head", [side]) == (
        f'<mark class="m x first last" id="m-{side.mark}" data-x="x1" data-alt="contradiction 1: "'
        f' data-m="{side.mark}">Head</mark>'
    )


def test_a_side_of_another_review_says_of_which_articles() -> None:
    there, other = shown(1, 0, 4, "side", home="It lives"), shown(1, 0, 4, "side", home="It lives", letter="b")
    assert 'data-x="x1↗" data-alt="contradiction 1, made in the review of “It lives”: "' in paragraph("Head", [there])
    assert 'data-x="x1↗b" data-alt="contradiction 1b, made in the review of “It lives”: "' in paragraph("Head", [other])


def test_a_typo_shows_its_correction_once_escaped() -> None:
    typo, side = shown(2, 0, 4, "typo", correction='"Hd" & <b>'), shown(1, 2, 4, "side")
    html = paragraph("Head", [typo, side])
    assert html.count("data-fix") == 1
    assert 'data-fix="&quot;Hd&quot; &amp; &lt;b&gt;"' in html
    assert 'data-alt=" typo 2, should read &quot;Hd&quot; &amp; &lt;b&gt; "' in html
    assert '<span class="t last">ad</span></mark>' in html


def test_a_typo_without_a_correction_is_to_be_taken_out() -> None:
    assert 'data-fix="×" data-alt=" typo 1, to be taken out "' in paragraph("the the", [shown(1, 3, 7, "typo")])


def test_the_words_of_the_active_claims_attribution_are_furthest_in_and_are_no_marks() -> None:
    claim = shown(1, 0, 4, grade="2")
    spans = [
        Shown(claim.mark, "source", 1, 2, 4),
        Shown(claim.mark, "cue", 1, 5, 7),
        Shown(claim.mark, "relay", 1, 7, 8),
    ]
    html = paragraph("He said so.", [claim, *spans])
    assert '<span class="src first last" data-role="source"> s</span></mark>' in html
    assert '<mark class="m cue first last" data-role="cue">' in html
    assert '<mark class="m src first last" data-role="relay">' in html
    assert Page(html).ids == [f"m-{claim.mark}"]


def test_the_last_lane_carries_all_further_claims_and_counts_them() -> None:
    grades = ["6", "5", "4", "3", ""]
    claims = [shown(number, 0, 9 - number, grade=grade) for number, grade in enumerate(grades, start=1)]
    html = paragraph("abcdefgh.", claims)
    opening = html[: html.index("abcd")]
    assert opening.count("<span") == 4
    assert 'data-g="4+2" data-alt="claim 3, grade 4: claim 4, grade 3: claim 5, grade not yet given: "' in opening
    assert f'<span class="rest first last" id="m-{claims[4].mark}">' in opening
    assert 'data-n="5" data-end=" end of claim 5 "' in opening
    assert Page(html).ids == [f"m-{claim.mark}" for claim in claims]


def test_claims_that_end_together_in_the_last_lane_are_numbered_together() -> None:
    html = paragraph("abcd", [shown(number, 0, 4, grade="1") for number in range(1, 5)])
    assert 'data-n="3 4" data-end=" end of claim 3  end of claim 4 "' in html


def test_a_claim_across_paragraphs_begins_in_one_and_ends_in_the_other() -> None:
    claim = shown(1, 2, 8, grade="5")
    first, second = marked_text("Head\n\nBody", [claim]).split("\n\n")
    assert 'class="m f-5 u-5 k-0 first" id=' in first
    assert "data-end" not in first
    assert second.startswith('<p dir="auto"><mark class="m f-5 u-5 k-0 last" data-n="1"')


def test_two_sides_of_one_contradiction_share_a_single_id() -> None:
    side = shown(1, 0, 3, "side")
    html = paragraph("Yes. No.", [replace(side, start=5, end=7), side])
    assert Page(html).ids == [f"m-{side.mark}"]
    assert html.count('data-x="x1"') == 2


@pytest.mark.parametrize("word", [FAMILY, "e\u0301", "𝒳𝒴", "قال", "<script>", "&amp;", "\u00a0", "\ufeff"])
def test_any_word_is_marked_to_the_letter(word: str) -> None:
    text = f"😀 {word} 😀"
    html = paragraph(text, [shown(1, 2, 2 + len(word), grade="3")])
    assert Page(html).text == text
    assert Page(html.partition(">")[2].partition("</mark>")[0]).text == word


def test_the_tag_puts_nothing_else_into_the_article() -> None:
    template = Template("{% load marked_text %}<article>{% marked_text text shown %}</article>")
    text = "Head <1>\n\nBody & more\n"
    html = template.render(Context({"text": text, "shown": [shown(1, 0, 4)]}))
    assert html == f"<article>{marked_text(text, [shown(1, 0, 4)])}</article>"
    assert Page(html).text == text
