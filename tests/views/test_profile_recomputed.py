"""The page of the profile says what the exported files come to, added up with plain arithmetic."""

from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from annotations.models import Story, User
from tests.exports.opened import exported
from tests.exports.recomputed import Name, Numbers, recomputed
from tests.views.pages import Page

pytestmark = pytest.mark.django_db


def sentences(found: Mapping[Name, Numbers], labels: Mapping[str, str], article: str, reviewer: str) -> Iterator[str]:
    """What a page must say of these figures, word for word; `labels` are the grades'."""

    def numbers(figure: str, key: str = "") -> list[float]:
        return [number or 0 for number in found[article, reviewer, figure, key]]

    def interval(figure: str) -> str:
        _share, low, high, *_ = found[article, reviewer, figure, ""]
        return "not told" if low is None or high is None else f"{100 * low:.0f} to {100 * high:.0f} %"

    submitted, reviews, reviewers = (numbers(name)[0] for name in ("submitted", "reviews", "reviewers"))
    of_whom = f"{reviews} review{'s' * (reviews > 1)} by {reviewers} reviewer{'s' * (reviewers > 1)}"
    yield f"From {of_whom}, {submitted} submitted."
    yield f"{numbers('claims')[0]} claims, each once for each reviewer who made it"
    yield f"{numbers('claims_check_worthy')[0]} of {numbers('claims')[0]} claims are marked check-worthy"
    rows = [f"{key} · {label} {numbers('claims_at_grade', key)[0]}" for key, label in labels.items()]
    yield " ".join([*rows, f"Not yet graded {numbers('claims_not_graded')[0]}"])
    for words, figure in (("4 or above", "share_at_4_or_above"), ("2 or below", "share_at_2_or_below")):
        share, _low, _high, count, n = numbers(figure)
        yield f"{words} {count} of {n} {100 * share:.0f} % {interval(figure)}"
    yield f"Effective number of sources {numbers('effective_number_of_sources')[0]:.1f}"
    rate, _low, _high, errors, words_read = numbers("typo_errors_per_1000_words")
    yield f"{rate:.1f} per 1,000 words: {errors} error{'s' * (errors != 1)} in {words_read:,.0f} words"


def unspaced(words: str) -> str:
    """The words without spaces: cells of a table may stand side by side without any."""
    return words.replace(" ", "")


def test_the_pages_of_the_worked_example_say_what_its_files_come_to(
    settings: Settings, tmp_path: Path, signed_in: Callable[[User], Client]
) -> None:
    settings.FACTCHECK_VAR = tmp_path
    call_command("demo", with_reviews=True, stdout=StringIO())
    story, client = Story.objects.get(), signed_in(User.objects.get(username="dan"))
    opened = exported(story)
    found = recomputed(opened)
    labels = {one["grade"]: one["grade_label"] for one in opened.records("codebook")}

    for article, reviewer in dict.fromkeys(name[:2] for name in found):
        about = f"/articles/{article}" if article else f"/stories/{story.slug}"
        words = unspaced(Page(client.get(f"{about}/profile?by={reviewer or 'all'}")).words)
        assert [said for said in sentences(found, labels, article, reviewer) if unspaced(said) not in words] == []
