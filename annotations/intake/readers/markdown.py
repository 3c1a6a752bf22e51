"""Markdown: the words that a reader sees once it is set."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version

from django.conf import settings

from annotations.intake.encodings import decoded
from annotations.intake.reading import Reading
from annotations.intake.texts import check_file, check_size
from annotations.review.refusals import Unfit

# 50,000 words. Nothing but brackets or items of a list can take 12 s and 200 MB at that, and far more beyond.
LONGEST = 300_000


class Markdown:
    """Markdown files."""

    key = "markdown"
    label = "Markdown"
    suffixes: Sequence[str] = (".md", ".markdown", ".mdown")
    version = f"1, markdown-it-py {version('markdown-it-py')}"

    def recognises(self, head: bytes) -> bool:  # noqa: ARG002
        """Nothing tells Markdown from other text by its beginning."""
        return False

    def columns(self, raw: bytes) -> None:
        """It has none."""

    def read(self, raw: bytes, *, name: str, fields: Mapping[str, str] | None = None) -> Reading:  # noqa: ARG002
        """The one text. Raises Unfit: `too-large`, or as `decoded` and `kept` do."""
        from annotations.intake.markdown_text import found_in_markdown  # noqa: PLC0415  (loaded on first use)

        check_file(raw)
        read = decoded(raw)
        check_size(len(read.text.encode()), limit=settings.FACTCHECK_MAX_ARTICLE_BYTES)
        if len(read.text) > LONGEST:
            raise Unfit("too-large", f"{len(read.text):,} characters are too many for Markdown. Save it as plain text.")
        return Reading([found_in_markdown(read.text, read.notes)], read.encoding, read.is_sure)
