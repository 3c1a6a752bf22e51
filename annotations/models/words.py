"""Words as people type them into a search box, and as texts hold them: read the same way for both databases."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

# More than anybody types; a pasted page is not a search.
MOST_TERMS = 30
LONGEST_WORD = 100
# Accents, which are passed over. The signs that other scripts write vowels with are not among them.
ACCENT = "\u0300-\u036f"
ACCENTS = re.compile(f"[{ACCENT}]+")
QUOTES = '"“”„‟«»'
# Signs that people take for one, each kind as the inside of a regular expression's brackets.
ALIKE = ("'’‘ʼ", QUOTES, "‐‑–—-")
WHITE_OR_SIGN = re.compile(r"\s+|.", re.DOTALL)
TOKEN = re.compile(rf"(?P<without>-?)[{QUOTES}](?P<quoted>[^{QUOTES}]*)[{QUOTES}]?|(?P<plain>[^\s{QUOTES}]+)")
# Which letters have accents: Latin, Greek and Cyrillic.
LETTERS = (*range(0x41, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x2000))


@dataclass(frozen=True)
class Term:
    """Words that stand side by side, in this order; of the last one only the beginning, where it `is_prefix`."""

    words: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True)
class Wanted:
    """What is looked for: every one of `terms`, and none of `without`."""

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms or self.without)


def read_wanted(typed: str) -> Wanted:
    """What somebody looks for who typed this: words, “words side by side”, -without, begin*. Any text means something.

    A word with a hyphen, a point or an apostrophe within is several words side by side, as they are in texts.
    """
    terms: list[Term] = []
    without: list[Term] = []
    for token in TOKEN.finditer(typed):
        plain = token["plain"] or ""
        said = plain.removeprefix("-") if plain else token["quoted"]
        if words := words_of(said):
            is_wanted = not (token["without"] or plain.startswith("-"))
            (terms if is_wanted else without).append(Term(tuple(words), said.rstrip().endswith("*")))
    return Wanted(tuple(terms[:MOST_TERMS]), tuple(without[:MOST_TERMS]))


def words_of(text: str) -> list[str]:
    """The words of a text in small letters and without accents, each cut where it is longer than any word is."""
    return [word[:LONGEST_WORD] for word in _whole_words(text)]


def _whole_words(text: str) -> list[str]:
    # "_" parts words, but counts as a letter in regular expressions.
    small = folded(text).replace("_", " ")
    return re.findall(r"\w+", small) if small.isascii() else _word().findall(small)


def folded_name(name: str) -> str:
    """A name as it is looked for: two names that differ by case or accents alone become one, also ß and SS.

    Names that are the same when their case is folded are so here too, so this may find what is compared more strictly then.
    """
    return folded(name.casefold())


def folded(text: str) -> str:
    """The text in small letters and without accents, as everything that is searched is."""
    # At a word's end Greek writes a sigma of its own, which is the same letter.
    small = text.lower().replace("ς", "σ")
    if small.isascii():
        return small
    return unicodedata.normalize("NFC", ACCENTS.sub("", unicodedata.normalize("NFD", small)))


@cache
def _word() -> re.Pattern[str]:
    """Letters and digits, with the signs that some scripts write at them, which Python takes for no part of a word."""
    signs = "".join(chr(code) for code in range(0x370, 0x1FFFF) if unicodedata.category(chr(code)) in {"Mn", "Mc"})
    return re.compile(rf"[\w{signs}]+")


def pattern_of(term: Term) -> str:
    """A regular expression, for Python and PostgreSQL alike, for what the term finds in a text as it was written."""
    written = _side_by_side(term.words)
    return rf"(?:^|\W|_){written}" if _is_cut(term) else rf"(?:^|\W|_){written}(?:$|\W|_)"


def found_in(text: str, terms: tuple[Term, ...]) -> list[tuple[int, int]]:
    """Where one of the terms stands in the text: [start, end) of each place, in code points, in order, none within another."""
    if not terms:
        return []
    # As `pattern_of`, but what stands around the words is not taken, so that words side by side are found both.
    rest = r"[^\W_]*"
    either = "|".join(_side_by_side(term.words) + (rest if _is_cut(term) else "") for term in terms)
    found = re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])")
    return [match.span() for match in found.finditer(text)]


def pattern_within(typed: str) -> str:
    """A regular expression, for Python and PostgreSQL alike, for what was typed anywhere in a text: also amid longer words.

    Whatever its case and accents, how much white space it has where it has any, and which kind of quotation marks and dashes.
    """
    # An accent alone, which would otherwise be nothing, and so be everywhere, is looked for as it is.
    return "".join(map(_as_typed, WHITE_OR_SIGN.findall(folded(typed)))) or re.escape(typed)


def _as_typed(sign: str) -> str:
    if sign.isspace():
        return r"\s+"
    if kind := next((kind for kind in ALIKE if sign in kind), ""):
        return f"[{kind}]"
    return _written(sign) if sign.isalnum() else re.escape(sign)


def _side_by_side(words: Iterable[str]) -> str:
    # Between words stands no accent: it belongs to the letter before, or it could be either's, in ever more ways.
    return rf"(?:[^\w{ACCENT}]|_)+".join(_written(word) for word in words)


def _is_cut(term: Term) -> bool:
    return term.is_prefix or len(term.words[-1]) == LONGEST_WORD


def _written(word: str) -> str:
    """The word, in capital or small letters, with or without accents."""
    return "".join(f"[{_variants().get(letter, letter + letter.upper()[:1])}][{ACCENT}]*" for letter in word)


@cache
def _variants() -> dict[str, str]:
    """All ways to write a letter that has any way beside its own."""
    variants: defaultdict[str, set[str]] = defaultdict(set)
    for code in LETTERS:
        small = folded(chr(code))
        if len(small) == 1 and small.isalnum():
            variants[small] |= {small, chr(code)}
    return {letter: "".join(sorted(written)) for letter, written in variants.items()}
