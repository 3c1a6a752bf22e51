"""The formats that articles come in: one file each, and the list of them.

The libraries that read them are loaded when the first file is read: most servers only show what they are called.
"""

from pathlib import PurePath

from annotations.intake.readers.docx import WordDocument
from annotations.intake.readers.html import WebPage
from annotations.intake.readers.markdown import Markdown
from annotations.intake.readers.pdf import PortableDocument
from annotations.intake.readers.records import Records
from annotations.intake.readers.table import Table
from annotations.intake.readers.text import PlainText
from annotations.intake.readers.workbook import Workbook
from annotations.intake.reading import Reader
from annotations.intake.unreadable import no_reader, refuse_by_beginning

READERS: tuple[Reader, ...] = (
    PlainText(),
    Markdown(),
    WebPage(),
    WordDocument(),
    PortableDocument(),
    Table(),
    Workbook(),
    Records(),
)
BY_KEY = {reader.key: reader for reader in READERS}


def reader_of(name: str, head: bytes) -> Reader:
    """The reader for a file of this name that begins with these bytes, of which 4,096 are enough.

    What it begins with goes before its name. Raises Unfit, `no-reader`, with what to do instead; `encrypted` for an
    Office file with a password.
    """
    for reader in READERS:
        if reader.recognises(head):
            return reader
    refuse_by_beginning(name, head)
    suffix = PurePath(name).suffix.lower()
    for reader in READERS:
        if suffix in reader.suffixes:
            return reader
    raise no_reader(name, ", ".join(reader.label for reader in READERS))
