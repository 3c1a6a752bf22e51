"""PDF with a text layer."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version

from annotations.intake.reading import Reading
from annotations.intake.texts import check_file


class PortableDocument:
    """PDF files. `apart` reads each in a process of its own, which can do no harm."""

    key = "pdf"
    label = "PDF"
    suffixes: Sequence[str] = (".pdf",)
    version = f"1, pypdfium2 {version('pypdfium2')}"

    def __init__(self, *, apart: bool = True) -> None:
        self._apart = apart

    def recognises(self, head: bytes) -> bool:
        """Whether it begins as PDFs do."""
        return head.lstrip(b"\x00\t\n\r\f \xef\xbb\xbf").startswith(b"%PDF-")

    def columns(self, raw: bytes) -> None:
        """It has none."""

    def read(self, raw: bytes, *, name: str, fields: Mapping[str, str] | None = None) -> Reading:  # noqa: ARG002
        """The one text. Raises Unfit: `too-large`, `encrypted`, `damaged`, `slow`, `scanned`, or as `kept` does."""
        from annotations.intake.pdf_document import found_in_pdf  # noqa: PLC0415  (loaded on first use)

        check_file(raw)
        return Reading([found_in_pdf(raw, apart=self._apart)])
