"""The text of a PDF that has a text layer: its lines, joined to paragraphs again."""

import re
import subprocess
import sys
from collections.abc import Iterator
from threading import Lock

from django.conf import settings

from annotations.intake import pdf_lines
from annotations.intake.blocks import found_in
from annotations.intake.damaged import refused_if_damaged
from annotations.intake.pdf_lines import Document, document_in, unpacked
from annotations.intake.pdf_paragraphs import Set, as_set
from annotations.intake.reading import Found
from annotations.intake.said import said
from annotations.models.structure import PartKind
from annotations.review.refusals import Unfit

# Titles that programs give where nobody did: the file's name, or nothing.
_NO_TITLE = re.compile(
    r"\.(docx?|rtf|odt|indd|qxd|pdf|pages|html?)$|^untitled|^microsoft word|^slide \d", re.IGNORECASE
)

# Two at a time would take twice the memory; within one process PDFium does not bear two at all.
_ONE_AT_A_TIME = Lock()

_TROUBLES = {
    "encrypted": "The file is encrypted. Save it without a password and choose it again.",
    "damaged": "The file is damaged, or no PDF at all. Open it where it came from and save it anew.",
    "pages": f"It has more than {pdf_lines.MOST_PAGES:,} pages. Save those of the article alone.",
    "long": "It has more text than an article. Save the pages of the article alone.",
    "slow": f"It takes longer than {pdf_lines.SECONDS} seconds to read. Print it to a new PDF and choose that.",
    "scanned": "It has no text layer: it was scanned. Run text recognition (OCR) over it first.",
}


def found_in_pdf(raw: bytes, *, apart: bool) -> Found:
    """The one text in these bytes of a PDF, read in a process of its own or (`apart` False) here.

    Raises Unfit: `encrypted`, `damaged`, `slow`, `pages`, `long`, `scanned`, or as `found_in` does.
    """
    with refused_if_damaged("PDF"):
        document = _document_apart(raw) if apart else _document_here(raw)
    if document.trouble:
        raise Unfit(document.trouble, _TROUBLES[document.trouble])
    if not any(document.pages):
        raise Unfit("scanned", _TROUBLES["scanned"])
    return _found(document)


def _document_here(raw: bytes) -> Document:
    with _ONE_AT_A_TIME:
        return document_in(raw, most=settings.FACTCHECK_MAX_ARTICLE_BYTES)


def _document_apart(raw: bytes) -> Document:
    """The document as a process of its own reads it. That it broke down is the file's doing."""
    program = [sys.executable, "-I", pdf_lines.__file__, str(settings.FACTCHECK_MAX_ARTICLE_BYTES)]
    try:
        with _ONE_AT_A_TIME:
            done = subprocess.run(  # noqa: S603 - a program of this project's own, and the file is its input only
                program, input=raw, capture_output=True, timeout=pdf_lines.SECONDS, check=True
            )
    except subprocess.TimeoutExpired:
        return Document(trouble="slow")
    except subprocess.CalledProcessError:
        return Document(trouble="damaged")
    return unpacked(done.stdout)


def _found(document: Document) -> Found:
    text = as_set(document.pages)
    headline = next((block.words for block in text.blocks if block.kind == PartKind.HEADLINE), "")
    # The day on which a file was made is not the day on which the article appeared.
    about = document.about
    title = about.get("Title", "")
    fields = {
        "headline": headline or ("" if _NO_TITLE.search(title) else title),
        "byline": about.get("Author", ""),
        "address": text.address,
    }
    notes = list(_notes(document, text))
    return found_in(text.blocks, fields=said(fields), dropped=text.dropped, notes=notes)


def _notes(document: Document, text: Set) -> Iterator[str]:
    yield "Lines are joined to paragraphs by where they stand on the page."
    if text.rejoined:
        yield f"{text.rejoined:,} word{'' if text.rejoined == 1 else 's'} parted at the end of a line joined."
    if text.dropped:
        yield "Page numbers and running heads are left out."
    if blank := [str(number) for number, page in enumerate(document.pages, 1) if not page]:
        yield f"Without text: page {', '.join(blank[:20])}{' …' if len(blank) > 20 else ''}."
