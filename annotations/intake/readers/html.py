"""Web pages as a browser saves them."""

import re
from collections.abc import Mapping, Sequence
from importlib.metadata import version

from annotations.intake.encodings import decoded
from annotations.intake.reading import Reading
from annotations.intake.texts import check_file

# How many bytes are searched for what stands at the beginning of a file.
_HEAD = 4_096
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,400}-->\s*){0,3}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)


class WebPage:
    """HTML files."""

    key = "html"
    label = "HTML"
    suffixes: Sequence[str] = (".html", ".htm", ".xhtml")
    version = f"1, trafilatura {version('trafilatura')}, lxml {version('lxml')}"

    def recognises(self, head: bytes) -> bool:
        """Whether it begins as pages do."""
        return bool(_BEGINNING.match(head))

    def columns(self, raw: bytes) -> None:
        """It has none."""

    def read(self, raw: bytes, *, name: str, fields: Mapping[str, str] | None = None) -> Reading:  # noqa: ARG002
        """The one article on the page. Raises Unfit: `too-large`, `no-text`, or as `decoded` and `kept` do."""
        from annotations.intake.web_page import found_on_page  # noqa: PLC0415  (loaded on first use)

        check_file(raw)
        charset = _CHARSET.search(raw[:_HEAD])
        read = decoded(raw, said=charset[1].decode() if charset else "")
        return Reading([found_on_page(read)], read.encoding, read.is_sure)
