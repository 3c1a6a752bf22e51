"""The page of a story's propositions."""

import uuid

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotations.models import Article, Claim, Grade, Outlet, Proposition, Review, Span, Story, User
from annotations.review.propositions import group_claims
from tests.conftest import TEXT
from tests.exports.marking import credit, make_claim, make_contradiction, make_source, submit
from tests.fixtures import MakeVersion, SignIn
from tests.views.pages import Page

ADDRESS = "/stories/the-plan/propositions"
DROPPED, DELAYED, MEN = "the plan was dropped", "it was only delayed", "We never had 1,000 men there"


@pytest.fixture
def second(alice: User, story: Story, make_version: MakeVersion) -> Review:
    """Alice's review of another article of the story."""
    version = make_version(f"Minister confirms the plan\n\n{TEXT}")
    return Review.objects.create(reviewer=alice, version=version, round=story.current_round)


def _post(client: Client, act: str, **sent: object) -> Page:
    return Page(client.post(ADDRESS, {"act": act, **sent}, follow=True))


def test_claims_are_ticked_and_grouped_and_the_grouping_can_be_undone(
    alice: User, signed_in: SignIn, review: Review, second: Review
) -> None:
    claims = [make_claim(review, DROPPED), make_claim(second, DROPPED), make_claim(second, DELAYED)]
    client = signed_in(alice)
    listed = Page(client.get(ADDRESS))
    assert listed.fields["claims"][-3:] == [str(claim.pk) for claim in claims]

    done = _post(client, "group", words="It was dropped.", claims=[claims[0].pk, claims[1].pk])

    made = Proposition.objects.get()
    assert "Grouped: “It was dropped.”. Undo" in done.words
    assert "2 claims in 2 articles, by Alice Moreau." in done.words
    assert set(made.claims.all()) == set(claims[:2])
    assert done.fields["claims"][-1] == str(claims[2].pk)

    [change] = done.fields["change"]
    undone = _post(client, "undo", change=change)
    assert "Undone. Each claim is where it was before." in undone.words
    assert made.claims.count() == 0
    assert "It was dropped." not in undone.words

    assert (
        "That was undone already, or the proposition was changed since." in _post(client, "undo", change=change).words
    )
    assert made.claims.count() == 0


def test_nearly_the_same_words_are_proposed_and_grouped_when_asked(
    alice: User, signed_in: SignIn, review: Review, second: Review
) -> None:
    claims = [make_claim(review, DROPPED), make_claim(second, DROPPED), make_claim(second, MEN)]

    page = Page(signed_in(alice).get(ADDRESS))

    assert "These look alike" in page.words
    assert "Group these 2" in page.words
    assert page.fields["claims"][:2] == [str(claim.pk) for claim in claims[:2]]
    assert page.fields["words"] == [DROPPED, ""]
    assert Proposition.objects.count() == 0


def test_a_proposition_says_which_articles_carry_it_how_well_sourced_and_who_contradicts_it(
    alice: User, signed_in: SignIn, story: Story, review: Review, second: Review, grades: dict[str, Grade]
) -> None:
    Article.objects.update(outlet=Outlet.objects.create(name="The Post"))
    claims = [
        make_claim(review, DROPPED, grade=grades["3"]),
        make_claim(review, MEN, grade=grades["5"]),
        make_claim(second, DROPPED),
    ]
    credit(claims[0], make_source("Ana Sousa"))
    against = make_claim(second, DELAYED)
    credit(against, make_source("The ministry"))
    made = make_contradiction(review, (review.version, DROPPED), (second.version, DELAYED), strength="strict")
    for order, claim in enumerate((claims[0], against)):
        Span.objects.filter(mark=made.pk, order=order).update(side_claim=claim)
    group_claims(user=alice, story=story, words="Dropped.", claims=[claim.pk for claim in claims])

    words = Page(signed_in(alice).get(ADDRESS)).words

    assert "Minister denies the planThe Post grade 5 Ana Sousa" in words
    assert "Minister confirms the planThe Post grade ? none" in words
    assert f"Contradicted by {DELAYED}The Post: Minister confirms the plan · source: The ministry · strict" in words


def test_claims_are_put_in_taken_out_and_the_words_changed(
    alice: User, signed_in: SignIn, story: Story, review: Review, second: Review
) -> None:
    claims = [make_claim(review, words).pk for words in (DROPPED, DELAYED, MEN)]
    made = group_claims(user=alice, story=story, words="Dropped.", claims=claims[:2]).proposition
    client = signed_in(alice)

    assert "Put in: “Dropped.”" in _post(client, "put-in", proposition=made.pk, claims=[claims[2]]).words
    assert made.claims.count() == 3
    assert "It now says: “Gone.”" in _post(client, "reword", proposition=made.pk, words="Gone.").words
    taken = _post(client, "take-out", proposition=made.pk, claims=claims[:2]).words
    assert "it is dissolved: they stand for themselves again." in taken
    assert made.claims.count() == 0


def test_a_refusal_keeps_what_was_ticked_and_written(alice: User, signed_in: SignIn, review: Review) -> None:
    claim = make_claim(review, DROPPED)

    answer = signed_in(alice).post(ADDRESS, {"act": "group", "words": "Dropped.", "claims": [claim.pk]})

    page = Page(answer)
    assert "Choose two or more." in page.words
    assert "Dropped." in page.fields["words"]
    assert f'value="{claim.pk}" checked' in answer.content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"act": "vote"},
        {"act": "group", "claims": "one"},
        {"act": "group", "words": "a\x00b"},
        {"act": "put-in", "proposition": "x"},
        {"act": "undo"},
        {"act": "undo", "change": "x"},
        {"act": "group", "words": "x", "claims": [str(uuid.uuid4()) for _ in range(501)]},
    ],
)
def test_what_does_not_fit_is_said_and_changes_nothing(
    sent: dict[str, object], alice: User, signed_in: SignIn, review: Review
) -> None:
    make_claim(review, DROPPED)

    answer = signed_in(alice).post(ADDRESS, sent)

    assert 'role="alert"' in answer.content.decode()
    assert Proposition.objects.count() == 0


def test_claims_are_found_by_words_and_article(alice: User, signed_in: SignIn, review: Review, second: Review) -> None:
    here, there = make_claim(review, DROPPED), make_claim(second, DELAYED)
    client = signed_in(alice)

    assert Page(client.get(f"{ADDRESS}?q=DROPPED")).fields["claims"] == [str(here.pk)]
    assert Page(client.get(f"{ADDRESS}?article={second.version.article_id}")).fields["claims"] == [str(there.pk)]
    assert "None of your open claims has these words there." in Page(client.get(f"{ADDRESS}?q=moon")).words
    for query in ("q=%00", "article=x", "article=99999999999999999999"):
        assert client.get(f"{ADDRESS}?{query}").status_code == 200


def test_submitted_claims_are_not_offered(alice: User, signed_in: SignIn, review: Review, second: Review) -> None:
    make_claim(review, DROPPED)
    open_one = make_claim(second, DROPPED)
    submit(review)

    page = Page(signed_in(alice).get(ADDRESS))

    assert page.fields["claims"] == [str(open_one.pk)]
    assert "1 more of submitted reviews or archived articles, which stay as they are" in page.words


def test_anothers_propositions_are_read_once_all_is_submitted_and_cannot_be_changed(
    alice: User, bob: User, signed_in: SignIn, story: Story, review: Review, bobs_review: Review
) -> None:
    claims = [make_claim(bobs_review, words).pk for words in (DROPPED, DELAYED)]
    made = group_claims(user=bob, story=story, words="Bob says so.", claims=claims).proposition
    submit(bobs_review)
    client = signed_in(alice)
    for address in (f"{ADDRESS}?by=bob", f"{ADDRESS}?by=all"):
        assert "Bob" not in Page(client.get(address)).words
    assert client.post(ADDRESS, {"act": "reword", "proposition": made.pk, "words": "x"}).status_code == 404

    submit(review)
    page = Page(client.get(f"{ADDRESS}?by=bob"))
    assert "Bob says so. 2 claims in 1 article, by Bob Okafor." in page.words
    assert "claims" not in page.fields
    assert "There is nothing here for you" in _post(client, "reword", proposition=made.pk, words="x").words


def test_an_archived_story_is_read_only(alice: User, signed_in: SignIn, story: Story, review: Review) -> None:
    claims = [make_claim(review, words).pk for words in (DROPPED, DELAYED)]
    group_claims(user=alice, story=story, words="Dropped.", claims=claims)
    Story.objects.update(archived_at=timezone.now())

    page = Page(signed_in(alice).get(ADDRESS))

    assert "Dropped." in page.words
    assert "claims" not in page.fields


def test_claims_of_an_archived_article_are_not_offered(
    alice: User, signed_in: SignIn, story: Story, review: Review, second: Review
) -> None:
    claims = [make_claim(home, words).pk for home in (review, second) for words in (DROPPED, DELAYED)]
    group_claims(user=alice, story=story, words="Dropped.", claims=claims[::2])
    Article.objects.filter(pk=second.version.article_id).update(archived_at=timezone.now())

    page = Page(signed_in(alice).get(ADDRESS))

    assert page.fields["claims"] == [str(claims[0]), str(claims[1])]
    assert "1; 1 more of submitted reviews or archived articles, which stay as they are" in page.words
    assert "or its article archived: its words stay" in page.words


def test_without_claims_it_says_what_to_do(alice: User, carol: User, signed_in: SignIn, review: Review) -> None:
    assert "Mark claims in your reviews of this story." in Page(signed_in(alice).get(ADDRESS)).words
    assert "No propositions yet" in Page(signed_in(carol).get(ADDRESS)).words


@pytest.mark.parametrize("number", [1, 12])
def test_it_asks_the_database_as_often_for_twelve_articles_as_for_one(
    number: int,
    alice: User,
    signed_in: SignIn,
    story: Story,
    make_version: MakeVersion,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for one in range(number):
        version = make_version(f"Headline {one}\n\nWords that many people say.")
        review = Review.objects.create(reviewer=alice, version=version, round=story.current_round)
        claims = [make_claim(review, words) for words in ("Words", "many", "say")]
        credit(claims[0], make_source(f"Source {one}"))
        made = make_contradiction(review, (version, "Words"), (version, "say"))
        Span.objects.filter(mark=made.pk, order=0).update(side_claim=claims[0])
        group_claims(user=alice, story=story, words=f"They say {one}.", claims=[claim.pk for claim in claims[:2]])
    client = signed_in(alice)
    with django_assert_num_queries(27):
        words = Page(client.get(ADDRESS)).words
    assert words.count("2 claims in 1 article") == number
    assert Claim.objects.count() == 3 * number
