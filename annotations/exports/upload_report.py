"""An upload's report: one record a text, and one for each file of which no text was read. It is no table of a set."""

from collections.abc import Iterator
from itertools import chain
from typing import IO

from annotations.exports.dialects import Dialect
from annotations.exports.snapshot import consistent_view
from annotations.exports.tables.table import Cell, Columns
from annotations.models import Draft, DraftStatus, FileStatus, Upload, UploadFile

AT_A_TIME = 500
# Stands between the sentences on what was altered in reading.
BETWEEN = " | "


def became(draft: Draft) -> str:
    """What became of a text, in a word: "stored", "already here", "refused", "left out", or "new" before it is stored."""
    if draft.status == DraftStatus.NEW and (not draft.is_chosen or draft.upload.ended):
        return "left out"
    return draft.get_status_display()


FILE: Columns[UploadFile] = {
    "file": lambda file: file.name,
    "bytes": lambda file: file.size,
    "file_sha256": lambda file: file.original_id,
    "reader": lambda file: file.reader,
    "encoding": lambda file: file.encoding,
}

TEXT: Columns[Draft] = {
    "text": lambda draft: draft.order,
    "became": became,
    "why": lambda draft: draft.reason,
    "headline": lambda draft: draft.headline,
    "words": lambda draft: draft.words,
    "text_sha256": lambda draft: draft.sha256,
    "altered": lambda draft: BETWEEN.join(draft.normalised),
    "story": lambda draft: draft.version.article.story.slug if draft.version else None,
    "article": lambda draft: draft.version.article_id if draft.version else None,
    "version": lambda draft: draft.version.number if draft.version else None,
}

NO_TEXT: dict[str, Cell] = dict.fromkeys(TEXT)


def write_report(file: IO[bytes], upload: Upload, dialect: Dialect) -> None:
    """Write the report into a file, from one consistent view, few records at a time."""
    with consistent_view():
        file.writelines(dialect.encode(chain([[*FILE, *TEXT]], _records(upload))))


def _records(upload: Upload) -> Iterator[list[Cell]]:
    without = upload.files.filter(drafts__isnull=True).order_by("order")
    for file in without.iterator(AT_A_TIME):
        state = "refused" if file.status == FileStatus.REFUSED else file.get_status_display()
        said = NO_TEXT | {"became": state, "why": file.reason}
        yield [*(cell(file) for cell in FILE.values()), *said.values()]
    drafts = upload.drafts.select_related("file", "version__article__story").order_by("order")
    for draft in drafts.defer("text", "dropped", "parts", "links", "version__text").iterator(AT_A_TIME):
        draft.upload = upload
        yield [*(cell(draft.file) for cell in FILE.values()), *(cell(draft) for cell in TEXT.values())]
