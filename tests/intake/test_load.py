"""A text becomes an article of a story."""

import datetime
import hashlib
from typing import Any

import pytest

from annotations.intake.load import load_article
from annotations.models import Article, Event, Outlet, Round, Story, User, Verb, Version
from annotations.review.refusals import Closed, NotAllowed, Unfit
from annotations.review.stories import archive_story, make_story

TEXT = "Minister denies the plan 😀\n\nShe said so on Monday."


def everything() -> list[Any]:
    """All rows that loading can touch."""
    return [list(table.objects.values()) for table in (Story, Round, Article, Version, Outlet, Event)]


def test_a_text_becomes_version_1_of_a_new_article(dan: User, story: Story) -> None:
    loaded = load_article(user=dan, story=story, text=TEXT, file_name="plan.txt")
    version = Version.objects.get()
    assert loaded.is_new
    assert loaded.version == version
    assert (version.text, version.number, version.file_name, version.created_by) == (TEXT, 1, "plan.txt", dan)
    assert version.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert version.article.story == story
    assert version.article.headline == "Minister denies the plan 😀"


def test_what_is_known_beside_the_text_is_kept(dan: User, story: Story) -> None:
    day = datetime.date(2019, 6, 7)
    load_article(
        user=dan,
        story=story,
        text=TEXT,
        headline="Another headline",
        outlet="The Paper",
        byline="A. Writer",
        address="https://paper.example/1",
        archived_address="https://archive.example/1",
        published=day,
        fetched=day,
        language="pt-BR",
        type="news",
    )
    article = Article.objects.get()
    assert (article.headline, str(article.outlet), article.byline) == ("Another headline", "The Paper", "A. Writer")
    assert (article.address, article.archived_address) == ("https://paper.example/1", "https://archive.example/1")
    assert (article.published, article.fetched, article.language, article.type) == (day, day, "pt-BR", "news")


def test_loading_is_one_event(dan: User, story: Story) -> None:
    loaded = load_article(user=dan, story=story, text=TEXT, file_name="plan.txt")
    event = Event.objects.get()
    assert (event.verb, event.actor, event.story, event.article) == (Verb.LOADED, dan, story, loaded.version.article)
    assert event.after == {
        "version": loaded.version.pk,
        "sha256": loaded.version.sha256,
        "file_name": "plan.txt",
    }


def test_the_same_text_again_changes_nothing(dan: User, story: Story) -> None:
    first = load_article(user=dan, story=story, text=TEXT, file_name="plan.txt")
    before = everything()
    again = load_article(user=dan, story=story, text=TEXT, file_name="copy.txt", outlet="New", headline="Another")
    assert (again.version, again.is_new) == (first.version, False)
    assert everything() == before


def test_the_same_text_can_be_in_another_story_too(dan: User, story: Story) -> None:
    other = make_story(user=dan, title="Another story")
    first = load_article(user=dan, story=story, text=TEXT)
    second = load_article(user=dan, story=other, text=TEXT)
    assert second.is_new
    assert second.version.article != first.version.article


def test_a_first_line_too_long_for_the_column_is_cut_in_the_headline_only(dan: User, story: Story) -> None:
    text = "word " * 200 + "\nText"
    loaded = load_article(user=dan, story=story, text=text)
    headline = Article.objects.get().headline
    assert headline.endswith("word…")
    assert len(headline) <= 500
    assert loaded.version.text == text


def test_an_outlet_is_found_in_any_case_of_letters(dan: User, story: Story) -> None:
    paper = Outlet.objects.create(name="The Paper")
    load_article(user=dan, story=story, text=TEXT, outlet="  the  PAPER ")
    assert Article.objects.get().outlet == paper
    assert Outlet.objects.count() == 1


def test_an_article_of_no_outlet_has_none(dan: User, story: Story) -> None:
    load_article(user=dan, story=story, text=TEXT)
    assert Article.objects.get().outlet is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"outlet": "x" * 201}, "at most 200 characters"),
        ({"byline": "x" * 201}, "Byline: "),
        ({"address": "ftp://paper.example"}, "An address starts with http:// or https://."),
        ({"headline": "a\x00b"}, "NUL"),
        ({"byline": "\ud83d"}, "half a character"),
        ({"type": "poem"}, "Type: "),
    ],
)
def test_it_refuses_what_does_not_fit_and_stores_nothing(
    dan: User, story: Story, fields: dict[str, Any], words: str
) -> None:
    before = everything()
    with pytest.raises(Unfit) as refusal:
        load_article(user=dan, story=story, text=TEXT, **fields)
    assert words in refusal.value.words
    assert everything() == before


def test_it_refuses_whoever_is_no_admin(alice: User, carol: User, story: Story) -> None:
    for person in (alice, carol):
        with pytest.raises(NotAllowed):
            load_article(user=person, story=story, text=TEXT)
    assert not Article.objects.exists()


def test_it_refuses_a_new_text_for_an_archived_story_but_knows_the_old_one(dan: User, story: Story) -> None:
    load_article(user=dan, story=story, text=TEXT)
    archive_story(user=dan, story=story, archived=True)
    assert not load_article(user=dan, story=story, text=TEXT).is_new
    with pytest.raises(Closed, match="archived"):
        load_article(user=dan, story=story, text="Another text")
    assert Article.objects.count() == 1
