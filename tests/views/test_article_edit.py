"""Changing what is known about an article; its text never changes."""

from datetime import date

import pytest

from annotations.models import Article, Event, Outlet, User, Verb, Version
from tests.conftest import TEXT
from tests.fixtures import SignIn
from tests.views.article_pages import UNKNOWN, text_of, texts
from tests.views.pages import Page


def known(**details: str) -> dict[str, str]:
    """A filled-in form."""
    return UNKNOWN | {"headline": "As printed", "language": "en", "type": ""} | details


def test_what_is_known_can_be_changed_and_the_text_can_not(
    dan: User, signed_in: SignIn, article: Article, version: Version
) -> None:
    sent = known(
        outlet="The Post", byline="Ana", address="https://example.org/a", published="2026-11-02", type="opinion"
    )

    answer = signed_in(dan).post(f"/articles/{article.pk}/edit", sent | {"text": "Another text."}, follow=True)

    assert "The article is saved." in Page(answer).words
    changed = Article.objects.select_related("outlet").get()
    assert (changed.headline, str(changed.outlet), changed.byline, changed.published) == (
        "As printed",
        "The Post",
        "Ana",
        date(2026, 11, 2),
    )
    assert texts() == [version.text]
    event = Event.objects.get(verb=Verb.EDITED)
    assert event.before is not None
    assert event.before["headline"] == "Minister denies the plan"


def test_the_form_shows_what_is_known_and_says_why_the_text_stays(
    dan: User, signed_in: SignIn, article: Article
) -> None:
    Article.objects.update(outlet=Outlet.objects.create(name="The Post"), published=date(2026, 11, 2))

    answer = signed_in(dan).get(f"/articles/{article.pk}/edit")

    page = Page(answer)
    assert (page.fields["outlet"], page.fields["published"]) == (["The Post"], ["2026-11-02"])
    assert (
        "Its text never changes Marks point to places in it: in another wording they would point elsewhere."
        in page.words
    )
    assert text_of(answer) == TEXT


def test_an_outlet_can_be_taken_back(dan: User, signed_in: SignIn, article: Article) -> None:
    Article.objects.update(outlet=Outlet.objects.create(name="The Post"))

    signed_in(dan).post(f"/articles/{article.pk}/edit", known())

    assert Article.objects.get().outlet is None


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("headline", " ", "An article needs a headline."),
        ("headline", "x" * 501, "at most 500 characters fit, and these are 501."),
        ("address", "ftp://example.org", "Write the whole address, starting with https:// or http://."),
        ("fetched", "2026-13-01", "Write the day as 2026-11-22."),
    ],
)
def test_a_change_that_does_not_fit_is_refused_and_nothing_is_lost(
    field: str, value: str, words: str, dan: User, signed_in: SignIn, article: Article
) -> None:
    page = Page(signed_in(dan).post(f"/articles/{article.pk}/edit", known(byline="Kept") | {field: value}))

    assert words in page.words
    assert page.fields["byline"] == ["Kept"]
    assert Article.objects.get().byline == ""
