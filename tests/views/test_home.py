"""The first page: what a reviewer has to do and has done; and for those who look after the work, where it stands."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotations.models import Article, Codebook, Grade, Outlet, Review, Role, Story, User, Version
from tests.exports.marking import make_claim, make_typo, submit
from tests.fixtures import MakeVersion, SignIn
from tests.views.pages import Page


@pytest.fixture
def home(signed_in: SignIn) -> Callable[[User], Page]:
    """A function that gives a person's first page."""
    return lambda user: Page(signed_in(user).get(reverse("home")))


Home = Callable[[User], Page]


def assign(user: User, version: Version, **fields: object) -> Review:
    return Review.objects.create(reviewer=user, version=version, round=version.article.story.current_round, **fields)


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


# What a reviewer has to do


def test_it_says_what_alice_has_to_review(home: Home, alice: User, review: Review, article: Article) -> None:
    article.outlet = Outlet.objects.create(name="The Courier")
    article.save()
    page = home(alice)
    assert "One article to review" in page.words
    assert "Minister denies the plan The plan The Courier · 34 words Not started Start" in page.words
    assert reverse("review", args=[review.pk]) in page.links


def test_it_says_how_far_alice_is(home: Home, alice: User, review: Review, grades: dict[str, Grade]) -> None:
    make_claim(review, "the plan was dropped", grade=grades["5"])
    make_claim(review, "it was only delayed")
    withdrawn = make_claim(review, "Critics doubt it").mark
    withdrawn.withdrawn_at = timezone.now()
    withdrawn.save()
    review.status = "in_progress"
    review.save()
    page = home(alice)
    assert "In progress 1 of 2 claims graded Continue" in page.words


def test_progress_is_drawn_without_a_style(
    signed_in: SignIn, alice: User, review: Review, grades: dict[str, Grade]
) -> None:
    make_claim(review, "the plan was dropped", grade=grades["5"])
    make_claim(review, "it was only delayed")
    assert '<rect width="50" height="6"/>' in signed_in(alice).get(reverse("home")).text


@pytest.mark.parametrize(
    ("days", "words"),
    [(-400, "Was due"), (-1, "Was due yesterday"), (0, "Due today"), (1, "Due tomorrow"), (9, "due ")],
)
def test_it_says_when_a_review_is_due(home: Home, alice: User, review: Review, days: int, words: str) -> None:
    review.due = in_days(days)
    review.save()
    assert words in home(alice).words


def test_what_is_due_first_comes_first_and_then_what_was_begun(
    home: Home, alice: User, make_version: MakeVersion
) -> None:
    assign(alice, make_version("untouched"))
    assign(alice, make_version("begun"), status="in_progress")
    assign(alice, make_version("next week"), due=in_days(7))
    assign(alice, make_version("overdue"), due=in_days(-7))
    words = home(alice).words
    assert sorted(["untouched", "begun", "next week", "overdue"], key=words.index) == [
        "overdue",
        "next week",
        "begun",
        "untouched",
    ]


def test_it_says_where_alice_left_off(home: Home, alice: User, review: Review) -> None:
    review.status = "in_progress"
    review.save()
    make_claim(review, "it was only delayed")
    last = make_claim(review, "the plan was dropped").mark
    last.updated = timezone.now()
    last.save()
    page = home(alice)
    assert "You left off at “the plan was dropped”, today at" in page.words
    assert f"{reverse('review', args=[review.pk])}#m-{last.pk}" in page.links


def test_it_does_not_lead_back_into_what_is_submitted_or_withdrawn(
    home: Home, alice: User, review: Review, make_version: MakeVersion
) -> None:
    make_claim(review, "the plan was dropped")
    submit(review)
    mark = make_claim(assign(alice, make_version("Something else"), status="in_progress"), "Something").mark
    mark.withdrawn_at = timezone.now()
    mark.save()
    assert "You left off" not in home(alice).words


def test_alice_does_not_see_what_bob_has_to_do_or_where_he_left_off(
    home: Home, alice: User, bobs_review: Review
) -> None:
    bobs_review.status = "in_progress"
    bobs_review.save()
    make_claim(bobs_review, "the plan was dropped")
    words = home(alice).words
    assert "Nothing to review" in words
    assert "the plan was dropped" not in words
    assert "Minister denies" not in words


def test_before_anything_is_assigned_it_says_what_to_do_meanwhile(home: Home, eve: User) -> None:
    page = home(eve)
    assert "Nothing is assigned to you yet. An admin assigns articles; they will stand here." in page.words
    assert reverse("codebooks") in page.links


def test_the_scale_of_the_codebook_in_use_stands_beside_the_work(
    home: Home, alice: User, review: Review, codebook: Codebook
) -> None:
    Codebook.objects.create(name="Newer", version=1)
    page = home(alice)
    assert f"{reverse('codebook', args=[codebook.pk])}#grade-6" in page.links
    assert "Primary or corroborated" in page.words


def test_without_any_codebook_it_shows_no_scale(home: Home, eve: User) -> None:
    Codebook.objects.all().delete()
    assert "The scale" not in home(eve).words


def test_an_archived_story_is_out_of_sight(
    home: Home, alice: User, bob: User, dan: User, review: Review, story: Story
) -> None:
    review.status = "in_progress"
    review.save()
    make_claim(review, "the plan was dropped")
    submit(assign(bob, review.version))
    story.archived_at = timezone.now()
    story.save()
    assert "Nothing to review" in home(alice).words
    assert "You left off" not in home(alice).words
    assert "Minister denies the plan" not in home(bob).words
    assert "Make a story first" in home(dan).words


def test_reviews_of_an_archived_article_are_not_counted(
    home: Home, alice: User, bob: User, dan: User, review: Review, make_version: Callable[..., Version]
) -> None:
    submit(assign(bob, review.version))
    submit(assign(alice, make_version("Another article\n\nIts text.")))
    assert "2 of 3 reviews submitted" in home(dan).words
    review.version.article.archived_at = timezone.now()
    review.version.article.save()
    assert "1 of 1 review submitted" in home(dan).words


# What a reviewer has done


def test_it_says_what_alice_has_submitted(home: Home, alice: User, review: Review, grades: dict[str, Grade]) -> None:
    make_claim(review, "the plan was dropped", grade=grades["5"])
    make_typo(review, "Critics")
    submit(review)
    page = home(alice)
    assert "All that was assigned to you is submitted." in page.words
    assert "Minister denies the plan The plan 1 May 2026 1 1 0" in page.words


def test_it_keeps_that_there_was_nothing_to_mark(home: Home, alice: User, review: Review) -> None:
    submit(review, nothing_to_mark=True)
    assert "1 May 2026 nothing to mark" in home(alice).words


def test_many_submitted_reviews_stand_on_several_pages(
    signed_in: SignIn, alice: User, make_version: MakeVersion
) -> None:
    for number in range(21):
        submit(assign(alice, make_version(f"Article {number}.")))
    client = signed_in(alice)
    first, second = (Page(client.get(reverse("home"), {"page": page})) for page in (1, 2))
    assert "21 reviews" in first.words
    assert "Article 20." in first.words
    assert "Article 0." not in first.words
    assert "Article 0." in second.words


def test_many_open_reviews_are_counted_and_the_most_urgent_shown(
    home: Home, alice: User, make_version: MakeVersion
) -> None:
    for number in range(51):
        assign(alice, make_version(f"Article {number}."))
    page = home(alice)
    assert "51 articles to review" in page.words
    assert "The 50 most urgent of 51 stand here" in page.words


@pytest.mark.parametrize("count", [1, 10])
def test_the_number_of_queries_does_not_grow_with_the_reviews(
    signed_in: SignIn,
    alice: User,
    make_version: MakeVersion,
    grades: dict[str, Grade],
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for number in range(count):
        make_claim(assign(alice, make_version(f"Open {number}."), status="in_progress"), "Open", grade=grades["2"])
        submit(assign(alice, make_version(f"Done {number}.")))
    client = signed_in(alice)
    with django_assert_num_queries(15):
        assert client.get(reverse("home")).status_code == 200


# Where things stand


def test_on_a_fresh_install_dan_is_told_to_make_a_story(home: Home, dan: User) -> None:
    page = home(dan)
    assert "Make a story first" in page.words
    assert reverse("story-new") in page.links


def test_carol_is_told_that_an_admin_makes_stories(home: Home, carol: User) -> None:
    page = home(carol)
    assert "once an admin has made one" in page.words
    assert reverse("story-new") not in page.links


def test_a_story_without_reviews_says_what_comes_next(home: Home, dan: User, article: Article) -> None:
    page = home(dan)
    assert "Nothing is assigned yet. Open a story to bring articles in and say who reviews them." in page.words
    assert "The plan 1 article Nobody reviews it yet" in page.words
    assert reverse("story", args=["the-plan"]) in page.links
    assert reverse("admin:annotations_user_changelist") in page.links


@pytest.mark.parametrize("role", [Role.ADMIN, Role.ADJUDICATOR])
def test_it_says_where_reviews_stand_and_who_has_what_in_hand(
    home: Home, dan: User, eve: User, review: Review, bobs_review: Review, role: Role
) -> None:
    dan.role = role
    dan.save()
    submit(review)
    words = home(dan).words
    assert "1 of 2 reviews submitted." in words
    assert "Not started 1 In progress 0 Submitted 1 Late 0" in words
    assert "1 of 2 submitted Open" in words
    assert "Bob Okafor 1 0 Alice Moreau 0 1 Eve Stranger 0 0" in words


def test_what_is_late_is_named_with_its_reviewer(home: Home, dan: User, review: Review, article: Article) -> None:
    review.due = in_days(-1)
    review.save()
    page = home(dan)
    assert "0 of 1 review submitted, 1 late." in page.words
    assert "Alice Moreau Minister denies the plan Was due yesterday" in page.words
    assert "Alice Moreau was due yesterday 1 0" in page.words
    assert reverse("article", args=[article.pk]) in page.links


def test_it_tells_nothing_of_what_is_marked(
    home: Home, dan: User, review: Review, bobs_review: Review, version: Version
) -> None:
    """Dan reviews too, in a blind round: until he has submitted, not even a number of the others' marks shows."""
    make_claim(review, "the plan was dropped")
    submit(review)
    assign(dan, version)
    words = home(dan).words
    assert "claim" not in words
    assert "the plan was dropped" not in words


def test_an_admin_who_reviews_sees_both(home: Home, dan: User, version: Version, make_version: MakeVersion) -> None:
    own = assign(dan, version)
    submit(assign(dan, make_version("Done.")))
    page = home(dan)
    assert "Where things stand" in page.words
    assert "Yours to review Minister denies the plan" in page.words
    assert "Submitted 1 review" in page.words
    assert reverse("review", args=[own.pk]) in page.links


def test_somebody_who_left_has_nothing_in_hand(home: Home, dan: User, alice: User, story: Story) -> None:
    alice.is_active = False
    alice.save()
    assert "Alice Moreau" not in home(dan).words


@pytest.mark.parametrize("count", [1, 10])
def test_the_number_of_queries_does_not_grow_with_the_work(
    signed_in: SignIn,
    dan: User,
    make_version: MakeVersion,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for number in range(count):
        version = make_version(f"Article {number}.")
        for person in (dan, User.objects.create_user(f"person-{number}")):
            assign(person, version, due=in_days(-1))
    client = signed_in(dan)
    with django_assert_num_queries(21):
        assert client.get(reverse("home")).status_code == 200


def test_of_many_people_those_with_most_in_hand_are_shown_and_it_says_so(home: Home, dan: User, review: Review) -> None:
    User.objects.bulk_create(User(username=f"guest{number}", name=f"A guest {number}") for number in range(60))

    page = home(dan)

    count = User.objects.filter(role=Role.REVIEWER).count()
    assert f"The 50 with most in hand, of {count}." in page.words
    assert page.words.index(review.reviewer.name) < page.words.index("A guest 0")
    assert "A guest 59" not in page.words
