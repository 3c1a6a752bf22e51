"""The pages of uploads: the list, the texts to look over, what became of them. Made row by row, so that every state is there."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.exports.dialects import SPREADSHEET
from annotations.exports.upload_report import write_report
from annotations.models import Draft, DraftStatus, FileStatus, Story, Upload, UploadStatus, User, Version
from tests.fixtures import SignIn
from tests.staged import make_draft, make_file, make_upload
from tests.views.pages import Page


@pytest.fixture
def dans(dan: User, signed_in: SignIn) -> Client:
    return signed_in(dan)


@pytest.fixture
def upload(dan: User, story: Story) -> Upload:
    """Three texts from three files to look over, in one story."""
    made = make_upload(dan, story=story)
    for name in ("first", "second", "third"):
        make_draft(make_file(made, f"{name}.txt", encoding="cp1252"), f"The {name}\n\nIts words.")
    return made


def at(upload: Upload, more: str = "") -> str:
    """The address of the upload, or of something of it."""
    return f"/uploads/{upload.pk}{more}"


def test_the_list_has_the_newest_first_with_its_state_its_counts_and_who_brought_it_in(
    dans: Client, upload: Upload, version: Version
) -> None:
    done = make_upload(None, UploadStatus.DONE)
    file = make_file(done, "old.zip")
    make_draft(file, "", headline="One", status=DraftStatus.STORED, version=version)
    make_draft(file, "Two", status=DraftStatus.HERE, version=version)
    make_draft(file, "Three", status=DraftStatus.REFUSED, reason="Too long.")
    make_file(done, "empty.txt", status=FileStatus.REFUSED, reason="The file is empty.")

    words = Page(dans.get("/uploads")).words

    assert (
        "old.zip and 1 more 2 files each into its own story on the command line "
        "3 texts 1 stored 1 here already 2 refused Done"
    ) in words
    assert "first.txt and 2 more 3 files into The plan by Dan Petrov 3 texts To look over" in words
    assert words.index("old.zip") < words.index("first.txt")


def test_an_empty_list_says_what_to_do_first(dans: Client) -> None:
    page = Page(dans.get("/uploads"))

    assert "Nothing was brought in yet" in page.words
    assert "/articles/new" in page.links


def test_the_first_text_is_looked_at_and_the_others_are_a_click_away(dans: Client, upload: Upload) -> None:
    page = Page(dans.get(at(upload)))

    assert "3 texts. Nothing is stored yet." in page.words
    assert "first.txt New 4 words read as plain text encoding: cp1252" in page.words
    assert "1 of 3 Next" in page.words
    assert page.fields["headline"] == ["The first"]
    assert [at(upload, f"/drafts/{order}") in page.links for order in range(3)] == [True, True, True]


def test_a_text_in_the_middle_has_one_before_and_one_after(dans: Client, upload: Upload) -> None:
    page = Page(dans.get(at(upload, "/drafts/1")))

    assert page.fields["headline"] == ["The second"]
    assert "Back 2 of 3 Next" in page.words
    assert {at(upload, "/drafts/0#looked"), at(upload, "/drafts/2#looked")} <= set(page.links)


def test_what_a_reader_said_of_a_text_is_shown(dans: Client, upload: Upload) -> None:
    upload.drafts.filter(order=0).update(
        text="Head\n\nSee the report\u202e.",
        parts=[[0, 4, "headline"]],
        links=[[10, 20, "https://example.org/report"]],
        dropped="Menu\nCookies",
        normalised=["Line ends were CRLF and became LF."],
    )

    words = Page(dans.get(at(upload, "/drafts/0"))).words

    assert "characters that one can’t see: right-to-left override" in words
    assert "Line ends were CRLF and became LF." in words
    assert "headlineHead" in words
    assert "1 link the report https://example.org/report" in words
    assert "What of the file is not in the text Menu Cookies" in words


def test_every_state_of_a_text_is_named_with_its_reason(dans: Client, upload: Upload, version: Version) -> None:
    file = upload.files.get(order=0)
    make_draft(file, "Here", status=DraftStatus.HERE, version=version)
    make_draft(file, "Like", like=version, shared=0.874)
    make_draft(file, "Bad", status=DraftStatus.REFUSED, reason="It is too long.")
    make_file(upload, "empty.txt", status=FileStatus.REFUSED, reason="The file is empty.")
    make_file(upload, "table.csv", status=FileStatus.FIELDS)

    page = Page(dans.get(at(upload)))

    assert "Already here" in page.words
    assert "The very same text as Minister denies the plan, brought in on" in page.words
    assert "87 % of it stands in Minister denies the plan too." in page.words
    assert "Bad Refused" in page.words
    assert "It is too long." in page.words
    assert "1 file could not be read empty.txt Refused The file is empty." in page.words
    assert "table.csv Columns to say" in page.words
    assert at(upload, "/files/4") in page.links
    assert "All 6 New 3 Nearly the same as one here 1 Already here 1 Refused 1" in page.words


@pytest.mark.parametrize(
    ("state", "listed"), [("like", ["Like"]), ("left-out", ["The second"]), ("nonsense", ["The first", "Like"])]
)
def test_the_address_says_which_texts_are_listed(
    state: str, listed: list[str], dans: Client, upload: Upload, version: Version
) -> None:
    make_draft(upload.files.get(order=0), "Like", like=version, shared=0.9)
    upload.drafts.filter(order=1).update(is_chosen=False)

    answer = dans.get(at(upload, f"?state={state}")).content.decode()

    assert [f"Store {name}" in answer for name in listed] == [True] * len(listed)
    assert answer.count('name="chosen"') == (4 if state == "nonsense" else len(listed))


def test_a_text_of_thousands_opens_on_its_page_of_the_list(dans: Client, upload: Upload) -> None:
    file = upload.files.get(order=0)
    for number in range(3, 60):
        make_draft(file, f"Number {number}")

    page = Page(dans.get(at(upload, "/drafts/30")))

    assert "Page 2 of 3" in page.words
    assert "Number 30" in page.words
    assert "The first" not in page.words


def test_a_long_text_is_shown_in_part_until_all_of_it_is_asked_for(dans: Client, upload: Upload) -> None:
    upload.drafts.filter(order=0).update(text="Head\n\n" + "x" * 70_000 + "\n\nThe end.")

    assert "10,016 more characters are not shown." in Page(dans.get(at(upload, "/drafts/0"))).words
    assert "The end." in Page(dans.get(at(upload, "/drafts/0?text=all"))).words


def test_an_upload_of_which_nothing_was_read_says_why(dans: Client, dan: User) -> None:
    upload = make_upload(dan)
    make_file(upload, "empty.txt", status=FileStatus.REFUSED, reason="The file is empty.")

    words = Page(dans.get(at(upload))).words

    assert "empty.txt Refused The file is empty." in words
    assert "No text was read" in words


def test_storing_is_asked_about_in_numbers(dans: Client, dan: User, story: Story) -> None:
    upload = make_upload(dan)
    file = make_file(upload, "all.csv")
    make_file(upload, "other.csv", status=FileStatus.FIELDS)
    for number, title in enumerate(["The plan", "The plan", "A flood", "", ""]):
        make_draft(file, f"Number {number}", story_title=title)
    make_draft(file, "Out", is_chosen=False)

    words = Page(dans.get(at(upload, "/store"))).words

    assert "Store 5 texts in 4 stories?" in words
    assert "3 stories are made for them." in words
    assert "1 text is left out: not chosen." in words
    assert "1 file whose columns are not said is left out." in words


def test_storing_nothing_is_answered_with_what_to_do(dans: Client, upload: Upload) -> None:
    upload.drafts.update(is_chosen=False)

    assert "No text is chosen" in Page(dans.get(at(upload, "/store"))).words


def test_discarding_asks_first(dans: Client, upload: Upload) -> None:
    words = Page(dans.get(at(upload, "/discard"))).words

    assert "Discard this upload? None of its texts was stored." in words
    assert Draft.objects.count() == 3


@pytest.fixture
def done(dan: User, version: Version) -> Upload:
    """One text stored, one here already, one left out; one refused, and one file."""
    made = make_upload(dan, UploadStatus.DONE)
    file = make_file(made, "=all.csv", encoding="utf-8")
    make_draft(file, "", headline="Stored one", status=DraftStatus.STORED, version=version)
    make_draft(file, "Here", status=DraftStatus.HERE, version=version)
    make_draft(file, "Out", is_chosen=False)
    make_draft(file, "Bad", status=DraftStatus.REFUSED, reason="It is too long.")
    make_file(made, "empty.txt", status=FileStatus.REFUSED, reason="The file is empty.")
    return made


def test_the_report_says_what_was_stored_and_what_was_not_and_why(dans: Client, done: Upload, version: Version) -> None:
    page = Page(dans.get(at(done)))

    assert "1 article stored" in page.words
    assert "stored 1 here already 1 left out 1 refused 2" in page.words
    assert "Out Left out" in page.words
    assert "It is too long." in page.words
    assert "empty.txt Refused The file is empty." in page.words
    assert {f"/articles/{version.article_id}", "/stories/the-plan/assign", at(done, "/report.csv")} <= set(page.links)


def test_the_report_as_csv_has_a_record_for_each_text_and_for_each_file_without_one(
    dans: Client, done: Upload, version: Version
) -> None:
    answer = dans.get(at(done, "/report.csv"))
    records = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))

    assert [(one["file"], one["became"], one["why"]) for one in records] == [
        ("empty.txt", "refused", "The file is empty."),
        ("'=all.csv", "stored", ""),
        ("'=all.csv", "already here", ""),
        ("'=all.csv", "left out", ""),
        ("'=all.csv", "refused", "It is too long."),
    ]
    assert (records[1]["story"], records[1]["article"], records[1]["version"]) == (
        "the-plan",
        str(version.article_id),
        "1",
    )


def test_a_report_in_a_dialect_that_there_is_not_is_refused_with_those_that_there_are(
    dans: Client, done: Upload
) -> None:
    answer = dans.get(at(done, "/report.csv?dialect=latin"))

    assert answer.status_code == 400
    assert "spreadsheet" in Page(answer).words


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (UploadStatus.FAILED, "Broken off before anything was stored"),
        (UploadStatus.CANCELLED, "Stopped before anything was stored"),
    ],
)
def test_an_upload_that_came_to_no_end_says_so(status: str, words: str, dans: Client, dan: User) -> None:
    upload = make_upload(dan, status)
    Upload.objects.update(failure="The disk is full. Make room and start it again.")
    make_draft(make_file(upload))

    page = Page(dans.get(at(upload)))

    assert words in page.words
    assert "The disk is full." in page.words


def test_a_text_that_is_looked_over_no_more_leads_to_its_upload(dans: Client, done: Upload) -> None:
    assert dans.get(at(done, "/drafts/0"))["Location"] == at(done)
    assert dans.get(at(done, "/store"))["Location"] == at(done)


def test_every_page_takes_as_many_queries_whatever_there_is(dans: Client, dan: User, version: Version) -> None:
    def queries(upload: Upload, more: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert dans.get(at(upload, more)).status_code == 200
        return len(captured)

    def made(status: str, count: int) -> Upload:
        upload = make_upload(dan, status)
        for number in range(count):
            file = make_file(upload, f"{number}.csv", fields={"a": "text"})
            make_file(upload, f"bad-{number}.txt", status=FileStatus.REFUSED, reason="Empty.")
            make_draft(file, f"New {number}", story_title=f"Story {number}")
            make_draft(file, f"Like {number}", like=version, shared=0.9)
            make_draft(file, "", headline="Stored", status=DraftStatus.STORED, version=version)
        return upload

    for status, pages in (
        (UploadStatus.READY, ["", "/drafts/0", "/store", "/discard"]),
        (UploadStatus.DONE, [""]),
    ):
        few, many = made(status, 1), made(status, 30)
        assert [queries(few, page) for page in pages] == [queries(many, page) for page in pages]


def test_the_report_as_csv_takes_as_many_queries_for_many_texts_as_for_one(done: Upload, version: Version) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            write_report(io.BytesIO(), done, SPREADSHEET)
        return len(captured)

    few = queries()
    for number in range(30):
        make_draft(make_file(done, f"{number}.txt"), "", headline="Stored", status=DraftStatus.STORED, version=version)
        make_file(done, f"bad-{number}.txt", status=FileStatus.REFUSED, reason="Empty.")
    assert queries() == few


def test_the_list_takes_as_many_queries_for_many_uploads_as_for_one(dans: Client, dan: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            dans.get("/uploads")
        return len(captured)

    make_draft(make_file(make_upload(dan)))
    few = queries()
    for _ in range(12):
        upload = make_upload(dan)
        make_draft(make_file(upload))
        make_draft(make_file(upload, "b.txt"))
    assert queries() == few
