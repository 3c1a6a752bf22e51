"""manage.py load_articles: articles from files of all formats."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotations.intake.files import ROOM, Incoming
from annotations.intake.readers import READERS
from annotations.intake.uploads import begin_storing, cancel_upload, discard_upload, start_upload
from annotations.models import Draft, DraftStatus, FileStatus, Story, Upload, UploadFile, UploadStatus
from annotations.review.refusals import Refusal

# So many files make one upload.
FILES_AT_A_TIME = 500
STORED, HERE, REFUSED, WOULD = "stored", "already here", "refused", "would be stored"
SUFFIXES = frozenset({".zip", *(suffix for reader in READERS for suffix in reader.suffixes if suffix)})


class Command(BaseCommand):
    """Loads what it can, and says of each file what became of it."""

    help = (
        "Load articles from files of all formats that can be uploaded, and from ZIPs of them. The same text again changes "
        "nothing. A file that is refused holds up none of the others; the exit status then is 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The files, and what they have in common."""
        parser.add_argument(
            "paths",
            nargs="+",
            type=Path,
            metavar="PATH",
            help="a file, or a folder of files, with the folders in it; of a folder READMEs are left out",
        )
        parser.add_argument(
            "--story",
            metavar="TITLE",
            help="the story they report, by its title or its name in addresses; made where there is none. "
            "Without this each article gets a story of its own, unless its file says which",
        )
        parser.add_argument(
            "--outlet", default="", metavar="NAME", help="who published them, where a file does not say"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be stored and what refused, and store nothing"
        )

    def handle(self, **options: Any) -> None:
        """Load file after file, with a line for each. Raises CommandError with the summary where one was refused."""
        self.outcomes: Counter[str] = Counter()
        self.said = {"outlet": options["outlet"], "title": options["story"] or "", "dry": options["dry_run"]}
        _find_story(self.said["title"])
        paths = list(_files(options["paths"]))
        for first in range(0, len(paths), FILES_AT_A_TIME):
            self._load(paths[first : first + FILES_AT_A_TIME])
        kinds = [WOULD if self.said["dry"] else STORED, HERE, REFUSED]
        summary = ", ".join(f"{self.outcomes[outcome]} {outcome}" for outcome in kinds)
        if self.outcomes[REFUSED]:
            raise CommandError(f"{summary}.")
        self.stdout.write(f"{summary}.")

    def _load(self, paths: Sequence[Path]) -> None:
        """Load these files in one upload, and print what became of each."""
        faults = {path: fault for path in paths if (fault := _fault(path))}
        readable = [path for path in paths if path not in faults]
        upload = self._stored(readable) if readable else None
        reported = _reported(upload, dry=self.said["dry"]) if upload else {}
        places = iter(range(len(readable)))
        for path in paths:
            outcomes = [("", REFUSED, faults[path])] if path in faults else reported[next(places)]
            for within, outcome, reason in outcomes:
                self.outcomes[outcome] += 1
                self.stdout.write(f"{_printable(path)}{within}: {outcome}{reason and f': {reason}'}")
        if upload and not upload.drafts.filter(status=DraftStatus.STORED).exists():
            discard_upload(user=None, upload=upload)

    def _stored(self, paths: Sequence[Path]) -> Upload:
        """The upload of these files, at its end: or only read, for a dry run. Raises CommandError where it broke off."""
        story = _find_story(self.said["title"])
        title = "" if story else self.said["title"]
        files = [Incoming(_printable(path.name), path.stat().st_size, _as_file(path)) for path in paths]
        with _said():
            upload = start_upload(
                user=None, story=story, files=files, story_title=title, at_once=True, outlet=self.said["outlet"]
            )
        if self.said["dry"] or not upload.drafts.filter(status=DraftStatus.NEW).exists():
            return upload
        try:
            with _said():
                upload = begin_storing(user=None, upload=upload, at_once=True)
        except KeyboardInterrupt:
            cancel_upload(user=None, upload=upload)
            raise
        if upload.status == UploadStatus.FAILED:
            raise CommandError(upload.failure)
        return upload


@contextmanager
def _said() -> Iterator[None]:
    """A refusal, as a command says it."""
    try:
        yield
    except Refusal as refusal:
        raise CommandError(refusal.words) from refusal


def _reported(upload: Upload, *, dry: bool) -> dict[int, list[tuple[str, str, str]]]:
    """By the place of each file what became of its texts: where it stands in the file, the outcome, and why."""
    reported: dict[int, list[tuple[str, str, str]]] = {}
    for file in upload.files.prefetch_related("drafts").order_by("order"):
        place, inside = divmod(file.order - 1, ROOM)
        name = f": {file.name}" if inside else ""
        reported.setdefault(place, []).extend(_of_file(file, name, dry=dry))
    return reported


def _of_file(file: UploadFile, name: str, *, dry: bool) -> Iterator[tuple[str, str, str]]:
    if file.status == FileStatus.REFUSED:
        yield name, REFUSED, file.reason
    elif file.status == FileStatus.FIELDS:
        yield name, REFUSED, "It is not clear which of its columns is which. Upload it in the browser to say so."
    drafts = list(file.drafts.all())
    for number, draft in enumerate(drafts, 1):
        within = f"{name}, text {number}" if len(drafts) > 1 else name
        yield within, *_of_draft(draft, dry=dry)


def _of_draft(draft: Draft, *, dry: bool) -> tuple[str, str]:
    if draft.status == DraftStatus.REFUSED:
        return REFUSED, draft.reason
    if draft.status == DraftStatus.HERE:
        return HERE, ""
    if dry:
        return WOULD, ""
    if draft.status == DraftStatus.STORED:
        return STORED, ""
    return REFUSED, "It was not stored: the upload was cancelled, or broke off. Load it again."


def _find_story(title: str) -> Story | None:
    if not title:
        return None
    if (named := Story.objects.filter(slug=title).first()) is not None:
        return named
    titled = Story.objects.filter(title=title)
    if len(titled) > 1:
        slugs = ", ".join(story.slug for story in titled)
        raise CommandError(f"Several stories are called “{title}”. Choose one by its name in addresses: {slugs}.")
    return titled.first()


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files named, and those in the folders named. A folder without any stands for itself, to be refused."""
    for path in paths:
        inside = path.rglob("*") if path.is_dir() else ()
        yield from sorted(one for one in inside if one.suffix.lower() in SUFFIXES and _is_shown(one, path)) or [path]


def _is_shown(path: Path, folder: Path) -> bool:
    """Whether it is a file of the folder that is meant: no hidden one, and none that tells what the others are."""
    if path.stem.lower() == "readme":
        return False
    return path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)


def _fault(path: Path) -> str:
    """Why the file can't be opened; "" where it can."""
    if path.is_dir():
        return "There are no files in this folder that can be read."
    # Reading a device or a pipe might never end.
    if path.exists() and not path.is_file():
        return "This is neither a file nor a folder."
    try:
        path.open("rb").close()
    except OSError as error:
        return f"{error.strerror}. Look at the path and try again."
    return ""


class _Opened:
    """A file that is open only while it is read: of ten thousand not all can be open at once."""

    def __init__(self, path: Path) -> None:
        self._path, self._at = path, 0

    def seek(self, place: int) -> None:
        self._at = place

    def read(self, size: int = -1) -> bytes:
        with self._path.open("rb") as file:
            file.seek(self._at)
            read = file.read(size)
        self._at += len(read)
        return read


def _as_file(path: Path) -> BinaryIO:
    return cast("BinaryIO", _Opened(path))


def _printable(path: Path | str) -> str:
    """The name as text, also where the file system has bytes in it that are none."""
    return os.fsencode(path).decode("utf-8", "replace")
