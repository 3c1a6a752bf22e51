"""From bytes to text: what is kept to the letter, what is changed, what is refused."""

from pathlib import Path

import pytest
from django.conf import settings

from annotations.intake.texts import Kept, check_size, cut, headline_of, kept, read_text
from annotations.review.refusals import Unfit

LIMIT = 1_000
SEEDS = sorted(settings.FACTCHECK_SEEDS.glob("*.txt"))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_a_sample_article_is_kept_to_the_letter(path: Path) -> None:
    raw = path.read_bytes()
    assert read_text(raw, limit=len(raw)).encode() == raw


def test_there_are_three_sample_articles() -> None:
    assert len(SEEDS) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Emoji 😀 and a family 👩‍👩‍👧‍👦\nstand here",
        "قالت الوزارة إنها مستعدة\nلإرسال المزيد",
        "Cafe\u0301, not caf\u00e9: nothing is composed",
        "  spaces, tabs\t\u00a0and blank lines \n\n\n  stay  \n",
        "No line end after the last line",
        "Next line \x85 and line separator \u2028 are no line ends",
        "A mark of byte order \ufeff within the text stays",
    ],
)
def test_text_is_kept_as_it_came(text: str) -> None:
    assert read_text(text.encode(), limit=LIMIT) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"One\r\ntwo\r\n", "One\ntwo\n"),
        (b"One\rtwo", "One\ntwo"),
        (b"One\r\r\ntwo\n\r", "One\n\ntwo\n\n"),
        (b"\xef\xbb\xbfHeadline\r\n", "Headline\n"),
        (b"\xef\xbb\xbf\xef\xbb\xbfTwice", "\ufeffTwice"),
        ("\ufeffHeadline\r\n".encode("utf-16-le"), "Headline\n"),
    ],
)
def test_line_ends_become_newlines_and_one_byte_order_mark_is_dropped(raw: bytes, text: str) -> None:
    assert read_text(raw, limit=LIMIT) == text


@pytest.mark.parametrize(
    ("raw", "code", "words"),
    [
        ("Le caf\u00e9".encode("latin-1"), "not-utf8", "byte 0xE9 at position 7"),
        (b"x" * 899 + b"\xe9.", "not-utf8", "byte 0xE9 at position 900"),
        (b"\xff\xfeH\x00\x00", "not-utf8", "Not UTF-16, as its beginning says: byte 0x00 at position 5"),
        (b"\xef\xbb\xbfA\xff", "not-utf8", "byte 0xFF at position 5"),
        (b"half a surrogate \xed\xa0\x80", "not-utf8", "byte 0xED at position 18"),
        ("é\x00".encode(), "nul", "byte 3"),
        (b"", "empty", "empty"),
        (b"\xef\xbb\xbf", "empty", "empty"),
        (b" \r\n\t\xc2\xa0\n", "empty", "white space only"),
        (b"x" * 1_001, "too-large", "1,001 bytes are too many: an article has 1,000 at most"),
    ],
)
def test_it_refuses_what_no_version_can_keep(raw: bytes, code: str, words: str) -> None:
    with pytest.raises(Unfit) as refusal:
        read_text(raw, limit=LIMIT)
    assert refusal.value.code == code
    assert words in refusal.value.words


@pytest.mark.parametrize(
    ("text", "as_kept", "sentences"),
    [
        ("As it is\n", "As it is\n", ()),
        ("One\r\ntwo\r", "One\ntwo\n", ("2 line ends of another system (CR LF or CR) became LF.",)),
        ("Bell \x07, form\x0c, \x85", "Bell \x07, form\x0c, \x85", ("3 control characters in it, kept.",)),
        (
            "\u202egnip\u202c\r",
            "\u202egnip\u202c\n",
            (
                "1 line end of another system (CR LF or CR) became LF.",
                "2 characters in it that turn the direction of writing, kept.",
            ),
        ),
    ],
)
def test_what_is_altered_or_out_of_the_ordinary_is_said(text: str, as_kept: str, sentences: tuple[str, ...]) -> None:
    assert kept(text, limit=LIMIT) == Kept(as_kept, sentences)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("a😀\x00", "nul", "at character 3"),
        ("a😀\ud83d", "surrogate", "U+D83D, stands at character 3"),
        ("", "empty", "empty"),
        ("\u2028 \n", "empty", "white space only"),
        ("é" * 501, "too-large", "1,002 bytes are too many"),
    ],
)
def test_a_text_from_elsewhere_is_refused_for_the_same_reasons(text: str, code: str, words: str) -> None:
    with pytest.raises(Unfit) as refusal:
        kept(text, limit=LIMIT)
    assert (refusal.value.code, words in refusal.value.words) == (code, True)


def test_a_text_as_large_as_the_limit_is_taken() -> None:
    assert len(read_text(b"x" * LIMIT, limit=LIMIT)) == LIMIT


def test_a_size_is_refused_before_anything_is_read() -> None:
    with pytest.raises(Unfit, match=r"2,500,000 bytes .* 2,000,000 at most"):
        check_size(2_500_000, limit=2_000_000)


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Headline\nText", "Headline"),
        ("\n \n  Headline \nText", "Headline"),
        ("One line", "One line"),
    ],
)
def test_the_headline_is_the_first_line_with_something_in_it(text: str, headline: str) -> None:
    assert headline_of(text) == headline


@pytest.mark.parametrize(
    ("line", "short"),
    [
        ("ten  chars", "ten  chars"),
        ("just over it", "just over…"),
        ("a sentence of words", "a…"),
        ("supercalifragilistic", "supercali…"),
        ("😀😀😀😀😀😀😀😀😀😀😀", "😀😀😀😀😀😀😀😀😀…"),
    ],
)
def test_a_line_too_long_is_cut_between_words(line: str, short: str) -> None:
    assert cut(line, 10) == short
    assert len(cut(line, 10)) <= 10
