"""The list of reviews: one's own, or everybody's; and nothing of what is in them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.models import Article, Review, Status, Story, User, Version
from annotations.models.search import index_versions
from tests.exports.marking import make_claim, submit
from tests.fixtures import MakeVersion, SignIn
from tests.views.pages import Page


def listed(client: Client, query: dict[str, str]) -> list[str]:
    """Reviewer and headline of the reviews in the list that this address gives."""
    answer = client.get("/reviews", query)
    return [f"{one.reviewer.username}: {one.version.article.headline}" for one in answer.context["reviews"]]


@pytest.fixture
def three(alice: User, bob: User, story: Story, make_version: MakeVersion) -> list[Review]:
    """Alice's open review, overdue; Bob's of the same article, submitted; Alice's of another, due later."""
    first, second = make_version("First\n\nShips wait."), make_version("Second\n\nNothing.")
    index_versions()
    due = timezone.localdate()
    late = {"due": due - timedelta(1), "status": Status.IN_PROGRESS}
    reviews: list[tuple[User, Version, dict[str, Any]]] = [
        (alice, first, late),
        (bob, first, {}),
        (alice, second, {"due": due + timedelta(1)}),
    ]
    made = [
        Review.objects.create(reviewer=reviewer, version=version, round=story.current_round, **said)
        for reviewer, version, said in reviews
    ]
    make_claim(made[1], "Ships wait")
    submit(made[1])
    return made


FIRST, BOBS, SECOND = "alice: First", "bob: First", "alice: Second"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [SECOND, BOBS, FIRST]),
        ({"sort": "assigned-first"}, [FIRST, BOBS, SECOND]),
        ({"sort": "due"}, [FIRST, SECOND, BOBS]),
        ({"state": "open"}, [SECOND, FIRST]),
        ({"state": "submitted"}, [BOBS]),
        ({"state": "assigned"}, [SECOND]),
        ({"overdue": "yes"}, [FIRST]),
        ({"reviewer": "bob"}, [BOBS]),
        ({"reviewer": "MOREÁU"}, [SECOND, FIRST]),
        ({"reviewer": "nobody"}, []),
        ({"story": "the-plan"}, [SECOND, BOBS, FIRST]),
        ({"story": "budget"}, []),
        ({"q": "ships"}, [BOBS, FIRST]),
        ({"q": "ships", "where": "quotes"}, [BOBS, FIRST]),
        ({"archived": "yes"}, []),
    ],
    ids=str,
)
def test_the_list_is_narrowed_and_sorted_as_the_address_says(
    query: dict[str, str], found: list[str], dan: User, three: list[Review], signed_in: SignIn
) -> None:
    assert listed(signed_in(dan), query) == found


def test_a_reviewer_sees_his_own_and_nothing_of_anothers(
    three: list[Review], alice: User, eve: User, signed_in: SignIn
) -> None:
    client = signed_in(alice)

    assert listed(client, {}) == [SECOND, FIRST]
    assert listed(client, {"reviewer": "bob"}) == []
    assert listed(client, {"q": "ships", "where": "quotes"}) == []
    assert "Bob" not in client.get("/reviews").content.decode()
    assert "Nothing is assigned to you yet" in Page(signed_in(eve).get("/reviews")).words


def test_an_adjudicator_sees_where_all_reviews_stand_and_opens_those_that_she_may_read(
    three: list[Review], carol: User, signed_in: SignIn
) -> None:
    page = Page(signed_in(carol).get("/reviews"))

    assert f"/reviews/{three[1].pk}" in page.links
    assert f"/reviews/{three[0].pk}" not in page.links
    assert "overdue" in page.words


def test_what_is_archived_leaves_the_list(three: list[Review], dan: User, signed_in: SignIn) -> None:
    Article.objects.filter(headline="First").update(archived_at=timezone.now())
    assert listed(signed_in(dan), {}) == [SECOND]
    assert listed(signed_in(dan), {"archived": "yes"}) == [BOBS, FIRST]

    Story.objects.update(archived_at=timezone.now())
    assert listed(signed_in(dan), {}) == []


def test_the_list_asks_the_database_as_often_for_thirty_reviews_as_for_three(
    three: list[Review], dan: User, alice: User, signed_in: SignIn, make_version: MakeVersion
) -> None:
    def asked(person: User) -> int:
        client = signed_in(person)
        with CaptureQueriesContext(connection) as captured:
            client.get("/reviews")
        return len(captured)

    few = [asked(person) for person in (dan, alice)]
    for number in range(30):
        version = make_version(f"Text {number}\n\nWords.")
        Review.objects.create(reviewer=alice, version=version, round=three[0].round, due=date(2026, 1, 1))

    assert [asked(person) for person in (dan, alice)] == few
    assert max(few) <= 6


def test_a_filter_that_cannot_be_read_is_said_to_be_passed_over_and_shown(dan: User, signed_in: SignIn) -> None:
    answer = signed_in(dan).get("/reviews", {"state": "sideways"})

    assert "Passed over, since it can’t be read: State." in Page(answer).words
    assert '<details class="filters" open>' in answer.content.decode()
    assert '<details class="filters">' in signed_in(dan).get("/reviews").content.decode()
