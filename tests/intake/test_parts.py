"""The parts that are proposed for a plain text."""

import time
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st

from annotations.intake.parts import proposed_parts
from annotations.models import PartKind

BODY = "Officials said on Monday that the vote would be held in the spring, and that nothing else was decided."

LINES = st.sampled_from(
    [
        "Council votes on budget",
        BODY,
        "  • A point of the deck",
        "Source: Read Full Article",
        "(Photo: Ann Lee)",
        "The hall is pictured in May. REUTERS/Ann Lee",
        "Budget, council, vote, spring",
        "By Ann Lee",
        "",
        "   ",
        "\N{GRINNING FACE} words \N{COMBINING ACUTE ACCENT}",
        "Copyright 2019 The Paper",
    ]
)


def said(text: str) -> list[tuple[str, str]]:
    return [(part.says, text[part.start : part.end]) for part in proposed_parts(text)]


@given(st.lists(LINES | st.text(max_size=60), max_size=12).map("\n".join))
@example("")
@example("\n\n")
def test_parts_lie_within_the_text_in_order_apart_and_on_line_borders(text: str) -> None:
    parts = proposed_parts(text)
    for part in parts:
        assert 0 <= part.start < part.end <= len(text)
        assert part.says in PartKind.values
        assert text[part.start : part.end].strip()
        assert part.start == 0 or text[part.start - 1] == "\n"
        assert part.end == len(text) or text[part.end] == "\n"
    for one, other in pairwise(parts):
        assert one.end < other.start
        assert one.says != other.says or text[one.end : other.start].strip()


def sample(name: str) -> str:
    return (Path(settings.BASE_DIR) / "seeds" / name).read_text(encoding="utf-8")


def test_the_first_sample_has_a_deck_of_five_lines_captions_between_its_paragraphs_and_a_source_line() -> None:
    parts = said(sample("000_6a85c22d5a88b97a.txt"))
    kinds = [kind for kind, _ in parts]
    assert kinds == ["headline", "deck", "caption", "caption", "caption", "boilerplate"]
    assert parts[0][1] == "Russia is ready to send more ‘military specialists’ to Venezuela"
    assert parts[1][1].startswith("Russia says it is ready")
    assert parts[1][1].endswith("for control of the South American nation")
    assert [words.count("\n\n") + 1 for kind, words in parts if kind == "caption"] == [2, 1, 2]
    assert parts[5][1] == "Source: Read Full Article"


def test_the_second_sample_ends_in_keywords_and_a_caption_with_its_credit() -> None:
    parts = said(sample("001_9369d44b29b56daf.txt"))
    assert [kind for kind, _ in parts] == ["headline", "boilerplate", "caption"]
    assert parts[1][1] == "Russia, Venezuela, troops, deployment"
    assert parts[2][1].endswith("Getty/FEDERICO PARRA/AFP")


def test_the_third_sample_has_nothing_but_a_headline_beside_its_body() -> None:
    parts = said(sample("002_0b2f32c74c10731b.txt"))
    assert parts == [
        ("headline", "PUTIN DEFENDS MADURO: Trump had it wrong, Russia may send more military specialists to Venezuela")
    ]


def in_an_article(line: str) -> str:
    return "\n\n".join(["Council votes on budget", BODY, BODY, line])


@pytest.mark.parametrize(
    "line",
    [
        "(Photo: Ann Lee)",
        "Photo by Ann Lee",
        "Image: Ann Lee / The Paper",
        "Pictured: the town hall",
        "The town hall on Monday. REUTERS/Ann Lee",
        "The town hall on Monday (AP Photo/Ann Lee)",
        "The mayor at the hall in May.CreditAnn Lee/Reuters",
        "The mayor on Monday. Ann Lee/Getty Images",
        "The mayor on Monday (Ann Lee/AFP via Getty Images)",
    ],
)
def test_captions_say_so_or_name_who_took_the_picture(line: str) -> None:
    assert said(in_an_article(line))[-1] == ("caption", line)


@pytest.mark.parametrize(
    "line",
    [
        "Read more: What the council did last year",
        "Source: The Paper",
        "Tags: council, budget",
        "This article was originally published in The Paper.",
        "© 2019 The Paper",
        "All rights reserved.",
        "Additional reporting by Bo Li",
        "(Reporting by Ann Lee; Editing by Bo Li)",
        "Ann Lee and Bo Li, in Paris, contributed reporting.",
        "Sign up for our morning newsletter.",
        "Reuters",
        "LOAD-DATE: December 9, 2011",
        "https://paper.example/council",
    ],
)
def test_boilerplate_is_told_by_its_words(line: str) -> None:
    assert said(in_an_article(line))[-1] == ("boilerplate", line)


@pytest.mark.parametrize(
    "line",
    [
        "The Reuters/Ipsos poll showed the mayor doing better than in other polls.",
        "The mayor leads in the poll by Reuters/Ipsos.",
        "The mayor was pictured with the contractor last week, the paper reported.",
        "“There is no reason to have workers pay,” she said",
        "France, Germany, Spain and the other states have agreed on the plan, he said.",
        "The source: a clerk, who asked not to be named, since she may not speak.",
        "He said he would follow through.",
        "Read the letter as a threat, he told them, and you read it right: nobody had signed it, and nobody would have had to.",
        "The company contributed to this report’s costs.",
        "The photo shows the mayor in front of the hall.",
        "Stop lying",
    ],
)
def test_what_only_looks_like_it_stays_body(line: str) -> None:
    assert [kind for kind, _ in said(in_an_article(line) + f"\n\n{BODY}")] == ["headline"]


@pytest.mark.parametrize(
    "first", ["PARIS (AP) — The vote was held.", "+*+*", f"{BODY} {BODY}", "“x” " * 80, "  - a point", "On Monday:"]
)
def test_a_first_line_of_another_form_is_no_headline(first: str) -> None:
    assert said(f"{first}\n\n{BODY}") == []


def test_a_text_of_one_line_has_no_headline() -> None:
    assert said("Council votes on budget") == []


def test_a_headline_said_again_is_one_part() -> None:
    assert said(f"Council votes\n\nCouncil votes\n\n{BODY}") == [("headline", "Council votes\n\nCouncil votes")]


def test_lines_without_any_sentence_after_them_are_no_deck() -> None:
    assert said("Council votes\n\nthis\n\nthat") == [("headline", "Council votes")]


@pytest.mark.parametrize("piece", ["A", "Ann ", "Ann, ", "(", "a/", "PHOTO ", "x\n", "By Ann\n", "2019 "])
def test_no_text_keeps_it_busy(piece: str) -> None:
    began = time.monotonic()
    proposed_parts(f"Council\n\n{piece * 200}\n{piece * 1_000_000}")
    assert time.monotonic() - began < 3
