"""Uploads as they are found half-way: made row by row, without reading anything."""

import hashlib
import io
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from annotations.intake.originals import bytes_in, keep
from annotations.intake.uploads import Incoming
from annotations.models import Draft, FileStatus, Original, Story, Upload, UploadFile, UploadStatus, User

# Makes incoming files of names and bytes, in turns.
Files = Callable[..., list[Incoming]]

ONE, TWO = b"One\n\nThe first text.", b"Two\n\nThe second text."


def make_upload(user: User | None, status: str = UploadStatus.READY, story: Story | None = None) -> Upload:
    """An upload without files."""
    ended = timezone.now() if status in {UploadStatus.DONE, UploadStatus.CANCELLED, UploadStatus.FAILED} else None
    read = None if status == UploadStatus.READING else timezone.now()
    return Upload.objects.create(
        created_by=user, status=status, story=story, created=timezone.now(), read=read, ended=ended
    )


def make_file(upload: Upload, name: str = "a.txt", **said: Any) -> UploadFile:
    """One file more of it."""
    order = upload.files.count()
    return UploadFile.objects.create(
        upload=upload, order=order, name=name, size=100, **{"status": FileStatus.READ, "reader": "text"} | said
    )


def make_draft(file: UploadFile, text: str = "Head\n\nWords.", **said: Any) -> Draft:
    """One text more of the file's upload."""
    order = file.upload.drafts.count()
    fields = {"headline": text.partition("\n")[0] or "Head", "reader_version": "1"} | said
    return Draft.objects.create(
        upload=file.upload,
        file=file,
        order=order,
        text=text,
        sha256=hashlib.sha256(f"{text}{order}".encode()).hexdigest(),
        words=len(text.split()),
        **fields,
    )


def make_original(raw: bytes) -> Original:
    """Bytes that are kept."""
    (kept,) = found = [bytes_in(io.BytesIO(raw))]
    keep(found)
    return Original.objects.get(pk=kept.sha256)
