"""Where originals are kept: a folder of files, each of them whole."""

import os
import uuid
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage

_UNDER_WAY = "incoming"


class WholeFiles(FileSystemStorage):
    """Files that are in their place whole, or not at all: a crash in the middle of writing one leaves nothing there."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002
        """The name itself: the same name is the same bytes."""
        return name

    def _save(self, name: str, content: File[bytes]) -> str:
        begun: str = super()._save(f"{_UNDER_WAY}/{uuid.uuid4()}", content)  # type: ignore[misc]
        written = Path(self.path(begun))
        with written.open("rb") as file:
            os.fsync(file.fileno())
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        written.replace(place)
        # The name is on the disk once its folder is, and a new folder once that which it is in is.
        for folder in (place.parent, place.parent.parent):
            _flush(folder)
        return name

    def remove_begun(self, *, before: datetime) -> None:
        """Remove what was begun before then and never came into its place: a crash has left it."""
        folder = Path(self.path(_UNDER_WAY))
        for begun in folder.iterdir() if folder.is_dir() else ():
            # One that is just being put into its place may be gone by now.
            with suppress(FileNotFoundError):
                if begun.stat().st_mtime < before.timestamp():
                    begun.unlink()


def _flush(folder: Path) -> None:
    """Have what a folder lists on the disk. Where folders can't be opened (Windows), it is left to the system."""
    with suppress(PermissionError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
