"""Text in: from the bytes of a file to the text that a version keeps."""

from annotations.review.refusals import Unfit


def read_text(raw: bytes, *, limit: int) -> str:
    """The text in these bytes of UTF-8: without a byte order mark, line ends as "\\n", all else to the letter.

    Raises Unfit: `too-large` over `limit` bytes, `not-utf8`, `nul`, or `empty`, also for white space only.
    Positions in its sentences are of bytes, the first being 1.
    """
    check_size(len(raw), limit=limit)
    text = _decode(raw)
    if "\x00" in text:
        position = raw.index(0) + 1
        raise Unfit("nul", f"A NUL character stands at byte {position:,}. Take it out and choose the file again.")
    if not text:
        raise Unfit("empty", "The file is empty. Choose one with text in it.")
    if text.isspace():
        raise Unfit("empty", "The file holds white space only. Choose one with text in it.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check_size(size: int, *, limit: int) -> None:
    """Raise Unfit, `too-large`, where a text of `size` bytes is over the limit: before it is read, where that can be."""
    if size > limit:
        raise Unfit(
            "too-large", f"{size:,} bytes are too many: an article has {limit:,} at most. Cut the file to the article."
        )


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        place = f"byte 0x{raw[error.start]:02X} at position {error.start + 1:,}"
        raise Unfit("not-utf8", f"Not UTF-8: {place}. Save it as UTF-8 and choose it again.") from error


def headline_of(text: str) -> str:
    """The first line with something in it, whole: what an article is called where nobody said otherwise."""
    return next(line.strip() for line in text.split("\n") if line.strip())


def cut(line: str, most: int) -> str:
    """The line in at most `most` code points: cut between words where it can be, and then with "…" at its end."""
    if len(line) <= most:
        return line
    whole_words = line[:most].rpartition(" ")[0].rstrip()
    return (whole_words or line[: most - 1]) + "…"
