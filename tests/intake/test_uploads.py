"""An upload from its files to its drafts."""

import datetime
import hashlib
import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from annotations.intake.background import work_off
from annotations.intake.originals import bytes_of
from annotations.intake.uploads import (
    Incoming,
    begin_storing,
    go_on,
    read_upload,
    start_upload,
)
from annotations.models import (
    Article,
    DraftStatus,
    Event,
    FileStatus,
    Original,
    Outlet,
    Story,
    Upload,
    UploadStatus,
    User,
    Verb,
    Version,
)
from annotations.review.refusals import Unfit
from tests.staged import ONE, TWO, Files

pytestmark = pytest.mark.django_db


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


def test_an_outlet_is_found_by_the_address(dan: User, story: Story, files: Files) -> None:
    paper = Outlet.objects.create(name="The Paper")
    paper.domains.create(domain="paper.example")
    table = b"headline,text,url\nOne,First words here.,https://www.paper.example/one\n"
    upload = start_upload(user=dan, story=story, files=files("t.csv", table))
    assert upload.drafts.get().outlet == "The Paper"
    begin_storing(user=dan, upload=upload)
    assert Article.objects.get().outlet == paper


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


def test_a_disk_that_takes_no_more_is_said_and_leaves_no_upload(
    dan: User, story: Story, files: Files, originals: Path
) -> None:
    originals.mkdir(parents=True, exist_ok=True)
    # A file where the folder for these bytes would be.
    (originals / hashlib.sha256(ONE).hexdigest()[:2]).touch()

    with pytest.raises(Unfit, match="The server can’t keep the files: File exists"):
        start_upload(user=dan, story=story, files=files("one.txt", ONE))

    assert not Upload.objects.exists()
