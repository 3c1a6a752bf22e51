"""The list of stories, one story, making and changing one, putting one away."""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotations.models import (
    Article,
    Codebook,
    Event,
    Grade,
    Mark,
    Outlet,
    Review,
    Round,
    RoundKind,
    Status,
    Story,
    User,
    Verb,
    Version,
)
from annotations.review.events import record
from annotations.views.rows import EVENTS_LOOKED_AT
from tests.exports.marking import make_claim, make_contradiction, make_typo, submit
from tests.views.pages import Page

SignIn = Callable[[User], Client]
MakeVersion = Callable[..., Version]


@pytest.fixture
def make_story(codebook: Codebook) -> Callable[..., Story]:
    """A function that makes a story with its first round, as the use case does."""

    def make(title: str, slug: str = "", **fields: object) -> Story:
        made = Story.objects.create(title=title, slug=slug or title.lower().replace(" ", "-"), **fields)
        Round.objects.create(story=made, number=1, codebook=codebook)
        return made

    return make


def titles(page: Page) -> list[str]:
    """The stories of a list, by the last part of their addresses, in order."""
    return [
        link.removeprefix("/stories/") for link in page.links if link.startswith("/stories/") and link != "/stories/new"
    ]


def mark_in_2030(review: Review) -> None:
    """The reviewer makes a mark, later than all else that is done."""
    record(Verb.MARKED, user=review.reviewer, review=review)
    Event.objects.update(at=datetime(2030, 1, 1, tzinfo=UTC))


# The list


def test_the_list_shows_what_a_story_is_about_its_outlets_and_how_much_is_in(
    dan: User, signed_in: SignIn, story: Story, review: Review, bobs_review: Review, article: Article
) -> None:
    Story.objects.update(summary="Whether the plan was dropped.")
    Article.objects.update(outlet=Outlet.objects.create(name="The Post"))
    submit(review)

    words = Page(signed_in(dan).get("/stories")).words

    assert "The plan Whether the plan was dropped. 1 article The Post 1 of 2 submitted" in words


def test_a_reviewer_finds_the_stories_he_reviews_and_only_his_own_reviews_counted(
    alice: User, signed_in: SignIn, review: Review, bobs_review: Review, make_story: Callable[..., Story]
) -> None:
    make_story("Another story")

    page = Page(signed_in(alice).get("/stories"))

    assert titles(page) == ["the-plan"]
    assert "0 of 1 submitted" in page.words


def test_the_story_with_the_newest_work_comes_first(
    dan: User, signed_in: SignIn, review: Review, version: Version, make_story: Callable[..., Story]
) -> None:
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    newer = make_story("Newer")
    Version.objects.update(created=long_ago)
    Story.objects.filter(pk=newer.pk).update(created=datetime(2021, 1, 1, tzinfo=UTC))
    Story.objects.exclude(pk=newer.pk).update(created=long_ago)
    assert titles(Page(signed_in(dan).get("/stories"))) == ["newer", "the-plan"]

    mark_in_2030(review)

    assert titles(Page(signed_in(dan).get("/stories"))) == ["the-plan", "newer"]


def test_stories_without_late_work_follow_the_newest_made_first_across_pages(
    dan: User, signed_in: SignIn, make_story: Callable[..., Story]
) -> None:
    made = [make_story(f"Story {number}") for number in range(60)]
    for story in (made[3], made[7]):
        record(Verb.EDITED, user=dan, story=story)
    client = signed_in(dan)

    first, second = (titles(Page(client.get("/stories", {"page": page}))) for page in (1, 2))

    others = [story.slug for story in reversed(made) if story not in (made[3], made[7])]
    assert first + second == ["story-7", "story-3", *others]
    assert len(first) == 50


def test_work_long_past_moves_no_story_up(dan: User, signed_in: SignIn, make_story: Callable[..., Story]) -> None:
    old, middle, new = (make_story(name) for name in ("First", "Second", "Third"))
    record(Verb.EDITED, user=dan, story=old)
    now = timezone.now()
    Event.objects.bulk_create(
        Event(change=uuid.uuid4(), at=now, actor=dan, verb=Verb.EDITED, story=middle) for _ in range(EVENTS_LOOKED_AT)
    )

    assert titles(Page(signed_in(dan).get("/stories"))) == [story.slug for story in (middle, new, old)]


def test_a_mark_of_somebody_else_moves_no_story_up_for_a_reviewer(
    alice: User,
    bobs_review: Review,
    review: Review,
    signed_in: SignIn,
    make_story: Callable[..., Story],
    make_version: MakeVersion,
) -> None:
    mine = make_story("Mine")
    Review.objects.create(reviewer=alice, version=make_version(within=mine), round=mine.current_round)
    mark_in_2030(bobs_review)

    assert titles(Page(signed_in(alice).get("/stories"))) == ["mine", "the-plan"]


def test_a_search_finds_words_in_titles_and_says_how_many(
    dan: User, signed_in: SignIn, make_story: Callable[..., Story]
) -> None:
    make_story("City budget")
    make_story("Hospital beds")

    page = Page(signed_in(dan).get("/stories", {"q": "BUDG"}))

    assert titles(page) == ["city-budget"]
    assert "1 with “BUDG” in the title" in page.words
    assert page.fields["q"] == ["BUDG"]


def test_a_search_without_a_find_says_so(dan: User, signed_in: SignIn, story: Story) -> None:
    words = Page(signed_in(dan).get("/stories", {"q": "zebra"})).words

    assert "Nothing found No story that you can see has “zebra” in its title." in words


def test_a_search_for_a_nul_is_refused_in_words(dan: User, signed_in: SignIn, story: Story) -> None:
    answer = signed_in(dan).get("/stories", {"q": "a\x00b"})

    assert answer.status_code == 200
    assert "NUL" in Page(answer).words


def test_fifty_stories_stand_on_a_page_and_its_links_keep_the_search(
    dan: User, signed_in: SignIn, make_story: Callable[..., Story]
) -> None:
    for number in range(51):
        make_story(f"Budget {number}")
    client = signed_in(dan)

    first = Page(client.get("/stories", {"q": "budget"}))
    assert len(titles(first)) == 50
    assert "Page 1 of 2" in first.words
    (following,) = [link for link in first.links if "page=2" in link]

    second = Page(client.get(f"/stories{following}"))
    assert titles(second) == ["budget-0"]
    assert "51 with “budget” in the title" in second.words


@pytest.mark.parametrize("number", ["0", "-1", "999", "99999999999999999999999", "two"])
def test_a_page_that_is_not_there_shows_one_that_is(number: str, dan: User, signed_in: SignIn, story: Story) -> None:
    assert titles(Page(signed_in(dan).get("/stories", {"page": number}))) == ["the-plan"]


def test_archived_stories_stand_behind_their_link(
    dan: User, signed_in: SignIn, story: Story, make_story: Callable[..., Story]
) -> None:
    make_story("Old", archived_at=timezone.now())
    client = signed_in(dan)

    page = Page(client.get("/stories"))
    assert titles(page) == ["the-plan"]
    (archived,) = [link for link in page.links if "archived" in link]

    assert titles(Page(client.get(f"/stories{archived}"))) == ["old"]


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (
            "dan",
            "No stories yet A story holds the articles that report one thing, so that they can be compared. Make a story",
        ),
        ("carol", "No stories yet They will stand here once an admin has made one."),
        ("eve", "Nothing is assigned to you yet The stories that you review will stand here. An admin assigns them."),
    ],
)
def test_an_empty_list_says_what_will_be_here(
    person: str, words: str, request: pytest.FixtureRequest, signed_in: SignIn
) -> None:
    assert words in Page(signed_in(request.getfixturevalue(person)).get("/stories")).words


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_asks_the_database_as_often_for_twelve_stories_as_for_one(
    number: int,
    alice: User,
    dan: User,
    signed_in: SignIn,
    make_story: Callable[..., Story],
    make_version: MakeVersion,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for one in range(number):
        made = make_story(f"Story {one}")
        version = make_version(within=made)
        Review.objects.create(reviewer=alice, version=version, round=made.current_round)
        Review.objects.create(reviewer=dan, version=version, round=made.current_round)
    for person in (alice, dan):
        client = signed_in(person)
        with django_assert_num_queries(8):
            answer = client.get("/stories")
        assert Page(answer).words.count("0 of ") == number


# One story


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
    after = Page(client.get("/stories/the-plan")).words
    assert "until you submit" not in after
    assert "grade 2" in after


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
    assert "/stories/the-plan/articles/new" in admins.links
    assert "Add the first article" in admins.words

    assert (
        "They will stand here once an admin has brought them in."
        in Page(signed_in(carol).get("/stories/the-plan")).words
    )


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
            make_claim(review, "many people", grade=grades["3"])
            make_claim(review, "say", grade=grades["4"])
    for person in (alice, carol, dan):
        client = signed_in(person)
        with django_assert_num_queries(7):
            assert Page(client.get("/stories/the-plan")).words.count("Headline") >= number


# Making and changing one


def test_an_admin_makes_a_story_and_is_led_to_it(dan: User, signed_in: SignIn) -> None:
    answer = signed_in(dan).post("/stories/new", {"title": "City budget", "summary": "What was promised."})

    made = Story.objects.get()
    assert (made.title, made.summary) == ("City budget", "What was promised.")
    assert answer.headers["Location"] == f"/stories/{made.slug}"
    assert made.current_round.number == 1


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"title": "", "summary": "Kept."}, "A story needs a title. Say in a few words what it is about."),
        ({"title": " ", "summary": "Kept."}, "A story needs a title."),
        ({"title": "x" * 201, "summary": "Kept."}, "at most 200 characters"),
        ({"title": "a\x00b", "summary": "Kept."}, "NUL"),
    ],
)
def test_a_story_that_does_not_fit_is_refused_at_the_field_and_nothing_is_lost(
    sent: dict[str, str], words: str, dan: User, signed_in: SignIn
) -> None:
    page = Page(signed_in(dan).post("/stories/new", sent))

    assert words in page.words
    assert "Kept." in page.words
    assert not Story.objects.exists()


def test_a_story_is_renamed_and_keeps_its_address(dan: User, signed_in: SignIn, story: Story) -> None:
    answer = signed_in(dan).post("/stories/the-plan/edit", {"title": "The dropped plan", "summary": ""}, follow=True)

    assert Story.objects.values_list("title", "slug").get() == ("The dropped plan", "the-plan")
    assert "The story is saved." in Page(answer).words
    event = Event.objects.get(verb=Verb.EDITED)
    assert event.before is not None
    assert event.before["title"] == "The plan"


def test_a_story_without_a_title_stays_as_it_was(dan: User, signed_in: SignIn, story: Story) -> None:
    page = Page(signed_in(dan).post("/stories/the-plan/edit", {"title": "", "summary": "New."}))

    assert "A story needs a title." in page.words
    assert Story.objects.values_list("title", "summary").get() == ("The plan", "")


def test_a_story_is_archived_and_taken_out_again(dan: User, signed_in: SignIn, story: Story) -> None:
    client = signed_in(dan)

    away = Page(client.post("/stories/the-plan/archive", {"archived": "yes"}, follow=True))
    assert "“The plan” is archived." in away.words
    assert "Take it out of the archive" in away.words
    assert Story.objects.get().archived_at is not None

    back = Page(client.post("/stories/the-plan/archive", {"archived": "no"}, follow=True))
    assert "“The plan” is out of the archive." in back.words
    assert Story.objects.get().archived_at is None
