"""The page of the marks behind a figure."""

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotations.models import (
    Admission,
    Article,
    Grade,
    Mark,
    Outlet,
    Proposition,
    Review,
    Source,
    Story,
    User,
    Version,
)
from annotations.templatetags.addresses import marks_address
from tests.exports.marking import credit, make_claim, make_contradiction, make_source, make_typo, submit
from tests.fixtures import MakeVersion, SignIn
from tests.views.pages import Page

DROPPED, DELAYED = "the plan was dropped", "it was only delayed"


def test_the_marks_stand_in_text_order_by_article_with_what_was_said_of_them(
    alice: User, signed_in: SignIn, review: Review, version: Version, grades: dict[str, Grade]
) -> None:
    Article.objects.update(outlet=Outlet.objects.create(name="The Post"))
    made = make_claim(review, DELAYED, grade=grades["2"])
    credit(make_claim(review, DROPPED, grade=grades["4"]), make_source("Ana Sousa"), mode="paraphrase")
    make_typo(review, "Monday", correction="Tuesday")
    make_contradiction(review, (version, DROPPED), (version, DELAYED), strength="strict")

    page = Page(signed_in(alice).get("/stories/the-plan/marks"))

    assert "Marks by Alice Moreau: 4" in page.words
    assert "Minister denies the plan The Post" in page.words
    assert "typo t Monday should read Tuesday by Alice Moreau" in page.words
    assert "grade 4 the plan was dropped Ana Sousa paraphrase by Alice Moreau" in page.words
    assert f"{DROPPED} The Post: Minister denies the plan {DELAYED} The Post: Minister denies the plan" in page.words
    places = [page.words.index(words) for words in ("typo t Monday", "grade 4 the plan", "grade 2 it was")]
    assert places == sorted(places)
    assert f"/reviews/{review.pk}#c-{made.pk}" in page.links


def test_of_an_article_there_are_the_contradictions_that_were_made_in_another_ones_review(
    alice: User, signed_in: SignIn, story: Story, review: Review, version: Version, make_version: MakeVersion
) -> None:
    other = make_version("Planes arrive\n\nMore than 100 troops arrived.")
    Review.objects.create(reviewer=alice, version=other, round=story.current_round)
    tie = make_contradiction(review, (version, DROPPED), (other, "Planes arrive"), strength="strict")
    make_contradiction(review, (version, DROPPED), (version, DELAYED), strength="strict")

    page = Page(signed_in(alice).get(f"/stories/the-plan/marks?by=alice&kind=contradiction&article={other.article_id}"))

    assert "contradiction x the plan was dropped" in page.words
    assert {link for link in page.links if link.startswith("/reviews/")} == {f"/reviews/{review.pk}#c-{tie.pk}"}


def test_all_are_everybody_even_where_somebody_is_called_so(
    alice: User, carol: User, signed_in: SignIn, review: Review
) -> None:
    named = User.objects.create_user("all", "a-long-password", name="Al Lee")
    other = Review.objects.create(reviewer=named, version=review.version, round=review.round)
    for one, words in ((review, DROPPED), (other, DELAYED)):
        make_claim(one, words)
        submit(one)

    words = Page(signed_in(carol).get("/stories/the-plan/marks?by=all")).words

    assert DROPPED in words
    assert DELAYED in words


def test_a_sentence_says_what_is_shown_and_each_condition_can_be_dropped(
    alice: User, signed_in: SignIn, review: Review, grades: dict[str, Grade]
) -> None:
    source = make_source("Ana Sousa")
    for key, words in (("2", DELAYED), ("1", "Critics doubt it"), ("4", DROPPED)):
        credit(make_claim(review, words, grade=grades[key]), source, mode="direct")

    address = marks_address("the-plan", by="alice", grade=["2", "1"], source=source.pk, mode="direct", part="")
    page = Page(signed_in(alice).get(address))

    assert (
        "Claims at grade 2 or 1, credited to Ana Sousa, rendered as direct quote, by Alice Moreau: 2"
        in page.words.replace(" ,", ",")
    )
    assert DROPPED not in page.words
    assert f"?by=alice&source={source.pk}&mode=direct" in page.links
    assert "?by=alice&grade=2&grade=1&mode=direct" in page.links


def test_the_tabs_count_the_whole_story_where_the_marks_of_one_article_are_asked_for(
    alice: User, signed_in: SignIn, review: Review, story: Story, make_version: MakeVersion
) -> None:
    other = Review.objects.create(
        reviewer=alice, version=make_version("Headline\n\nIt is said."), round=story.current_round
    )
    says = Proposition.objects.create(reviewer=alice, round=review.round, words="It is off.", created=timezone.now())
    make_claim(other, "It is said", proposition=says)
    make_claim(review, DROPPED, proposition=says)
    make_claim(review, DELAYED)

    words = Page(signed_in(alice).get(f"/stories/the-plan/marks?by=alice&article={other.version.article_id}")).words

    assert "by Alice Moreau: 1" in words
    assert "Propositions 1 Marks 3" in words


def test_a_merged_source_has_the_marks_of_all_its_entries(
    alice: User, signed_in: SignIn, review: Review, grades: dict[str, Grade]
) -> None:
    kept, merged = make_source("Ana Sousa"), make_source("Anna Souza")
    credit(make_claim(review, DROPPED), kept)
    credit(make_claim(review, DELAYED), merged)
    Source.objects.filter(pk=merged.pk).update(merged_into=kept)

    for entry in (kept, merged):
        words = Page(signed_in(alice).get(marks_address("the-plan", source=entry.pk))).words
        assert "credited to Ana Sousa, by Alice Moreau: 2" in words
        assert "Anna Souza" not in words


@pytest.mark.parametrize(
    "query",
    [
        "grade=9",
        "kind=claims",
        "article=99999999999999999999999",
        "article=one",
        "graded=perhaps",
        "source=Ana",
        "source=00000000-0000-4000-8000-000000000000",
        "mode=%00",
        "check_worthy=maybe",
        "part=tail",
        "severity=grave",
        "type=none",
        "strength=weak&strength=strict",
        "locus=here",
        "proposition=1",
        "proposition=00000000-0000-4000-8000-000000000000",
        "source=%ED%A0%80%00",
    ],
)
def test_a_condition_that_is_not_known_is_said_and_passed_over(
    query: str, alice: User, signed_in: SignIn, review: Review
) -> None:
    make_claim(review, DROPPED)

    words = Page(signed_in(alice).get(f"/stories/the-plan/marks?{query}")).words

    assert "here. The marks are shown without this condition." in words
    assert "by Alice Moreau: 1" in words


@pytest.mark.parametrize("query", ["by=nobody", "page=last", "page=-1", "page=99", "by=%00"])
def test_whose_marks_and_which_page_are_forgiving(query: str, alice: User, signed_in: SignIn, review: Review) -> None:
    make_claim(review, DROPPED)

    assert "by Alice Moreau: 1" in Page(signed_in(alice).get(f"/stories/the-plan/marks?{query}")).words


def test_without_marks_it_says_what_to_do(alice: User, signed_in: SignIn, review: Review) -> None:
    client = signed_in(alice)

    assert "Marks stand here once" in Page(client.get("/stories/the-plan/marks")).words

    narrowed = Page(client.get("/stories/the-plan/marks?kind=typo"))
    assert "Typos by Alice Moreau: 0" in narrowed.words
    assert "Nothing that you can read meets all of these conditions." in narrowed.words
    assert "/stories/the-plan/marks" in narrowed.links


def test_withdrawn_marks_are_left_out(alice: User, signed_in: SignIn, review: Review) -> None:
    gone = make_claim(review, DROPPED)
    Mark.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now())

    assert DROPPED not in Page(signed_in(alice).get("/stories/the-plan/marks")).words


def test_nothing_of_anothers_shows_before_ones_own_is_submitted(
    alice: User, bob: User, signed_in: SignIn, review: Review, bobs_review: Review, story: Story
) -> None:
    bobs = make_source("Ana, says Bob", admission=Admission.PROPOSED, proposed_in=bobs_review, created_by=bob)
    says = Proposition.objects.create(
        reviewer=bob, round=story.current_round, words="Bob’s words", created=timezone.now()
    )
    credit(make_claim(bobs_review, DELAYED, proposition=says), bobs)
    submit(bobs_review)
    client = signed_in(alice)
    addresses = [
        "/stories/the-plan/marks?by=bob",
        "/stories/the-plan/marks?by=all",
        marks_address("the-plan", source=bobs.pk, by="all"),
        marks_address("the-plan", proposition=says.pk, by="all"),
    ]

    for address in addresses:
        words = Page(client.get(address)).words
        assert DELAYED not in words
        assert "Bob" not in words

    submit(review)
    for address in addresses:
        assert DELAYED in Page(client.get(address)).words
    assert "credited to Ana, says Bob, by everybody: 1" in Page(client.get(addresses[2])).words
    assert "saying “Bob’s words”, by everybody: 1" in Page(client.get(addresses[3])).words


def test_a_page_has_fifty_and_the_way_on_keeps_the_conditions(
    alice: User, signed_in: SignIn, story: Story, make_version: MakeVersion, grades: dict[str, Grade]
) -> None:
    words = [f"word{number}" for number in range(60)]
    version = make_version(" ".join(words))
    review = Review.objects.create(reviewer=alice, version=version, round=story.current_round)
    for word in words:
        make_claim(review, word, grade=grades["3"])

    page = Page(signed_in(alice).get("/stories/the-plan/marks?grade=3"))
    assert page.words.count("by Alice Moreau") == 51
    assert "?grade=3&page=2" in page.links
    assert Page(signed_in(alice).get("/stories/the-plan/marks?grade=3&page=2")).words.count("by Alice Moreau") == 11


@pytest.mark.parametrize("number", [1, 12])
def test_it_asks_the_database_as_often_for_twelve_articles_as_for_one(
    number: int,
    alice: User,
    bob: User,
    signed_in: SignIn,
    story: Story,
    make_version: MakeVersion,
    grades: dict[str, Grade],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for one in range(number):
        version = make_version(f"Headline {one}\n\nWords that many people say.")
        for person in (alice, bob):
            review = Review.objects.create(reviewer=person, version=version, round=story.current_round)
            credit(make_claim(review, "many people", grade=grades["3"]), make_source(f"Source {one}"))
            make_contradiction(review, (version, "Words"), (version, "say"))
            submit(review)
    client = signed_in(alice)
    with django_assert_num_queries(23):
        words = Page(client.get("/stories/the-plan/marks?by=all")).words
    assert f"by everybody: {number * 4}" in words
