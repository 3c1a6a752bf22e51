"""Plain text: what stands in the file is the text."""

from collections.abc import Mapping, Sequence

from django.conf import settings

from annotations.intake.reading import Found, Reading
from annotations.intake.texts import read_text


class PlainText:
    """Text files."""

    key = "text"
    label = "plain text"
    suffixes: Sequence[str] = (".txt", ".text", "")
    version = "1"

    def recognises(self, head: bytes) -> bool:  # noqa: ARG002
        """Nothing tells a plain text by its beginning."""
        return False

    def columns(self, raw: bytes) -> None:
        """It has none."""

    def read(self, raw: bytes, *, name: str, fields: Mapping[str, str] | None = None) -> Reading:  # noqa: ARG002
        """The one text. Raises Unfit as `read_text` does."""
        return Reading([Found(read_text(raw, limit=settings.FACTCHECK_MAX_ARTICLE_BYTES))], "utf-8")
