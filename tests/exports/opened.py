"""Sets made and opened again."""

import csv
import io
import json
from dataclasses import dataclass
from typing import Any
from zipfile import ZipFile

from annotations.exports.archive import write_set
from annotations.exports.dialects import PROGRAM, Dialect
from annotations.exports.selection import Selection
from annotations.models import Story, User


@dataclass(frozen=True)
class OpenedSet:
    """A set, read back with nothing but Python's own zipfile, csv and json."""

    content: bytes

    def files(self) -> dict[str, bytes]:
        """What each file holds, by name."""
        with ZipFile(io.BytesIO(self.content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def records(self, table: str, separator: str = ",") -> list[dict[str, str]]:
        """The records of a table."""
        return records_of(self.files()[f"{table}.csv"], separator)

    def texts(self) -> dict[str, str]:
        """The texts by their SHA-256."""
        return {
            name.removeprefix("texts/").removesuffix(".txt"): content.decode()
            for name, content in self.files().items()
            if name.startswith("texts/")
        }

    @property
    def manifest(self) -> dict[str, Any]:
        """What the set says of itself."""
        found: dict[str, Any] = json.loads(self.files()["manifest.json"])
        return found


def records_of(content: bytes, separator: str = ",") -> list[dict[str, str]]:
    """The records of a CSV file."""
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=separator, strict=True))


def exported(story: Story | None, *, user: User | None = None, dialect: Dialect = PROGRAM) -> OpenedSet:
    """The set of the story, or of all; as the user gets it, or as the command line does."""
    file = io.BytesIO()
    write_set(file, Selection(story, user), dialect)
    return OpenedSet(file.getvalue())
