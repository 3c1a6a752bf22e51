"""From bytes to letters: in which encoding a file is, said and never silently assumed."""

import codecs
import re
from dataclasses import dataclass

from annotations.review.refusals import Unfit

UTF_8 = "utf-8"

# In this order: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What texts are found in that are not of Unicode. More candidates mean worse guesses: EBCDIC and DOS fit almost anything.
_LEGACY = [
    *("cp1252", "cp1250", "iso8859_2", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("mac_roman", "cp932", "euc_jp", "gb18030", "big5", "cp949"),
]
_OF_SEVERAL_BYTES = frozenset({"cp932", "euc_jp", "gb18030", "big5", "cp949"})

# Languages that are written in cp1252: found in a text that was read as Central European or Baltic, they say that it is neither.
_WESTERN = frozenset(
    {"Danish", "Dutch", "English", "Finnish", "French", "German", "Italian", "Norwegian", "Portuguese", "Spanish"}
    | {"Swedish", "Unknown"}
)

# What browsers take these for, whatever they mean by themselves.
_SAID_FOR = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"}
_SAID_FOR |= {"euc_kr": "cp949", "iso8859-9": "cp1254"}

# A guess over more would take seconds and come out no better.
_ENOUGH = 1_000_000
_BEYOND_ASCII_IN_UTF_8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_NOT_WRITTEN = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd-\uffff]")

_SAVE = "Save it as UTF-8 and choose it again."


@dataclass(frozen=True)
class Decoded:
    """A file's text as its bytes say it, without a byte order mark. `is_sure` is false where the encoding was guessed.

    `encoding` is Python's name of it.
    """

    text: str
    encoding: str
    is_sure: bool = True
    had_mark: bool = False

    @property
    def notes(self) -> tuple[str, ...]:
        """What was altered, as `Found.normalised` says it."""
        return ("A byte order mark at its beginning was left out.",) if self.had_mark else ()


def decoded(raw: bytes, *, said: str = "") -> Decoded:
    """The text in these bytes. `said` is the encoding that the file itself names, "" for none.

    What begins with a byte order mark is what that says; else all that can be UTF-8 is UTF-8; else what the file says,
    if that holds; else the likeliest of the encodings that texts are found in. Raises Unfit: `mixed`, `not-utf8`,
    `not-text`, or `nul`. Positions in its sentences are of bytes, the first being 1.
    """
    is_marked = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return (None if is_marked else _as_wide(raw)) or decoded_surely(raw) or _as_said(raw, said) or _as_guessed(raw)


def decoded_surely(raw: bytes) -> Decoded | None:
    """The text by a byte order mark or as UTF-8; None where it is neither. Raises Unfit as `decoded` does."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _without_nul(Decoded(_by_mark(raw, mark, encoding), encoding, had_mark=True), before=len(mark))
    try:
        return _without_nul(Decoded(raw.decode(UTF_8), UTF_8))
    except UnicodeDecodeError:
        return None


def not_utf8(raw: bytes) -> Unfit:
    """The refusal of bytes that are not UTF-8, with the first that can't be."""
    return Unfit("not-utf8", f"Not UTF-8: {_stray(raw)}. {_SAVE}")


def _without_nul(found: Decoded, *, before: int = 0) -> Decoded:
    if (place := found.text.find("\x00")) >= 0:
        byte = before + len(found.text[:place].encode(found.encoding)) + 1
        raise Unfit("nul", f"A NUL character stands at byte {byte:,}. Take it out and choose the file again.")
    return found


def _by_mark(raw: bytes, mark: bytes, encoding: str) -> str:
    try:
        return raw[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        place = len(mark) + error.start
        name = encoding[:6].rstrip("-").upper()
        raise Unfit(
            "not-utf8", f"Not {name}, as its beginning says: byte 0x{raw[place]:02X} at position {place + 1:,}. {_SAVE}"
        ) from error


def _as_said(raw: bytes, said: str) -> Decoded | None:
    """Read as the file says: only an encoding that texts are found in, and where every byte fits."""
    try:
        name = codecs.lookup(said).name
        name = codecs.lookup(_SAID_FOR.get(name, name)).name
        text = raw.decode(name) if name in _KNOWN else ""
    except (LookupError, UnicodeDecodeError, ValueError):
        return None
    return Decoded(text, name) if text and _is_plausible(text) and not _is_mixed(raw, name) else None


def _as_guessed(raw: bytes) -> Decoded:
    """The likeliest. Raises Unfit where none is plausible."""
    if (place := raw.find(0)) >= 0:
        raise Unfit("not-text", f"This is no text: byte 0x00 at position {place + 1:,}. Choose a file with text in it.")
    if _is_mixed(raw, "cp932"):
        raise _mixed(raw)
    encoding = _likeliest(raw)
    if not encoding:
        raise Unfit("not-text", f"Its encoding can’t be made out: {_stray(raw)} is not UTF-8. {_SAVE}")
    if _is_mixed(raw, encoding):
        raise _mixed(raw)
    return Decoded(raw.decode(encoding), encoding, is_sure=False)


def _as_wide(raw: bytes) -> Decoded | None:
    """UTF-16 without a mark: known by the zeros in every other byte, which letters of English leave there."""
    head = raw[: 4_096 if len(raw) > 4_096 else len(raw) // 2 * 2]
    for encoding, zeros, letters in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        if len(head) >= 4 and zeros.count(0) > len(zeros) * 0.7 and letters.count(0) == 0:
            try:
                return Decoded(raw.decode(encoding), encoding, is_sure=False)
            except UnicodeDecodeError:
                return None
    return None


def _likeliest(raw: bytes) -> str:
    """The encoding that the library finds best, or "": with what it can't know of how texts are written put right."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  (loaded on first use)

    matches = from_bytes(raw[:_ENOUGH], cp_isolation=_LEGACY, enable_fallback=False)
    names = [match.encoding for match in matches if _fits(raw, match.encoding)]
    best = next((match for match in matches if match.encoding in names), None)
    if best is None:
        return ""
    if ("cp1252" in names and best.language in _WESTERN) or _reads_alike(raw, "cp1252", best.encoding):
        return "cp1252"
    return codecs.lookup(best.encoding).name


def _reads_alike(raw: bytes, one: str, other: str) -> bool:
    return _fits(raw, one) and raw.decode(one) == raw.decode(other)


def _fits(raw: bytes, encoding: str) -> bool:
    try:
        return _is_plausible(raw.decode(encoding))
    except UnicodeDecodeError:
        return False


def _is_plausible(text: str) -> bool:
    """Whether people write so: no control characters but white space, and of all that is not white half letters and digits."""
    written = "".join(text[:_ENOUGH].split())
    return not _NOT_WRITTEN.search(text) and 2 * sum(map(str.isalnum, written)) >= len(written)


def _is_mixed(raw: bytes, encoding: str) -> bool:
    """Whether UTF-8 stands among bytes that are not: by chance it does so in Chinese, Japanese and Korean encodings."""
    whole = len(_BEYOND_ASCII_IN_UTF_8.findall(raw))
    stray = len(_BEYOND_ASCII.findall(_BEYOND_ASCII_IN_UTF_8.sub(b"", raw)))
    return whole * (1 if encoding in _OF_SEVERAL_BYTES else 10) >= max(stray, 1)


def _mixed(raw: bytes) -> Unfit:
    return Unfit("mixed", f"Its encodings are mixed: some of it is UTF-8, but not {_stray(raw)}. {_SAVE}")


def _stray(raw: bytes) -> str:
    try:
        raw.decode(UTF_8)
    except UnicodeDecodeError as error:
        return f"byte 0x{raw[error.start]:02X} at position {error.start + 1:,}"
    return "its end"


_KNOWN = frozenset(codecs.lookup(name).name for name in _LEGACY) | {"utf-16-le", "utf-16-be", "iso8859-15"}
