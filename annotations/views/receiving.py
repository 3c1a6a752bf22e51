"""How the files of a form are received: streamed to the disk, however many and however large they are."""

import io
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.functional import cached_property


class IntoOneFile(FileUploadHandler):
    """Keeps the bytes of all files of a request, one behind the other, in a single file without a name.

    Django's own would keep ten thousand small files in memory, or each in a file of its own that stays open. What goes beyond
    FACTCHECK_MAX_ARCHIVE_BYTES in all is counted and not kept: the form refuses it by its size.
    """

    @cached_property
    def file(self) -> "Shared":
        """Made for the first file: a form without one needs none. Django closes what has this name if a request breaks off."""
        return Shared()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """The next file begins."""
        super().new_file(*args, **kwargs)
        self._start = self.file.size

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002
        """Some bytes of it."""
        self.file.append(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        """The file, to be read from the shared one."""
        assert self.file_name is not None  # noqa: S101  (Django passes over files without a name)
        kept = io.BufferedReader(Piece(self.file, self._start, self.file.size - self._start))
        return UploadedFile(kept, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra)


class Shared:
    """The bytes of all files. They are gone once the last of the pieces is closed."""

    def __init__(self) -> None:
        # Pieces close it: it outlives this function.
        self._bytes: IO[bytes] = TemporaryFile()  # noqa: SIM115
        self._pieces = 0
        self.size = 0

    def append(self, raw: bytes) -> None:
        """Keep the bytes, as far as there is room."""
        kept = raw[: max(0, settings.FACTCHECK_MAX_ARCHIVE_BYTES - self.size)]
        self._bytes.seek(self.size)
        self.size += self._bytes.write(kept)

    def read(self, start: int, size: int) -> bytes:
        """Bytes from the middle."""
        self._bytes.seek(start)
        return self._bytes.read(size)

    def opened(self) -> None:
        """One piece more will be read."""
        self._pieces += 1

    def closed(self) -> None:
        """One of them will be read no more."""
        self._pieces -= 1
        if not self._pieces:
            self.close()

    def close(self) -> None:
        """Let go of the bytes."""
        self._bytes.close()


class Piece(io.RawIOBase):
    """One of the files in the shared one, to be read and wound as if it stood alone."""

    def __init__(self, shared: Shared, start: int, size: int) -> None:
        super().__init__()
        self._shared, self._start, self._size, self._at = shared, start, size, 0
        shared.opened()

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place in it."""
        self._at = max(0, {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence] + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        """Read on, into a buffer."""
        read = self._shared.read(self._start + self._at, max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(read)] = read
        self._at += len(read)
        return len(read)

    def close(self) -> None:
        """Read no more of it."""
        if not self.closed:
            self._shared.closed()
        super().close()
