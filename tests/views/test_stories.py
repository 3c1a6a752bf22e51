"""The list of stories: which stand in it for whom, in which order, and how one searches it."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from annotations.models import (
    Article,
    Codebook,
    Event,
    Outlet,
    Review,
    Round,
    Story,
    User,
    Verb,
    Version,
)
from annotations.models.search import index_versions
from annotations.review.events import record
from annotations.views.rows import EVENTS_LOOKED_AT, ByNewestWork
from tests.exports.marking import submit
from tests.fixtures import MakeVersion, SignIn
from tests.views.pages import Page


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

    page = Page(client.get("/stories"))
    first = titles(page)
    (following,) = [link for link in page.links if "after=" in link]
    behind = Page(client.get(f"/stories{following}"))
    second = titles(behind)
    (back,) = [link for link in behind.links if "before=" in link]

    assert titles(Page(client.get(f"/stories{back}"))) == first
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
    assert "1 story, those worked on last first" in page.words
    assert page.fields["q"] == ["BUDG"]


def test_a_search_without_a_find_says_so(dan: User, signed_in: SignIn, story: Story) -> None:
    words = Page(signed_in(dan).get("/stories", {"q": "zebra"})).words

    assert "Nothing found No story that you can see has “zebra” in its title or in an article." in words


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
    assert "51 stories" in first.words
    (following,) = [link for link in first.links if "after=" in link]

    second = Page(client.get(f"/stories{following}"))
    assert titles(second) == ["budget-0"]
    assert second.fields["q"] == ["budget"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "ships"}, ["harbour"]),
        ({"q": "harbour -forty"}, []),
        ({"q": "ships -harbour"}, []),
        ({"q": "-harbour"}, ["budget"]),
        ({"q": "ships -forty"}, []),
        ({"q": "nowhere"}, []),
        ({"outlet": "the courier"}, ["harbour"]),
        ({"reviews": "open"}, ["harbour"]),
        ({"reviews": "none"}, ["budget"]),
        ({"reviews": "done"}, []),
        ({"sort": "title"}, ["budget", "harbour"]),
        ({"sort": "made"}, ["budget", "harbour"]),
        ({"sort": "made-first"}, ["harbour", "budget"]),
    ],
    ids=str,
)
def test_the_list_is_narrowed_and_sorted_as_the_address_says(
    query: dict[str, str],
    found: list[str],
    dan: User,
    signed_in: SignIn,
    make_story: Callable[..., Story],
    make_version: MakeVersion,
) -> None:
    harbour = make_story("Harbour")
    version = make_version("Strike\n\nForty ships wait.", harbour)
    index_versions()
    Article.objects.update(outlet=Outlet.objects.create(name="The Courier"))
    Review.objects.create(reviewer=dan, version=version, round=harbour.current_round)
    make_story("Budget")

    shown = titles(Page(signed_in(dan).get("/stories", query)))
    assert [slug for slug in shown if slug != "the-plan"] == found


@pytest.mark.parametrize("size", [2, 3, 7])
@pytest.mark.parametrize("late", [0, 2, 5])
def test_pages_by_newest_work_follow_each_other_both_ways(
    size: int, late: int, dan: User, make_story: Callable[..., Story]
) -> None:
    made = [make_story(f"Story {number}") for number in range(7)]
    for story in made[:late]:
        record(Verb.EDITED, user=dan, story=story)
    order = ByNewestWork(Story.objects.all(), dan)
    whole = [story.pk for story in order[:7]]

    parts = [order.part(size=size)]
    while parts[-1].after:
        parts.append(order.part(after=parts[-1].after, size=size))
    assert [number for part in parts for number in part.numbers] == whole
    assert parts[0].count == 7

    for place in range(len(parts) - 1, 0, -1):
        before = order.part(before=parts[place].before, size=size)
        assert before.numbers == parts[place - 1].numbers
        assert before.after == str(before.numbers[-1])
        assert bool(before.before) == (place > 1)


@pytest.mark.parametrize("number", ["-1", "999999999999", "99999999999999999999999", "two", "²"])
def test_a_page_that_is_not_there_shows_one_that_is(number: str, dan: User, signed_in: SignIn, story: Story) -> None:
    assert titles(Page(signed_in(dan).get("/stories", {"after": number}))) == ["the-plan"]


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
        with django_assert_num_queries(9):
            answer = client.get("/stories")
        assert Page(answer).words.count("0 of ") == number


def test_a_filter_that_cannot_be_read_is_said_to_be_passed_over_and_shown(dan: User, signed_in: SignIn) -> None:
    answer = signed_in(dan).get("/stories", {"reviews": "sideways"})

    assert "Passed over, since it can’t be read: Reviews." in Page(answer).words
    assert '<details class="filters" open>' in answer.content.decode()
    assert '<details class="filters">' in signed_in(dan).get("/stories").content.decode()
