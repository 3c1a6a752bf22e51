"""Files of an upload: how they are written down, with their bytes kept."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from annotations.intake.archives import Member, is_archive, shown
from annotations.intake.originals import Bytes, bytes_in, keep
from annotations.intake.originals import hold as hold_originals
from annotations.models import FileStatus, Upload, UploadFile

MOST_FILES = 10_000
HEAD = 4_096
# Between two files that came in there is room for the files of the first one, where it is an archive.
ROOM = 10_001


@dataclass(frozen=True)
class Incoming:
    """A file that comes in: its name, with folders where they are known, its size in bytes, and what is in it."""

    name: str
    size: int
    file: BinaryIO


def take_in(upload: Upload, incoming: Sequence[Incoming], place: int) -> None:
    """Keep the bytes of these files, the first of which came at this place, and write down that they wait to be read.

    One that is too large is refused.
    """
    rows = []
    found: list[Bytes] = []
    for order, one in enumerate(incoming, place):
        row = UploadFile(upload=upload, order=1 + order * ROOM, name=shown(one.name), size=one.size)
        if refused := _too_large(one):
            row.status, row.reason = FileStatus.REFUSED, refused
        else:
            found.append(kept := bytes_in(one.file))
            row.original_id, row.size = kept.sha256, kept.size
        rows.append(row)
    add(rows, found)


def add(rows: Sequence[UploadFile], found: Sequence[Bytes], *, hold: Callable[[], None] = lambda: None) -> None:
    """Write down files whose bytes these are, which are kept. `hold` is what else happens in that transaction, first."""
    is_kept = False
    while not is_kept:
        keep(found)
        with transaction.atomic():
            hold()
            # Somebody may just have removed bytes that nothing named yet: then they are kept again.
            if is_kept := hold_originals(found):
                UploadFile.objects.bulk_create(rows)


def _too_large(one: Incoming) -> str:
    one.file.seek(0)
    if is_archive(one.name, one.file.read(HEAD)):
        what, most = "an archive", settings.FACTCHECK_MAX_ARCHIVE_BYTES
    else:
        what, most = "a file", settings.FACTCHECK_MAX_FILE_BYTES
    if one.size <= most:
        return ""
    return f"{one.size:,} bytes are too many: {what} has {most:,} at most. Part it, or make it smaller."


def may_be_archive(order: int) -> bool:
    """Whether the file of this order came in by itself, and not in an archive."""
    return (order - 1) % ROOM == 0


def next_place(archive: UploadFile) -> int:
    """The place of the first file in an archive that is not written down yet."""
    inside = UploadFile.objects.filter(
        upload=archive.upload_id, order__gt=archive.order, order__lt=archive.order + ROOM
    )
    last = inside.order_by("-order").values_list("order", flat=True).first()
    return 0 if last is None else last - archive.order


def member_rows(archive: UploadFile, members: Sequence[Member]) -> tuple[list[UploadFile], list[Bytes]]:
    """The unsaved rows of files in an archive, and the bytes of those that are to be read."""
    rows = []
    found: list[Bytes] = []
    for member in members:
        row = UploadFile(upload_id=archive.upload_id, order=archive.order + 1 + member.place)
        row.name, row.size = shown(member.name), member.size
        if member.refused:
            row.status, row.reason = FileStatus.REFUSED, member.refused
        else:
            found.append(kept := bytes_in(io.BytesIO(member.raw)))
            row.original_id, row.size = kept.sha256, kept.size
        rows.append(row)
    return rows, found
