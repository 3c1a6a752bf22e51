"""Saying who reviews what."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotations.models import Review, Round, Status, Story, User, Version
from tests.exports.marking import make_claim
from tests.fixtures import MakeVersion, SignIn
from tests.views.pages import Page

ADDRESS = "/stories/the-plan/assign"


def box(version: Version, person: User) -> str:
    """The value of the box for this person at this version."""
    return f"{version.pk}-{person.pk}"


def assigned() -> set[tuple[str, str]]:
    """Who reviews what: sign-in names and headlines."""
    return set(Review.objects.values_list("reviewer__username", "version__article__headline"))


@pytest.fixture
def two(make_version: MakeVersion) -> list[Version]:
    """Two articles of the story."""
    return [make_version("First\n\nWords."), make_version("Second\n\nWords.")]


def test_ticked_boxes_are_assigned_with_their_day(
    dan: User, alice: User, bob: User, signed_in: SignIn, two: list[Version], story: Story
) -> None:
    due = timezone.localdate() + timedelta(days=7)
    chosen = [box(two[0], alice), box(two[0], bob), box(two[1], bob)]

    answer = signed_in(dan).post(ADDRESS, {"chosen": chosen, "due": due.isoformat()}, follow=True)

    assert assigned() == {("alice", "First"), ("bob", "First"), ("bob", "Second")}
    assert set(Review.objects.values_list("due", "round", "status")) == {(due, story.current_round.pk, Status.ASSIGNED)}
    assert "3 reviews assigned." in Page(answer).words


def test_one_box_assigns_every_article(
    dan: User, alice: User, signed_in: SignIn, two: list[Version], make_version: MakeVersion
) -> None:
    for number in range(30):
        make_version(f"Article {number}\n\nOn another page.")

    answer = signed_in(dan).post(ADDRESS, {"of_all": [alice.pk], "due": ""}, follow=True)

    assert Review.objects.filter(reviewer=alice).count() == 32
    assert "32 reviews assigned." in Page(answer).words


def test_the_newest_version_is_the_one_that_is_reviewed(
    dan: User, alice: User, signed_in: SignIn, version: Version, article: object
) -> None:
    newest = Version.objects.create(article=version.article, number=2, text="Corrected.", sha256="0" * 64)

    signed_in(dan).post(ADDRESS, {"of_all": [alice.pk], "due": ""})

    assert Review.objects.get().version == newest


def test_a_cleared_box_takes_the_review_back(
    dan: User, alice: User, bob: User, signed_in: SignIn, version: Version, review: Review
) -> None:
    sent = {"shown": [box(version, alice)], "chosen": [box(version, bob)], "due": ""}

    answer = signed_in(dan).post(ADDRESS, sent, follow=True)

    assert assigned() == {("bob", "Minister denies the plan")}
    assert "1 review assigned, 1 review taken back." in Page(answer).words


def test_a_box_that_was_not_shown_as_ticked_takes_nothing_back(
    dan: User, signed_in: SignIn, version: Version, review: Review
) -> None:
    answer = signed_in(dan).post(ADDRESS, {"due": ""}, follow=True)

    assert Review.objects.get() == review
    assert "Nothing was changed." in Page(answer).words


def test_a_review_that_was_begun_meanwhile_stays_and_the_rest_is_done(
    dan: User, alice: User, bob: User, signed_in: SignIn, version: Version, review: Review
) -> None:
    make_claim(review, "the plan was dropped")
    sent = {"shown": [box(version, alice)], "chosen": [box(version, bob)], "due": ""}

    answer = signed_in(dan).post(ADDRESS, sent, follow=True)

    assert assigned() == {("alice", "Minister denies the plan"), ("bob", "Minister denies the plan")}
    words = Page(answer).words
    assert "1 review assigned." in words
    assert "Alice Moreau has begun to review “Minister denies the plan”, so it stays assigned." in words


def test_the_page_shows_who_reviews_what_and_keeps_what_is_begun(
    dan: User, alice: User, bob: User, signed_in: SignIn, version: Version, review: Review, bobs_review: Review
) -> None:
    Review.objects.filter(pk=review.pk).update(due=date(2027, 1, 3))
    Review.objects.filter(pk=bobs_review.pk).update(status=Status.IN_PROGRESS)

    answer = signed_in(dan).get(ADDRESS)

    page = Page(answer)
    assert "Alice Moreau not started, due 3 Jan Bob Okafor in progress Dan Petrov" in page.words
    assert page.fields["shown"] == [box(version, alice)]
    assert f'value="{box(version, bob)}" checked disabled' in answer.content.decode()
    assert f'value="{box(version, alice)}" checked>' in answer.content.decode()
    assert f'value="{box(version, dan)}">' in answer.content.decode()


def test_an_account_that_is_not_active_can_only_be_freed(
    dan: User, alice: User, bob: User, signed_in: SignIn, version: Version, review: Review
) -> None:
    User.objects.filter(pk__in=[alice.pk, bob.pk]).update(is_active=False)
    client = signed_in(dan)

    words = Page(client.get(ADDRESS)).words
    assert "Alice Moreau not started" in words
    assert "Bob" not in words

    client.post(ADDRESS, {"shown": [box(version, alice)], "due": ""})
    assert not Review.objects.exists()


@pytest.mark.parametrize("sent", ["9-9", "x", "", "1", "99999999999999999999999-1"])
def test_a_box_that_is_not_on_the_page_is_refused(sent: str, dan: User, signed_in: SignIn, version: Version) -> None:
    answer = signed_in(dan).post(ADDRESS, {"chosen": [sent], "due": ""})

    assert answer.status_code == 200
    assert "This page is no longer up to date. Look it over and save again." in Page(answer).words
    assert not Review.objects.exists()


def test_a_day_that_is_past_is_refused_and_the_boxes_stay_ticked(
    dan: User, alice: User, bob: User, signed_in: SignIn, two: list[Version]
) -> None:
    sent = {"chosen": [box(two[0], alice)], "of_all": [bob.pk], "due": "2020-01-01"}

    answer = signed_in(dan).post(ADDRESS, sent)

    assert "This day is past. Choose a later one, or none." in Page(answer).words
    assert f'value="{box(two[0], alice)}" checked>' in answer.content.decode()
    assert f'name="of_all" value="{bob.pk}" checked>' in answer.content.decode()
    assert not Review.objects.exists()


def test_an_archived_story_says_what_to_do(dan: User, alice: User, signed_in: SignIn, version: Version) -> None:
    Story.objects.update(archived_at=timezone.now())

    answer = signed_in(dan).post(ADDRESS, {"chosen": [box(version, alice)], "due": ""}, follow=True)

    assert "“The plan” is archived. Take it out of the archive first." in Page(answer).words
    assert not Review.objects.exists()


def test_an_archived_story_has_a_notice_and_no_form(
    dan: User, alice: User, signed_in: SignIn, version: Version
) -> None:
    Story.objects.update(archived_at=timezone.now())

    page = Page(signed_in(dan).get(ADDRESS))

    assert "The story is archived. An admin can take it out of the archive. Back to the story" in page.words
    assert "chosen" not in page.fields


def test_a_review_of_an_earlier_round_leaves_the_box_free(
    dan: User, signed_in: SignIn, story: Story, review: Review
) -> None:
    Round.objects.create(story=story, number=2, codebook=story.current_round.codebook)

    assert "shown" not in Page(signed_in(dan).get(ADDRESS)).fields


def test_a_story_without_articles_sends_to_where_they_come_in(dan: User, signed_in: SignIn, story: Story) -> None:
    page = Page(signed_in(dan).get(ADDRESS))

    assert "No articles yet" in page.words
    assert "/articles/new?story=the-plan" in page.links


@pytest.mark.parametrize("number", [1, 12])
def test_the_page_asks_the_database_as_often_for_twelve_articles_as_for_one(
    number: int,
    dan: User,
    alice: User,
    bob: User,
    signed_in: SignIn,
    story: Story,
    make_version: MakeVersion,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for one in range(number):
        version = make_version(f"Headline {one}\n\nWords.")
        for person in (alice, bob):
            Review.objects.create(reviewer=person, version=version, round=story.current_round)
    client = signed_in(dan)
    with django_assert_num_queries(8):
        answer = client.get(ADDRESS)
    assert Page(answer).words.count("Alice Moreau not started") == number
