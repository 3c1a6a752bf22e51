"""Who reads what stands around the reviews: stories, articles, versions, sources and events; and what was withdrawn."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from annotations.models import (
    Admission,
    Article,
    Claim,
    Event,
    Mark,
    Review,
    Source,
    SourceKind,
    Status,
    Story,
    User,
    Verb,
    Version,
)
from annotations.review.events import record
from tests.models.reading import Assign, mark, reads


@pytest.fixture
def people(alice: User, bob: User, carol: User, dan: User, eve: User, assign: Assign) -> dict[str, User]:
    """Alice and Bob review the article; Bob's review is submitted, Alice's is not. Eve has no review."""
    assign(alice)
    assign(bob, Status.SUBMITTED)
    return {"Alice": alice, "Bob": bob, "Carol": carol, "Dan": dan, "Eve": eve}


def readers(people: dict[str, User], row: Source | Story | Article | Version | Event) -> set[str]:
    return {name for name, user in people.items() if reads(user, row)}


def test_stories_articles_and_versions_are_read_by_whoever_reviews_there(
    people: dict[str, User], story: Story, version: Version
) -> None:
    for row in (story, version.article, version):
        assert readers(people, row) == {"Alice", "Bob", "Carol", "Dan"}


def test_stories_without_reviews_are_read_by_adjudicators_and_admins_alone(people: dict[str, User]) -> None:
    other = Story.objects.create(title="Another story", slug="another-story")
    article = Article.objects.create(story=other, headline="Another report")
    version = Version.objects.create(article=article, number=1, text="Another report", sha256="0" * 64)

    for row in (other, article, version):
        assert readers(people, row) == {"Carol", "Dan"}


def test_a_story_shows_once_however_many_reviews_one_has_in_it(
    alice: User, story: Story, assign: Assign, make_version: Callable[..., Version]
) -> None:
    assign(alice)
    assign(alice, version=make_version("Another report."))

    assert list(Story.objects.visible_to(alice)) == [story]
    assert len(Article.objects.visible_to(alice)) == len(Version.objects.visible_to(alice)) == 2


def test_admitted_sources_are_read_by_all(people: dict[str, User]) -> None:
    shared = Source.objects.create(admission=Admission.ADMITTED)

    assert readers(people, shared) == set(people)


def test_admitted_sources_of_one_article_are_read_by_whoever_sees_the_article(
    people: dict[str, User], article: Article
) -> None:
    own = Source.objects.create(kind=SourceKind.GROUP, admission=Admission.ADMITTED, article=article)

    assert readers(people, own) == {"Alice", "Bob", "Carol", "Dan"}


@pytest.mark.parametrize("admission", [Admission.PROPOSED, Admission.REFUSED])
def test_a_source_not_admitted_is_read_by_its_maker_and_by_who_settles(admission: str, people: dict[str, User]) -> None:
    submitted = Review.objects.get(reviewer=people["Bob"])
    proposed = Source.objects.create(admission=admission, proposed_in=submitted, created_by=people["Bob"])

    assert readers(people, proposed) == {"Bob", "Carol", "Dan"}


def test_a_source_proposed_in_a_review_still_open_is_read_by_its_maker_and_admins(people: dict[str, User]) -> None:
    still_open = Review.objects.get(reviewer=people["Alice"])
    proposed = Source.objects.create(proposed_in=still_open, created_by=people["Alice"])

    assert readers(people, proposed) == {"Alice", "Dan"}


def test_a_proposed_source_stays_hidden_from_an_adjudicator_who_has_still_to_review(
    people: dict[str, User], assign: Assign
) -> None:
    submitted = Review.objects.get(reviewer=people["Bob"])
    proposed = Source.objects.create(proposed_in=submitted, created_by=people["Bob"])
    assign(people["Carol"])

    assert readers(people, proposed) == {"Bob", "Dan"}


def test_a_proposed_source_stays_hidden_from_reviewers_who_read_its_review(people: dict[str, User]) -> None:
    reviews = Review.objects.filter(reviewer=people["Alice"])
    reviews.update(status=Status.SUBMITTED, submitted_at=timezone.now())
    bobs = Review.objects.get(reviewer=people["Bob"])
    proposed = Source.objects.create(proposed_in=bobs, created_by=people["Bob"])

    assert reads(people["Alice"], bobs)
    assert not reads(people["Alice"], proposed)


def test_an_event_is_read_by_who_did_it_and_who_reads_its_review(people: dict[str, User]) -> None:
    submitted = record(Verb.SUBMITTED, user=people["Bob"], review=Review.objects.get(reviewer=people["Bob"]))

    assert readers(people, submitted) == {"Bob", "Carol", "Dan"}


def test_an_event_about_no_review_is_read_by_admins(people: dict[str, User], story: Story) -> None:
    made = record(Verb.MADE, user=people["Dan"], story=story)
    loaded = record(Verb.LOADED, user=None, story=story)

    assert readers(people, made) == {"Dan"}
    assert readers(people, loaded) == {"Dan"}


def test_withdrawn_marks_and_claims_are_read_no_further_than_standing_ones(people: dict[str, User]) -> None:
    tombstone = mark(Review.objects.get(reviewer=people["Bob"]))
    Mark.objects.update(withdrawn_at=timezone.now())
    Claim.objects.create(mark=tombstone)

    assert not reads(people["Alice"], tombstone)
    assert reads(people["Carol"], tombstone)
    assert not Mark.objects.visible_to(people["Carol"]).standing().exists()
