"""The page on which a review is submitted: what it holds, what is still open, and what the button says."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotations.models import Contradiction, Grade, Mark, Review, Story, User
from tests.exports.marking import credit, make_claim, make_contradiction, make_source, make_typo, submit
from tests.fixtures import SignIn
from tests.views.pages import Page


def at(review: Review) -> str:
    """The page's address."""
    return f"/reviews/{review.pk}/submit"


@pytest.fixture
def client_of_alice(alice: User, signed_in: SignIn) -> Client:
    return signed_in(alice)


def apart(review: Review, **fields: Any) -> Contradiction:
    """A contradiction that says this."""
    return make_contradiction(review, (review.version, "dropped"), (review.version, "only delayed"), **fields)


def groups(page: Page) -> list[str]:
    """The headings of what is still open, with their counts."""
    above, _, _button = page.words.partition("After this it is read only")
    return re.findall(r"\d+ (?:not yet graded|incomplete|unsure|worth another look)", above)


def test_a_review_that_lacks_nothing_is_submitted_as_it_is(
    review: Review, grades: dict[str, Grade], client_of_alice: Client
) -> None:
    complete = make_claim(review, "the plan was dropped", grade=grades["4"])
    credit(complete, make_source("Ana Sousa"), words=["Ana Sousa"], cues=["said"])
    make_typo(review, "delayed", correction="postponed", type="misspelling", severity="error")
    apart(review, type="number", strength="strict")

    page = Page(client_of_alice.get(at(review)))

    assert "It holds 1 claim, 1 typo and 1 contradiction." in page.words
    assert groups(page) == []
    assert "After this it is read only. An adjudicator or admin can reopen it. Keep reading Submit review" in page.words


def test_what_is_open_stands_in_groups_the_most_urgent_first(
    review: Review, grades: dict[str, Grade], client_of_alice: Client
) -> None:
    make_claim(review, "Critics doubt it", grade=grades["1"])
    make_claim(review, "it was only delayed", grade=grades["N"], confidence="unsure")
    make_claim(review, "the plan was dropped")
    make_typo(review, "delayed", severity="error")
    apart(review, type="number")

    page = Page(client_of_alice.get(at(review)))

    assert groups(page) == ["1 not yet graded", "2 incomplete", "1 unsure", "1 worth another look"]
    assert "1 not yet graded Claim 3 the plan was dropped" in page.words
    assert "Typo 1 delayed Type not said. Contradiction 1 dropped ↔ only delayed Strength not said." in page.words
    assert "1 unsure Claim 2 it was only delayed" in page.words
    assert "Claim 1 Critics doubt it Graded hedge only, but no cue marked." in page.words
    assert "Keep reading Submit with 1 ungraded and 2 incomplete" in page.words


def test_it_says_when_a_mark_is_complete(review: Review, client_of_alice: Client) -> None:
    make_typo(review, "delayed")

    words = Page(client_of_alice.get(at(review))).words

    assert (
        "A claim is complete with its grade and, where someone is credited, a source. "
        "A typo is complete with its correction, its type and its severity. "
        "A contradiction is complete with its sides, its type and its strength."
    ) in words
    assert "Typo 1 delayed Type not said. Severity not said." in words


def test_each_open_mark_is_a_link_to_its_place(review: Review, client_of_alice: Client) -> None:
    make_claim(review, "the plan was dropped")
    make_typo(review, "delayed")
    apart(review)

    page = Page(client_of_alice.get(at(review)))

    places = {f"/reviews/{review.pk}#m-{mark.pk}" for mark in Mark.objects.all()}
    assert places <= set(page.links)


def test_a_mark_with_several_concerns_stands_with_each(
    review: Review, grades: dict[str, Grade], client_of_alice: Client
) -> None:
    make_claim(review, "the plan was dropped", grade=grades["4"], confidence="unsure")

    page = Page(client_of_alice.get(at(review)))

    assert groups(page) == ["1 incomplete", "1 unsure"]
    assert "Submit with 1 incomplete" in page.words


def test_a_withdrawn_mark_is_not_asked_about(review: Review, client_of_alice: Client) -> None:
    make_claim(review, "the plan was dropped")
    Mark.objects.update(withdrawn_at=timezone.now())

    assert groups(Page(client_of_alice.get(at(review)))) == []


def test_submitting_with_something_open_is_done_as_the_button_says(review: Review, client_of_alice: Client) -> None:
    make_claim(review, "the plan was dropped")

    answer = client_of_alice.post(at(review), follow=True)

    assert Review.objects.get().is_closed
    assert "Submitted: your review of “Minister denies the plan”." in Page(answer).words


def test_whoever_found_nothing_says_so(review: Review, client_of_alice: Client) -> None:
    page = Page(client_of_alice.get(at(review)))
    assert "I read the article, and there is nothing to mark." in page.words
    silent = client_of_alice.post(at(review))
    assert silent.status_code == 422
    assert "Say that you read it and there is nothing to mark" in Page(silent).words
    assert not Review.objects.get().is_closed

    client_of_alice.post(at(review), {"nothing_to_mark": "yes"})

    assert Review.objects.get().nothing_to_mark


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_submitted_review_leads_back_to_itself(method: str, review: Review, client_of_alice: Client) -> None:
    submit(review)

    answer = getattr(client_of_alice, method)(at(review))

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/reviews/{review.pk}")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_review_of_an_archived_story_is_read_not_submitted(
    method: str, review: Review, client_of_alice: Client
) -> None:
    make_claim(review, "the plan was dropped")
    Story.objects.update(archived_at=timezone.now())

    answer = getattr(client_of_alice, method)(at(review), follow=True)

    assert "The story is archived. An admin can take it out of the archive." in Page(answer).words
    assert not Review.objects.get().is_closed


@pytest.mark.parametrize("marks", [1, 12])
def test_it_asks_the_database_as_often_for_twelve_marks_as_for_one(
    marks: int, review: Review, client_of_alice: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(marks):
        credit(make_claim(review, "the plan was dropped"), make_source("Ana Sousa"))
        make_typo(review, "delayed")

    with django_assert_num_queries(8):
        client_of_alice.get(at(review))
