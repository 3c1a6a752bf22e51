"""Archives: the files in a ZIP, one after the other, whatever somebody made of it.

Nothing of an archive is ever written to the disk under its own names, and no more than one of its files is in memory.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from django.conf import settings

from annotations.models import UploadFile
from annotations.review.refusals import Unfit

MOST_MEMBERS = 10_000
NAMELESS = "without a name"
LONGEST_NAME = UploadFile._meta.get_field("name").max_length or 0

# The list of an archive's files is read whole before they can be counted. An entry has 46 bytes, and its name.
_LONGEST_LIST = MOST_MEMBERS * 400
# Texts get to a tenth, at times to a thirtieth. Only zeros and the like get further.
_HIGHEST_RATIO = 100
_RATIO_MATTERS_FROM = 1_000_000
_CHUNK = 1_000_000
_HEADER = 30

_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OTHERS = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\xfd7zXZ\x00", b"BZh")
_SUFFIXES = frozenset([".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".zst", ".jar"])
_OFFICE = frozenset([".docx", ".docm", ".dotx", ".xlsx", ".xlsm", ".xltx"])
_OFFICE_BEGINS = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"mimetype")

_WAYS = {9: "Deflate64", 12: "BZIP2", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd"}

# Made by systems for themselves.
_LEFT_OUT = frozenset([".DS_Store", "Thumbs.db", "desktop.ini"])

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)


@dataclass(frozen=True)
class Member:
    """A file of an archive: its place in there, its name with the folders, and its bytes; or why it is `refused`.

    `place` counts from 0; `size` is in bytes, as the archive says.
    """

    place: int
    name: str
    size: int
    raw: bytes = b""
    refused: str = ""


def is_archive(name: str, head: bytes) -> bool:
    """Whether a file of this name that begins with these bytes is a ZIP of files. Those of Word and Excel are none."""
    if not head.startswith(_ZIPS) or PurePosixPath(name).suffix.lower() in _OFFICE:
        return False
    return not head[_HEADER:].startswith(_OFFICE_BEGINS)


def members(file: BinaryIO, *, first: int = 0) -> Iterator[Member]:
    """The files of a ZIP from place `first` on. Folders, and what systems put there for themselves, are left out.

    One that can't be read is refused, and the others are read: encrypted, broken or too large ones, links, archives,
    those that unpack to far more than is likely or share their bytes, and those whose path leads out of the archive.

    Raises Unfit at once, for the whole: `not-archive`; `too-large` for more than MOST_MEMBERS files, or if they would
    have more than FACTCHECK_MAX_ARCHIVE_BYTES; `empty`.
    """
    archive = _opened(file)
    wanted = [(place, info, _name(info)) for place, info in enumerate(archive.infolist())]
    wanted = [(place, info, name) for place, info, name in wanted if not _is_left_out(name)]
    shared = _shared(archive)
    refused = {place: _refusal(info, name, shared) for place, info, name in wanted}
    # What is refused is not unpacked: a film among texts keeps none of them out.
    _check(len(archive.infolist()), len(wanted), sum(info.file_size for place, info, _ in wanted if not refused[place]))
    return (
        _read(archive, Member(place, shown(name) or NAMELESS, info.file_size, refused=refused[place]), info)
        for place, info, name in wanted
        if place >= first
    )


def shown(name: str) -> str:
    """The name of a file as people see it and the database holds it; of one that is too long, its end."""
    plain = "".join(each if each.isprintable() else "\ufffd" for each in name)
    return plain if len(plain) <= LONGEST_NAME else f"…{plain[1 - LONGEST_NAME :]}"


class _Guarded:
    """A file that is asked for no more than `most` bytes at a time."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file = file
        self._most = most
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1, /) -> bytes:
        """So many bytes, fewer at the end. Raises Unfit, `too-large`."""
        if size > self._most:
            raise _too_many()
        return self._file.read(self._most if size < 0 else size)


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(_Guarded(file, max(_LONGEST_LIST, _CHUNK)))
    except _BROKEN as error:
        why = "This archive can't be opened: it is cut off, broken, or no ZIP. Make it anew, or choose its files themselves."
        raise Unfit("not-archive", why) from error


def _too_many() -> Unfit:
    return Unfit("too-large", f"An archive has {MOST_MEMBERS:,} files at most. Part it into several.")


def _check(number: int, wanted: int, size: int) -> None:
    if number > MOST_MEMBERS:
        raise _too_many()
    if not wanted:
        raise Unfit("empty", "There are no files in this archive. Choose one with texts in it.")
    most = settings.FACTCHECK_MAX_ARCHIVE_BYTES
    if size > most:
        why = f"Its files have {size:,} bytes: an archive has {most:,} at most, unpacked. Part it into several."
        raise Unfit("too-large", why)


def _name(info: zipfile.ZipInfo) -> str:
    """Its name. Many programs write UTF-8 and do not say so; where it can be that, it is."""
    name = info.orig_filename
    try:
        return name if info.flag_bits & 0x800 else name.encode("cp437").decode()
    except UnicodeError:
        return name


def _is_left_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    is_systems = "__MACOSX" in path.parts or path.name in _LEFT_OUT or path.name.startswith("._")
    return name.endswith(("/", "\\")) or is_systems


def _shared(archive: zipfile.ZipFile) -> set[int]:
    """Where those files begin that share bytes with another, or with the list of files."""
    shared: set[int] = set()
    reach, reaching = 0, 0
    for info in sorted(archive.infolist(), key=lambda info: info.header_offset):
        if info.header_offset < reach:
            shared |= {info.header_offset, reaching}
        end = info.header_offset + _HEADER + len(info.orig_filename) + info.compress_size
        if end > reach:
            reach, reaching = end, info.header_offset
        if end > archive.start_dir:
            shared.add(info.header_offset)
    return shared


def _refusal(info: zipfile.ZipInfo, name: str, shared: set[int]) -> str:
    """Why it is not even unpacked; "" where nothing speaks against that."""
    most = settings.FACTCHECK_MAX_FILE_BYTES
    times = info.file_size // max(info.compress_size, 1)
    reasons: Iterable[tuple[bool, str]] = (
        (_leads_out(name), "Its path leads out of the archive. Pack it anew, within a folder."),
        (_is_special(info), "This is a link or the like, no file. Put the file itself into the archive."),
        (bool(info.flag_bits & 0x2041), "It is encrypted. Pack it without a password."),
        (_has_suffix(name), _NESTED),
        (info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}, _packed(info.compress_type)),
        (info.header_offset in shared, "It shares its bytes with another file of the archive. Pack it anew."),
        (
            info.file_size > most,
            f"{info.file_size:,} bytes are too many: a file has {most:,} at most. Part it, or make it smaller.",
        ),
        (
            times > _HIGHEST_RATIO and info.file_size > _RATIO_MATTERS_FROM,
            f"It would unpack to {times:,} times its size, as no text does. Choose the file itself, if it is one.",
        ),
    )
    return next((why for applies, why in reasons if applies), "")


_NESTED = "This is an archive within the archive. Take its files out, or choose it by itself."


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or name[1:2] == ":" or "\x00" in name


def _is_special(info: zipfile.ZipInfo) -> bool:
    """Whether Unix knows it as something other than a file: a symbolic link above all."""
    return stat.S_IFMT(info.external_attr >> 16) not in {0, stat.S_IFREG, stat.S_IFDIR}


def _has_suffix(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _SUFFIXES


def _packed(kind: int) -> str:
    how = _WAYS.get(kind, f"way {kind}")
    return f"It is packed in a way that is not read here ({how}). Pack it anew, as programs usually do (deflate)."


def _read(archive: zipfile.ZipFile, member: Member, info: zipfile.ZipInfo) -> Member:
    """The member with its bytes, or refused."""
    if member.refused:
        return member
    try:
        with archive.open(info) as stream:
            raw = b"".join(iter(lambda: stream.read(_CHUNK), b""))
    except _BROKEN:
        why = "It is broken in the archive, or cut off. Pack it anew, or choose the file itself."
        return Member(member.place, member.name, member.size, refused=why)
    if is_archive(member.name, raw) or raw.startswith(_OTHERS):
        return Member(member.place, member.name, member.size, refused=_NESTED)
    return Member(member.place, member.name, member.size, raw)
