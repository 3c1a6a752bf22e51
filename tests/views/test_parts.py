"""Saying which lines of a text are headline, deck, caption or boilerplate."""

import hashlib
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.models import Event, TextPart, User, Verb, Version
from annotations.review.parts import parts_of, say_parts
from tests.fixtures import MakeVersion, SignIn
from tests.views.pages import Answer, Page

LINES = [
    "Minister denies the plan",
    "Ana Sousa speaks to the council in Lisbon",
    "The minister said on Monday that the plan was dropped.",
    "(Photo: Ann Lee)",
    "Source: Read Full Article",
]
REPORT = "\n\n".join(LINES)


@pytest.fixture
def report(make_version: MakeVersion) -> Version:
    return make_version(REPORT)


def chosen(answer: Answer) -> list[str]:
    """What each line's choice stands at."""
    return re.findall(r'<option value="(\w+)" selected>', answer.content.decode())


def filled(version: Version, *kinds: str) -> dict[str, str]:
    return {"version": str(version.pk)} | {f"line-{number}": kind for number, kind in enumerate(kinds, 1)}


def test_what_the_text_says_itself_is_preset_and_not_kept(dan: User, signed_in: SignIn, report: Version) -> None:
    answer = signed_in(dan).get(f"/articles/{report.article_id}/parts")

    assert chosen(answer) == ["headline", "deck", "body", "caption", "boilerplate"]
    assert "Proposed from the text itself: nothing is kept until you save it." in Page(answer).words
    assert parts_of(report) == []


def test_what_is_chosen_is_kept_and_shown_from_then_on(dan: User, signed_in: SignIn, report: Version) -> None:
    client, address = signed_in(dan), f"/articles/{report.article_id}/parts"

    answer = client.post(address, filled(report, "headline", "body", "body", "caption", "caption"), follow=True)

    assert "The parts of the text are saved." in Page(answer).words
    caption = REPORT.index("(Photo")
    assert parts_of(report) == [(0, len(LINES[0]), "headline"), (caption, len(REPORT), "caption")]
    again = client.get(address)
    assert chosen(again) == ["headline", "body", "body", "caption", "caption"]
    assert "Proposed from the text itself" not in Page(again).words


def test_that_all_is_body_is_not_proposed_otherwise_again(dan: User, signed_in: SignIn, report: Version) -> None:
    client, address = signed_in(dan), f"/articles/{report.article_id}/parts"

    client.post(address, filled(report, *["body"] * 5))

    assert chosen(client.get(address)) == ["body"] * 5
    assert Event.objects.filter(verb=Verb.PARTED).count() == 1


def test_another_choice_than_those_is_refused(dan: User, signed_in: SignIn, report: Version) -> None:
    kinds = ["headline", "lede", "body", "body", "body"]

    answer = signed_in(dan).post(f"/articles/{report.article_id}/parts", filled(report, *kinds))

    assert "Line 2: choose one of its choices." in Page(answer).words
    assert parts_of(report) == []


def test_a_choice_for_an_older_text_is_not_kept_for_the_newer(dan: User, signed_in: SignIn, report: Version) -> None:
    newer = f"{LINES[0]}\n\n{LINES[2]}"
    sha256 = hashlib.sha256(newer.encode()).hexdigest()
    Version.objects.create(article=report.article, number=2, text=newer, sha256=sha256)

    answer = signed_in(dan).post(f"/articles/{report.article_id}/parts", filled(report, *["headline"] * 5), follow=True)

    assert "This article has a newer text by now" in Page(answer).words
    assert chosen(answer) == ["headline", "body"]
    assert not TextPart.objects.exists()


def test_beyond_a_thousand_lines_what_was_said_stays(dan: User, signed_in: SignIn, make_version: MakeVersion) -> None:
    text = "\n".join(f"Line {number}." for number in range(1100))
    long = make_version(text)
    last = (text.index("Line 1099."), len(text), "boilerplate")
    say_parts(user=dan, version=long, parts=[last])
    client, address = signed_in(dan), f"/articles/{long.article_id}/parts"

    assert "The first 1000 lines are shown. The other 100 stay as they are." in Page(client.get(address)).words
    client.post(address, filled(long, "headline", *["body"] * 999))

    assert parts_of(long) == [(0, 7, "headline"), last]


def test_a_part_that_goes_on_beyond_them_stays_to_its_end(
    dan: User, signed_in: SignIn, make_version: MakeVersion
) -> None:
    text = "\n".join(f"Line {number}." for number in range(1100))
    long = make_version(text)
    start, beyond, end = text.index("Line 990."), text.index("Line 1000."), text.index("\nLine 1050.")
    say_parts(user=dan, version=long, parts=[(start, end, "boilerplate")])
    client, address = signed_in(dan), f"/articles/{long.article_id}/parts"

    client.post(address, filled(long, *["body"] * 990, *["boilerplate"] * 10))
    assert parts_of(long) == [(start, end, "boilerplate")]
    client.post(address, filled(long, *["body"] * 1000))
    assert parts_of(long) == [(beyond, end, "boilerplate")]


def test_the_article_leads_admins_there_and_nobody_else(
    dan: User, carol: User, signed_in: SignIn, report: Version
) -> None:
    here = f"/articles/{report.article_id}"
    assert f"{here}/parts" in Page(signed_in(dan).get(here)).links
    assert f"{here}/parts" not in Page(signed_in(carol).get(here)).links


def test_it_costs_the_same_number_of_queries_however_long_the_text(
    dan: User, signed_in: SignIn, make_version: MakeVersion
) -> None:
    counts = set()
    client = signed_in(dan)
    for lines in (2, 2, 300):
        version = make_version("\n".join(f"Line {number}." for number in range(lines)))
        say_parts(user=dan, version=version, parts=[(0, 7, "headline")])
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/articles/{version.article_id}/parts").status_code == 200
        counts.add(len(queries))
    assert len(counts) == 1
