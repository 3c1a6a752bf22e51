"""Storing an upload: the chosen drafts become articles, each whole, in steps that can be stopped and gone on with.

Any number of workers may store the same upload at once: each step holds the upload, and takes what is not stored by then.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from annotations.intake.copies import fingerprint
from annotations.intake.here import Here, Target, target_of
from annotations.intake.pause import step
from annotations.intake.put import Entry, put
from annotations.intake.states import broken_off, held_upload
from annotations.intake.texts import cut
from annotations.models import (
    Article,
    Draft,
    DraftStatus,
    Fingerprint,
    Outlet,
    Story,
    Upload,
    UploadStatus,
    User,
    Version,
)
from annotations.models.search import index_versions
from annotations.review.articles import find_or_make_outlet
from annotations.review.policy import may_administer
from annotations.review.refusals import NotAllowed
from annotations.review.stories import LONGEST_TITLE, make_stories, require_unarchived

TEXTS_AT_A_TIME = 100
CHARACTERS_AT_A_TIME = 1_000_000
INDEXED_AT_A_TIME = 10
TABLE = Draft._meta.db_table
WRITE = f"UPDATE {TABLE} SET status = %s, version_id = %s, reason = %s, text = %s WHERE id = %s"  # noqa: S608


def store_upload(upload_id: UUID) -> None:
    """Store the chosen texts of an upload; then it is done. Safe to call again, at any time.

    A text that can't be stored is refused, the others are stored; they are found by their words after `index_upload`.
    Where something else breaks, the upload says so. Raises Stopped where this process was asked to stop.
    """
    with broken_off(upload_id, UploadStatus.STORING, "Storing"):
        while drafts := _few(_to_store(upload_id)[:TEXTS_AT_A_TIME]):
            step()
            _store(upload_id, drafts)
        _finish(upload_id)


def _to_store(upload_id: UUID) -> "QuerySet[Draft]":
    drafts = Draft.objects.filter(upload=upload_id, status=DraftStatus.NEW, is_chosen=True)
    drafts = drafts.filter(upload__status=UploadStatus.STORING)
    return drafts.select_related("file").defer("dropped", "reason").order_by("order")


def _few(drafts: Iterable[Draft]) -> list[Draft]:
    """The first of them, as many as are stored quickly; one at least, where there are any."""
    few: list[Draft] = []
    length = 0
    for draft in drafts:
        length += len(draft.text)
        if few and length > CHARACTERS_AT_A_TIME:
            break
        few.append(draft)
    return few


def _store(upload_id: UUID, drafts: Sequence[Draft]) -> None:
    """Store them together; where the database refuses that, one by one, so that it refuses the one that it means."""
    try:
        _store_together(upload_id, drafts)
    except (IntegrityError, DataError) as fault:
        if len(drafts) == 1:
            _refuse(upload_id, drafts[0], f"The database does not take it: {cut(str(fault), 200)}")
            return
        for draft in drafts:
            _store(upload_id, [draft])


@transaction.atomic
def _store_together(upload_id: UUID, drafts: Sequence[Draft]) -> None:
    upload = held_upload(upload_id, UploadStatus.STORING)
    if upload is None:
        return
    user = _storer(upload)
    fresh = set(_to_store(upload_id).filter(pk__in=[draft.pk for draft in drafts]).values_list("pk", flat=True))
    step_taken = _Step(upload, user, [draft for draft in drafts if draft.pk in fresh])
    step_taken.take()


def _storer(upload: Upload) -> User | None:
    """Who stores it. Raises NotAllowed where that is no admin any more."""
    user = upload.created_by
    if user is not None and not (user.is_active and may_administer(user)):
        raise NotAllowed(
            "forbidden", f"{user} is no longer an admin. Another admin can go on with the upload from here."
        )
    return user


@transaction.atomic
def _refuse(upload_id: UUID, draft: Draft, words: str) -> None:
    if held_upload(upload_id, UploadStatus.STORING) is not None:
        _write([(draft, DraftStatus.REFUSED, None, words)])


Became = tuple[Draft, DraftStatus, int | None, str]


def _write(became: Iterable[Became]) -> None:
    """Write down what became of drafts. The text of one that was stored or refused goes, what it was altered by stays."""
    rows = [
        (status, version, reason, "" if status != DraftStatus.HERE else draft.text, draft.pk)
        for draft, status, version, reason in became
    ]
    # Not through the ORM, which takes longer to write a CASE for each row than all else takes that is done with it.
    with connection.cursor() as cursor:
        cursor.executemany(WRITE, rows)


@dataclass
class _Step:
    """Drafts that are stored together, and what becomes of each."""

    upload: Upload
    user: User | None
    drafts: Sequence[Draft]
    became: list[Became] = field(default_factory=list)
    outlets: dict[str, Outlet | None] = field(default_factory=dict)
    given: Story | None = None
    named: dict[str, Story] = field(default_factory=dict)

    def take(self) -> None:
        """Store them. The stories are held before it is asked what is in them."""
        self._hold()
        fresh = self._not_here()
        stories = self._stories(fresh)
        entries = [(draft, self._entry(draft, stories[draft.pk])) for draft in fresh if draft.pk in stories]
        put([entry for _, entry in entries], user=self.user)
        self.became += [(draft, DraftStatus.STORED, entry.version.pk, "") for draft, entry in entries]
        _write(self.became)

    def _hold(self) -> None:
        """Hold the stories that there are already, in the order of their keys: of several of one title the first that takes texts."""
        wanted = Q(pk=self.upload.story_id) | Q(title__in={draft.story_title for draft in self.drafts} - {""})
        held = list(Story.objects.select_for_update(no_key=True).filter(wanted).order_by("pk"))
        self.given = next((story for story in held if story.pk == self.upload.story_id), None)
        self.named = {one.title: one for one in sorted(held, key=lambda one: (not one.is_archived, -one.pk))}

    def _not_here(self) -> list[Draft]:
        """Those whose text is not there yet where they go. Of the same text twice the second waits for the next step."""
        here = Here(draft.sha256 for draft in self.drafts)
        fresh: dict[tuple[str, Target], Draft] = {}
        for draft in self.drafts:
            target = target_of(draft, self.upload.story_id)
            if (holder := here.holder(draft.sha256, target)) is not None:
                self.became.append((draft, DraftStatus.HERE, holder.version, ""))
            else:
                fresh.setdefault((draft.sha256, target), draft)
        return list(fresh.values())

    def _stories(self, drafts: Sequence[Draft]) -> dict[int, Story]:
        """The story of each, by the draft's key; made where there is none. A draft whose story takes none is refused.

        Raises Closed where the whole upload's story is archived, and texts go there.
        """
        if self.given is not None and not all(draft.story_title for draft in drafts):
            require_unarchived(self.given)
        own = [draft for draft in drafts if not draft.story_title and self.given is None]
        unnamed = sorted({draft.story_title for draft in drafts} - {""} - self.named.keys())
        made = make_stories(user=self.user, titles=[*unnamed, *(cut(draft.headline, LONGEST_TITLE) for draft in own)])
        named = self.named | {story.title: story for story in made[: len(unnamed)]}
        stories = {draft.pk: story for draft, story in zip(own, made[len(unnamed) :], strict=True)}
        for draft in drafts:
            story = named[draft.story_title] if draft.story_title else self.given or stories[draft.pk]
            if story.is_archived:
                words = f"“{story}” is archived. Take it out of the archive and choose the text again."
                self.became.append((draft, DraftStatus.REFUSED, None, words))
            else:
                stories[draft.pk] = story
        return stories

    def _entry(self, draft: Draft, story: Story) -> Entry:
        if draft.outlet not in self.outlets:
            self.outlets[draft.outlet] = find_or_make_outlet(draft.outlet)
        article = Article(story=story, outlet=self.outlets[draft.outlet], **_said(draft))
        return Entry(article, _version(draft), draft.parts, draft.links, _came_from(self.upload, draft))


def _said(draft: Draft) -> Mapping[str, object]:
    names = ("headline", "byline", "address", "archived_address", "published", "fetched", "language", "type")
    return {name: getattr(draft, name) for name in names}


def _version(draft: Draft) -> Version:
    file = draft.file
    return Version(
        text=draft.text,
        sha256=draft.sha256,
        file_name=file.name,
        original_id=file.original_id,
        reader=file.reader,
        reader_version=draft.reader_version,
        encoding=file.encoding,
        normalised=draft.normalised,
    )


def _came_from(upload: Upload, draft: Draft) -> dict[str, object]:
    return {
        "upload": str(upload.pk),
        "number": draft.order,
        "original": draft.file.original_id,
        "reader": draft.file.reader,
    }


def index_upload(upload_id: UUID) -> None:
    """Make known what was stored of an upload, after all of it is: it takes several times as long. Raises as `make_known` does."""
    make_known(Version.objects.filter(drafts__upload=upload_id, drafts__status=DraftStatus.STORED))


def make_known(versions: "QuerySet[Version]") -> int:
    """Put these versions where they are found by their words, and where copies are. Safe to call again, at any time.

    Few at a time. Gives how many were not found so far. Raises Stopped where this process was asked to stop.
    """
    has_fingerprints = Exists(Fingerprint.objects.filter(version=OuterRef("pk")))
    unindexed = list(versions.filter(indexed=None).order_by("pk").values_list("pk", flat=True))
    for few in _batches(unindexed):
        index_versions(few)
    uncompared = list(versions.exclude(has_fingerprints).order_by("pk").values_list("pk", flat=True))
    for few in _batches(uncompared):
        fingerprint(Version.objects.filter(pk__in=few))
    return len({*unindexed, *uncompared})


def _batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(keys), INDEXED_AT_A_TIME):
        step()
        yield keys[first : first + INDEXED_AT_A_TIME]


@transaction.atomic
def _finish(upload_id: UUID) -> None:
    upload = held_upload(upload_id, UploadStatus.STORING)
    if upload is not None and not _to_store(upload_id).exists():
        upload.status, upload.ended = UploadStatus.DONE, timezone.now()
        upload.save(update_fields=["status", "ended"])
