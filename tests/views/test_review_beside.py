"""Another article beside the one under review, as the server gives it, and who sees which marks in it."""

import json
import re
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotations.models import (
    Article,
    Claim,
    Outlet,
    Proposition,
    Review,
    Round,
    RoundKind,
    Status,
    Story,
    User,
    Version,
)
from annotations.review.refusals import Unfit
from tests.fixtures import MakeVersion, SignIn
from tests.making import make_mark
from tests.views.pages import Answer, Page
from tests.wire import claim, contradiction, side, stored

THERE = "The plan lives\n\nIt was never dropped, a spokesman said. Nobody doubts it."


def data(answer: Answer) -> dict[str, Any]:
    """What the page carries for its modules."""
    found = re.search(r'<script id="page"[^>]*>(.*?)</script>', answer.content.decode(), re.DOTALL)
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return read


def text_beside(answer: Answer) -> str:
    """The article that stands beside, as HTML; "" for none."""
    found = re.search(r'<article class="text" id="article-beside".*?</article>', answer.content.decode(), re.DOTALL)
    return found[0] if found else ""


def submit(*reviews: Review) -> None:
    """Their reviewers submit."""
    keys = [review.pk for review in reviews]
    Review.objects.filter(pk__in=keys).update(status=Status.SUBMITTED, submitted_at=timezone.now())


@pytest.fixture
def other(make_version: MakeVersion) -> Version:
    made = make_version(THERE)
    Article.objects.filter(pk=made.article_id).update(outlet=Outlet.objects.create(name="The Other"))
    return made


@pytest.fixture
def there(alice: User, other: Version, review: Review) -> Review:
    """Alice's review of the other article."""
    return Review.objects.create(reviewer=alice, version=other, round=review.round)


@pytest.fixture
def bob_there(bob: User, other: Version, bobs_review: Review) -> Review:
    """Bob's review of the other article."""
    return Review.objects.create(reviewer=bob, version=other, round=bobs_review.round)


def test_it_offers_the_newest_texts_of_the_storys_other_articles(
    signed_in: SignIn, alice: User, review: Review, other: Version, make_version: MakeVersion
) -> None:
    newer = Version.objects.create(article=other.article, number=2, text="The plan lives on", sha256="2" * 64)
    elsewhere = Story.objects.create(title="Another", slug="another")
    Round.objects.create(story=elsewhere, number=1, codebook=review.round.codebook)
    foreign = make_version("Elsewhere", within=elsewhere)
    answer = signed_in(alice).get(f"/reviews/{review.pk}")
    offered = [link for link in Page(answer).links if link.startswith("?beside=")]
    assert offered == [f"?beside={newer.pk}"]
    assert text_beside(answer) == ""
    assert data(answer)["beside"] is None
    # Before any side lies there: one that only the browser has is called by its article's name too.
    assert list(data(answer)["versions"]) == [str(newer.pk)]
    older = signed_in(alice).get(f"/reviews/{review.pk}?beside={other.pk}")
    assert "It was never dropped" in text_beside(older)
    assert [link for link in Page(older).links if link.startswith("?beside=")] == [
        f"?beside={other.pk}",
        f"?beside={newer.pk}",
    ]
    assert f"?beside={foreign.pk}" not in older.content.decode()


def test_a_story_of_one_article_offers_none(signed_in: SignIn, alice: User, review: Review) -> None:
    assert "Side by side" not in Page(signed_in(alice).get(f"/reviews/{review.pk}")).words


def test_it_shows_the_reviewers_own_marks_there_and_the_sides(
    signed_in: SignIn, alice: User, review: Review, there: Review
) -> None:
    own = make_mark(there, claim(THERE, "Nobody doubts it", grade="4"))
    tied = make_mark(review, contradiction(side(review.version, "the plan was dropped"), side(there.version, "never")))
    within = make_mark(there, contradiction(side(there.version, "lives"), side(there.version, "doubts")))
    answer = signed_in(alice).get(f"/reviews/{review.pk}?beside={there.version_id}")
    text = text_beside(answer)
    assert re.sub(r"<[^>]*>", "", text) == THERE
    assert f'id="b-{own}" data-g="4"' in text
    assert f'id="b-{tied}" data-x="x1"' in text
    assert f'id="b-{within}" data-x="x1↗"' in text
    ids = re.findall(r' id="([^"]*)"', answer.content.decode())
    assert len(ids) == len(set(ids))
    page = data(answer)
    assert page["beside"]["version"]["id"] == there.version_id
    assert {mark["id"] for mark in page["beside"]["marks"]} == {str(own), str(within)}
    assert page["versions"] == {str(there.version_id): {"outlet": "The Other", "headline": "The plan lives"}}
    assert "against The Other" in Page(answer).words
    assert "0 of 0 graded" in Page(answer).words


@pytest.mark.parametrize("asked", ["999999", "nothing", "-1", "1" * 400, "²", "foreign", "own", "past"])
def test_an_article_that_is_not_in_the_story_opens_the_page_without_one_and_says_so(
    signed_in: SignIn, alice: User, review: Review, other: Version, make_version: MakeVersion, asked: str
) -> None:
    elsewhere = Story.objects.create(title="Another", slug="another")
    past = Version.objects.create(article=review.version.article, number=9, text="Changed", sha256="9" * 64)
    named = {"foreign": make_version("Elsewhere", within=elsewhere), "own": review.version, "past": past}
    asked = str(named[asked].pk) if asked in named else asked
    answer = signed_in(alice).get(f"/reviews/{review.pk}", {"beside": asked}, follow=True)
    assert answer.redirect_chain == [(f"/reviews/{review.pk}", 302)]
    assert "so none stands beside this one" in Page(answer).words
    assert text_beside(answer) == ""


def test_nothing_of_anothers_work_shows_there(
    signed_in: SignIn, alice: User, bob: User, review: Review, there: Review, bobs_review: Review, bob_there: Review
) -> None:
    secret = make_mark(bob_there, claim(THERE, "Nobody doubts it", grade="6"))
    tied = make_mark(bob_there, contradiction(side(bob_there.version, "never"), side(review.version, "dropped")))
    submit(bobs_review, bob_there)
    for address in (f"/reviews/{review.pk}", f"/reviews/{review.pk}?beside={there.version_id}"):
        html = signed_in(alice).get(address).content.decode()
        assert str(secret) not in html
        assert str(tied) not in html
        assert "↗</span>" not in html


def test_who_reads_a_review_sees_its_reviewers_marks_there_only_where_they_may_be_read(
    signed_in: SignIn, bob: User, review: Review, there: Review, bobs_review: Review, bob_there: Review
) -> None:
    own = make_mark(there, claim(THERE, "Nobody doubts it", grade="4"))
    tied = make_mark(there, contradiction(side(there.version, "never"), side(review.version, "dropped")))
    submit(review, there, bobs_review)
    client, address = signed_in(bob), f"/reviews/{review.pk}?beside={there.version_id}"
    html = client.get(address).content.decode()
    assert str(own) not in html
    assert str(tied) not in html
    submit(bob_there)
    answer = client.get(address)
    assert f'id="b-{own}"' in text_beside(answer)
    assert data(answer)["elsewhere"][0]["mark"]["id"] == str(tied)


def test_strangers_find_no_page(signed_in: SignIn, eve: User, review: Review, other: Version) -> None:
    assert signed_in(eve).get(f"/reviews/{review.pk}?beside={other.pk}").status_code == 404


def test_a_contradiction_made_in_another_review_has_a_card_that_leads_there(
    signed_in: SignIn, alice: User, review: Review, there: Review
) -> None:
    made = make_mark(there, contradiction(side(there.version, "never"), side(review.version, "the plan was dropped")))
    answer = signed_in(alice).get(f"/reviews/{review.pk}")
    page = Page(answer)
    assert "x1↗" in page.words
    assert "Made in the review of “The plan lives”. Open it there" in page.words
    assert f"/reviews/{there.pk}?beside={review.version_id}#c-{made}" in page.links
    assert 'class="flag"' not in answer.content.decode()
    assert data(answer)["marks"] == []


def test_no_two_contradictions_are_numbered_alike(
    signed_in: SignIn, alice: User, review: Review, there: Review, make_version: MakeVersion
) -> None:
    further = Review.objects.create(reviewer=alice, version=make_version("It rains\n\nNo."), round=review.round)
    here = side(review.version, "the plan was dropped")
    make_mark(review, contradiction(here, side(there.version, "never")))
    make_mark(there, contradiction(side(there.version, "lives"), here))
    make_mark(there, contradiction(side(there.version, "lives"), side(there.version, "doubts")))
    make_mark(further, contradiction(side(further.version, "No"), here))
    answer = signed_in(alice).get(f"/reviews/{review.pk}?beside={there.version_id}")
    content = answer.content.decode()
    under_review = content.replace(text_beside(answer), "")
    assert sorted(re.findall('data-x="([^"]*)" data-alt="([^"]*)"', under_review)) == [
        ("x1", "contradiction 1: "),
        ("x1↗a", "contradiction 1a, made in the review of “The plan lives”: "),
        ("x1↗b", "contradiction 1b, made in the review of “It rains”: "),
    ]
    assert re.findall('data-x="([^"]*)"', text_beside(answer)) == ["x1↗a", "x2↗a", "x1", "x2↗a"]
    assert {one["home"]["letter"] for one in data(answer)["elsewhere"]} == {"a", "b"}
    assert data(answer)["beside"]["home"]["letter"] == "a"
    for number in ("x1↗a", "x1↗b"):
        assert number in Page(answer).words
    # Where there is no other, no letter is needed.
    assert "↗a" not in signed_in(alice).get(f"/reviews/{further.pk}?beside={review.version_id}").content.decode()


def test_one_of_another_round_or_kind_is_none_of_this_review(
    signed_in: SignIn, alice: User, review: Review, other: Version
) -> None:
    later = Round.objects.create(story=review.round.story, number=2, codebook=review.round.codebook)
    for fields in ({"round": later}, {"round": review.round, "kind": "settled"}):
        home = Review.objects.create(reviewer=alice, version=other, **fields)
        make_mark(home, contradiction(side(other, "never"), side(review.version, "the plan was dropped")))
    assert data(signed_in(alice).get(f"/reviews/{review.pk}?beside={other.pk}"))["elsewhere"] == []


def test_in_an_open_round_others_read_what_was_made_elsewhere(
    signed_in: SignIn, bob: User, review: Review, there: Review, bobs_review: Review
) -> None:
    Round.objects.update(kind=RoundKind.OPEN)
    made = make_mark(there, contradiction(side(there.version, "never"), side(review.version, "the plan was dropped")))
    assert data(signed_in(bob).get(f"/reviews/{review.pk}"))["elsewhere"][0]["mark"]["id"] == str(made)
    assert data(signed_in(bob).get(f"/reviews/{bobs_review.pk}"))["elsewhere"] == []


def test_it_says_what_claims_say_alike_to_who_may_withdraw_them(
    signed_in: SignIn, alice: User, dan: User, review: Review
) -> None:
    made = make_mark(review, claim(review.version.text, "the plan was dropped"))
    words = {"reviewer": alice, "round": review.round, "words": "The plan is over.", "created": timezone.now()}
    Claim.objects.update(proposition=Proposition.objects.create(**words))
    assert data(signed_in(alice).get(f"/reviews/{review.pk}"))["propositions"] == {str(made): "The plan is over."}
    assert data(signed_in(dan).get(f"/reviews/{review.pk}"))["propositions"] == {}


def test_it_takes_the_same_number_of_queries_however_much_there_is(
    signed_in: SignIn,
    alice: User,
    review: Review,
    there: Review,
    make_version: MakeVersion,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    def fill() -> None:
        for words in ("never", "lives", "Nobody"):
            make_mark(there, claim(THERE, words, attributions=[{"mode": "hedge"}]))
            make_mark(there, contradiction(side(there.version, words), side(review.version, "the plan was dropped")))
            make_mark(review, contradiction(side(review.version, "Critics"), side(there.version, words)))
            make_mark(review, claim(review.version.text, "it was only delayed", attributions=[{"mode": "hedge"}]))

    client, address = signed_in(alice), f"/reviews/{review.pk}?beside={there.version_id}"
    fill()
    with django_assert_num_queries(27) as queries:
        client.get(address)
    fill()
    for number in range(3):
        added = make_version(f"Report {number}\n\nIt lives.")
        make_mark(Review.objects.create(reviewer=alice, version=added, round=review.round), claim(added.text, "lives"))
    with django_assert_num_queries(len(queries.captured_queries)):
        client.get(address)


@pytest.mark.parametrize(
    ("sides", "words"),
    [
        ("foreign", "another story"),
        ("twice", "the same passage"),
        ("one", "two sides or more"),
        ("nested", "within another"),
        ("none", "in the article under review"),
    ],
)
def test_sides_beside_it_that_do_not_fit_are_refused_with_a_sentence(
    review: Review, there: Review, make_version: MakeVersion, sides: str, words: str
) -> None:
    elsewhere = Story.objects.create(title="Another", slug="another")
    here, beside = side(review.version, "the plan was dropped"), side(there.version, "never")
    asked = {
        "foreign": [here, side(make_version("Elsewhere", within=elsewhere), "Elsewhere")],
        "twice": [here, beside, beside],
        "one": [beside],
        "nested": [here, beside, side(there.version, "It was never")],
        "none": [beside, side(there.version, "Nobody")],
    }[sides]
    before = stored()
    with pytest.raises(Unfit, match=words):
        make_mark(review, contradiction(*asked))
    assert stored() == before
