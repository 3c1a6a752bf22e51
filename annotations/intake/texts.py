"""Text in: from what stands in a file to the text that a version keeps."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from annotations.intake.encodings import decoded_surely, not_utf8
from annotations.review.refusals import Unfit

# Control characters but for tabs and line ends; and what turns the direction of writing round, or stops that.
_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Kept:
    """A text as a version keeps it, and what was altered or is out of the ordinary in it: a sentence each."""

    text: str
    normalised: tuple[str, ...] = ()


def read_text(raw: bytes, *, limit: int) -> str:
    """The text in these bytes of UTF-8: without a byte order mark, line ends as "\\n", all else to the letter.

    For where nobody is shown an encoding: none is guessed. Raises Unfit: `too-large` over `limit` bytes, `not-utf8`,
    `nul`, or `empty`, also for white space only. Positions in its sentences are of bytes, the first being 1.
    """
    check_size(len(raw), limit=limit)
    found = decoded_surely(raw)
    if found is None:
        raise not_utf8(raw)
    return kept(found.text, limit=limit).text


def check_file(raw: bytes) -> None:
    """Raise Unfit, `too-large`, where a file is over what one may have, before a library opens it."""
    if len(raw) > (most := settings.FACTCHECK_MAX_FILE_BYTES):
        raise Unfit(
            "too-large", f"{len(raw):,} bytes are too many: a file has {most:,} at most. Part it, or make it smaller."
        )


def kept(text: str, *, limit: int) -> Kept:
    """The text as a version keeps it: line ends as "\\n", all else to the letter, and what a person should know of it.

    Control characters and those that turn the direction of writing are kept, and counted. Raises Unfit: `too-large`
    where it has over `limit` bytes in UTF-8, `nul`, `surrogate`, or `empty`, also for white space only.
    """
    if (place := text.find("\x00")) >= 0:
        raise Unfit("nul", f"A NUL character stands at character {place + 1:,}. Take it out and choose the file again.")
    if (half := _HALVES.search(text)) is not None:
        what = f"U+{ord(half[0]):04X}, stands at character {half.start() + 1:,}"
        raise Unfit(
            "surrogate", f"Half a character (a lone surrogate), {what}. Type it anew and choose the file again."
        )
    check_size(len(text.encode()), limit=limit)
    if not text:
        raise Unfit("empty", "The file is empty. Choose one with text in it.")
    if text.isspace():
        raise Unfit("empty", "The file holds white space only. Choose one with text in it.")
    plain = text.replace("\r\n", "\n")
    ends = len(text) - len(plain) + plain.count("\r")
    plain = plain.replace("\r", "\n")
    return Kept(plain, tuple(_notes(plain, ends)))


def _notes(text: str, ends: int) -> Iterator[str]:
    if ends:
        yield f"{_counted(ends, 'line end')} of another system (CR LF or CR) became LF."
    if controls := len(_CONTROLS.findall(text)):
        yield f"{_counted(controls, 'control character')} in it, kept."
    if turns := len(_TURNS.findall(text)):
        yield f"{_counted(turns, 'character')} in it that turn the direction of writing, kept."


def _counted(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"


def check_size(size: int, *, limit: int) -> None:
    """Raise Unfit, `too-large`, where a text of `size` bytes is over the limit: before it is read, where that can be."""
    if size > limit:
        raise Unfit(
            "too-large", f"{size:,} bytes are too many: an article has {limit:,} at most. Cut the file to the article."
        )


def headline_of(text: str) -> str:
    """The first line with something in it, whole: what an article is called where nobody said otherwise."""
    return next(line.strip() for line in text.split("\n") if line.strip())


def cut(line: str, most: int) -> str:
    """The line in at most `most` code points: cut between words where it can be, and then with "…" at its end."""
    if len(line) <= most:
        return line
    whole_words = line[:most].rpartition(" ")[0].rstrip()
    return (whole_words or line[: most - 1]) + "…"
