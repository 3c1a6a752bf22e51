"""Many articles at once: nothing is done before it was said, each article is done for itself, and numbers are told."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from annotations.forms import chosen
from annotations.models import Article, Event, Original, Outlet, Review, Round, Status, Story, User, Verb, Version
from annotations.models.search import index_versions
from annotations.review.keeping import delete_article
from annotations.views.many import carry_out
from tests.exports.marking import make_claim
from tests.fixtures import MakeVersion, SignIn
from tests.views.pages import Page


@pytest.fixture
def dans(dan: User, signed_in: SignIn) -> Client:
    return signed_in(dan)


@pytest.fixture
def three(make_version: MakeVersion) -> list[Article]:
    """Three articles of one story."""
    made = [make_version(f"{name}\n\nText.").article for name in ("Alpha", "Beta", "Gamma")]
    index_versions()
    return made


def asked(client: Client, act: str, articles: list[Article]) -> Page:
    """The page that says what would be done."""
    ticked = [str(one.pk) for one in articles]
    answer = client.get("/articles/chosen", {"act": act, "which": "ticked", "chosen": ticked})
    assert answer.status_code == 200
    return Page(answer)


def done(client: Client, act: str, articles: list[Article], **said: Any) -> str:
    """What the list says once it is done."""
    numbers = "_".join(str(one.pk) for one in articles)
    answer = client.post("/articles/chosen", {"act": act, "articles": numbers, **said}, follow=True)
    assert answer.redirect_chain
    return Page(answer).words


def test_the_list_offers_it_to_admins_alone(three: list[Article], dans: Client, carol: User, signed_in: SignIn) -> None:
    assert "chosen" in Page(dans.get("/articles")).fields
    assert "chosen" not in Page(signed_in(carol).get("/articles")).fields


def test_fields_are_said_of_all_and_what_is_empty_stays(dans: Client, three: list[Article]) -> None:
    Article.objects.filter(pk=three[0].pk).update(byline="Ana")
    page = asked(dans, "edit", three[:2])
    assert "2 articles are chosen" in page.words

    words = done(dans, "edit", three[:2], outlet="The Courier", language="de", published="2026-03-01")

    assert "2 articles changed." in words
    rows = list(Article.objects.order_by("pk").values_list("outlet__name", "language", "byline"))
    assert rows == [("The Courier", "de", "Ana"), ("The Courier", "de", ""), (None, "en", "")]
    assert Outlet.objects.count() == 1
    assert Event.objects.filter(verb=Verb.EDITED).count() == 2


def test_to_say_nothing_is_refused_on_the_page(dans: Client, three: list[Article]) -> None:
    answer = dans.post("/articles/chosen", {"act": "edit", "articles": str(three[0].pk)})

    assert "Fill in a field." in Page(answer).words


def test_articles_move_but_for_those_that_are_reviewed(
    dans: Client, alice: User, three: list[Article], story: Story
) -> None:
    other = Story.objects.create(title="Another", slug="another")
    Round.objects.create(story=other, number=1, codebook=story.current_round.codebook)
    Review.objects.create(reviewer=alice, version=three[0].current_version, round=story.current_round)
    assert "1 of them is assigned, reviewed or marked, and stays" in asked(dans, "move", three).words

    words = done(dans, "move", three, story="Another")

    assert "2 articles moved." in words
    assert "“Alpha” is assigned or reviewed in its story, so it stays there." in words
    assert list(Article.objects.filter(story=other).values_list("headline", flat=True)) == ["Beta", "Gamma"]


@pytest.mark.parametrize(("title", "reason"), [("Nowhere", "no story of this title"), ("Twice", "Several stories")])
def test_a_story_that_is_not_one_is_refused(title: str, reason: str, dans: Client, three: list[Article]) -> None:
    for slug in ("twice-1", "twice-2"):
        Story.objects.create(title="Twice", slug=slug)

    answer = dans.post("/articles/chosen", {"act": "move", "articles": str(three[0].pk), "story": title})

    assert reason in Page(answer).words


def test_reviewers_are_assigned_and_who_has_an_article_keeps_it(
    dans: Client, alice: User, bob: User, three: list[Article], story: Story
) -> None:
    Review.objects.create(reviewer=alice, version=three[0].current_version, round=story.current_round)

    words = done(dans, "assign", three[:2], reviewers=["alice", "bob"])

    assert "2 articles assigned." in words
    assert "Alice Moreau has “Alpha” to review already." in words
    assert Review.objects.count() == 4
    refused = dans.post("/articles/chosen", {"act": "assign", "articles": str(three[0].pk), "due": "2020-01-01"})
    assert "Choose who reviews them." in Page(refused).words
    assert "This day is past." in Page(refused).words


def test_articles_go_into_the_archive_and_come_back(
    dans: Client, three: list[Article], alice: User, story: Story, signed_in: SignIn
) -> None:
    Review.objects.create(reviewer=alice, version=three[0].current_version, round=story.current_round)
    assert "1 review of them becomes read only; 1 is still open" in asked(dans, "archive", three).words

    assert "3 articles archived." in done(dans, "archive", three)
    assert "No articles yet" in Page(dans.get("/articles")).words
    assert "Alpha" not in Page(signed_in(alice).get("/")).words
    assert "Alpha" not in Page(dans.get(f"/stories/{story.slug}/assign")).words
    assert "3 articles taken out of the archive." in done(dans, "unarchive", three)
    assert not Article.objects.put_away().exists()


def test_what_is_deleted_goes_with_its_bytes_and_what_is_worked_on_is_archived(
    dans: Client, three: list[Article], alice: User, story: Story, settings: Settings, tmp_path: Any
) -> None:
    settings.STORAGES = settings.STORAGES | {
        "originals": settings.STORAGES["originals"] | {"OPTIONS": {"location": tmp_path}}
    }
    original = Original.objects.create(sha256="ab" * 32, size=3, created=timezone.now())
    storages["originals"].save(original.place, ContentFile(b"abc"))
    Version.objects.filter(article=three[1]).update(original=original)
    begun = Review.objects.create(reviewer=alice, version=three[0].current_version, round=story.current_round)
    make_claim(begun, "Text")
    page = asked(dans, "delete", three)
    assert "2 articles are deleted for good, with 2 texts" in page.words
    assert "1 article has marks, sources or begun reviews" in page.words

    words = done(dans, "delete", three, archive="on")

    assert "2 articles deleted, 1 article archived instead." in words
    assert list(Article.objects.values_list("headline", flat=True)) == ["Alpha"]
    assert Article.objects.put_away().exists()
    assert not Original.objects.exists()
    assert not storages["originals"].exists(original.place)


@pytest.mark.parametrize("act", ["edit", "move", "assign", "archive", "unarchive", "delete"])
def test_an_article_that_was_deleted_meanwhile_is_named_and_the_others_are_done(
    act: str, dan: User, alice: User, three: list[Article], story: Story
) -> None:
    other = Story.objects.create(title="Another", slug="another")
    said = {"language": "de"} if act == "edit" else {"story": other, "reviewers": [alice], "due": None, "archive": True}
    articles = list(Article.objects.select_related("story").order_by("pk"))
    delete_article(user=dan, article=three[1])

    outcome = carry_out(act, user=dan, articles=articles, said=said)

    assert outcome.done == 2
    assert outcome.refusals == ["“Beta” was deleted meanwhile. Nothing is left to be done with it."]


def test_what_is_worked_on_stays_as_it_is_unless_said_otherwise(
    dans: Client, three: list[Article], alice: User, story: Story
) -> None:
    version = three[0].current_version
    Review.objects.create(reviewer=alice, version=version, round=story.current_round, status=Status.IN_PROGRESS)

    words = done(dans, "delete", three[:1])

    assert "Nothing was changed." in words
    assert "Archive it instead." in words
    assert not Article.objects.put_away().exists()


def test_all_that_the_list_has_is_chosen_by_its_filters_and_the_way_back_keeps_them(
    dans: Client, three: list[Article]
) -> None:
    answer = dans.get("/articles/chosen", {"act": "archive", "which": "all", "q": "alpha", "sort": "headline"})
    page = Page(answer)

    assert "One article is chosen." in page.words
    assert "/articles?q=alpha&sort=headline" in page.links
    assert page.fields["articles"] == [str(three[0].pk)]
    whole = Page(
        dans.get("/articles/chosen", {"act": "archive", "which": "page", "page": f"{three[0].pk}_{three[2].pk}"})
    )
    assert "2 articles are chosen." in whole.words


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ({"act": "archive"}, "No article is chosen."),
        ({"act": "archive", "chosen": ["x", "-1", "99999999999999999999"]}, "No article is chosen."),
        ({"act": "archive", "which": "all", "published_from": "2026-02-31"}, "No article is chosen."),
        ({"act": "burn", "which": "all"}, "Choose what to do"),
        ({"act": "archive", "which": "all"}, "More than 2 articles are too many at once."),
    ],
)
def test_where_there_is_nothing_to_go_on_with_the_list_says_why(
    query: dict[str, Any], reason: str, dans: Client, three: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (chosen, __import__("annotations.views.chosen", fromlist=["chosen"])):
        monkeypatch.setattr(module, "MOST_AT_ONCE", 2)

    assert reason in Page(dans.get("/articles/chosen", query, follow=True)).words


@pytest.mark.parametrize("act", ["edit", "move", "assign", "archive", "unarchive", "delete"])
def test_the_page_asks_the_database_as_often_for_twelve_articles_as_for_one(
    act: str, dans: Client, three: list[Article], make_version: MakeVersion
) -> None:
    def queries(articles: list[Article]) -> int:
        with CaptureQueriesContext(connection) as captured:
            asked(dans, act, articles)
        return len(captured)

    many = [*three, *(make_version(f"Text {number}\n\nWords.").article for number in range(9))]

    assert queries(three[:1]) == queries(many)


def test_articles_of_an_archived_story_are_counted_apart_and_stay_as_they_are(
    dans: Client, three: list[Article], alice: User, story: Story
) -> None:
    Review.objects.create(reviewer=alice, version=three[0].current_version, round=story.current_round)
    Story.objects.create(title="Another", slug="another")
    Story.objects.filter(pk=story.pk).update(archived_at=timezone.now())
    for act, promise in (("delete", "deleted for good"), ("move", "reviewed or marked")):
        words = asked(dans, act, three).words
        assert "3 of them are of an archived story and stay as they are." in words
        assert promise not in words
    assert "0 can be moved." in asked(dans, "move", three).words

    words = done(dans, "delete", three, archive="on")

    assert "Nothing was changed." in words
    assert "archived instead" not in words
    assert Article.objects.filter(archived_at__isnull=True).count() == 3
    assert "Nothing was changed." in done(dans, "move", three, story="Another")
