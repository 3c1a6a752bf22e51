"""The lines of a PDF with their places, read by PDFium: in this process, or in one of their own that this file is the program of.

A PDF of four kilobytes can make PDFium take three gigabytes, or bring its process down. So the reader runs it apart,
where memory and time have an end. This file imports nothing of the project, so that such a process is there at once.
"""

import ctypes
import json
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import astuple, dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

# More than any document met; a page of words takes PDFium a hundredth of it.
MEMORY = 400_000_000
SECONDS = 60
MOST_PAGES = 2_000

# What PDFium gives for a hyphen at which a word is parted between two lines.
_HYPHEN = 0x02


@dataclass
class Line:
    """A line of words. Places are in points, from the page's lower left corner; `is_parted` where its last word goes on."""

    words: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    is_parted: bool = False


@dataclass
class Document:
    """A PDF's lines, page by page, and what it says of itself. `trouble` is why it has none, "" where it could be read."""

    pages: list[list[Line]] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)
    trouble: str = ""


def document_in(raw: bytes, *, most: int) -> Document:
    """The document in these bytes, up to `most` characters of it. Trouble: `encrypted`, `damaged`, `pages`, `long`."""
    try:
        opened = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}
        return Document(trouble="encrypted" if is_locked else "damaged")
    with closing(opened):
        if len(opened) > MOST_PAGES:
            return Document(trouble="pages")
        document = Document(about=opened.get_metadata_dict())
        for number in range(len(opened)):
            document.pages.append(_page(opened, number))
            most -= sum(len(line.words) for line in document.pages[-1])
            if most < 0:
                return Document(trouble="long")
        return document


def _page(opened: Any, number: int) -> list[Line]:
    """A page's lines; none for one that is damaged, so that the others are read."""
    try:
        page = opened[number]
    except pypdfium2.PdfiumError:
        return []
    with closing(page), closing(page.get_textpage()) as text:
        return list(_lines(text))


def _lines(text: Any) -> Iterator[Line]:
    characters: list[str] = []
    first = 0
    for place in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, place)
        if code in {0x0A, 0x0D, _HYPHEN, 0xFFFE}:
            yield from _line(text, characters, first, is_parted=code not in {0x0A, 0x0D})
            characters, first = [], place + 1
        else:
            characters.append(chr(code) if 0 < code <= sys.maxunicode else "")
    yield from _line(text, characters, first, is_parted=False)


def _line(text: Any, characters: list[str], first: int, *, is_parted: bool) -> Iterator[Line]:
    # On some systems a character beyond U+FFFF comes as two halves.
    words = "".join(characters).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()
    if not words:
        return
    inked = [place for place, letter in enumerate(characters) if letter.strip()]
    start, end = _box(text, first + inked[0]), _box(text, first + inked[-1])
    size = pdfium.FPDFText_GetFontSize(text, first + inked[0]) or 1.0
    yield Line(words, start.left, end.right, start.top, start.bottom, size, is_parted)


def _box(text: Any, place: int) -> pdfium.FS_RECTF:
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, place, ctypes.byref(box))
    return box


def packed(document: Document) -> str:
    """The document as a line of JSON."""
    pages = [[astuple(line) for line in page] for page in document.pages]
    return json.dumps({"pages": pages, "about": document.about, "trouble": document.trouble})


def unpacked(line: str | bytes) -> Document:
    """The document that `packed` made the line of."""
    read = json.loads(line)
    return Document([[Line(*one) for one in page] for page in read["pages"]], read["about"], read["trouble"])


def _bound() -> None:
    """Let this process have so much and no more."""
    import resource  # noqa: PLC0415 - not there on every system, as some limits are not

    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    with suppress(ImportError):
        _bound()
    sys.stdout.write(packed(document_in(sys.stdin.buffer.read(), most=int(sys.argv[1]))))
