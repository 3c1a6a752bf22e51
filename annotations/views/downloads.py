"""Files that are made for a download, and sent."""

from collections.abc import Callable
from contextlib import ExitStack
from io import SEEK_END
from tempfile import TemporaryFile
from typing import IO, Any

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase

from annotations.exports.dialects import Dialect
from annotations.forms.exports import ExportForm
from annotations.views.errors import error_page

MOST_AT_ONCE = 4 * 1024 * 1024
PIECE = 128 * 1024

CSV = "text/csv; charset=utf-8"

# Writes a download into a file.
Writer = Callable[[IO[bytes], Dialect], object]


class Download(FileResponse):
    """A file from its beginning: up to 4 MiB in one chunk, a larger one in many small ones.

    The server keeps a thread for a download until it has taken the last chunk, however slowly the other end reads; with
    one chunk it takes all at once, and no slow download stops the saves. A larger file keeps the thread anyhow. Then small
    chunks do: the server holds several at once, each of them twice.
    """

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        size = file.seek(0, SEEK_END)
        file.seek(0)
        self.block_size = size if size <= MOST_AT_ONCE else PIECE
        super().__init__(file, **options)


def download_made(
    request: HttpRequest, write: Writer, *, what: str, name: str, content_type: str = CSV, ending: str = "csv"
) -> HttpResponseBase:
    """A file made now, in the dialect that the address names; for a spreadsheet if it names none.

    `what` is it, as in "This list can’t be made", which a page says where there is no such dialect. `name` begins its name; the
    dialect and `ending` follow.
    """
    choice = ExportForm(request.GET)
    if not choice.is_valid():
        words = " ".join(str(word) for field in choice.errors.values() for word in field)
        return error_page(request, 400, f"{what} can’t be made", words)
    dialect = choice.chosen()
    file_name = f"{name}-{dialect.key}.{ending}"
    return Download(_written(write, dialect), as_attachment=True, filename=file_name, content_type=content_type)


def _written(write: Writer, dialect: Dialect) -> IO[bytes]:
    """A file without a name, on disk, written; it is gone once it is closed, which the response does."""
    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile())
        write(file, dialect)
        stack.pop_all()
    return file
