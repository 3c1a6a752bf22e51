"""What is known about an article can change; its text can't."""

import datetime
from typing import Any

import pytest

from annotations.models import Article, Event, Outlet, User, Verb, Version
from annotations.review.articles import edit_article
from annotations.review.refusals import NotAllowed, Unfit


def test_an_article_takes_what_is_said_of_it_and_keeps_the_rest(dan: User, article: Article) -> None:
    edit_article(user=dan, article=article, byline="A. Writer")
    edit_article(user=dan, article=article, outlet="The Paper", published=datetime.date(2019, 6, 7), type="news")
    article.refresh_from_db()
    assert (article.byline, str(article.outlet), article.type) == ("A. Writer", "The Paper", "news")
    assert article.published == datetime.date(2019, 6, 7)
    assert article.headline == "Minister denies the plan"


def test_editing_is_an_event_with_what_stood_before(dan: User, article: Article) -> None:
    # As a form leaves it: changed in memory, and not in the table.
    article.headline = "Minister denies it"
    edit_article(user=dan, article=article, headline="Minister denies it", fetched=datetime.date(2019, 6, 8))
    event = Event.objects.get()
    assert (event.verb, event.actor, event.article, event.story) == (Verb.EDITED, dan, article, article.story)
    empty = dict.fromkeys(["outlet", "byline", "address", "archived_address", "type"], "")
    before: dict[str, str | None] = {**empty, "headline": "Minister denies the plan", "language": "en"}
    before |= {"published": None, "fetched": None}
    assert event.before == before
    assert event.after == {**before, "headline": "Minister denies it", "fetched": "2019-06-08"}


def test_saving_an_article_as_it_is_writes_nothing(dan: User, article: Article) -> None:
    edit_article(user=dan, article=article, headline=article.headline, outlet="", language="en")
    assert not Event.objects.exists()


def test_an_outlet_can_be_taken_away(dan: User, article: Article) -> None:
    edit_article(user=dan, article=article, outlet="The Paper")
    edit_article(user=dan, article=article, outlet=" ")
    assert Article.objects.get().outlet is None
    assert str(Outlet.objects.get()) == "The Paper"


def test_the_text_is_out_of_reach(dan: User, version: Version) -> None:
    edit_article(user=dan, article=version.article, headline="Another headline")
    before = version.text
    version.refresh_from_db()
    assert version.text == before


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": ""},
        {"headline": "x" * 501},
        {"address": "paper.example"},
        {"archived_address": "javascript:alert(1)"},
        {"outlet": "x" * 201},
        {"byline": "a\x00b"},
        {"language": "x" * 36},
    ],
    ids=str,
)
def test_it_refuses_what_does_not_fit_and_changes_nothing(dan: User, article: Article, fields: Any) -> None:
    before = Article.objects.values().get()
    with pytest.raises(Unfit):
        edit_article(user=dan, article=article, **fields)
    assert Article.objects.values().get() == before
    assert not Event.objects.exists()
    assert not Outlet.objects.exists()


def test_it_refuses_whoever_is_no_admin(alice: User, carol: User, article: Article) -> None:
    for person in (alice, carol):
        with pytest.raises(NotAllowed):
            edit_article(user=person, article=article, headline="Mine")
    assert Article.objects.get().headline == "Minister denies the plan"
