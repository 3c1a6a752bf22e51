"""The formats that articles come in: one file each, and the list of them."""

from pathlib import PurePath

from annotations.intake.readers.records import Records
from annotations.intake.readers.table import Table
from annotations.intake.readers.text import PlainText
from annotations.intake.readers.workbook import Workbook
from annotations.intake.reading import Reader
from annotations.review.refusals import Unfit

READERS: tuple[Reader, ...] = (PlainText(), Table(), Workbook(), Records())
BY_KEY = {reader.key: reader for reader in READERS}


def reader_of(name: str, head: bytes) -> Reader:
    """The reader for a file of this name that begins with these bytes. What it begins with goes before its name.

    Raises Unfit, `no-reader`, with the formats that there are.
    """
    suffix = PurePath(name).suffix.lower()
    for reader in READERS:
        if reader.recognises(head):
            return reader
    for reader in READERS:
        if suffix in reader.suffixes:
            return reader
    formats = ", ".join(reader.label for reader in READERS)
    raise Unfit("no-reader", f"Files of this kind can't be read. Save it as one of these: {formats}.")
