"""Bringing articles in: pasted or as files, one or many."""

import hashlib
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from annotations.forms.fields import MOST_FILES
from annotations.models import Article, Outlet, Review, Story, User, Version
from tests.views.article_pages import UNKNOWN, texts
from tests.views.pages import Page

SignIn = Callable[[User], Client]


NEW = "/stories/the-plan/articles/new"


@pytest.fixture
def send(dan: User, story: Story, signed_in: SignIn) -> Callable[..., Page]:
    """A function that sends files (names and bytes) and a pasted text, and gives the page that answers."""
    client = signed_in(dan)

    def sending(*files: tuple[str, bytes], text: str = "", **details: str) -> Page:
        chosen = [SimpleUploadedFile(name, content) for name, content in files]
        sent = UNKNOWN | {"language": "en", "type": "", "text": text} | details
        return Page(client.post(NEW, {**sent, "text_files": chosen}))

    return sending


def test_a_pasted_text_is_kept_to_the_letter_apart_from_line_ends(send: Callable[..., Page], dan: User) -> None:
    page = send(text="  A headline 👩‍👩‍👧\r\n\r\nSecond  line.\r\n")

    version = Version.objects.select_related("article").get()
    assert version.text == "  A headline 👩‍👩‍👧\n\nSecond  line.\n"
    assert version.sha256 == hashlib.sha256(version.text.encode()).hexdigest()
    assert (version.created_by, version.file_name) == (dan, "")
    assert version.article.headline == "A headline 👩‍👩‍👧"
    assert "1 article stored" in page.words
    assert "Pasted text Stored A headline 👩‍👩‍👧 5 words" in page.words


def test_what_is_known_is_kept_with_the_text(send: Callable[..., Page], story: Story) -> None:
    send(
        text="First line\n\nMore.",
        outlet=" The  Post ",
        headline="As printed",
        byline="Ana Sousa",
        address="example.org/plan",
        archived_address="https://archive.example.org/1",
        published="2026-11-02",
        fetched="2026-11-03",
        language="pt-BR",
        type="news",
    )

    article = Article.objects.select_related("outlet").get()
    assert article.outlet is not None
    assert (article.story, article.outlet.name, article.headline, article.byline) == (
        story,
        "The Post",
        "As printed",
        "Ana Sousa",
    )
    assert (article.address, article.archived_address) == ("https://example.org/plan", "https://archive.example.org/1")
    assert (article.published, article.fetched) == (date(2026, 11, 2), date(2026, 11, 3))
    assert (article.language, article.type) == ("pt-BR", "news")


def test_of_several_files_those_that_fit_are_stored_and_the_others_named_with_the_reason(
    send: Callable[..., Page],
) -> None:
    page = send(
        ("a.txt", b"First\n\nText."),
        ("latin.txt", b"caf\xe9"),
        ("empty.txt", b""),
        ("nul.txt", b"a\x00b"),
        ("b.txt", b"\xef\xbb\xbfSecond\r\n\r\nText."),
        outlet="The Post",
    )

    assert texts() == ["First\n\nText.", "Second\n\nText."]
    assert list(Version.objects.order_by("pk").values_list("file_name", flat=True)) == ["a.txt", "b.txt"]
    assert set(Article.objects.values_list("outlet__name", flat=True)) == {"The Post"}
    assert "2 articles stored 3 were refused." in page.words
    assert "latin.txt Refused Not UTF-8: byte 0xE9 at position 4. Save it as UTF-8 and choose it again." in page.words
    assert "empty.txt Refused The file is empty. Choose one with text in it." in page.words
    assert "nul.txt Refused A NUL character stands at byte 2. Take it out and choose the file again." in page.words


def test_the_same_text_again_changes_nothing_and_says_so(send: Callable[..., Page]) -> None:
    send(("a.txt", b"First\n\nText."))

    page = send(("again.txt", b"First\r\n\r\nText."))

    assert texts() == ["First\n\nText."]
    assert "Nothing was stored 1 was here already." in page.words
    assert "again.txt Already here First 2 words. The same text as version 1" in page.words


def test_a_file_over_the_limit_is_refused_and_the_others_are_stored(
    send: Callable[..., Page], settings: Settings
) -> None:
    settings.FACTCHECK_MAX_ARTICLE_BYTES = 20

    page = send(("big.txt", b"x" * 21), ("fits.txt", b"x" * 20))

    assert texts() == ["x" * 20]
    assert (
        "big.txt Refused 21 bytes are too many: an article has 20 at most. Cut the file to the article." in page.words
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x" * 21, "The text is too long to be kept as one article. Paste it in parts."),
        ("a\x00b", "The words hold a NUL character. Take it out and try again."),
    ],
)
def test_a_pasted_text_that_does_not_fit_is_refused_at_the_field_and_kept(
    text: str, words: str, send: Callable[..., Page], settings: Settings
) -> None:
    settings.FACTCHECK_MAX_ARTICLE_BYTES = 20

    page = send(text=text, byline="Ana Sousa")

    assert words in page.words
    assert text in page.words
    assert page.fields["byline"] == ["Ana Sousa"]
    assert texts() == []


@pytest.mark.parametrize("text", ["", " \r\n "])
def test_nothing_to_load_is_answered_with_a_sentence(text: str, send: Callable[..., Page]) -> None:
    assert "There is nothing to load yet. Choose a file, or paste a text below." in send(text=text).words
    assert texts() == []


def test_a_file_and_a_pasted_text_go_together(send: Callable[..., Page]) -> None:
    send(("a.txt", b"First"), text="Second")

    assert texts() == ["First", "Second"]


def test_what_can_be_true_of_one_article_only_is_refused_for_several(send: Callable[..., Page]) -> None:
    page = send(("a.txt", b"First"), ("b.txt", b"Second"), headline="Both?")

    assert "This can’t be true of all 2 articles. Leave it empty, or load one at a time." in page.words
    assert texts() == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("address", "ftp://example.org/a", "Write the whole address, starting with https:// or http://."),
        ("archived_address", "javascript:alert(1)", "Write the whole address"),
        ("published", "yesterday", "Write the day as 2026-11-22."),
        ("language", "English!", "Write the language as a tag, such as en, de or pt-BR."),
        ("language", "", "required"),
        ("type", "poem", "poem"),
        ("outlet", "x" * 201, "at most 200 characters"),
        ("byline", "a\x00b", "NUL"),
    ],
)
def test_a_detail_that_does_not_fit_is_refused_at_its_field(
    field: str, value: str, words: str, send: Callable[..., Page]
) -> None:
    page = send(text="Kept words.", **{field: value})

    assert words in page.words
    assert "Kept words." in page.words
    assert texts() == []


def test_an_outlet_that_is_known_is_offered_and_used_again(send: Callable[..., Page]) -> None:
    known = Outlet.objects.create(name="The Post")

    send(text="First", outlet="the post")

    assert Article.objects.get().outlet == known


def test_a_new_form_offers_the_known_outlets_and_complains_of_nothing(
    dan: User, story: Story, signed_in: SignIn
) -> None:
    Outlet.objects.create(name="A & B")

    form = signed_in(dan).get(NEW).content.decode()

    assert '<option value="A &amp; B">' in form
    assert "invalid" not in form


def test_an_archived_story_takes_no_articles_and_says_what_to_do(send: Callable[..., Page]) -> None:
    Story.objects.update(archived_at=timezone.now())

    assert "“The plan” is archived. Take it out of the archive first." in send(text="First").words
    assert texts() == []


def test_an_archived_story_has_a_notice_and_no_form(dan: User, story: Story, signed_in: SignIn) -> None:
    Story.objects.update(archived_at=timezone.now())

    page = Page(signed_in(dan).get(NEW))

    assert "The story is archived. An admin can take it out of the archive. Back to the story" in page.words
    assert "Load the articles" not in page.words


def test_ones_open_review_of_an_archived_story_is_to_look_at(
    alice: User, signed_in: SignIn, review: Review, article: Article
) -> None:
    Story.objects.update(archived_at=timezone.now())
    client = signed_in(alice)

    assert "Look at your review" in Page(client.get(f"/articles/{article.pk}")).words
    assert "Look at your review of Minister denies the plan" in Page(client.get("/stories/the-plan")).words


def test_a_headline_longer_than_its_column_is_cut_at_a_word(send: Callable[..., Page]) -> None:
    send(text="word " * 200)

    assert Article.objects.get().headline.endswith("word…")


def test_more_files_than_fit_at_a_time_are_refused_as_one(send: Callable[..., Page]) -> None:
    page = send(*((f"{number}.txt", b"x%d" % number) for number in range(MOST_FILES + 1)))

    assert f"{MOST_FILES} at most" in page.words
    assert texts() == []


def known(**details: str) -> dict[str, str]:
    """A filled-in form."""
    return UNKNOWN | {"headline": "As printed", "language": "en", "type": ""} | details
