"""Files of an upload: how they are written down, with their bytes kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from annotations.intake.originals import Bytes, bytes_in, hold, keep
from annotations.models import FileStatus, Upload, UploadFile

MOST_FILES = 10_000
LONGEST_NAME = UploadFile._meta.get_field("name").max_length or 0
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
        row = UploadFile(upload=upload, order=1 + order * ROOM, name=named(one.name), size=one.size)
        if refused := _too_large(one):
            row.status, row.reason = FileStatus.REFUSED, refused
        else:
            found.append(kept := bytes_in(one.file))
            row.original_id, row.size = kept.sha256, kept.size
        rows.append(row)
    add(rows, found)


def add(rows: Sequence[UploadFile], found: Sequence[Bytes]) -> None:
    """Write down files whose bytes these are, which are kept."""
    is_kept = False
    while not is_kept:
        keep(found)
        with transaction.atomic():
            # Somebody may just have removed bytes that nothing named yet: then they are kept again.
            if is_kept := hold(found):
                UploadFile.objects.bulk_create(rows)


def named(name: str) -> str:
    """The name as the table keeps it: of one that is too long, its end."""
    plain = "".join(each if each.isprintable() else "\ufffd" for each in name)
    return plain if len(plain) <= LONGEST_NAME else f"…{plain[1 - LONGEST_NAME :]}"


def _too_large(one: Incoming) -> str:
    most = settings.FACTCHECK_MAX_FILE_BYTES
    if one.size <= most:
        return ""
    return f"{one.size:,} bytes are too many: a file has {most:,} at most. Part it, or make it smaller."
