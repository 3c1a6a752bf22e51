"""Word documents: DOCX files."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version

from annotations.intake.damaged import refused_if_damaged
from annotations.intake.reading import Reading
from annotations.intake.texts import check_file


class WordDocument:
    """DOCX files."""

    key = "docx"
    label = "DOCX"
    suffixes: Sequence[str] = (".docx",)
    version = f"1, python-docx {version('python-docx')}"

    def recognises(self, head: bytes) -> bool:
        """Whether it begins as an archive with the parts of a Word document. Not all of them begin with these."""
        return head.startswith(b"PK\x03\x04") and b"word/document.xml" in head

    def columns(self, raw: bytes) -> None:
        """It has none."""

    def read(self, raw: bytes, *, name: str, fields: Mapping[str, str] | None = None) -> Reading:  # noqa: ARG002
        """The one text. Raises Unfit: `too-large`, `encrypted`, `damaged`, or as `kept` does."""
        from annotations.intake.word_document import found_in_document  # noqa: PLC0415  (loaded on first use)

        check_file(raw)
        with refused_if_damaged("DOCX"):
            return Reading([found_in_document(raw)])
