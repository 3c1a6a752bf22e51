"""Reading an upload: file after file, each file's texts staged as drafts, in steps that can be stopped and gone on with.

Any number of workers may read the same upload at once. Each step holds the upload, and goes on from what is there: whoever
comes late with a step finds it done.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count, islice
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from annotations.intake.archives import Member, is_archive, members
from annotations.intake.columns import is_opaque
from annotations.intake.details import LONGEST, Said
from annotations.intake.drafts import Come, draft_of
from annotations.intake.encodings import not_utf8
from annotations.intake.files import HEAD, MOST_FILES, add, may_be_archive, member_rows, next_place
from annotations.intake.here import KNOWN, find_like, find_outlets, mark_known
from annotations.intake.originals import bytes_of, opened, remove_unused
from annotations.intake.pause import Stopped, step
from annotations.intake.readers import reader_of
from annotations.intake.reading import Columns, Found, Reading
from annotations.intake.states import broken_off, held_upload, said_of_all
from annotations.intake.texts import cut
from annotations.models import Draft, FileStatus, Original, Upload, UploadFile, UploadStatus
from annotations.review.refusals import Refusal, Unfit

Given = TypeVar("Given")

logger = logging.getLogger(__name__)

# A step stages so many texts, or so many characters of them.
TEXTS_AT_A_TIME = 100
CHARACTERS_AT_A_TIME = 1_000_000
MOST_TEXTS = 100_000
FILES_AT_A_TIME = 50
BYTES_AT_A_TIME = 5_000_000

_DAMAGED = (
    "It can't be read: it seems to be damaged. Open it in the program that made it, save it anew and choose it again."
)
_GONE = "Its bytes are gone from where they are kept. Choose it again."


class _NotRead(Exception):
    """The upload is not being read any more, or another worker is ahead with this file."""


def read_upload(upload_id: UUID) -> None:
    """Read what waits to be read of an upload; then it is to be looked over. Safe to call again, at any time.

    A file that can't be read is refused, the others are read. Where something else breaks, the upload says so. Raises
    Stopped where this process was asked to stop.
    """
    with broken_off(upload_id, UploadStatus.READING, "Reading"):
        details, last = said_of_all(upload_id), -1
        if details is None:
            return
        while (file := _waiting(upload_id).filter(order__gt=last).first()) is not None:
            step()
            last = file.order
            _read(file, details)
        _finish(upload_id)


def _waiting(upload_id: UUID) -> "QuerySet[UploadFile]":
    files = UploadFile.objects.filter(upload=upload_id, status=FileStatus.WAITING, upload__status=UploadStatus.READING)
    return files.select_related("upload", "original").order_by("order")


def _read(file: UploadFile, details: Mapping[str, Said]) -> None:
    try:
        _read_by_kind(file, details)
    except Refusal as refusal:
        _refuse(file, refusal.words)
    except FileNotFoundError:
        _refuse(file, _GONE)
    except _NotRead:
        return


def _read_by_kind(file: UploadFile, details: Mapping[str, Said]) -> None:
    """Read a file, be it an archive. Raises Unfit where that can't be; FileNotFoundError where its bytes are gone."""
    if file.original is None:
        raise FileNotFoundError
    with opened(file.original) as stream:
        head = stream.read(HEAD)
    if may_be_archive(file.order) and is_archive(file.name, head):
        _read_archive(file, file.original)
    else:
        _read_texts(file, details, head, file.original)


def _read_archive(file: UploadFile, original: Original) -> None:
    """Write down the files of an archive, each with its bytes, to be read; the archive's own bytes go then."""
    place = next_place(file)
    few: list[Member] = []
    with opened(original) as stream:
        for member in members(stream, first=place):
            few.append(member)
            if len(few) == FILES_AT_A_TIME or sum(len(one.raw) for one in few) > BYTES_AT_A_TIME:
                place = _take_members(file, few, place, is_last=False)
                few = []
                step()
        _take_members(file, few, place, is_last=True)
    remove_unused([original.pk])


def _take_members(file: UploadFile, few: Sequence[Member], place: int, *, is_last: bool) -> int:
    """Write down these files of an archive, the next of which has this place. Gives the next place."""

    def hold() -> None:
        _held(file)
        if next_place(file) != place:
            raise _NotRead
        if file.upload.files.count() + len(few) > MOST_FILES:
            raise Unfit(
                "too-many", f"An upload has {MOST_FILES:,} files at most: the rest of this archive was left out."
            )
        if is_last:
            file.status, file.original = FileStatus.READ, None
            file.save(update_fields=["status", "original"])

    rows, found = member_rows(file, few)
    add(rows, found, hold=hold)
    # Not asked for anew: by now another worker may be further on, and this one then stops at its next step.
    return few[-1].place + 1 if few else place


def _read_texts(file: UploadFile, details: Mapping[str, Said], head: bytes, original: Original) -> None:
    """Stage the texts of a file that is no archive. Raises Unfit where it can't be read."""
    reader = reader_of(file.name, head)
    raw = bytes_of(original)
    file.reader = reader.key
    if file.fields is None and (columns := _guarded(lambda: reader.columns(raw))) is not None:
        file.fields = dict(columns.proposed)
        if not _is_sure(columns):
            _ask(file)
            return
    reading = _with_doubt(_guarded(lambda: reader.read(raw, name=file.name, fields=file.fields)))
    file.encoding = reading.encoding
    if not reading.is_sure and file.upload.created_by_id is None:
        # On the command line nobody looks at what a guess has made of it.
        raise not_utf8(raw)
    come = Come(file, reader.version, details, has_story=file.upload.story_id is not None)
    _stage(file, reading, come)


def _with_doubt(reading: Reading) -> Reading:
    """The same, and where the encoding was guessed each text says so."""
    if reading.is_sure:
        return reading
    words = f"The encoding, {reading.encoding}, was guessed. If letters look wrong, save the file as UTF-8 and choose it again."
    found = (replace(one, normalised=(words, *one.normalised)) for one in reading.found)
    return replace(reading, found=found)


def _is_sure(columns: Columns) -> bool:
    """Whether it is clear from the columns which holds the texts, and which their headlines."""
    said = list(columns.proposed.values())
    return said.count("text") == 1 and said.count("headline") == 1


def _guarded(take: Callable[[], Given]) -> Given:
    """What a reader gives. Raises Unfit too where its library breaks on the file."""
    try:
        return take()
    except (Refusal, Stopped):
        raise
    except Exception as fault:
        logger.warning("A reader broke on a file.", exc_info=fault)
        raise Unfit("damaged", _DAMAGED) from fault


def _found(reading: Reading) -> Iterator[Found]:
    them = iter(reading.found)
    while (found := _guarded(lambda: next(them, None))) is not None:
        yield found


def _stage(file: UploadFile, reading: Reading, come: Come) -> None:
    """Write the texts, from the first one that is not there yet, and say at the end that the file is read."""
    position = Draft.objects.filter(file=file).count()
    waiting: list[Draft] = []
    for found in islice(_found(reading), position, None):
        waiting.append(draft_of(found, come))
        if len(waiting) == TEXTS_AT_A_TIME or sum(len(one.text) for one in waiting) > CHARACTERS_AT_A_TIME:
            find_outlets(waiting)
            find_like(waiting)
            position = _write(file, waiting, position, is_last=False)
            waiting = []
            step()
    find_outlets(waiting)
    find_like(waiting)
    _write(file, waiting, position, is_last=True)


@transaction.atomic
def _write(file: UploadFile, drafts: Sequence[Draft], position: int, *, is_last: bool) -> int:
    """Write these drafts of a file of which `position` are there. Gives how many are there then. Raises _NotRead, or Unfit."""
    _held(file, position)
    last = Draft.objects.filter(upload=file.upload_id).order_by("-order").values_list("order", flat=True).first() or 0
    for order, draft in enumerate(drafts, last + 1):
        draft.order = order
    if last + len(drafts) > MOST_TEXTS:
        raise Unfit("too-many", f"An upload has {MOST_TEXTS:,} texts at most: with this file's it would have more.")
    mark_known(file.upload, drafts)
    Draft.objects.bulk_create(drafts)
    if is_last:
        if not position + len(drafts):
            raise Unfit("empty", "There is no text in it. Choose a file with one.")
        file.status = FileStatus.READ
        file.save(update_fields=["status", "reader", "encoding", "fields"])
    return position + len(drafts)


def _held(file: UploadFile, position: int | None = None) -> None:
    """Hold the file's upload. Raises _NotRead unless the file waits to be read, `position` texts of it being there."""
    upload = held_upload(file.upload_id, UploadStatus.READING)
    if upload is None or not UploadFile.objects.filter(pk=file.pk, status=FileStatus.WAITING).exists():
        raise _NotRead
    if position is not None and Draft.objects.filter(file=file).count() != position:
        raise _NotRead


@transaction.atomic
def _refuse(file: UploadFile, words: str) -> None:
    try:
        _held(file)
    except _NotRead:
        return
    Draft.objects.filter(file=file).delete()
    file.status, file.reason = FileStatus.REFUSED, words
    file.save(update_fields=["status", "reason", "reader"])


@transaction.atomic
def _ask(file: UploadFile) -> None:
    """Leave it to a person to say which columns are which."""
    _held(file)
    file.status = FileStatus.FIELDS
    file.save(update_fields=["status", "reader", "fields"])


def _finish(upload_id: UUID) -> None:
    """Let the upload be looked over, where nothing of it waits any more."""
    if _waiting(upload_id).exists():
        return
    titles = (
        Draft.objects.filter(upload=upload_id).exclude(story_title="").order_by().values_list("story_title", flat=True)
    )
    for title in sorted(filter(is_opaque, titles.distinct())):
        step()
        _name_story(upload_id, title)
    with transaction.atomic():
        upload = held_upload(upload_id, UploadStatus.READING)
        if upload is not None and not _waiting(upload_id).exists():
            upload.status, upload.read = UploadStatus.READY, timezone.now()
            upload.save(update_fields=["status", "read"])


@transaction.atomic
def _name_story(upload_id: UUID, opaque: str) -> None:
    """Name a story that the files call by a number after the headline of its first text."""
    upload = held_upload(upload_id, UploadStatus.READING)
    drafts = list(Draft.objects.filter(upload=upload_id, story_title=opaque).defer("text", "dropped").order_by("order"))
    if upload is None or not drafts:
        return
    title = _free_title(upload, cut(drafts[0].headline, LONGEST["story_title"]))
    for draft in drafts:
        draft.story_title = title
    mark_known(upload, drafts)
    Draft.objects.bulk_update(drafts, ["story_title", *KNOWN], batch_size=TEXTS_AT_A_TIME)


def _free_title(upload: Upload, title: str) -> str:
    """The title, with a number after it where other texts of the upload go to a story that is called so."""
    numbered = (f"{cut(title, LONGEST['story_title'] - 8)} ({number})" for number in count(2))
    taken = Draft.objects.filter(upload=upload)
    return next(each for each in chain([title], numbered) if not taken.filter(story_title=each).exists())
