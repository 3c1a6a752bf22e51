"""Originals: the bytes that articles came in, kept once under their hash, as long as anything names them.

Bytes are not in the storage without a row that stands for them: the row is written first. (Where a transaction around `load_article` is
rolled back, they may stay without one, and serve whoever brings them in again.) A row that nothing names may be
removed at any moment by somebody else, with its bytes. So whoever names one does that in the transaction that holds the row,
and looks there whether the bytes are still in their place.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO

from django.core.files import File
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from annotations.intake.storage import WholeFiles
from annotations.models import Original, UploadFile, Version

CHUNK = 256 * 1024
# A row that nothing names yet may be somebody's who is about to name it.
SPARED = timedelta(days=1)
AT_A_TIME = 100


@dataclass(frozen=True)
class Bytes:
    """Some bytes: their SHA-256 in hexadecimal, how many they are, and the file they are in, which can be wound back."""

    sha256: str
    size: int
    file: BinaryIO


def bytes_in(file: BinaryIO) -> Bytes:
    """What is in the file, from its beginning. It is read chunk by chunk, and stored nowhere."""
    file.seek(0)
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return Bytes(digest.hexdigest(), size, file)


def keep(found: Collection[Bytes]) -> None:
    """Put the bytes into the storage where they are not there yet. What names them then goes through `hold`."""
    now = timezone.now()
    rows = {one.sha256: Original(sha256=one.sha256, size=one.size, created=now) for one in found}
    Original.objects.bulk_create(rows.values(), ignore_conflicts=True)
    for one in found:
        place = Original(sha256=one.sha256).place
        if not _storage().exists(place):
            one.file.seek(0)
            _storage().save(place, File(one.file))


def hold(found: Collection[Bytes]) -> bool:
    """Hold the rows of bytes just kept until the transaction ends, so that they can be named. False: keep them again first."""
    keys = sorted({one.sha256 for one in found})
    held = list(Original.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
    return len(held) == len(keys) and all(_storage().exists(original.place) for original in held)


def opened(original: Original) -> BinaryIO:
    """The bytes, to be read piece by piece. Raises OSError where they are gone."""
    file: BinaryIO = _storage().open(original.place).open()  # type: ignore[assignment]
    return file


def bytes_of(original: Original) -> bytes:
    """The bytes, whole: for files that are no larger than one file may be. Raises OSError where they are gone."""
    with opened(original) as file:
        return file.read()


def remove_unused(keys: Sequence[str] | None = None) -> int:
    """Remove those of these originals that no file and no version names; of None those older than a day. Gives how many."""
    unused = _unused()
    if keys is None:
        unused = unused.filter(created__lt=timezone.now() - SPARED)
        found = list(unused.values_list("pk", flat=True))
    else:
        found = list(keys)
    return sum(_remove(found[first : first + AT_A_TIME]) for first in range(0, len(found), AT_A_TIME))


def remove_begun() -> None:
    """Remove what crashes have left half written."""
    storage = _storage()
    if isinstance(storage, WholeFiles):
        storage.remove_begun(before=timezone.now() - SPARED)


@transaction.atomic
def _remove(keys: Sequence[str]) -> int:
    held = Original.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk", flat=True)
    # Asked only once they are held: somebody may have named one while they were waited for.
    unused = list(_unused().filter(pk__in=list(held)))
    for original in unused:
        _storage().delete(original.place)
    Original.objects.filter(pk__in=[original.pk for original in unused]).delete()
    return len(unused)


def _unused() -> "QuerySet[Original]":
    named_by_file = Exists(UploadFile.objects.filter(original=OuterRef("pk")))
    named_by_version = Exists(Version.objects.filter(original=OuterRef("pk")))
    return Original.objects.exclude(named_by_file).exclude(named_by_version)


def _storage() -> Storage:
    return storages["originals"]
