"""Bringing articles in: pasted or as files, one or many, into one story or each into its own."""

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from annotations.forms import fields
from annotations.models import Article, Outlet, Review, Story, Upload, User, Version
from tests.fixtures import SignIn
from tests.views.article_pages import UNKNOWN, texts
from tests.views.pages import Page

Send = Callable[..., Page]

NEW = "/articles/new"


@pytest.fixture
def dans(dan: User, story: Story, signed_in: SignIn) -> Client:
    return signed_in(dan)


def filled(*files: tuple[str, bytes], text: str = "", **details: str) -> dict[str, Any]:
    """The form as a browser sends it."""
    chosen = [SimpleUploadedFile(name, content) for name, content in files]
    usual = {"language": "", "type": "", "paths": "", "stories": "one", "title": "The plan"}
    return UNKNOWN | usual | {"text": text, "article_files": chosen} | details


@pytest.fixture
def send(dans: Client) -> Send:
    """A function that sends files (names and bytes) and a pasted text, and gives the page that one comes to."""

    def sending(*files: tuple[str, bytes], text: str = "", **details: str) -> Page:
        return Page(dans.post(NEW, filled(*files, text=text, **details), follow=True))

    return sending


@pytest.fixture
def store(dans: Client) -> Callable[[], Page]:
    """A function that has the last upload stored, and gives its report."""
    return lambda: Page(dans.post(f"/uploads/{Upload.objects.latest('created').pk}/store", follow=True))


def test_a_pasted_text_is_kept_to_the_letter_apart_from_line_ends(
    send: Send, store: Callable[[], Page], dan: User
) -> None:
    page = send(text="  A headline 👩‍👩‍👧\r\n\r\nSecond  line.\r\n")
    assert "Pasted text" not in page.words
    assert "pasted text New 5 words" in page.words
    assert texts() == []

    report = store()

    version = Version.objects.select_related("article").get()
    assert version.text == "  A headline 👩‍👩‍👧\n\nSecond  line.\n"
    assert version.sha256 == hashlib.sha256(version.text.encode()).hexdigest()
    assert (version.created_by, version.file_name) == (dan, "")
    assert version.article.headline == "A headline 👩‍👩‍👧"
    assert "1 article stored" in report.words


def test_what_is_known_is_kept_with_the_text(send: Send, store: Callable[[], Page], story: Story) -> None:
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
    store()

    article = Article.objects.select_related("outlet").get()
    assert (article.story, str(article.outlet), article.headline) == (story, "The Post", "As printed")
    assert (article.byline, article.language, article.type) == ("Ana Sousa", "pt-BR", "news")
    assert (article.address, article.archived_address) == ("https://example.org/plan", "https://archive.example.org/1")
    assert (article.published, article.fetched) == (date(2026, 11, 2), date(2026, 11, 3))


def test_of_several_files_those_that_fit_are_stored_and_the_others_named_with_the_reason(
    send: Send, store: Callable[[], Page]
) -> None:
    page = send(("a.txt", b"First\n\nText."), ("empty.txt", b""), ("b.txt", b"Second\r\n\r\nText."), outlet="The Post")
    assert "1 file could not be read empty.txt Refused" in page.words
    assert "2 texts. Nothing is stored yet." in page.words

    report = store()

    assert texts() == ["First\n\nText.", "Second\n\nText."]
    assert list(Version.objects.order_by("pk").values_list("file_name", flat=True)) == ["a.txt", "b.txt"]
    assert set(Article.objects.values_list("outlet__name", flat=True)) == {"The Post"}
    assert "2 articles stored" in report.words
    assert "empty.txt Refused" in report.words


def test_the_same_text_again_changes_nothing_and_says_so(send: Send, store: Callable[[], Page]) -> None:
    send(("a.txt", b"First\n\nText."))
    store()

    page = send(("again.txt", b"First\r\n\r\nText."))

    assert "First Already here again.txt" in page.words
    assert "The very same text as First, brought in on" in page.words
    assert texts() == ["First\n\nText."]


def test_each_text_goes_into_a_story_of_its_own_where_that_is_chosen(send: Send, store: Callable[[], Page]) -> None:
    send(("a.txt", b"First\n\nText."), ("b.txt", b"Second\n\nText."), stories="own", title="")
    report = store()

    assert set(Article.objects.values_list("story__title", flat=True)) == {"First", "Second"}
    assert "In 2 stories First Assign reviewers in First Second Assign reviewers in Second" in report.words


def test_a_title_that_no_story_has_makes_one(send: Send, store: Callable[[], Page]) -> None:
    send(text="First", title="A flood")
    store()

    assert Article.objects.get().story.title == "A flood"


def test_the_new_story_is_made_with_the_first_text_stored_and_not_before(dans: Client, send: Send) -> None:
    send(text="First", title="A flood")
    assert not Story.objects.filter(title="A flood").exists()

    dans.post(f"/uploads/{Upload.objects.get().pk}/discard")

    assert not Upload.objects.exists()
    assert not Story.objects.filter(title="A flood").exists()


def test_a_title_that_is_known_is_that_story(send: Send, store: Callable[[], Page], story: Story) -> None:
    Story.objects.create(title="The plan", slug="old-plan", archived_at=timezone.now())

    send(text="First", title="The plan")
    store()

    assert Article.objects.get().story == story


def test_a_story_without_a_title_is_asked_for_and_nothing_typed_is_lost(send: Send) -> None:
    page = send(text="Kept words.", title="", byline="Ana Sousa")

    assert "Write the title of the story, or let each text go into one of its own." in page.words
    assert "Kept words." in page.words
    assert page.fields["byline"] == ["Ana Sousa"]
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x" * 21, "The text is too long to be kept as one article. Paste it in parts."),
        ("a\x00b", "The words hold a NUL character. Take it out and try again."),
    ],
)
def test_a_pasted_text_that_does_not_fit_is_refused_at_the_field_and_kept(
    text: str, words: str, send: Send, settings: Settings
) -> None:
    settings.FACTCHECK_MAX_ARTICLE_BYTES = 20

    page = send(text=text, byline="Ana Sousa")

    assert words in page.words
    assert text in page.words
    assert page.fields["byline"] == ["Ana Sousa"]
    assert not Upload.objects.exists()


@pytest.mark.parametrize("text", ["", " \r\n "])
def test_nothing_to_read_is_answered_with_a_sentence(text: str, send: Send) -> None:
    assert "There is nothing to read yet. Choose a file, or paste a text below." in send(text=text).words
    assert not Upload.objects.exists()


def test_a_file_and_a_pasted_text_go_together(send: Send, store: Callable[[], Page]) -> None:
    send(("a.txt", b"First"), text="Second")
    store()

    assert texts() == ["First", "Second"]


def test_what_can_be_true_of_one_text_only_is_refused_for_several(send: Send) -> None:
    page = send(("a.txt", b"First"), ("b.txt", b"Second"), headline="Both?")

    assert "This can’t be true of all 2 texts. Leave it empty: each text can be put right next." in page.words
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("address", "ftp://example.org/a", "Write the whole address, starting with https:// or http://."),
        ("archived_address", "javascript:alert(1)", "Write the whole address"),
        ("published", "yesterday", "Write the day as 2026-11-22."),
        ("language", "English!", "Write the language as a tag, such as en, de or pt-BR."),
        ("type", "poem", "poem"),
        ("outlet", "x" * 201, "at most 200 characters fit, and these are 201. Shorten it."),
        ("byline", "a\x00b", "NUL"),
        ("title", "x" * 201, "at most 200 characters"),
        ("stories", "", "Say where the texts go."),
    ],
)
def test_a_detail_that_does_not_fit_is_refused_at_its_field(field: str, value: str, words: str, send: Send) -> None:
    page = send(text="Kept words.", **{field: value})

    assert words in page.words
    assert "Kept words." in page.words
    assert not Upload.objects.exists()


def test_an_outlet_that_is_known_is_offered_and_used_again(send: Send, store: Callable[[], Page]) -> None:
    known = Outlet.objects.create(name="The Post")

    send(text="First", outlet="the post")
    store()

    assert Article.objects.get().outlet == known


def test_a_new_form_offers_what_is_known_and_complains_of_nothing(dans: Client) -> None:
    Outlet.objects.create(name="A & B")

    form = dans.get(NEW).content.decode()

    assert '<option value="A &amp; B">' in form
    assert '<option value="The plan">' in form
    assert "invalid" not in form


def test_the_address_in_which_articles_came_in_before_leads_here_with_the_story_chosen(dans: Client) -> None:
    page = Page(dans.get("/stories/the-plan/articles/new", follow=True))

    assert page.fields["title"] == ["The plan"]
    assert "/stories/the-plan" in page.links


def test_the_story_that_the_address_names_is_meant_where_another_has_its_title(dans: Client, story: Story) -> None:
    other = Story.objects.create(title="The plan", slug="the-plan-2")

    for slug in ("the-plan-2", "the-plan"):
        dans.post(f"{NEW}?story={slug}", filled(text=f"For {slug}"))

    assert list(Upload.objects.order_by("created").values_list("story", flat=True)) == [other.pk, story.pk]


def test_an_archived_story_has_a_notice_and_no_form(dans: Client) -> None:
    Story.objects.update(archived_at=timezone.now())

    page = Page(dans.get(f"{NEW}?story=the-plan"))

    assert "The story is archived. An admin can take it out of the archive. Back to the story" in page.words
    assert "Look them over" not in page.words


def test_an_archived_story_takes_no_articles_and_says_what_to_do(dans: Client) -> None:
    Story.objects.update(archived_at=timezone.now())

    dans.post(f"{NEW}?story=the-plan", filled(text="First"))

    assert not Upload.objects.exists()


def test_a_story_that_there_is_not_is_not_found(dans: Client) -> None:
    assert dans.get(f"{NEW}?story=nowhere").status_code == 404


def test_a_script_is_told_where_to_go_on(dans: Client) -> None:
    answer = dans.post(NEW, filled(text="First"), headers={"Accept": "application/json"})

    assert answer.json() == {"address": f"/uploads/{Upload.objects.get().pk}"}


def test_a_script_is_told_what_was_refused_at_which_field(dans: Client) -> None:
    answer = dans.post(NEW, filled(text="", published="soon"), headers={"Accept": "application/json"})

    assert answer.status_code == 422
    assert answer.json() == {"refused": {"published": ["Write the day as 2026-11-22."]}}


def test_files_are_named_with_their_folders_where_the_page_could_tell(dans: Client) -> None:
    files = ("a.txt", b"First"), ("a.txt", b"Second"), ("c.txt", b"Third")

    dans.post(NEW, filled(*files, paths="one/a.txt\ntwo/a.txt\nelsewhere.txt"))

    assert list(Upload.objects.get().files.values_list("name", flat=True)) == ["one/a.txt", "two/a.txt", "c.txt"]


def test_too_many_files_are_refused_as_one_with_a_way_on(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fields, "MOST_FILES", 2)

    page = send(*((f"{number}.txt", b"x%d" % number) for number in range(3)))

    assert "3 files are too many at a time. Choose 2 at most, or put them into a ZIP." in page.words
    assert not Upload.objects.exists()


def test_files_that_are_too_large_together_are_refused_by_their_size(send: Send, settings: Settings) -> None:
    settings.FACTCHECK_MAX_ARCHIVE_BYTES = 1_500_000

    page = send(("a.txt", b"x" * 1_000_000), ("b.txt", b"y" * 1_000_000))

    assert "2 MB are too much at a time. Choose files of 1.5 MB at most together." in page.words
    assert not Upload.objects.exists()


def test_more_files_than_a_request_may_have_are_refused_with_a_sentence(dans: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2

    answer = dans.post(NEW, filled(*((f"{number}.txt", b"x") for number in range(3))))

    assert answer.status_code == 400
    assert (
        "More than 10,000 files at a time are too many. Go back and choose fewer, or put them into a ZIP."
        in Page(answer).words
    )


def test_a_headline_longer_than_its_column_is_cut_at_a_word(send: Send, store: Callable[[], Page]) -> None:
    send(text="word " * 200)
    store()

    assert Article.objects.get().headline.endswith("word…")


def test_ones_open_review_of_an_archived_story_is_to_look_at(
    alice: User, signed_in: SignIn, review: Review, article: Article
) -> None:
    Story.objects.update(archived_at=timezone.now())
    client = signed_in(alice)

    assert "Look at your review" in Page(client.get(f"/articles/{article.pk}")).words
    assert "Look at your review of Minister denies the plan" in Page(client.get("/stories/the-plan")).words
