"""The page on which a person says which column of a file is which field."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from annotations.intake.uploads import choose_drafts, edit_draft
from annotations.models import FileStatus, Story, Upload, User
from tests.fixtures import SignIn
from tests.views.pages import Page
from tests.views.test_upload_new import filled

ODD = b"x,y,when\nFirst one,The words of the first.,2026-11-01\nSecond one,The words of the second.,2026-11-02\n"


@pytest.fixture
def dans(dan: User, story: Story, signed_in: SignIn) -> Client:
    return signed_in(dan)


@pytest.fixture
def columns(dans: Client) -> str:
    """The address of the columns of a CSV file whose names say nothing."""
    dans.post("/articles/new", filled(("odd.csv", ODD)))
    upload = Upload.objects.get()
    file = upload.files.get()
    assert file.status == FileStatus.FIELDS
    return f"/uploads/{upload.pk}/files/{file.order}"


def test_a_file_whose_columns_are_not_known_leads_to_them(dans: Client, columns: str) -> None:
    page = Page(dans.get(columns.partition("/files")[0]))

    assert "odd.csv Columns to say" in page.words
    assert "Say first what the columns are" in page.words
    assert columns in page.links


def test_each_column_has_examples_and_a_choice(dans: Client, columns: str) -> None:
    page = Page(dans.get(columns))

    assert "odd.csv has 3 columns." in page.words
    assert "First one Second one" in page.words
    assert "The words of the first. The words of the second." in page.words


def test_the_first_articles_are_shown_as_they_would_come_out_and_nothing_is_read(dans: Client, columns: str) -> None:
    page = Page(dans.post(columns, {"c0": "headline", "c1": "text", "c2": "published", "look": ""}))

    assert "How the first come out First one Published 2026-11-01 First one The words of the first." in page.words
    assert Upload.objects.get().files.get().status == FileStatus.FIELDS


def test_once_they_are_said_the_file_is_read_anew(dans: Client, columns: str) -> None:
    page = Page(dans.post(columns, {"c0": "headline", "c1": "text", "c2": "published"}, follow=True))

    assert "odd.csv is read by these columns." in page.words
    assert "2 texts. Nothing is stored yet." in page.words
    drafts = Upload.objects.get().drafts.values_list("headline", "published")
    assert [(headline, str(day)) for headline, day in drafts] == [
        ("First one", "2026-11-01"),
        ("Second one", "2026-11-02"),
    ]


def test_what_was_put_right_or_left_out_by_hand_is_not_lost_unless_that_is_ticked(
    dan: User, dans: Client, columns: str
) -> None:
    said = {"c0": "headline", "c1": "text", "c2": "published"}
    dans.post(columns, said)
    upload = Upload.objects.get()
    first = upload.drafts.earliest("order")
    edit_draft(user=dan, draft=first, headline=first.headline)
    assert "by hand" not in Page(dans.get(columns)).words
    edit_draft(user=dan, draft=first, byline="Ana Sousa")
    choose_drafts(user=dan, upload=upload, chosen=[first.order])

    assert "2 texts of this file were put right or left out by hand." in Page(dans.get(columns)).words
    refused = Page(dans.post(columns, said)).words
    assert "that is lost when it is read anew. Tick below that it may be." in refused
    assert [draft.byline for draft in upload.drafts.all()] == ["Ana Sousa", ""]

    dans.post(columns, said | {"may_lose": "on"})
    assert [(draft.byline, draft.is_chosen) for draft in upload.drafts.all()] == [("", True), ("", True)]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"c0": "headline"}, "Say which column holds the text: without one there are no articles."),
        ({"c0": "text", "c1": "text"}, "“x” is the text already. Leave one of the two out."),
        ({"c0": "poem", "c1": "text"}, "poem"),
    ],
)
def test_columns_that_make_no_articles_are_refused_with_what_to_do(
    said: dict[str, str], words: str, dans: Client, columns: str
) -> None:
    assert words in Page(dans.post(columns, said)).words
    assert Upload.objects.get().files.get().status == FileStatus.FIELDS


def test_a_file_without_columns_has_no_such_page(dans: Client, story: Story) -> None:
    dans.post("/articles/new", filled(("a.txt", b"First\n\nText.")))
    upload = Upload.objects.get()

    assert dans.get(f"/uploads/{upload.pk}/files/{upload.files.get().order}").status_code == 404


def test_a_guessed_encoding_is_said_to_be(dans: Client) -> None:
    dans.post(
        "/articles/new", filled(("latin.txt", "Décision à l'étranger\n\nL'été sera chaud, dit-il.".encode("latin1")))
    )

    words = Page(dans.get(f"/uploads/{Upload.objects.get().pk}")).words

    assert "encoding: cp1252" in words
    assert "The encoding, cp1252, was guessed." in words


def test_a_dropped_file_of_an_unknown_kind_is_named_with_the_formats_that_there_are(dans: Client) -> None:
    answer = dans.post(
        "/articles/new", filled() | {"article_files": SimpleUploadedFile("a.exe", b"MZ\x00\x01")}, follow=True
    )

    assert "a.exe Refused" in Page(answer).words
