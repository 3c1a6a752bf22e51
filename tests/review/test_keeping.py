"""Moving, archiving and deleting articles: what is refused, what stays, and what the events tell."""

from collections.abc import Callable

import pytest
from django.db.models.signals import pre_delete
from django.utils import timezone

from annotations.models import (
    Article,
    Copy,
    Event,
    Fingerprint,
    Indexed,
    Original,
    Outlet,
    Review,
    Round,
    Source,
    Status,
    Story,
    TextPart,
    User,
    Verb,
    Version,
)
from annotations.models.search import index_versions
from annotations.review.assign import assign_review
from annotations.review.keeping import archive_article, delete_article, move_article, unworked
from annotations.review.refusals import Closed, Conflict, NotAllowed, NotThere
from annotations.review.reopen import reopen_review
from tests.conftest import TEXT
from tests.exports.marking import make_claim, make_contradiction, make_source, submit
from tests.fixtures import MakeVersion
from tests.making import make_mark
from tests.wire import claim


@pytest.fixture
def other(story: Story) -> Story:
    made = Story.objects.create(title="Another", slug="another")
    Round.objects.create(story=made, number=1, codebook=story.current_round.codebook)
    return made


def test_an_article_moves_and_the_event_says_whence(dan: User, article: Article, other: Story) -> None:
    move_article(user=dan, article=article, story=other)

    article.refresh_from_db()
    assert article.story == other
    event = Event.objects.get(verb=Verb.MOVED)
    assert (event.before, event.after, event.story, event.article) == (
        {"story": "the-plan"},
        {"story": "another"},
        other,
        article,
    )
    move_article(user=dan, article=article, story=other)
    assert Event.objects.count() == 1


def test_an_article_that_is_assigned_or_marked_stays_in_its_story(
    dan: User, review: Review, make_version: MakeVersion, other: Story
) -> None:
    beside = make_version("Beside\n\nNobody reviews it.")
    make_contradiction(review, (review.version, "the plan"), (beside, "Nobody"))

    for article in (review.version.article, beside.article):
        with pytest.raises(Closed, match="stays there"):
            move_article(user=dan, article=article, story=other)
    assert not Event.objects.exists()


def test_an_article_moves_to_no_archived_story_and_to_none_that_has_its_text(
    dan: User, article: Article, other: Story, make_version: MakeVersion
) -> None:
    make_version(TEXT, other)
    with pytest.raises(Conflict, match="very text"):
        move_article(user=dan, article=article, story=other)
    other.archived_at = timezone.now()
    other.save()

    with pytest.raises(Closed, match="archived"):
        move_article(user=dan, article=article, story=other)


def test_an_archived_article_is_read_only_and_given_to_nobody(
    dan: User, bob: User, alice: User, review: Review
) -> None:
    article = review.version.article
    archive_article(user=dan, article=article, archived=True)
    archive_article(user=dan, article=article, archived=True)

    review.version.refresh_from_db()
    with pytest.raises(Closed, match="archived"):
        assign_review(user=dan, reviewer=bob, version=Version.objects.get(pk=review.version_id))
    with pytest.raises(Closed, match="The article is archived"):
        make_mark(review, claim(TEXT, "the plan was dropped"))
    submit(review)
    with pytest.raises(Closed, match="The article is archived"):
        reopen_review(user=dan, review_id=review.pk, reason="Look again.")

    archive_article(user=dan, article=article, archived=False)
    assert reopen_review(user=dan, review_id=review.pk, reason="Look again.").status == Status.IN_PROGRESS
    said = list(Event.objects.filter(verb=Verb.ARCHIVED).values_list("before", "after"))
    assert said == [({"archived": False}, {"archived": True}), ({"archived": True}, {"archived": False})]


def test_an_article_is_deleted_with_all_that_is_only_its_own_and_told_on(
    dan: User, bob: User, version: Version, make_version: MakeVersion
) -> None:
    original = Original.objects.create(sha256="a" * 64, size=3, created=timezone.now())
    Version.objects.filter(pk=version.pk).update(original=original, file_name="plan.txt")
    Article.objects.update(outlet=Outlet.objects.create(name="The Courier"))
    index_versions()
    Fingerprint.objects.create(version=version, value=7)
    TextPart.objects.create(version=version, start=0, end=5, kind="headline")
    Copy.objects.create(article=make_version("Copy\n\nOf it.").article, of=version.article, shared=0.9)
    assign_review(user=dan, reviewer=bob, version=version)

    assert delete_article(user=dan, article=version.article) == ["a" * 64]

    assert list(Article.objects.values_list("headline", flat=True)) == ["Copy"]
    for table in (Review, Fingerprint, TextPart, Copy, Indexed):
        assert not table._default_manager.exists()
    assert Original.objects.exists()
    event = Event.objects.latest("pk")
    assert (event.verb, event.article, event.story) == (Verb.DELETED, None, version.article.story)
    assert event.before is not None
    assert event.before["outlet"] == "The Courier"
    assert event.before["story"] == "the-plan"
    assert event.before["versions"][0]["file_name"] == "plan.txt"
    with pytest.raises(NotThere):
        delete_article(user=dan, article=version.article)


def mark(review: Review, _beside: Version) -> None:
    make_claim(review, "the plan was dropped")


def begin(review: Review, _beside: Version) -> None:
    Review.objects.update(status=Status.IN_PROGRESS)


def propose(review: Review, _beside: Version) -> None:
    make_source("Ana", proposed_in=review)


def know(review: Review, _beside: Version) -> None:
    make_source("an official", kind="unnamed_person", article=review.version.article)


def hold_against(review: Review, beside: Version) -> None:
    own = Review.objects.create(reviewer=review.reviewer, version=beside, round=review.round)
    make_contradiction(own, (beside, "Nobody"), (review.version, "the plan"))


@pytest.mark.parametrize("work", [mark, begin, propose, know, hold_against])
def test_an_article_on_which_anybody_has_worked_is_not_deleted(
    work: Callable[[Review, Version], None], dan: User, review: Review, make_version: MakeVersion
) -> None:
    work(review, make_version("Beside\n\nNobody."))
    sources = Source.objects.count()

    with pytest.raises(Closed, match="Archive it instead"):
        delete_article(user=dan, article=review.version.article)

    assert Version.objects.filter(pk=review.version_id).exists()
    assert Source.objects.count() == sources
    assert not Article.objects.filter(unworked(), pk=review.version.article_id).exists()


@pytest.mark.parametrize("person", ["alice", "carol"])
def test_only_an_admin_moves_archives_or_deletes(
    person: str, request: pytest.FixtureRequest, article: Article, other: Story
) -> None:
    user = request.getfixturevalue(person)
    for act in (
        lambda: move_article(user=user, article=article, story=other),
        lambda: archive_article(user=user, article=article, archived=True),
        lambda: delete_article(user=user, article=article),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_an_article_that_is_marked_while_it_is_deleted_stays(
    dan: User, bob: User, review: Review, make_version: MakeVersion
) -> None:
    beside = make_version("Beside\n\nNobody reviews it.")

    def mark(**_said: object) -> None:
        make_contradiction(review, (review.version, "the plan"), (beside, "Nobody"))

    # It is taken back once nothing hinders any more, and before the article is deleted.
    assign_review(user=dan, reviewer=bob, version=beside)
    pre_delete.connect(mark, sender=Review)
    try:
        with pytest.raises(Closed, match="Archive it instead"):
            delete_article(user=dan, article=beside.article)
    finally:
        pre_delete.disconnect(mark, sender=Review)
    assert Article.objects.filter(pk=beside.article_id).exists()
    assert not Event.objects.filter(verb=Verb.DELETED).exists()
