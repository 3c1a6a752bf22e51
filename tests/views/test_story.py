"""The page of one story: its articles, who reviews them, what was marked, and the ways on."""

from datetime import date

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotations.models import (
    Article,
    Claim,
    Grade,
    Mark,
    Outlet,
    Proposition,
    Review,
    Round,
    RoundKind,
    Span,
    Status,
    Story,
    User,
    Version,
)
from tests.exports.marking import credit, make_claim, make_contradiction, make_source, make_typo, submit
from tests.fixtures import MakeVersion, SignIn
from tests.views.pages import Page


def test_a_story_shows_its_articles_and_who_reviews_them(
    dan: User, signed_in: SignIn, story: Story, article: Article, review: Review, bobs_review: Review
) -> None:
    Article.objects.update(outlet=Outlet.objects.create(name="The Post"), published=date(2026, 11, 2))
    Review.objects.filter(pk=bobs_review.pk).update(due=date(2020, 1, 3), status=Status.IN_PROGRESS)

    words = Page(signed_in(dan).get("/stories/the-plan")).words

    assert "Story · 1 article The plan" in words
    assert "Minister denies the plan The Post 2 Nov 2026" in words
    assert "Alice Moreau Not started Bob Okafor In progress was due 3 Jan" in words


def test_marks_are_counted_by_kind_and_grade(
    dan: User, signed_in: SignIn, review: Review, version: Version, grades: dict[str, Grade]
) -> None:
    for words in ("the plan was dropped", "it was only delayed"):
        make_claim(review, words, grade=grades["4"])
    make_claim(review, "Critics doubt it", grade=grades["N"])
    make_claim(review, "Minister denies the plan")
    make_typo(review, "men")
    make_contradiction(review, (version, "the plan was dropped"), (version, "it was only delayed"))
    withdrawn = make_claim(review, "We never had 1,000 men there", grade=grades["6"])
    Mark.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())

    words = Page(signed_in(dan).get("/stories/the-plan")).words

    assert "4×22 claims of grade 4, N1 claim of grade N, ?1 claim not yet graded, t1 typo, x1 contradiction" in words


def test_a_reviewer_sees_his_own_marks_only_until_he_submits(
    alice: User, bob: User, signed_in: SignIn, review: Review, bobs_review: Review, grades: dict[str, Grade]
) -> None:
    make_claim(review, "the plan was dropped", grade=grades["4"])
    make_claim(bobs_review, "it was only delayed", grade=grades["2"])
    submit(bobs_review)
    client = signed_in(alice)

    before = Page(client.get("/stories/the-plan")).words
    assert "Your marks only, until you submit." in before
    assert "grade 4" in before
    assert "grade 2" not in before
    assert "Bob" not in before

    submit(review)
    after = Page(client.get("/stories/the-plan?by=all")).words
    assert "until you submit" not in after
    assert "grade 2" in after


def test_badges_are_of_those_whose_marks_are_chosen(
    carol: User, signed_in: SignIn, review: Review, bobs_review: Review, grades: dict[str, Grade]
) -> None:
    make_claim(review, "the plan was dropped", grade=grades["4"])
    make_claim(bobs_review, "it was only delayed", grade=grades["2"])
    submit(review)
    submit(bobs_review)
    client = signed_in(carol)

    everybodys = Page(client.get("/stories/the-plan")).words
    assert "Marks by Everybody Alice Moreau Bob Okafor" in everybodys
    assert "Badges count the marks of every reviewer." in everybodys
    assert "41 claim of grade 4, 21 claim of grade 2" in everybodys

    bobs = Page(client.get("/stories/the-plan?by=bob")).words
    assert "Badges count the marks of Bob Okafor." in bobs
    assert "21 claim of grade 2" in bobs
    assert "of grade 4" not in bobs


def test_an_open_round_has_no_notice(alice: User, signed_in: SignIn, review: Review) -> None:
    Round.objects.update(kind=RoundKind.OPEN)

    assert "until you submit" not in Page(signed_in(alice).get("/stories/the-plan")).words


def test_an_admin_who_reviews_does_not_see_the_others_marks_before_submitting(
    dan: User, signed_in: SignIn, version: Version, story: Story, review: Review, grades: dict[str, Grade]
) -> None:
    make_claim(review, "the plan was dropped", grade=grades["4"])
    Review.objects.create(reviewer=dan, version=version, round=story.current_round)

    page = Page(signed_in(dan).get("/stories/the-plan"))

    assert "grade 4" not in page.words
    assert "Alice Moreau Not started" in page.words
    assert f"/reviews/{review.pk}" not in page.links


@pytest.mark.parametrize(
    ("status", "verb"),
    [(Status.ASSIGNED, "Start"), (Status.IN_PROGRESS, "Continue"), (Status.SUBMITTED, "Look at your review")],
)
def test_a_reviewer_goes_on_from_here(
    status: Status, verb: str, alice: User, signed_in: SignIn, review: Review
) -> None:
    Review.objects.update(status=status, submitted_at=timezone.now() if status == Status.SUBMITTED else None)

    page = Page(signed_in(alice).get("/stories/the-plan"))

    assert f"/reviews/{review.pk}" in page.links
    assert verb in page.words


@pytest.mark.parametrize(
    ("person", "buttons"),
    [
        ("dan", ["Archive", "Edit", "Add articles", "Assign reviewers", "Export the set"]),
        ("carol", ["Export the set"]),
        ("alice", []),
    ],
)
def test_each_role_has_its_buttons(
    person: str, buttons: list[str], request: pytest.FixtureRequest, signed_in: SignIn, review: Review
) -> None:
    words = Page(signed_in(request.getfixturevalue(person)).get("/stories/the-plan")).words

    offered = [
        button
        for button in ("Archive", "Edit", "Add articles", "Assign reviewers", "Export the set")
        if button in words
    ]
    assert offered == buttons


@pytest.mark.parametrize("person", ["dan", "carol", "alice"])
def test_one_button_at_most_is_the_primary_one(
    person: str, request: pytest.FixtureRequest, signed_in: SignIn, review: Review
) -> None:
    page = signed_in(request.getfixturevalue(person)).get("/stories/the-plan").content.decode()

    of_the_dialog = page.count("Archive the story")
    assert page.count("btn-primary") - of_the_dialog == 1


def test_a_story_without_articles_offers_to_add_the_first(
    dan: User, carol: User, signed_in: SignIn, story: Story
) -> None:
    admins = Page(signed_in(dan).get("/stories/the-plan"))
    assert "/articles/new?story=the-plan" in admins.links
    assert "Add the first article" in admins.words

    assert (
        "They will stand here once an admin has brought them in."
        in Page(signed_in(carol).get("/stories/the-plan")).words
    )


def test_the_matrix_has_a_badge_for_each_claim_and_leads_to_its_marks(
    alice: User, signed_in: SignIn, review: Review, grades: dict[str, Grade], article: Article
) -> None:
    sousa = make_source("Ana <Sousa>")
    for words in ("the plan was dropped", "it was only delayed", "Critics doubt it"):
        credit(make_claim(review, words, grade=grades["4"]), sousa, mode="paraphrase")
    credit(make_claim(review, "Minister denies the plan"), sousa)
    credit(make_claim(review, "Monday"), make_source("Critics", kind="group", article=article))

    answer = signed_in(alice).get("/stories/the-plan")

    page = Page(answer)
    assert (
        "Badges count claims. The words under the badges count every claim; "
        "one that is rendered in two modes counts in both. By Alice Moreau."
    ) in page.words
    assert "Ana <Sousa> named person 4×33 at grade 4?1 not yet graded3 paraphrased" in page.words
    assert "Critics group ?1 not yet graded" in page.words
    asked = f"/stories/the-plan/marks?by=alice&source={sousa.pk}&article={article.pk}"
    assert {f"{asked}&grade=4", f"{asked}&graded=no"} <= set(page.links)
    assert "&lt;span" not in answer.content.decode()


def test_sources_that_say_less_are_left_off_until_asked_for(alice: User, signed_in: SignIn, review: Review) -> None:
    for number in range(27):
        credit(make_claim(review, "Critics doubt it"), make_source(f"Source {number:02}"))
    client = signed_in(alice)

    page = Page(client.get("/stories/the-plan"))
    assert "2 more sources that say less. Show all sources" in page.words
    assert "Source 26" not in page.words
    assert "Source 26" in Page(client.get("/stories/the-plan?sources=all")).words


def test_contradictions_are_quoted_with_all_their_sides_and_lead_to_their_places(
    alice: User, signed_in: SignIn, review: Review, version: Version, make_version: MakeVersion
) -> None:
    other = make_version()
    sides = ((version, "the plan was dropped"), (other, "it was only delayed"))
    made = make_contradiction(
        review, *sides, type="negation", strength="strict", locus="source_source", acknowledged=False
    )
    make_claim(review, "Critics doubt it")

    page = Page(signed_in(alice).get("/stories/the-plan"))

    assert page.words.count("x1 contradiction") == 2
    facts = "xcontradiction Strict negation source against source not acknowledged in the text by Alice Moreau"
    assert facts in page.words
    home = f"/reviews/{review.pk}"
    places = {f"{home}?beside={other.pk}#c-{made.pk}", f"{home}?beside={other.pk}#m-{made.pk}", f"{home}#m-{made.pk}"}
    assert places <= set(page.links)


def test_nothing_of_anothers_is_counted_before_ones_own_is_submitted(
    alice: User, signed_in: SignIn, review: Review, bobs_review: Review, version: Version
) -> None:
    credit(make_claim(bobs_review, "it was only delayed"), make_source("Bob’s source"))
    make_contradiction(bobs_review, (version, "the plan was dropped"), (version, "it was only delayed"))
    submit(bobs_review)
    client = signed_in(alice)

    for query in ("", "?by=bob", "?by=all"):
        words = Page(client.get(f"/stories/the-plan{query}")).words
        assert "Bob" not in words
        assert "delayed" not in words
        assert "Propositions 0 Marks 0" in words

    submit(review)
    words = Page(client.get("/stories/the-plan?by=bob")).words
    assert "Bob’s source" in words
    assert "Propositions 0 Marks 2" in words


@pytest.mark.parametrize("number", [1, 12])
def test_a_story_asks_the_database_as_often_for_twelve_articles_as_for_one(
    number: int,
    alice: User,
    bob: User,
    carol: User,
    dan: User,
    signed_in: SignIn,
    story: Story,
    make_version: MakeVersion,
    grades: dict[str, Grade],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for one in range(number):
        version = make_version(f"Headline {one}\n\nWords that many people say.")
        for person in [alice, bob, dan][: 1 + one % 3]:
            review = Review.objects.create(reviewer=person, version=version, round=story.current_round)
            source = make_source(f"Source {one}")
            credit(make_claim(review, "many people", grade=grades["3"]), source, mode="direct")
            claim = make_claim(review, "say", grade=grades["4"])
            made = make_contradiction(review, (version, "many people"), (version, "say"))
            Span.objects.filter(mark=made.pk, order=1).update(side_claim=claim)
            credit(claim, source)
            says = Proposition.objects.create(
                reviewer=person, round=review.round, words="They say so.", created=timezone.now()
            )
            Claim.objects.filter(pk=claim.pk).update(proposition=says)
            submit(review)
    for person in (alice, carol, dan):
        client = signed_in(person)
        with django_assert_num_queries(30):
            assert Page(client.get("/stories/the-plan")).words.count("Headline") >= number
