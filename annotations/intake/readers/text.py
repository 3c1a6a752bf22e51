"""Plain text: what stands in the file is the text."""

from collections.abc import Mapping, Sequence

from django.conf import settings

from annotations.intake.encodings import decoded
from annotations.intake.reading import Found, Reading
from annotations.intake.texts import check_file, check_size, kept

# UTF-32 takes four bytes where UTF-8 has one: a file over this is too large in any encoding.
_WIDEST = 4


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
        """The one text. Raises Unfit as `decoded` and `kept` do."""
        limit = settings.FACTCHECK_MAX_ARTICLE_BYTES
        check_file(raw)
        if len(raw) > _WIDEST * limit:
            check_size(len(raw), limit=limit)
        read = decoded(raw)
        as_kept = kept(read.text, limit=limit)
        return Reading(
            [Found(as_kept.text, normalised=(*read.notes, *as_kept.normalised))], read.encoding, read.is_sure
        )
