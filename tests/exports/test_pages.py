"""The page on which a set is made, and its downloads: what they show, and to whom."""

from typing import cast

import pytest
from django.http import FileResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotations.models import Review, Story, User, Version
from tests.exports.marking import credit, make_claim, make_contradiction, make_source, make_typo, submit
from tests.exports.opened import OpenedSet, records_of
from tests.fixtures import SignIn

PAGES = ["story-export", "story-set", "story-marks"]


def page_of(client: Client, story: Story) -> str:
    return client.get(reverse("story-export", args=[story.slug])).content.decode()


def download(client: Client, name: str, story: Story, **parameters: str) -> tuple[FileResponse, bytes]:
    response = cast(FileResponse, client.get(reverse(name, args=[story.slug]), parameters))
    assert response.status_code == 200
    content = response.getvalue()
    return response, content


@pytest.mark.parametrize("name", PAGES)
def test_a_reviewer_of_the_story_gets_403(name: str, review: Review, signed_in: SignIn) -> None:
    assert signed_in(review.reviewer).get(reverse(name, args=["the-plan"])).status_code == 403


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.usefixtures("story")
def test_a_stranger_gets_404(name: str, eve: User, signed_in: SignIn) -> None:
    assert signed_in(eve).get(reverse(name, args=["the-plan"])).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_a_story_that_is_not_there_gets_404(name: str, dan: User, signed_in: SignIn) -> None:
    assert signed_in(dan).get(reverse(name, args=["no-such-story"])).status_code == 404


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.usefixtures("story")
def test_nobody_exports_without_signing_in(name: str, client: Client) -> None:
    response = client.get(reverse(name, args=["the-plan"]))

    assert (response.status_code, response.headers["Location"].partition("?")[0]) == (302, reverse("sign-in"))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.usefixtures("story")
def test_a_set_is_only_ever_read(name: str, dan: User, signed_in: SignIn) -> None:
    assert signed_in(dan).post(reverse(name, args=["the-plan"])).status_code == 405


def test_the_page_says_what_goes_in_and_shows_how_it_begins(review: Review, carol: User, signed_in: SignIn) -> None:
    credit(make_claim(review, "the plan was dropped"), make_source("Ana Sousa"))
    make_claim(review, "Critics doubt it", note="<b>=1+1</b>")
    make_typo(review, "delayed")
    make_contradiction(review, (review.version, "dropped"), (review.version, "only delayed"))
    submit(review)

    page = page_of(signed_in(carol), review.round.story)

    assert "2 claims, 1 typo and 1 contradiction, from 1 review, " in page
    assert "Alice Moreau" in page
    assert "Submitted" in page
    assert '<th scope="col">grade_rank</th>' in page
    assert "<td>Ana Sousa</td>" in page
    assert "<td>&lt;b&gt;=1+1&lt;/b&gt;</td>" in page
    assert "left out: the round is blind" not in page


def test_the_page_shows_no_more_than_five_records(review: Review, dan: User, signed_in: SignIn) -> None:
    for _ in range(7):
        make_claim(review, "the plan was dropped")

    assert page_of(signed_in(dan), review.round.story).count("<td>the plan was dropped</td>") == 5


@pytest.mark.usefixtures("story")
def test_a_story_without_marks_has_nothing_to_export_yet(dan: User, signed_in: SignIn, story: Story) -> None:
    page = page_of(signed_in(dan), story)

    assert "Nothing to export yet" in page
    assert reverse("story-set", args=[story.slug]) not in page


def test_a_review_that_found_nothing_can_be_exported(review: Review, carol: User, signed_in: SignIn) -> None:
    submit(review, nothing_to_mark=True)

    page = page_of(signed_in(carol), review.round.story)

    assert "No marks, from 1 review, 1 of them submitted." in page
    assert "No claim or typo was marked" in page
    assert reverse("story-set", args=["the-plan"]) in page


def test_in_a_blind_round_the_page_says_what_is_left_out_and_why(
    review: Review, bobs_review: Review, carol: User, signed_in: SignIn
) -> None:
    make_claim(review, "the plan was dropped")
    make_claim(bobs_review, "Critics doubt it")
    submit(review)

    page = page_of(signed_in(carol), review.round.story)

    assert "1 review is left out: the round is blind, and it comes in once it is submitted." in page
    assert "1 claim, from 1 review, 1 of them submitted." in page
    assert "Critics doubt it" not in page
    assert "Bob Okafor" not in page


@pytest.mark.usefixtures("bobs_review")
def test_whoever_still_reviews_is_told_what_that_leaves_out(
    review: Review, dan: User, version: Version, signed_in: SignIn
) -> None:
    make_claim(review, "the plan was dropped")
    own = Review.objects.create(reviewer=dan, version=version, round=review.round)

    page = page_of(signed_in(dan), review.round.story)

    assert "You have still to review 1 article here yourself." in page
    assert "from events.csv, the history of all others’ contradictions in the same round." in page
    assert "Alice Moreau" not in page

    submit(own)
    page = page_of(signed_in(dan), review.round.story)
    assert "You have still to review" not in page
    assert "Alice Moreau" in page


def test_the_set_is_downloaded_for_a_spreadsheet_unless_told_otherwise(
    review: Review, carol: User, signed_in: SignIn
) -> None:
    make_claim(review, "the plan was dropped", note="=1+1")
    submit(review)

    response, content = download(signed_in(carol), "story-set", review.round.story)

    opened = OpenedSet(content)
    assert opened.manifest["dialect"]["name"] == "spreadsheet"
    assert [record["note"] for record in opened.records("marks")] == ["'=1+1"]
    file_name = f"the-plan-{timezone.localdate()}-set-spreadsheet.zip"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{file_name}"'
    assert response.headers["Content-Type"] == "application/zip"
    assert response.headers["Content-Length"] == str(len(content))


@pytest.mark.parametrize("dialect", ["program", "spreadsheet", "spreadsheet-semicolon"])
def test_marks_alone_are_what_stands_in_the_set(dialect: str, review: Review, carol: User, signed_in: SignIn) -> None:
    make_claim(review, "the plan was dropped", note="=1+1")
    submit(review)
    client, story = signed_in(carol), review.round.story

    response, content = download(client, "story-marks", story, dialect=dialect)
    _, whole = download(client, "story-set", story, dialect=dialect)

    assert content == OpenedSet(whole).files()["marks.csv"]
    file_name = f"the-plan-{timezone.localdate()}-marks-{dialect}.csv"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{file_name}"'
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("name", ["story-set", "story-marks"])
def test_a_dialect_that_is_not_there_is_refused_with_a_sentence(
    name: str, story: Story, carol: User, signed_in: SignIn
) -> None:
    response = signed_in(carol).get(reverse(name, args=[story.slug]), {"dialect": "<excel>"})

    assert response.status_code == 400
    assert "There is no dialect “&lt;excel&gt;”. There are: spreadsheet, spreadsheet-semicolon, program." in (
        response.content.decode()
    )


def test_an_adjudicator_downloads_nothing_that_a_blind_round_hides(
    review: Review, bobs_review: Review, carol: User, signed_in: SignIn
) -> None:
    for one in (review, bobs_review):
        make_claim(one, "the plan was dropped")
    submit(review)

    _, content = download(signed_in(carol), "story-marks", review.round.story)

    assert [record["reviewer"] for record in records_of(content)] == ["alice"]


def test_a_page_of_many_marks_costs_no_more_queries(
    review: Review, carol: User, signed_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(20):
        credit(make_claim(review, "the plan was dropped"), make_source("Ana Sousa"), words=["Ana Sousa"])
    submit(review)
    client = signed_in(carol)

    with django_assert_max_num_queries(25):
        page = page_of(client, review.round.story)

    assert "20 claims, from 1 review, " in page
