"""What all readers promise: one contract over every format there is."""

from importlib.metadata import version

import pytest
from pytest_django import Settings

from annotations.intake.readers import BY_KEY, READERS, reader_of
from annotations.intake.reading import Found, Reader
from annotations.review.refusals import Unfit
from tests.intake.contract import outcome, require_kept
from tests.intake.samples import ADDRESS, BODY, DECK, HEADLINE, LINKED, MORE, SAMPLES

every_reader = pytest.mark.parametrize("reader", READERS, ids=lambda reader: str(reader.key))

# Formats that name a text's structure, and those that have addresses in it.
WITH_PARTS = ("markdown", "html", "docx", "pdf")
WITH_CAPTIONS = ("markdown", "html", "docx")


def read(key: str) -> Found:
    """What its reader makes of the sample of a format: one text."""
    name, make = SAMPLES[key]
    (found,) = require_kept(BY_KEY[key].read(make(), name=name))
    return found


def refusal_of(reader: Reader, raw: bytes) -> Unfit:
    """What the reader says of a file that it refuses."""
    refused = outcome(reader, raw)
    assert isinstance(refused, Unfit)
    return refused


@every_reader
def test_its_sample_is_read_whole_and_in_order(reader: Reader) -> None:
    name, make = SAMPLES[reader.key]
    texts = require_kept(reader.read(make(), name=name))
    places = [texts[0].text.find(words) for words in (HEADLINE, DECK, BODY, MORE)]
    assert -1 not in places
    assert places == sorted(places)


@every_reader
def test_it_has_a_sample_by_which_it_is_found(reader: Reader) -> None:
    name, make = SAMPLES[reader.key]
    assert reader_of(name, make()[:4_096]) is reader
    assert reader_of(name.upper(), make()[:4_096]) is reader


@every_reader
def test_its_version_names_its_library(reader: Reader) -> None:
    libraries = {
        "html": "trafilatura",
        "markdown": "markdown-it-py",
        "docx": "python-docx",
        "pdf": "pypdfium2",
        "workbook": "openpyxl",
    }
    library = libraries.get(reader.key)
    assert reader.version == "1" or any(character.isdigit() for character in reader.version[2:])
    assert library is None or f"{library} {version(library)}" in reader.version
    assert len(reader.version) <= 80


@every_reader
def test_an_empty_file_is_refused(reader: Reader) -> None:
    assert refusal_of(reader, b"").words.endswith(".")


@every_reader
def test_a_file_over_the_limit_is_refused_before_it_is_opened(reader: Reader, settings: Settings) -> None:
    settings.FACTCHECK_MAX_FILE_BYTES = 1_000_000
    settings.FACTCHECK_MAX_ARTICLE_BYTES = 1_000_000
    _, make = SAMPLES[reader.key]
    refusal = refusal_of(reader, make() + b" " * 1_000_000)
    assert (refusal.code, "too many" in refusal.words) == ("too-large", True)


@every_reader
def test_a_text_over_the_limit_of_an_article_is_refused(reader: Reader, settings: Settings) -> None:
    settings.FACTCHECK_MAX_ARTICLE_BYTES = 100
    name, make = SAMPLES[reader.key]
    came_to = outcome(reader, make(), name)
    refused = came_to.code in {"too-large", "long"} if isinstance(came_to, Unfit) else came_to[0].refused
    assert refused


@every_reader
@pytest.mark.parametrize("nothing", [b"x" * 10_000_000, b" " * 10_000_000, b"\n" * 10_000_000, b"\x00" * 10_000_000])
def test_ten_million_letters_of_nothing_are_refused(nothing: bytes, reader: Reader) -> None:
    assert refusal_of(reader, nothing).words


@every_reader
def test_a_file_cut_short_anywhere_is_read_or_refused(reader: Reader) -> None:
    name, make = SAMPLES[reader.key]
    raw = make()
    for tenth in range(1, 10):
        outcome(reader, raw[: len(raw) * tenth // 10], name)


@pytest.mark.parametrize("key", WITH_PARTS)
def test_headline_and_deck_are_where_the_format_has_them(key: str) -> None:
    found = read(key)
    parts = [(found.text[part.start : part.end], part.says) for part in found.parts]
    assert parts[:2] == [(HEADLINE, "headline"), (DECK, "deck")]
    assert found.fields["headline"] == HEADLINE
    assert found.fields["byline"] == "Ana Sousa"
    # Word and PDF say when the file was made, which is not when the article appeared.
    assert str(found.fields.get("published", "")) == ("" if key in {"docx", "pdf"} else "2026-11-20")


@pytest.mark.parametrize("key", WITH_CAPTIONS)
def test_captions_and_links_are_where_the_format_has_them(key: str) -> None:
    found = read(key)
    assert ("The minister on Thursday", "caption") in [
        (found.text[part.start : part.end], part.says) for part in found.parts
    ]
    assert (LINKED, ADDRESS) in [(found.text[link.start : link.end], link.says) for link in found.links]


@pytest.mark.parametrize(
    ("name", "head", "key"),
    [
        ("page.txt", b"\xef\xbb\xbf \r\n<!DOCTYPE html><html>", "html"),
        ("page", b"<!-- saved from url=(0014)about:internet -->\r\n<html lang=en>", "html"),
        ("print.html", b"%PDF-1.7\n", "pdf"),
        ("letter.pdf", b"PK\x03\x04\x14\x00 word/document.xml", "docx"),
        ("notes.MARKDOWN", b"<b>no page</b>", "markdown"),
        ("README", b"Plain words", "text"),
        ("plan.txt", b"MZ and BMW and ID3 are words too", "text"),
    ],
)
def test_what_a_file_begins_with_goes_before_its_name(name: str, head: bytes, key: str) -> None:
    assert reader_of(name, head).key == key


@pytest.mark.parametrize(
    ("name", "head", "words"),
    [
        ("scan.txt", b"\x89PNG\r\n\x1a\n", "This is a picture. Run text recognition"),
        ("photo", b"\xff\xd8\xff\xe0\x00\x10JFIF", "This is a picture."),
        ("drawing.svg", b"<?xml version='1.0'?><svg>", "This is a picture."),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of an old Office. Save it as DOCX or XLSX"),
        ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "encrypted. Save it without a password"),
        ("letter.rtf", b"{\\rtf1\\ansi", "RTF can’t be read. Open it in a word processor"),
        (
            "letter.odt",
            b"PK\x03\x04" + b"\x00" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text",
            "Save it as DOCX",
        ),
        ("page.mhtml", b"From: <Saved by Blink>\r\n", "Web page, HTML only"),
        ("setup.txt", b"MZ\x90\x00\x03\x00", "This is a program. Choose a text."),
        ("run", b"\x7fELF\x02\x01", "This is a program."),
        ("talk.mp3", b"ID3\x04", "This is sound or video."),
        ("texts.rar", b"Rar!\x1a\x07", "This is an archive. Choose a ZIP"),
        ("what.xyz", b"Plain words", "Files of this kind can’t be read. What can be read: plain text, "),
    ],
)
def test_what_can_be_read_by_none_is_refused_with_what_to_do(name: str, head: bytes, words: str) -> None:
    with pytest.raises(Unfit) as refusal:
        reader_of(name, head)
    assert words in refusal.value.words
