"""An upload from its files to its articles: read, looked over, stored, cancelled, discarded."""

import datetime
import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from annotations.intake.background import work_off
from annotations.intake.originals import bytes_of
from annotations.intake.uploads import (
    Incoming,
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
    Copy,
    Draft,
    DraftStatus,
    Event,
    FileStatus,
    Original,
    Outlet,
    Role,
    Story,
    Upload,
    UploadFile,
    UploadStatus,
    User,
    Verb,
    Version,
)
from annotations.models.search import Where, having, read_wanted
from annotations.review.refusals import Closed, NotAllowed, Unfit
from annotations.review.stories import archive_story, make_story

pytestmark = pytest.mark.django_db

Files = Callable[..., list[Incoming]]

ONE, TWO = b"One\n\nThe first text.", b"Two\n\nThe second text."


def zipped(files: dict[str, bytes]) -> bytes:
    """A ZIP of these files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return packed.getvalue()


def test_it_reads_files_and_stores_them_as_articles_with_where_they_came_from(
    dan: User, story: Story, files: Files
) -> None:
    upload = start_upload(user=dan, story=story, files=files("a/one.txt", ONE, "two.txt", TWO), outlet="The Paper")
    assert upload.status == UploadStatus.READY
    assert not Article.objects.exists()
    done = begin_storing(user=dan, upload=upload)
    assert (done.status, done.ended is not None) == (UploadStatus.DONE, True)
    first, second = Version.objects.select_related("article__outlet", "original").order_by("pk")
    assert (first.text, second.text) == (ONE.decode(), TWO.decode())
    assert (first.file_name, first.reader, first.created_by, first.number) == ("a/one.txt", "text", dan, 1)
    assert first.original is not None
    assert bytes_of(first.original) == ONE
    assert (str(first.article), str(first.article.outlet), first.article.story) == ("One", "The Paper", story)
    drafts = list(upload.drafts.all())
    assert [(draft.status, draft.text, draft.version) for draft in drafts] == [
        ("stored", "", first),
        ("stored", "", second),
    ]
    uploaded, *loaded = Event.objects.all()
    assert (uploaded.verb, uploaded.actor, uploaded.story) == (Verb.UPLOADED, dan, story)
    assert [(event.verb, event.article) for event in loaded] == [
        (Verb.LOADED, first.article),
        (Verb.LOADED, second.article),
    ]
    assert loaded[0].after == {
        "version": first.pk,
        "sha256": first.sha256,
        "file_name": "a/one.txt",
        "upload": str(upload.pk),
        "number": 1,
        "original": first.original.pk,
        "reader": "text",
    }


def test_a_pasted_text_is_an_upload_without_a_name(dan: User) -> None:
    upload = start_upload(user=dan, story=None, files=[], text="Pasted\n\nwords", language="pt-BR")
    draft = upload.drafts.get()
    assert (draft.headline, draft.language, draft.file.name) == ("Pasted", "pt-BR", "")
    begin_storing(user=dan, upload=upload)
    version = Version.objects.get()
    assert (version.file_name, str(version.article.story)) == ("", "Pasted")


def test_a_file_that_can_not_be_read_is_refused_and_the_others_go_on(
    dan: User, story: Story, files: Files, settings: Settings
) -> None:
    settings.FACTCHECK_MAX_FILE_BYTES = 1_000
    settings.FACTCHECK_MAX_ARTICLE_BYTES = 500
    wrong = files(
        *("nul.txt", b"A\x00B"),
        *("empty.txt", b""),
        *("blank.txt", b" \n "),
        *("long.txt", b"x" * 501),
        *("large.txt", b"x" * 1_001),
        *("program.exe", b"MZ" + b"\x00" * 80),
        *("broken.docx", b"PK\x03\x04" + b"\x00" * 60),
        *("one.txt", ONE),
    )
    upload = start_upload(user=dan, story=story, files=wrong)
    assert upload.status == UploadStatus.READY
    refused = upload.files.filter(status=FileStatus.REFUSED)
    assert [file.name for file in refused] == [one.name for one in wrong[:-1]]
    assert all(file.reason.endswith((".", "?")) for file in refused)
    assert [draft.headline for draft in upload.drafts.all()] == ["One"]
    begin_storing(user=dan, upload=upload)
    assert Article.objects.get().headline == "One"


def test_what_is_said_of_all_gives_way_to_what_a_text_says(dan: User, story: Story, files: Files) -> None:
    table = b"headline,text,outlet,published\nOne,The first text of all.,The Post,2020-02-01\nTwo,The second text of all.,,\n"
    upload = start_upload(
        user=dan, story=story, files=files("t.csv", table), outlet="The Paper", published=datetime.date(2019, 6, 7)
    )
    said = list(upload.drafts.values_list("outlet", "published"))
    assert said == [("The Post", datetime.date(2020, 2, 1)), ("The Paper", datetime.date(2019, 6, 7))]


def test_a_field_that_does_not_fit_is_cut_or_left_out_and_said(dan: User, story: Story, files: Files) -> None:
    row = {
        "headline": "h" * 600,
        "text": "A text of some words.",
        "outlet": "o" * 300,
        "byline": "b\u0007" + "y" * 300,
        "url": "ftp://paper.example",
        "language": "no tag at all",
        "type": "poem",
        "date": "some day",
    }
    upload = start_upload(user=dan, story=story, files=files("r.json", json.dumps([row]).encode()))
    draft = upload.drafts.get()
    assert [len(said) for said in (draft.headline, draft.outlet, draft.byline)] == [500, 200, 200]
    assert (draft.address, draft.language, draft.type, draft.published) == ("", "en", "", None)
    assert len(draft.normalised) >= 6
    begin_storing(user=dan, upload=upload)
    assert Article.objects.get().outlet == Outlet.objects.get()


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"address": "ftp://paper.example"}, "Write the whole address"),
        ({"language": "no tag"}, "Write the language as a tag"),
        ({"type": "poem"}, "Choose one of the types"),
        ({"outlet": "x" * 201}, "200 characters at most"),
    ],
)
def test_it_refuses_details_that_do_not_fit(dan: User, story: Story, details: dict[str, Any], words: str) -> None:
    with pytest.raises(Unfit, match=words):
        start_upload(user=dan, story=story, files=[], text="A text", **details)
    assert not Upload.objects.exists()


def test_it_refuses_nothing_and_too_many_files(dan: User, story: Story) -> None:
    with pytest.raises(Unfit, match="nothing to read"):
        start_upload(user=dan, story=story, files=[], text=" \n")
    many = (Incoming("a.txt", 1, io.BytesIO(b"a")) for _ in range(10_001))
    with pytest.raises(Unfit, match="10,000 files at most"):
        start_upload(user=dan, story=story, files=many)
    assert not Upload.objects.exists()


def test_texts_of_one_story_by_name_or_number_go_in_one_story(dan: User, files: Files) -> None:
    key = "005a2961-0c2e-4575-8eec-770ba52a08e0"
    table = f"headline,text,story\nOne,First words.,{key}\nTwo,Second words.,{key}\nThree,Third words.,The flood\nFour,Fourth.,\n"
    upload = start_upload(
        user=dan, story=None, files=files("t.csv", table.encode(), "u.csv", table.replace("words", "ones").encode())
    )
    begin_storing(user=dan, upload=upload)
    stories = {story.title: story.articles.count() for story in Story.objects.all()}
    assert stories == {"One": 4, "The flood": 2, "Four": 1}
    assert all(
        story.rounds.count() == 1 and story.events.filter(verb=Verb.MADE).count() == 1 for story in Story.objects.all()
    )


def test_a_text_goes_into_the_story_of_its_title_that_is_here(dan: User, story: Story, files: Files) -> None:
    upload = start_upload(
        user=dan, story=None, files=files("t.csv", b"headline,text,story\nOne,First words.,The plan\n")
    )
    begin_storing(user=dan, upload=upload)
    assert story.articles.get().headline == "One"


def test_a_text_that_is_here_is_said_to_be_and_not_stored(dan: User, version: Version, files: Files) -> None:
    same = files("same.txt", version.text.encode(), "one.txt", ONE, "again.txt", ONE)
    upload = start_upload(user=dan, story=None, files=same)
    here, new, twice = upload.drafts.all()
    assert (here.status, here.version, here.is_chosen) == (DraftStatus.HERE, version, False)
    assert new.status == DraftStatus.NEW
    assert (twice.status, twice.version) == (DraftStatus.HERE, None)
    assert twice.reason == "The same text stands in this upload already: it is number 2."
    begin_storing(user=dan, upload=upload)
    assert Version.objects.count() == 2


def test_a_text_that_another_story_has_goes_into_the_story_that_is_named(
    dan: User, version: Version, files: Files
) -> None:
    other = make_story(user=dan, title="Another")
    upload = start_upload(user=dan, story=other, files=files("same.txt", version.text.encode()))
    draft = upload.drafts.get()
    assert (draft.status, draft.like, draft.shared) == (DraftStatus.NEW, version, 1.0)
    begin_storing(user=dan, upload=upload)
    assert other.articles.count() == 1


def test_a_text_like_one_here_says_which_and_is_then_proposed_as_a_copy(dan: User, story: Story, files: Files) -> None:
    words = "\n\n".join(
        f"Paragraph {number} tells what happened at the place number {number} that day." for number in range(20)
    )
    begin_storing(user=dan, upload=start_upload(user=dan, story=story, files=[], text=f"First\n\n{words}"))
    upload = start_upload(
        user=dan, story=story, files=[], text=f"Second\n\n{words.replace('happened', 'came to pass', 1)}"
    )
    draft = upload.drafts.get()
    assert draft.like == Version.objects.get()
    assert draft.shared is not None
    assert draft.shared > 0.8
    begin_storing(user=dan, upload=upload)
    assert Copy.objects.get().article.headline == "Second"


def test_what_is_stored_is_found_by_its_words(dan: User, story: Story) -> None:
    begin_storing(user=dan, upload=start_upload(user=dan, story=story, files=[], text="Flood\n\nthe river overflowed"))
    assert Article.objects.filter(having(read_wanted("overflowed"), Where.TEXT, dan)).count() == 1


def test_an_outlet_is_found_by_the_address(dan: User, story: Story, files: Files) -> None:
    paper = Outlet.objects.create(name="The Paper")
    paper.domains.create(domain="paper.example")
    table = b"headline,text,url\nOne,First words here.,https://www.paper.example/one\n"
    upload = start_upload(user=dan, story=story, files=files("t.csv", table))
    assert upload.drafts.get().outlet == "The Paper"
    begin_storing(user=dan, upload=upload)
    assert Article.objects.get().outlet == paper


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


def test_the_files_of_an_archive_are_read_each_with_its_bytes(dan: User, story: Story, files: Files) -> None:
    packed = zipped({"a/one.txt": ONE, "a/nested.zip": zipped({"x.txt": TWO}), "two.txt": TWO, "nul.txt": b"\x00"})
    upload = start_upload(user=dan, story=story, files=files("all.zip", packed, "one.txt", ONE))
    assert [(file.name, file.status) for file in upload.files.all()] == [
        ("all.zip", FileStatus.READ),
        ("a/one.txt", FileStatus.READ),
        ("a/nested.zip", FileStatus.REFUSED),
        ("two.txt", FileStatus.READ),
        ("nul.txt", FileStatus.REFUSED),
        ("one.txt", FileStatus.READ),
    ]
    assert not Original.objects.filter(size=len(packed)).exists()
    begin_storing(user=dan, upload=upload)
    kept = {version.file_name: bytes_of(version.original) for version in Version.objects.all() if version.original}
    assert kept == {"a/one.txt": ONE, "two.txt": TWO}


def test_the_same_bytes_are_kept_once(dan: User, story: Story, files: Files, originals: Path) -> None:
    start_upload(user=dan, story=story, files=files("one.txt", ONE, "again.txt", ONE))
    assert len([path for path in originals.rglob("*") if path.is_file()]) == Original.objects.count() == 1


def test_only_chosen_texts_are_stored(dan: User, story: Story, files: Files) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE, "two.txt", TWO))
    choose_drafts(user=dan, upload=upload, chosen=[2, 77])
    begin_storing(user=dan, upload=upload)
    assert [article.headline for article in Article.objects.all()] == ["Two"]
    assert [draft.status for draft in upload.drafts.all()] == [DraftStatus.NEW, DraftStatus.STORED]


def test_storing_nothing_is_refused(dan: User, story: Story, files: Files) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE))
    choose_drafts(user=dan, upload=upload, chosen=[])
    with pytest.raises(Unfit, match="No text is chosen"):
        begin_storing(user=dan, upload=upload)


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


def test_an_archived_story_takes_nothing_and_says_so(dan: User, story: Story, files: Files) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE))
    elsewhere = start_upload(
        user=dan, story=None, files=files("t.csv", b"headline,text,story\nOne,Some words here,The plan\nTwo,Others,\n")
    )
    archive_story(user=dan, story=story, archived=True)
    with pytest.raises(Closed, match="archived"):
        begin_storing(user=dan, upload=upload)
    with pytest.raises(Closed, match="archived"):
        start_upload(user=dan, story=story, files=files("one.txt", ONE))
    begin_storing(user=dan, upload=elsewhere)
    refused, stored = elsewhere.drafts.all()
    assert (refused.status, stored.status) == (DraftStatus.REFUSED, DraftStatus.STORED)
    assert "“The plan” is archived" in refused.reason


def test_an_upload_for_a_story_that_is_archived_amid_storing_breaks_off_and_goes_on_once_it_is_not(
    dan: User, story: Story, files: Files
) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE))
    stored_by_a_worker(upload)
    archive_story(user=dan, story=story, archived=True)
    store_upload(upload.pk)
    upload.refresh_from_db()
    assert (upload.status, upload.failure) == (
        UploadStatus.FAILED,
        "“The plan” is archived. Take it out of the archive first.",
    )
    archive_story(user=dan, story=story, archived=False)
    assert go_on(user=dan, upload=upload).status == UploadStatus.DONE


def test_an_admin_who_is_one_no_more_stores_nothing_and_another_can_go_on(
    dan: User, story: Story, files: Files
) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE))
    stored_by_a_worker(upload)
    User.objects.filter(pk=dan.pk).update(role=Role.REVIEWER)
    store_upload(upload.pk)
    upload.refresh_from_db()
    assert upload.failure == "Dan Petrov is no longer an admin. Another admin can go on with the upload from here."
    assert not Article.objects.exists()
    other = User.objects.create_user("other", "a-long-password", role=Role.ADMIN)
    assert begin_storing(user=other, upload=upload).status == UploadStatus.DONE
    assert Version.objects.get().created_by == other


def stored_by_a_worker(upload: Upload) -> None:
    """Put the upload in the state in which a worker takes up storing it."""
    Upload.objects.filter(pk=upload.pk).update(status=UploadStatus.STORING)


def test_an_upload_whose_story_is_deleted_is_gone_and_nothing_breaks(dan: User, story: Story, files: Files) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE))
    stored_by_a_worker(upload)
    story.events.all().delete()
    story.rounds.all().delete()
    story.delete()
    store_upload(upload.pk)
    read_upload(upload.pk)
    assert not Upload.objects.exists()


def test_a_text_that_the_database_does_not_take_is_refused_and_the_others_are_stored(
    dan: User, story: Story, files: Files
) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE, "two.txt", TWO))
    Draft.objects.filter(order=1).update(address="gopher://paper.example")
    begin_storing(user=dan, upload=upload)
    first, second = upload.drafts.all()
    assert (first.status, second.status) == (DraftStatus.REFUSED, DraftStatus.STORED)
    assert "The database does not take it" in first.reason


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


def test_reading_or_storing_again_changes_nothing(dan: User, story: Story, files: Files) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE))
    before = list(Draft.objects.values())
    read_upload(upload.pk)
    store_upload(upload.pk)
    assert list(Draft.objects.values()) == before
    begin_storing(user=dan, upload=upload)
    stored = everything()
    read_upload(upload.pk)
    store_upload(upload.pk)
    assert everything() == stored


def everything() -> list[Any]:
    """All rows that uploads are about."""
    return [list(table.objects.values()) for table in (Upload, UploadFile, Draft, Article, Version, Event)]


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


def test_files_that_have_not_all_arrived_are_not_read(dan: User, story: Story, files: Files) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE))
    Event.objects.filter(change=upload.pk).delete()
    Upload.objects.update(status=UploadStatus.READING)
    read_upload(upload.pk)
    assert Upload.objects.get().status == UploadStatus.READING


def test_bytes_that_are_gone_are_said_to_be(dan: User, story: Story, files: Files, originals: Path) -> None:
    many = [part for number in range(30) for part in (f"{number}.txt", f"Text {number}".encode())]
    upload = start_upload(user=dan, story=story, files=files(*many))
    shutil.rmtree(originals)
    read_upload(upload.pk)
    assert {file.reason for file in upload.files.all()} == {
        "Its bytes are gone from where they are kept. Choose it again."
    }


def test_where_the_disk_fails_the_upload_says_so_and_can_be_gone_on_with(
    dan: User, story: Story, files: Files, originals: Path
) -> None:
    many = [part for number in range(30) for part in (f"{number}.txt", f"Text {number}".encode())]
    upload = start_upload(user=dan, story=story, files=files(*many))
    place = originals / Original.objects.earliest("pk").place
    raw = place.read_bytes()
    place.unlink()
    place.mkdir()
    read_upload(upload.pk)
    upload.refresh_from_db()
    assert (upload.status, upload.failure) == (
        UploadStatus.FAILED,
        "Reading broke off (Is a directory). All that was done by then is kept: go on from here.",
    )
    place.rmdir()
    place.write_bytes(raw)
    assert go_on(user=dan, upload=upload).status == UploadStatus.READING
    assert work_off() == 1 + 1
    assert upload.drafts.count() == 30


def test_an_upload_whose_reading_broke_off_at_its_end_is_looked_over_before_anything_is_stored(
    dan: User, story: Story, files: Files
) -> None:
    upload = start_upload(user=dan, story=story, files=files("one.txt", ONE))
    Upload.objects.update(status=UploadStatus.FAILED, failure="Reading broke off (disk full). Go on from here.")
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
