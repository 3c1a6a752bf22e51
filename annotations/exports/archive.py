"""The set as one zip file: the tables, the texts, and a manifest that says what they are.

The same marks with the same history make the same bytes, save the manifest's time: so two sets can be compared, and one be
checked.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, groupby
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db.models import Count
from django.utils import timezone

from annotations import __version__
from annotations.exports.dialects import Dialect
from annotations.exports.selection import Selection
from annotations.exports.snapshot import consistent_view
from annotations.exports.tables import TABLES, Table
from annotations.exports.tables.table import moment

# The earliest time that a zip file can name: the true one would make every set a different file.
NO_TIME = (1980, 1, 1, 0, 0, 0)
UNIX = 3
PLAIN_FILE_READABLE_BY_ALL = 0o100644 << 16

# Texts can be long, so few are read at a time.
TEXTS_AT_A_TIME = 5


@dataclass(frozen=True)
class Written:
    """What one file of the set came to. `records` does not count the line of column names; a text has none."""

    size: int
    sha256: str
    records: int | None = None

    def described(self) -> dict[str, int | str]:
        """What the manifest says of it."""
        facts: dict[str, int | str] = {"bytes": self.size, "sha256": self.sha256}
        return facts if self.records is None else {"records": self.records, **facts}


def write_set(file: IO[bytes], selection: Selection, dialect: Dialect) -> dict[str, Written]:
    """Write the set into a file that can be sought in, from one consistent view. Gives what each file in it came to, by name.

    Needs little memory however many marks there are. Give it a file on disk, and send that when it is whole: straight into
    a response, a slow download would hold the view, and a thread with it, for as long as it lasts.
    """
    with consistent_view(), ZipFile(file, "w", ZIP_DEFLATED) as archive:
        made = timezone.now()
        written = _write_tables(archive, selection, dialect) | _write_texts(archive, selection)
        manifest = json.dumps(_manifest(selection, dialect, made, written), ensure_ascii=False, indent=2)
        _add(archive, "manifest.json", [manifest.encode(), b"\n"])
    return written


def write_table(file: IO[bytes], selection: Selection, dialect: Dialect, *, table: Table[Any]) -> None:
    """Write one table alone, as it stands in the set, from one consistent view."""
    with consistent_view():
        file.writelines(_encoded(table, selection, dialect))


def _encoded(table: Table[Any], selection: Selection, dialect: Dialect) -> Iterator[bytes]:
    """The line of column names, then the records."""
    return dialect.encode(chain([table.column_names], table.records(selection)))


def _write_tables(archive: ZipFile, selection: Selection, dialect: Dialect) -> dict[str, Written]:
    written = {}
    for table in TABLES:
        lines, size, sha256 = _add(archive, table.file_name, _encoded(table, selection, dialect))
        written[table.file_name] = Written(size, sha256, records=lines - 1)
    return written


def _write_texts(archive: ZipFile, selection: Selection) -> dict[str, Written]:
    """Each text once, under its SHA-256, though several articles may share it."""
    written = {}
    by_text = selection.versions().order_by("sha256", "id").iterator(chunk_size=TEXTS_AT_A_TIME)
    for sha256, versions in groupby(by_text, key=lambda version: version.sha256):
        name = f"texts/{sha256}.txt"
        _chunks, size, found = _add(archive, name, [next(versions).text.encode()])
        written[name] = Written(size, found)
    return written


def _add(archive: ZipFile, name: str, chunks: Iterable[bytes]) -> tuple[int, int, str]:
    """Write a file into the archive. Gives the number of chunks, of bytes, and the SHA-256."""
    digest, number, size = hashlib.sha256(), 0, 0
    entry = ZipInfo(name, NO_TIME)
    entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, UNIX, PLAIN_FILE_READABLE_BY_ALL
    with archive.open(entry, "w") as file:
        for chunk in chunks:
            digest.update(chunk)
            number, size = number + 1, size + len(chunk)
            file.write(chunk)
    return number, size, digest.hexdigest()


def _manifest(selection: Selection, dialect: Dialect, made: datetime, written: Mapping[str, Written]) -> dict[str, Any]:
    return {
        "product": "factcheck",
        "version": __version__,
        "made": moment(made),
        "stories": list(selection.stories().values("slug", "title")),
        "reviews": dict(selection.reviews().order_by("status").values_list("status").annotate(Count("id"))),
        "codebooks": [str(codebook) for codebook in selection.codebooks()],
        "dialect": dialect.described(),
        "offsets": "Unicode code points, [start, end)",
        "files": {name: file.described() for name, file in written.items()},
    }
