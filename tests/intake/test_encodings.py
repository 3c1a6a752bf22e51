"""From bytes to letters: what is sure, what is guessed and said to be, what is refused."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.intake.encodings import Decoded, decoded
from annotations.review.refusals import Unfit

FRENCH = "Le café était fermé — « c’est dommage », a dit l’élève. Ça ira déjà mieux à Noël."
GERMAN = "Der Bürgermeister sagte, daß die Straße für Fußgänger geöffnet würde. Größere Änderungen wären möglich."
ENGLISH = "The minister said “we don’t know” and left the café – twice."
POLISH = "Premier powiedział, że źródła są dobre. Żółw ścigał się z zającem."
LITHUANIAN = "Ministras pareiškė, kad planas bus įvykdytas laiku. Šiuo metu pakeitimų nereikia, pažymėjo jų atstovė."
RUSSIAN = "Министр заявил, что план будет выполнен в срок. Об этом сообщает агентство."
GREEK = "Ο υπουργός δήλωσε ότι το σχέδιο θα εκτελεστεί εγκαίρως."
TURKISH = "Bakan, planın zamanında uygulanacağını söyledi. Şu anda değişiklik gerekmiyor."
ARABIC = "قال الوزير إن الخطة ستنفذ في الوقت المحدد."
JAPANESE = "大臣は計画が期限内に実施されると述べた。変更は必要ない。"
CHINESE = "部长表示，计划将按时执行。目前不需要任何更改。"
KOREAN = "장관은 계획이 제때 실행될 것이라고 말했다."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("caf\u00e9", "cp1252"),
        (FRENCH, "cp1252"),
        (GERMAN, "cp1252"),
        (ENGLISH, "cp1252"),
        ("A fine of £5 was paid; the rest – €20 – wasn’t.", "cp1252"),
        (FRENCH, "mac-roman"),
        (POLISH, "cp1250"),
        (LITHUANIAN, "cp1257"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (GREEK, "cp1253"),
        (TURKISH, "cp1254"),
        (ARABIC, "cp1256"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (KOREAN, "cp949"),
    ],
)
def test_what_is_not_unicode_is_guessed_and_said_to_be(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)) == Decoded(text, encoding, is_sure=False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_says_it_and_is_left_out(encoding: str) -> None:
    assert decoded(("\ufeff" + RUSSIAN).encode(encoding)) == Decoded(RUSSIAN, encoding, had_mark=True)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_a_guess(encoding: str) -> None:
    assert decoded(ENGLISH.encode(encoding)) == Decoded(ENGLISH, encoding, is_sure=False)


@pytest.mark.parametrize(
    ("said", "read_in", "is_sure"),
    [
        ("windows-1250", "cp1250", True),
        ("ISO-8859-2", "iso8859-2", True),
        ("utf-8", "cp1252", False),
        ("cp037", "cp1252", False),
        ("rot13", "cp1252", False),
        ("\x00", "cp1252", False),
    ],
)
def test_what_the_file_says_goes_before_a_guess_where_it_can_be_true(said: str, read_in: str, is_sure: bool) -> None:
    text = POLISH if is_sure else ENGLISH
    assert decoded(text.encode(read_in), said=said) == Decoded(text, read_in, is_sure=is_sure)


def test_latin_1_is_what_browsers_take_it_for() -> None:
    assert decoded(ENGLISH.encode("cp1252"), said="iso-8859-1") == Decoded(ENGLISH, "cp1252")


def test_utf_8_goes_before_what_the_file_says() -> None:
    assert decoded(RUSSIAN.encode(), said="windows-1252") == Decoded(RUSSIAN, "utf-8")


@given(st.text(alphabet=st.characters(exclude_characters="\x00", codec="utf-8")))
def test_utf_8_is_read_to_the_letter(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decoded(text.encode()) == Decoded(text, "utf-8")


@pytest.mark.parametrize(
    ("raw", "code", "words"),
    [
        ("“Quite so”, said André.".encode() + b" Caf\xe9, \x93no\x94.", "mixed", "byte 0xE9 at position 33"),
        (b"\xff" * 50, "not-text", "byte 0xFF at position 1"),
        (b"abc\x81\x8d\xff" * 30, "not-text", "byte 0x81 at position 4"),
        (b"caf\xe9\x00", "not-text", "byte 0x00 at position 5"),
        (b"\xef\xbb\xbfA\xff", "not-utf8", "Not UTF-8, as its beginning says: byte 0xFF at position 5"),
        (b"\xff\xfea\x00\x00\xd8", "not-utf8", "Not UTF-16, as its beginning says: byte 0x00 at position 5"),
        (b"\xff\xfe\x00\x00a", "not-utf8", "Not UTF-32, as its beginning says: byte 0x61 at position 5"),
        ("é\x00".encode(), "nul", "byte 3"),
        ("\ufeffa\x00".encode("utf-16-le"), "nul", "byte 5"),
    ],
)
def test_what_can_be_no_text_is_refused_with_its_place(raw: bytes, code: str, words: str) -> None:
    with pytest.raises(Unfit) as refusal:
        decoded(raw)
    assert (refusal.value.code, words in refusal.value.words) == (code, True), refusal.value.words


@given(st.binary(max_size=200))
def test_whatever_the_bytes_they_are_text_without_nul_or_refused(raw: bytes) -> None:
    with suppress(Unfit):
        found = decoded(raw)
        assert "\x00" not in found.text
        assert raw.decode(found.encoding).endswith(found.text)
