"""The part that shows a text held against a stored one: differences in their context, long stretches folded."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from annotations.models import Version
from annotations.views.compare import comparison_of

SEED = sorted(settings.FACTCHECK_SEEDS.glob("*.txt"))[1].read_text()


def shown(text: str, version: Version) -> str:
    return render_to_string("annotations/compare.html", comparison_of(text, version))


def test_the_words_that_differ_stand_in_their_context(make_version: Callable[..., Version]) -> None:
    html = shown("The plan was dropped <b>on</b> Monday.", make_version("The plan was delayed <b>on</b> Monday."))
    assert "The plan was <ins>dropped</ins> <del>delayed</del> &lt;b&gt;on&lt;/b&gt; Monday." in html
    assert "<ins>only here</ins> 1 word<" in html.replace("\n", "")
    assert "<del>only in the other</del> 1 word<" in html.replace("\n", "")


def test_what_is_the_same_is_folded_around_differences(make_version: Callable[..., Version]) -> None:
    words = [f"w{place}" for place in range(300)]
    html = shown(" ".join([*words[:150], "new", *words[150:]]), make_version(" ".join(words)))
    assert "<summary>120 words that are the same</summary>w0 w1 " in html
    assert "</details>w120 " in html
    assert "w149 <ins>new</ins> w150 " in html
    assert "w179 <details><summary>120 words that are the same</summary>w180 " in html


def test_short_stretches_are_not_folded(make_version: Callable[..., Version]) -> None:
    words = " ".join(f"w{place}" for place in range(50))
    assert "<details>" not in shown(f"new {words}", make_version(f"old {words}"))


def test_it_says_that_no_word_differs(make_version: Callable[..., Version]) -> None:
    html = shown(SEED, make_version(SEED))
    assert "No word differs." in html
    assert "<summary>" in html


@pytest.mark.parametrize(("text", "other"), [("Something else", "“Quoted.”"), ("“Quoted.”", "“Said.”")])
def test_texts_without_anything_in_common_are_compared_too(
    text: str, other: str, make_version: Callable[..., Version]
) -> None:
    comparison = comparison_of(text, make_version(other))["comparison"]
    assert (comparison.percent, comparison.percent_of_other) == (0, 0)


def test_a_share_is_100_only_where_all_of_it_is_there(make_version: Callable[..., Version]) -> None:
    words = " ".join(f"w{place}" for place in range(1_000))
    assert comparison_of(f"{words} more", make_version(words))["comparison"].percent == 99


def test_paragraphs_that_differ_are_marked_one_by_one(make_version: Callable[..., Version]) -> None:
    html = shown("The plan\n\nis new.\n\nAll of it.", make_version("The plan"))
    assert "The plan\n\n<ins>is new.</ins>\n\n<ins>All of it.</ins>" in html
