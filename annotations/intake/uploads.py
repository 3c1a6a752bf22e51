"""Uploads, as admins bring them in, look them over, put them right and have them stored."""

import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Unpack

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from annotations.intake.background import Work, do_at_once, put_down, reading, storing, waits_since
from annotations.intake.details import Said, required
from annotations.intake.drafts import counted, kept_text
from annotations.intake.files import MOST_FILES, Incoming, take_in
from annotations.intake.here import find_like, find_outlets, look_again, mark_known
from annotations.intake.originals import remove_unused
from annotations.intake.reading import FIELDS
from annotations.intake.reads import read_upload
from annotations.intake.replace import placed_anew
from annotations.intake.states import held_upload
from annotations.intake.store import store_upload
from annotations.intake.texts import cut
from annotations.models import Draft, DraftStatus, FileStatus, Story, Upload, UploadFile, UploadStatus, User, Verb
from annotations.review.articles import ArticleFields
from annotations.review.events import record
from annotations.review.policy import require_admin
from annotations.review.refusals import Closed, Conflict, Unfit
from annotations.review.stories import require_unarchived

__all__ = [
    "Incoming",
    "Progress",
    "begin_storing",
    "cancel_upload",
    "choose_drafts",
    "count_by_hand",
    "discard_upload",
    "edit_draft",
    "go_on",
    "progress_of",
    "read_upload",
    "say_fields",
    "start_upload",
    "store_upload",
]

FILES_AT_A_TIME = 100
# So much is read, or stored, in the call itself.
FILES_AT_ONCE = 20
BYTES_AT_ONCE = 1_000_000
TEXTS_AT_ONCE = 50
EDITED = "The text was altered by hand before it was stored."
PUT_RIGHT = "What is known about it was put right by hand before it was stored."


@dataclass(frozen=True)
class Progress:
    """How far an upload is: how many files and texts are of each status, and how many texts were chosen.

    `waits_since` says since when it waits for a worker; None where one is at it, or none is needed.
    """

    files: Mapping[FileStatus, int]
    texts: Mapping[DraftStatus, int]
    chosen: int
    waits_since: datetime | None


def start_upload(
    *,
    user: User | None,
    story: Story | None,
    files: Iterable[Incoming],
    text: str = "",
    story_title: str = "",
    at_once: bool = False,
    **details: Unpack[ArticleFields],
) -> Upload:
    """Bring in files, and a pasted text: their bytes are kept, and they are read; the few and small ones in this call.

    `story` is where all of it goes, or `story_title` that of a story which is made with the first text stored, if there is
    none. Without them each text may say where it goes. `details` are what is said of every text; what a text says itself goes
    before them. A file that is too large is refused, the others are read. `at_once`: in this call, whatever there is.

    Raises NotAllowed; Closed for an archived story; Unfit for nothing, for too many files, for details that do not fit, and where
    the disk takes no more.
    """
    require_admin(user)
    if story is not None:
        require_unarchived(Story.objects.get(pk=story.pk))
    said = {name: value for name, value in required({**details, "story_title": story_title}).items() if value}
    incoming = _incoming(files, text)
    upload = Upload.objects.create(story=story, created=timezone.now(), created_by=user)
    try:
        for first in range(0, len(incoming), FILES_AT_A_TIME):
            take_in(upload, incoming[first : first + FILES_AT_A_TIME], first)
    except OSError as fault:
        upload.delete()
        words = f"The server can’t keep the files: {fault.strerror or fault}. Tell whoever runs it, and bring them in again then."
        raise Unfit("not-kept", words) from fault
    return _begin(upload, user, said, at_once=at_once)


def _incoming(files: Iterable[Incoming], text: str) -> Sequence[Incoming]:
    incoming = list(islice(files, MOST_FILES + 1))
    if text.strip():
        raw = text.encode("utf-8", "surrogatepass")
        incoming.append(Incoming("", len(raw), io.BytesIO(raw)))
    if not incoming:
        raise Unfit("empty", "There is nothing to read yet. Choose a file, or paste a text.")
    if len(incoming) > MOST_FILES:
        raise Unfit("too-many", f"An upload has {MOST_FILES:,} files at most. Choose fewer, and the others after them.")
    return incoming


def _begin(upload: Upload, user: User | None, said: Mapping[str, object], *, at_once: bool) -> Upload:
    """Say that all files have arrived, and have them read."""
    waiting = upload.files.filter(status=FileStatus.WAITING)
    counts = waiting.aggregate(files=Count("pk"), size=Sum("size", default=0))
    at_once = at_once or (counts["files"] <= FILES_AT_ONCE and counts["size"] <= BYTES_AT_ONCE)
    with transaction.atomic():
        after = {"files": upload.files.count(), "said": said}
        record(Verb.UPLOADED, user=user, change=upload.pk, after=after, story_id=upload.story_id)
        number = put_down(reading, upload.pk, at_once=at_once)
    return _done(upload, reading, number, at_once=at_once)


def _done(upload: Upload, work: Work, number: str, *, at_once: bool) -> Upload:
    """The upload as it stands, after what is done at once."""
    if at_once:
        do_at_once(work, upload.pk, number)
    upload.refresh_from_db()
    return upload


def _held(upload: Upload, *statuses: UploadStatus) -> Upload:
    """The upload, held. Raises Closed unless it is of one of these statuses."""
    held = held_upload(upload.pk, *statuses)
    if held is None:
        now = Upload.objects.filter(pk=upload.pk).first()
        stands = f"This upload is {now.get_status_display()} by now" if now else "This upload is no more"
        raise Closed("upload-moved-on", f"{stands}. Load the page anew to see what can be done.")
    return held


def say_fields(*, user: User | None, file: UploadFile, fields: dict[str, str], may_lose: bool = False) -> UploadFile:
    """Say which column of a file is which field, "" for none, and read it anew by that. Returns it as it now stands.

    `may_lose`: what was put right or left out by hand in its texts is lost, and may be. Raises NotAllowed; Closed where the
    upload is not being looked over; Conflict where something would be lost that may not be; Unfit for a field that there is
    none of, for one that two columns are, or where none is the text.
    """
    require_admin(user)
    _require_fields(fields)
    with transaction.atomic():
        upload = _held(file.upload, UploadStatus.READY)
        held = UploadFile.objects.get(pk=file.pk)
        if held.fields is None:
            raise Unfit("no-columns", "This file has no columns.")
        if not may_lose:
            _require_nothing_lost(held)
        gone = list(held.drafts.values_list("sha256", flat=True))
        held.drafts.all().delete()
        look_again(upload, gone)
        held.fields, held.status = fields, FileStatus.WAITING
        held.save(update_fields=["fields", "status"])
        upload.status, upload.read = UploadStatus.READING, None
        upload.save(update_fields=["status", "read"])
        at_once = held.size <= BYTES_AT_ONCE
        number = put_down(reading, upload.pk, at_once=at_once)
    _done(upload, reading, number, at_once=at_once)
    held.refresh_from_db()
    return held


def _require_nothing_lost(file: UploadFile) -> None:
    if count := count_by_hand(file):
        texts = "1 text of this file was" if count == 1 else f"{count:,} texts of this file were"
        raise Conflict(
            "by-hand",
            f"{texts} put right or left out by hand, and that is lost when it is read anew. Tick below that it may be.",
        )


def count_by_hand(file: UploadFile) -> int:
    """How many texts of a file were put right by hand, or left out of what is to be stored. One query."""
    noted = Q(notes__contains=EDITED) | Q(notes__contains=PUT_RIGHT)
    left_out = Q(status=DraftStatus.NEW, is_chosen=False)
    return file.drafts.alias(notes=Cast("normalised", TextField())).filter(noted | left_out).count()


def _require_fields(fields: Mapping[str, str]) -> None:
    said = [field for field in fields.values() if field]
    if unknown := next((field for field in said if field not in {"text", *FIELDS}), None):
        raise Unfit("unknown-field", f"There is no field “{cut(unknown, 80)}”. Choose one from the list.")
    if "text" not in said:
        raise Unfit("no-text", "Say which column holds the text: without one there are no articles.")


@transaction.atomic
def edit_draft(
    *,
    user: User | None,
    draft: Draft,
    text: str | None = None,
    story_title: str | None = None,
    **fields: Unpack[ArticleFields],
) -> Draft:
    """Put right what is known of a text that is looked over, or the text itself. Returns it as it now stands.

    What is not named stays. Of an altered text, links and parts are placed anew. Whether it is here already is looked up again.
    Raises NotAllowed; Closed where the upload is not being looked over; Unfit where something does not fit.
    """
    require_admin(user)
    upload = _held(draft.upload, UploadStatus.READY)
    held = Draft.objects.select_related("file").get(pk=draft.pk)
    said = required({**fields, **({} if story_title is None else {"story_title": story_title})})
    if not said.get("headline", held.headline):
        raise Unfit("unfit", "An article needs a headline.")
    had = held.sha256
    _put_right(held, said)
    if text is not None and (kept := kept_text(text.replace("\r\n", "\n"))) != held.text:
        _rewrite(held, kept)
    if held.text:
        held.is_chosen = held.is_chosen or held.status != DraftStatus.NEW
        held.status, held.reason, held.version, held.like, held.shared = DraftStatus.NEW, "", None, None, None
        find_like([held])
        mark_known(upload, [held])
    held.save()
    look_again(upload, [had])
    return held


def _put_right(draft: Draft, said: Mapping[str, Said]) -> None:
    """Write what is said of the draft, and that it was; from another address its outlet is found anew, where none is said."""
    before = {name: getattr(draft, name) for name in said}
    for name, value in said.items():
        setattr(draft, name, value)
    if said != before and PUT_RIGHT not in draft.normalised:
        draft.normalised = [*draft.normalised, PUT_RIGHT]
    if said.get("address", "") != before.get("address", ""):
        find_outlets([draft])


def _rewrite(draft: Draft, text: str) -> None:
    """Give the draft another text."""
    draft.parts, lost_parts = placed_anew(draft.parts, draft.text, text)
    draft.links, lost_links = placed_anew(draft.links, draft.text, text)
    notes = [EDITED] if EDITED not in draft.normalised else []
    for lost, words in ((lost_parts, "part"), (lost_links, "link")):
        if lost:
            notes.append(f"{lost:,} {words}{'' if lost == 1 else 's'} went with words that were altered.")
    draft.text, draft.normalised = text, [*draft.normalised, *notes]
    counted(draft)


@transaction.atomic
def choose_drafts(*, user: User | None, upload: Upload, chosen: Collection[int]) -> None:
    """Have those texts stored, and no other: by their order; what is no new text is passed over.

    Raises NotAllowed, or Closed where the upload is not being looked over.
    """
    require_admin(user)
    _held(upload, UploadStatus.READY)
    wanted = set(chosen)
    new = upload.drafts.filter(status=DraftStatus.NEW).values_list("pk", "order", "is_chosen")
    changed = [(pk, order in wanted) for pk, order, is_chosen in new if is_chosen != (order in wanted)]
    for value in (True, False):
        keys = [pk for pk, is_wanted in changed if is_wanted == value]
        for first in range(0, len(keys), 500):
            Draft.objects.filter(pk__in=keys[first : first + 500]).update(is_chosen=value)


def begin_storing(*, user: User | None, upload: Upload, at_once: bool = False) -> Upload:
    """Have the chosen texts stored; a few, or `at_once` all, in this call. Returns the upload as it stands.

    Whoever does that answers for them. Where storing broke off, it goes on; being stored already changes nothing.
    Raises NotAllowed; Closed where it is not being looked over, or its story is archived; Unfit where no text is chosen.
    """
    require_admin(user)
    with transaction.atomic():
        held = _held(upload, UploadStatus.READY, UploadStatus.FAILED, UploadStatus.STORING)
        if held.status == UploadStatus.STORING:
            return held
        if held.read is None:
            raise Closed("not-read", "Reading it broke off. Go on with that first, and look the texts over.")
        if held.story is not None:
            require_unarchived(held.story)
        chosen = held.drafts.filter(status=DraftStatus.NEW, is_chosen=True).count()
        if not chosen:
            raise Unfit("none-chosen", "No text is chosen. Choose those that are to be stored.")
        held.status, held.failure, held.created_by = UploadStatus.STORING, "", user or held.created_by
        held.save(update_fields=["status", "failure", "created_by"])
        at_once = at_once or chosen <= TEXTS_AT_ONCE
        number = put_down(storing, held.pk, at_once=at_once)
    return _done(held, storing, number, at_once=at_once)


def go_on(*, user: User | None, upload: Upload) -> Upload:
    """Go on with an upload that broke off, reading or storing, where it was. Returns it as it stands.

    Where reading broke off, it ends in being looked over: nothing is stored that nobody has seen.

    Raises NotAllowed; Closed where it did not break off.
    """
    require_admin(user)
    with transaction.atomic():
        held = _held(upload, UploadStatus.FAILED)
        if held.read is not None:
            return begin_storing(user=user, upload=held)
        held.status, held.failure = UploadStatus.READING, ""
        held.save(update_fields=["status", "failure"])
        number = put_down(reading, held.pk, at_once=False)
    return _done(held, reading, number, at_once=False)


@transaction.atomic
def cancel_upload(*, user: User | None, upload: Upload) -> Upload:
    """Stop reading or storing an upload, or put it away. What is stored stays, the rest is not stored any more.

    Returns it as it stands. Doing it again changes nothing. Raises NotAllowed, or Closed where it is done.
    """
    require_admin(user)
    open_ones = (UploadStatus.READING, UploadStatus.READY, UploadStatus.STORING, UploadStatus.FAILED)
    held = _held(upload, *open_ones, UploadStatus.CANCELLED)
    if held.status == UploadStatus.CANCELLED:
        return held
    before = {"status": held.status}
    held.status, held.ended = UploadStatus.CANCELLED, timezone.now()
    held.save(update_fields=["status", "ended"])
    stored = held.drafts.filter(status=DraftStatus.STORED).count()
    after = {"upload": str(held.pk), "status": held.status, "stored": stored}
    record(Verb.CANCELLED, user=user, before=before, after=after, story_id=held.story_id)
    return held


def discard_upload(*, user: User | None, upload: Upload) -> None:
    """Remove what is staged of an upload: of one that stored nothing all of it, of another what its texts were.

    The lines of the report stay where something was stored, and the bytes that its articles came in. Raises NotAllowed, or
    Closed for one that is being read or stored.
    """
    require_admin(user)
    with transaction.atomic():
        ended = (UploadStatus.READY, UploadStatus.FAILED, UploadStatus.CANCELLED, UploadStatus.DONE)
        held = _held(upload, *ended)
        if held.status != UploadStatus.DONE:
            held.status, held.ended = UploadStatus.CANCELLED, held.ended or timezone.now()
            held.save(update_fields=["status", "ended"])
    named = list(held.files.exclude(original=None).values_list("original", flat=True).distinct())
    if held.drafts.filter(status=DraftStatus.STORED).exists():
        _empty(held)
    else:
        _remove(held)
    remove_unused(named)


def _empty(upload: Upload) -> None:
    """Take away the texts of drafts that were not stored, and the bytes of files of which nothing was."""
    for few in _few_at_a_time(upload.drafts.exclude(text="", dropped="")):
        Draft.objects.filter(pk__in=few).update(text="", dropped="")
    kept = upload.drafts.filter(status=DraftStatus.STORED).values("file")
    upload.files.exclude(pk__in=kept).update(original=None)


def _remove(upload: Upload) -> None:
    for few in _few_at_a_time(upload.drafts.all()):
        Draft.objects.filter(pk__in=few).delete()
    upload.delete()


def _few_at_a_time(drafts: "QuerySet[Draft]") -> Iterable[list[int]]:
    """The keys of these drafts, few by few: asked for anew each time, since they are no more among them then."""
    while few := list(drafts.order_by().values_list("pk", flat=True)[:FILES_AT_A_TIME]):
        yield few


def progress_of(upload: Upload) -> Progress:
    """How far an upload is, as it stands now. Three queries."""
    files = upload.files.order_by().values_list("status").annotate(count=Count("pk"))
    drafts = upload.drafts.order_by().values_list("status", "is_chosen").annotate(count=Count("pk"))
    texts = dict.fromkeys(DraftStatus, 0)
    chosen = 0
    for status, is_chosen, count in drafts:
        texts[DraftStatus(status)] += count
        chosen += count if is_chosen and status == DraftStatus.NEW else 0
    by_status = dict.fromkeys(FileStatus, 0) | {FileStatus(status): count for status, count in files}
    return Progress(by_status, texts, chosen, waits_since(upload.pk))
