"""An upload from its files to its articles: read, looked over, stored, cancelled, discarded."""

from collections.abc import Callable

import pytest

from annotations.intake.originals import bytes_of
from annotations.intake.uploads import (
    Incoming,
    begin_storing,
    start_upload,
)
from annotations.models import (
    Article,
    Event,
    Story,
    UploadStatus,
    User,
    Verb,
    Version,
)

pytestmark = pytest.mark.django_db

Files = Callable[..., list[Incoming]]

ONE, TWO = b"One\n\nThe first text.", b"Two\n\nThe second text."


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
