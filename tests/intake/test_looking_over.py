"""An upload that is looked over: its texts put right, chosen, put away."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from annotations.intake.background import work_off
from annotations.intake.originals import bytes_of
from annotations.intake.uploads import (
    begin_storing,
    cancel_upload,
    choose_drafts,
    discard_upload,
    edit_draft,
    go_on,
    progress_of,
    read_upload,
    say_fields,
    start_upload,
    store_upload,
)
from annotations.models import (
    Article,
    Draft,
    DraftStatus,
    Event,
    FileStatus,
    Original,
    Story,
    Upload,
    UploadStatus,
    User,
    Verb,
    Version,
)
from annotations.review.refusals import Closed, NotAllowed, Unfit
from tests.staged import ONE, TWO, Files

pytestmark = pytest.mark.django_db


def test_a_table_whose_columns_are_unclear_waits_until_somebody_says_which_are_which(
    dan: User, story: Story, files: Files
) -> None:
    table = b"a,b\nOne,The first of the texts\nTwo,The second of the texts\n"
    upload = start_upload(user=dan, story=story, files=files("t.csv", table, "one.txt", ONE))
    file = upload.files.get(name="t.csv")
    assert (upload.status, file.status, file.reader) == (UploadStatus.READY, FileStatus.FIELDS, "table")
    assert file.fields is not None
    assert file.fields.keys() == {"a", "b"}
    assert upload.drafts.count() == 1
    for fields in ({"a": "headline", "b": ""}, {"a": "poem", "b": "text"}):
        with pytest.raises(Unfit):
            say_fields(user=dan, file=file, fields=fields)
    said = say_fields(user=dan, file=file, fields={"a": "headline", "b": "text"})
    assert said.status == FileStatus.READ
    assert [draft.headline for draft in file.drafts.all()] == ["One", "Two"]
    say_fields(user=dan, file=file, fields={"a": "byline", "b": "text"})
    assert [draft.byline for draft in file.drafts.all()] == ["One", "Two"]
    assert Upload.objects.get().status == UploadStatus.READY


def test_an_edited_text_is_what_is_stored_with_parts_and_links_where_their_words_are(
    dan: User, story: Story, files: Files
) -> None:
    page = b"# A headline\n\nSee [the report](https://a.example/1) and [the law](https://b.example/2), and [more](https://c.example/3)."
    upload = start_upload(user=dan, story=story, files=files("a.md", page))
    draft = upload.drafts.get()
    assert len(draft.links) == 3
    text = draft.text.replace("See the", "Look at the").replace("the law", "an act")
    edited = edit_draft(user=dan, draft=draft, text=text, headline="Another", story_title="Elsewhere")
    assert (edited.text, edited.words) == (text, len(text.split()))
    assert [text[start:end] for start, end, _ in edited.links] == ["the report", "more"]
    assert "1 link went with words that were altered." in edited.normalised
    begin_storing(user=dan, upload=upload)
    version = Version.objects.get()
    assert (version.text, str(version.article), str(version.article.story)) == (text, "Another", "Elsewhere")
    assert version.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert [(text[link.start : link.end], link.address) for link in version.links.all()] == [
        ("the report", "https://a.example/1"),
        ("more", "https://c.example/3"),
    ]
    assert [part.kind for part in version.parts.all()] == ["headline"]
    assert "The text was altered by hand before it was stored." in version.normalised


def test_a_text_edited_into_one_that_is_here_is_here_and_out_of_it_new_again(
    dan: User, version: Version, story: Story
) -> None:
    upload = start_upload(user=dan, story=story, files=[], text="Another text")
    draft = edit_draft(user=dan, draft=upload.drafts.get(), text=version.text)
    assert (draft.status, draft.version, draft.is_chosen) == (DraftStatus.HERE, version, False)
    draft = edit_draft(user=dan, draft=draft, text="Another text again")
    assert (draft.status, draft.version, draft.is_chosen) == (DraftStatus.NEW, None, True)


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": ""},
        {"headline": "x" * 501},
        {"text": "a\x00b"},
        {"text": " "},
        {"text": "\ud83d"},
        {"address": "paper"},
    ],
)
def test_it_refuses_an_edit_that_does_not_fit_and_changes_nothing(
    dan: User, story: Story, fields: dict[str, Any]
) -> None:
    upload = start_upload(user=dan, story=story, files=[], text="One text")
    before = list(Draft.objects.values())
    with pytest.raises(Unfit):
        edit_draft(user=dan, draft=upload.drafts.get(), **fields)
    assert list(Draft.objects.values()) == before


def test_whoever_is_no_admin_may_do_nothing_of_it(
    alice: User, carol: User, dan: User, story: Story, files: Files
) -> None:
    upload = start_upload(user=dan, story=story, files=files("t.csv", b"headline,text\nOne,Some words here\n"))
    for person in (alice, carol):
        for act in (
            lambda who: start_upload(user=who, story=story, files=[], text="A text"),
            lambda who: say_fields(user=who, file=upload.files.get(), fields={"text": "text"}),
            lambda who: edit_draft(user=who, draft=upload.drafts.get(), headline="Another"),
            lambda who: choose_drafts(user=who, upload=upload, chosen=[]),
            lambda who: begin_storing(user=who, upload=upload),
            lambda who: go_on(user=who, upload=upload),
            lambda who: cancel_upload(user=who, upload=upload),
            lambda who: discard_upload(user=who, upload=upload),
        ):
            with pytest.raises(NotAllowed):
                act(person)
    assert Upload.objects.get().status == UploadStatus.READY
    assert not Upload.objects.visible_to(carol).exists()


def test_cancelled_before_storing_nothing_is_stored(dan: User, story: Story, files: Files) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE))
    for _ in range(2):
        assert cancel_upload(user=dan, upload=upload).status == UploadStatus.CANCELLED
    with pytest.raises(Closed, match="cancelled by now"):
        begin_storing(user=dan, upload=upload)
    store_upload(upload.pk)
    read_upload(upload.pk)
    assert not Article.objects.exists()
    assert Event.objects.filter(verb=Verb.CANCELLED).count() == 1


def test_what_is_done_can_not_be_cancelled(dan: User, story: Story, files: Files) -> None:
    upload = begin_storing(user=dan, upload=start_upload(user=dan, story=story, files=files("one.txt", ONE)))
    with pytest.raises(Closed):
        cancel_upload(user=dan, upload=upload)


def test_discarded_before_storing_it_is_gone_with_its_bytes(
    dan: User, story: Story, files: Files, originals: Path
) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE))
    discard_upload(user=dan, upload=upload)
    assert not Upload.objects.exists()
    assert not Original.objects.exists()
    assert not [path for path in originals.rglob("*") if path.is_file()]


def test_discarded_once_done_the_report_and_the_bytes_of_articles_stay(dan: User, story: Story, files: Files) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE, "two.txt", TWO))
    choose_drafts(user=dan, upload=upload, chosen=[1])
    begin_storing(user=dan, upload=upload)
    discard_upload(user=dan, upload=upload)
    assert [(draft.status, draft.text) for draft in upload.drafts.all()] == [("stored", ""), ("new", "")]
    original = Original.objects.get()
    assert original == Version.objects.get().original
    assert bytes_of(original) == ONE


def test_progress_costs_the_same_whatever_there_is(
    dan: User, story: Story, files: Files, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    small = start_upload(user=dan, story=story, files=files("one.txt", ONE))
    many = [part for number in range(15) for part in (f"{number}.txt", f"Text {number}".encode())]
    large = start_upload(user=dan, story=story, files=files(*many, "nul.txt", b"\x00"))
    with django_assert_num_queries(3):
        progress_of(small)
    with django_assert_num_queries(3):
        progress = progress_of(large)
    assert (progress.files[FileStatus.READ], progress.files[FileStatus.REFUSED]) == (15, 1)
    assert (progress.texts[DraftStatus.NEW], progress.chosen, progress.waits_since) == (15, 15, None)


def test_what_is_too_much_to_be_done_at_once_waits_for_a_worker_and_says_since_when(
    dan: User, story: Story, files: Files
) -> None:
    many = [part for number in range(60) for part in (f"{number}.txt", f"Text {number}".encode())]
    upload = start_upload(user=dan, story=story, files=files(*many))
    assert upload.status == UploadStatus.READING
    assert progress_of(upload).waits_since is not None
    assert work_off() == 1
    upload.refresh_from_db()
    assert (upload.status, progress_of(upload).waits_since) == (UploadStatus.READY, None)
    assert begin_storing(user=dan, upload=upload).status == UploadStatus.STORING
    assert work_off() == 1
    assert Article.objects.count() == 60
    assert work_off() == 0


def test_an_upload_whose_reading_broke_off_at_its_end_is_looked_over_before_anything_is_stored(
    dan: User, story: Story, files: Files
) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE))
    Upload.objects.update(status=UploadStatus.FAILED, failure="Reading broke off (disk full).", read=None)
    upload.refresh_from_db()

    with pytest.raises(Closed, match="Reading it broke off"):
        begin_storing(user=dan, upload=upload)
    go_on(user=dan, upload=upload)
    read_upload(upload.pk)

    upload.refresh_from_db()
    assert (upload.status, story.articles.count()) == (UploadStatus.READY, 0)


def test_a_text_that_stood_twice_is_stored_once_its_twin_says_something_else(
    dan: User, story: Story, files: Files
) -> None:
    upload = start_upload(
        user=dan, story=story, files=files("one.txt", ONE, "again.txt", ONE + b"\n\nMore.", "twin.txt", ONE)
    )
    first, twin = upload.drafts.get(order=1), upload.drafts.get(order=3)
    assert (twin.status, twin.is_chosen) == (DraftStatus.HERE, False)

    edit_draft(user=dan, draft=first, text="One\n\nSomething else altogether.")

    twin.refresh_from_db()
    assert (twin.status, twin.is_chosen, twin.reason) == (DraftStatus.NEW, True, "")
