"""Files that are known for what they are, and can't be read: why, and what to do instead."""

import re
from pathlib import PurePath

from annotations.review.refusals import Unfit

_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURE = (
    "This is a picture. Run text recognition (OCR) over it, and choose the text or PDF that comes of it.",
    "png jpg jpeg gif webp tif tiff bmp heic svg",
    rb"\x89PNG\r|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|II\*\x00|MM\x00\*|BM....\x00\x00\x00\x00|....ftyp(?:heic|avif|mif1)|<svg\b",
)
_SOUND = (
    "This is sound or video. Write down what is said in it, and choose that text.",
    "mp3 mp4 m4a wav ogg avi mov mkv webm",
    rb"ID3[\x02-\x04]|OggS\x00|fLaC|RIFF....(?:WAVE|AVI )|\x1a\x45\xdf\xa3|....ftyp",
)
_ARCHIVE = (
    "This is an archive. Choose a ZIP, or the files in it.",
    "gz bz2 xz 7z rar tar tgz zst",
    rb"\x1f\x8b|BZh[1-9]|\xfd7zXZ|7z\xbc\xaf|Rar!\x1a|\x28\xb5\x2f\xfd|.{257}ustar",
)
_PROGRAM = (
    "This is a program. Choose a text.",
    "exe dll so dylib msi apk jar class pyc",
    rb"MZ.{0,60}\x00|\x7fELF|\xca\xfe\xba\xbe|\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe",
)
_RICH_TEXT = ("RTF can’t be read. Open it in a word processor and save it as DOCX.", "rtf", rb"\{\\rtf")
_OPEN_DOCUMENT = (
    "Open Document files can’t be read. Save it as DOCX, or a table as XLSX.",
    "odt ods odp fodt",
    rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis",
)
_BOOK = (
    "E-books can’t be read. Choose the text as a web page or PDF.",
    "epub mobi azw3",
    rb"PK\x03\x04.{26}mimetypeapplication/epub",
)
_WEB_ARCHIVE = (
    "This is a web page packed into one file. Save it as “Web page, HTML only”, and choose that.",
    "mht mhtml webarchive",
    rb"bplist00|From: <Saved by |MIME-Version: 1\.0\r?\n|Content-Type: multipart/related",
)

# By how its name ends, and by what it begins with.
_REFUSED = tuple(
    (words, frozenset(f".{suffix}" for suffix in suffixes.split()), re.compile(beginning, re.DOTALL))
    for words, suffixes, beginning in (
        *(_PICTURE, _SOUND, _ARCHIVE, _PROGRAM),
        *(_RICH_TEXT, _OPEN_DOCUMENT, _BOOK, _WEB_ARCHIVE),
    )
)


def refuse_by_beginning(name: str, head: bytes) -> None:
    """Raise Unfit, `no-reader` or `encrypted`, where a file that begins with these bytes is known to be no text."""
    if head.startswith(_OFFICE) and PurePath(name).suffix.lower() in {".docx", ".xlsx"}:
        raise Unfit("encrypted", "The file is encrypted. Save it without a password and choose it again.")
    if head.startswith(_OFFICE):
        raise Unfit("no-reader", "This is a file of an old Office. Save it as DOCX or XLSX, without a password.")
    for words, _, beginning in _REFUSED:
        if beginning.match(head):
            raise Unfit("no-reader", words)


def no_reader(name: str, formats: str) -> Unfit:
    """The refusal of a file by its name. `formats` are those that can be read."""
    suffix = PurePath(name).suffix.lower()
    words = next((words for words, suffixes, _ in _REFUSED if suffix in suffixes), "Files of this kind can’t be read.")
    return Unfit("no-reader", f"{words} What can be read: {formats}.")
