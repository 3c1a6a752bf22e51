"""The review page as the server gives it, before any script runs."""

import json
import re
import uuid
from collections.abc import Callable
from html import unescape

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotations.models import Article, Outlet, Review, Status, Story, User, Version
from annotations.review.marks import save_mark
from tests.fixtures import SignIn
from tests.views.pages import Answer, Page
from tests.wire import Wire, claim, contradiction, place, read, side, typo


def mark(review: Review, content: Wire) -> None:
    """The reviewer makes a mark."""
    save_mark(
        user=review.reviewer,
        review_id=review.pk,
        mark_id=uuid.uuid4(),
        change=uuid.uuid4(),
        revision=0,
        content=read(content),
    )


def submit(review: Review) -> None:
    """The reviewer submits."""
    Review.objects.filter(pk=review.pk).update(status=Status.SUBMITTED, submitted_at=timezone.now())


def at(review: Review) -> str:
    """The page's address."""
    return f"/reviews/{review.pk}"


def spaced(answer: Answer) -> str:
    """The page's words, each apart from the next element's."""
    return " ".join(re.sub(r"<script.*?</script>|<[^>]*>", " ", unescape(answer.content.decode())).split())


def test_it_shows_the_text_the_marks_and_the_cards(signed_in: SignIn, alice: User, review: Review) -> None:
    text = review.version.text
    attribution = {
        "source_spans": [place(text, "Recent reports")],
        "cue_spans": [place(text, "suggest")],
        "mode": "hedge",
    }
    mark(review, claim(text, "it was only delayed", grade="2", attributions=[attribution]))
    mark(review, claim(text, "the plan was dropped"))
    answer = signed_in(alice).get(at(review))
    assert answer.status_code == 200
    html = answer.content.decode()
    assert 'data-g="2"' in html
    words = Page(answer).words
    assert words.index("the plan was dropped 2 Not yet graded") < words.index("it was only delayed 1 “Recent reports”")
    assert "1 of 2 graded" in words
    assert f"/reviews/{review.pk}/submit" in Page(answer).links


def test_it_says_what_to_do_where_nothing_is_marked(signed_in: SignIn, alice: User, review: Review) -> None:
    assert "No marks yet. Select a statement in the text, then press C" in Page(signed_in(alice).get(at(review))).words


def test_it_carries_what_the_modules_need(signed_in: SignIn, alice: User, review: Review) -> None:
    mark(review, claim(review.version.text, "the plan was dropped", grade="4", note="</script><b>"))
    client = signed_in(alice)
    html = client.get(at(review)).content.decode()
    found = re.search(r'<script id="page" type="application/json">(.*?)</script>', html)
    assert found
    page = json.loads(found[1])
    assert page["editable"] is True
    assert page["api"] == f"/api/v1/reviews/{review.pk}"
    assert page["version"] == {
        "id": review.version_id,
        "length": len(review.version.text),
        "sha256": review.version.sha256,
        "parts": [],
        "links": [],
    }
    assert [grade["key"] for grade in page["grades"]] == list("6543210N")
    assert page["marks"][0]["content"]["note"] == "</script><b>"
    [sent], [answered] = page["marks"], client.get(page["api"]).json()["marks"]
    assert (sent["id"], sent["revision"], sent["content"]) == (
        answered["id"],
        answered["revision"],
        answered["content"],
    )
    assert client.cookies["csrftoken"].value


def test_what_a_person_wrote_is_escaped(signed_in: SignIn, alice: User, review: Review) -> None:
    mark(review, claim(review.version.text, "the plan was dropped", rationale="<b>bold</b>"))
    html = signed_in(alice).get(at(review)).content.decode()
    assert "<b>bold</b>" not in html
    assert "&lt;b&gt;bold&lt;/b&gt;" in html


def test_a_side_in_another_version_has_a_card_and_no_bracket(
    signed_in: SignIn, alice: User, review: Review, make_version: Callable[[str], Version]
) -> None:
    other = make_version("Elsewhere\n\nNothing was dropped.")
    mark(review, contradiction(side(review.version, "the plan was dropped"), side(other, "Nothing was dropped")))
    html = signed_in(alice).get(at(review)).content.decode()
    assert html.count('data-x="x1"') == 1
    assert "the plan was dropped ↔ Nothing was dropped" in html


@pytest.mark.parametrize("reader", ["bob", "carol", "eve"])
def test_an_open_review_is_not_there_for_others(
    signed_in: SignIn, review: Review, reader: str, request: pytest.FixtureRequest
) -> None:
    assert signed_in(request.getfixturevalue(reader)).get(at(review)).status_code == 404


def test_an_admin_reads_an_open_review_and_cannot_change_it(signed_in: SignIn, dan: User, review: Review) -> None:
    answer = signed_in(dan).get(at(review))
    page = Page(answer)
    assert "This is the review of Alice Moreau. You can read it, not change it." in page.words
    assert f"/reviews/{review.pk}/submit" not in page.links
    assert '"editable": false' in answer.content.decode()


def test_a_submitted_review_is_read_only_for_its_reviewer(signed_in: SignIn, alice: User, review: Review) -> None:
    submit(review)
    answer = signed_in(alice).get(at(review))
    assert "You submitted this review on" in Page(answer).words
    assert '"editable": false' in answer.content.decode()


def test_another_reviewer_reads_it_once_both_are_submitted(
    signed_in: SignIn, bob: User, review: Review, bobs_review: Review
) -> None:
    submit(review)
    assert signed_in(bob).get(at(review)).status_code == 404
    submit(bobs_review)
    assert signed_in(bob).get(at(review)).status_code == 200


def test_it_takes_the_same_number_of_queries_however_many_marks_there_are(
    signed_in: SignIn, alice: User, review: Review, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, text = signed_in(alice), review.version.text
    mark(review, claim(text, "the plan was dropped", attributions=[{"mode": "hedge"}]))
    with django_assert_num_queries(16) as queries:
        client.get(at(review))
    for words in ("it was only delayed", "Critics doubt it", "Recent reports"):
        mark(review, claim(text, words, attributions=[{"mode": "hedge"}, {"stance": "neutral"}]))
    with django_assert_num_queries(len(queries.captured_queries)):
        client.get(at(review))


def test_it_names_the_articles_in_which_other_sides_lie(
    signed_in: SignIn,
    alice: User,
    review: Review,
    make_version: Callable[..., Version],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client, here = signed_in(alice), side(review.version, "the plan was dropped")
    others = [make_version(f"Report {number}\n\nIt lives.") for number in range(3)]
    Article.objects.filter(pk=others[0].article_id).update(outlet=Outlet.objects.create(name="The Other"))
    mark(review, contradiction(here, side(others[0], "It lives")))
    with django_assert_num_queries(15) as queries:
        client.get(at(review))
    for other in others[1:]:
        mark(review, contradiction(here, side(other, "It lives")))
    with django_assert_num_queries(len(queries.captured_queries)):
        answer = client.get(at(review))
    data = re.search(r'<script id="page"[^>]*>(.*?)</script>', answer.content.decode(), re.DOTALL)
    assert data is not None
    assert json.loads(data[1])["versions"] == {
        str(others[0].pk): {"outlet": "The Other", "headline": "Report 0"},
        str(others[1].pk): {"outlet": "", "headline": "Report 1"},
        str(others[2].pk): {"outlet": "", "headline": "Report 2"},
    }


def test_a_review_of_an_archived_story_is_read_only_and_says_why(
    signed_in: SignIn, alice: User, review: Review
) -> None:
    mark(review, claim(review.version.text, "the plan was dropped"))
    Story.objects.update(archived_at=timezone.now())
    answer = signed_in(alice).get(at(review))
    page = Page(answer)
    assert "The story is archived. An admin can take it out of the archive." in page.words
    assert f"/reviews/{review.pk}/submit" not in page.links
    assert '"editable": false' in answer.content.decode()


def test_a_card_says_all_that_was_recorded_of_a_typo(signed_in: SignIn, alice: User, review: Review) -> None:
    reference = {
        "address": "https://a.example/style",
        "archived_address": "https://archive.example/1",
        "seen": "2026-05-02",
        "note": "The paper’s own rule",
    }
    content = typo(review.version.text, "Monday", correction="monday", type="article", severity="style")
    mark(review, content | {"in_quotation": True, "references": [reference]})
    words = spaced(signed_in(alice).get(at(review)))
    assert "should read monday article style" in words
    assert (
        "Correction monday Type article (a/an) Severity style In quotation yes Reference https://a.example/style "
        "Archived at https://archive.example/1 Seen 2026-05-02 What it shows The paper’s own rule"
    ) in words


def test_a_card_says_all_that_was_recorded_of_a_contradiction(signed_in: SignIn, alice: User, review: Review) -> None:
    sides = [side(review.version, "the plan was dropped"), side(review.version, "it was only delayed")]
    fields = {"type": "number", "strength": "strict", "locus": "source_source", "acknowledged": False}
    mark(review, contradiction(*sides, **fields, note="Which?"))
    words = spaced(signed_in(alice).get(at(review)))
    assert "2 sides number strict" in words
    assert (
        "Type number (amounts, dates, order) "
        "Strength strict: cannot both be true Locus source against source Acknowledged by the text no "
        "Note to the adjudicator Which?"
    ) in words


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(signed_in: SignIn, alice: User, review: Review, method: str) -> None:
    assert getattr(signed_in(alice), method)(at(review)).status_code == 405
