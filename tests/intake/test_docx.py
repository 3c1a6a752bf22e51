"""Word documents."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pytest_django import Settings

from annotations.intake.readers import BY_KEY
from annotations.intake.reading import Found
from annotations.review.refusals import Unfit
from tests.intake.contract import require_kept
from tests.intake.samples import word


def read(raw: bytes) -> Found:
    """What is made of the file."""
    (found,) = require_kept(BY_KEY["docx"].read(raw, name="plan.docx"))
    return found


def saved(*paragraphs: str, change: Callable[[Document], None] | None = None) -> bytes:
    """A document of paragraphs, each given by what stands in its XML."""
    document = docx.Document()
    for inside in paragraphs:
        document.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w', 'r')}>{inside}</w:p>"))
    if change:
        change(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def with_member(raw: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The file with one of its parts changed."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as packed, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as changed:
        for member in packed.infolist():
            content = packed.read(member)
            changed.writestr(member.filename, change(content) if member.filename == name else content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:r><w:t>One</w:t></w:r><w:r><w:t xml:space='preserve'>  two </w:t></w:r>", "One  two "),
        ("<w:r><w:t>Tab</w:t><w:tab/><w:t>line</w:t><w:br/><w:t>end</w:t></w:r>", "Tab\tline\nend"),
        ("<w:r><w:t>page</w:t><w:br w:type='page'/><w:t> break</w:t></w:r>", "page break"),
        ("<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins>", "new"),
        ("<w:sdt><w:sdtContent><w:r><w:t>in a control</w:t></w:r></w:sdtContent></w:sdt>", "in a control"),
        ("<w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>stop</w:t></w:r>", "non\u2011stop"),
        ("<w:r><w:t>\u202e😀\u202c</w:t></w:r>", "\u202e😀\u202c"),
    ],
)
def test_a_paragraph_is_read_as_it_is_printed(inside: str, text: str) -> None:
    assert read(saved(inside)).text == text


def test_a_field_within_a_field_ends_where_it_ends() -> None:
    sign = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    page = f"{sign.format('begin')}<w:r><w:instrText> PAGE </w:instrText></w:r>{sign.format('end')}"
    inside = (
        f'{sign.format("begin")}<w:r><w:instrText> HYPERLINK "https://a.example/b" </w:instrText></w:r>'
        f"{sign.format('separate')}<w:r><w:t>linked </w:t></w:r>{page}<w:r><w:t>words</w:t></w:r>{sign.format('end')}"
        "<w:r><w:t> and more</w:t></w:r>"
        "<w:fldSimple w:instr=' HYPERLINK \\l \"place\" '><w:r><w:t> within</w:t></w:r></w:fldSimple>"
    )
    found = read(saved(inside))
    assert found.text == "linked words and more within"
    assert [(found.text[link.start : link.end], link.says) for link in found.links] == [
        ("linked words", "https://a.example/b")
    ]


def test_a_row_of_one_cell_is_a_frame_and_others_have_tabs() -> None:
    def change(document: Document) -> None:
        frame = document.add_table(rows=1, cols=1).cell(0, 0)
        frame.text = "Framed"
        frame.add_paragraph("and more")
        inner = document.add_table(rows=1, cols=2)
        inner.cell(0, 0).text = "Left"
        inner.cell(0, 1).text = "right"
        inner.cell(0, 1).add_paragraph("below")

    assert read(saved(change=change)).text == "Framed\n\nand more\n\nLeft\tright\nbelow"


def test_running_heads_are_left_out_and_said_to_be() -> None:
    found = read(word())
    assert found.dropped == "The Example Post"
    assert found.normalised == ("Headers, footers and notes are left out.",)


def test_a_heading_that_comes_first_is_the_headline() -> None:
    def change(document: Document) -> None:
        document.core_properties.title = "Not this"
        document.add_heading("The plan")
        document.add_paragraph("Text.")
        document.add_heading("A section")

    found = read(saved(change=change))
    assert [(found.text[part.start : part.end], part.says) for part in found.parts] == [("The plan", "headline")]
    assert found.fields["headline"] == "The plan"


@pytest.mark.parametrize("raw", [b"PK\x03\x04 and no more", b"A text under a wrong name", word()[:-30]])
def test_what_is_no_document_is_refused(raw: bytes) -> None:
    with pytest.raises(Unfit, match="damaged, or no DOCX at all"):
        read(raw)


def test_an_encrypted_part_is_refused_as_that() -> None:
    raw = bytearray(word())
    for place in range(len(raw) - 10):
        if raw[place : place + 4] == b"PK\x01\x02":
            raw[place + 8] |= 1
    with pytest.raises(Unfit, match="encrypted"):
        read(bytes(raw))


def test_a_bomb_is_refused_by_its_table_of_contents(settings: Settings) -> None:
    settings.FACTCHECK_MAX_ARTICLE_BYTES = 100_000
    bomb = with_member(
        word(), "word/document.xml", lambda xml: xml.replace(b"<w:body>", b"<w:body>" + b" " * 2_000_000)
    )
    assert len(bomb) < 50_000
    with pytest.raises(Unfit, match="are packed in it: too many"):
        read(bomb)


def test_entities_are_not_blown_up() -> None:
    laughs = b'<!DOCTYPE w [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'

    def change(xml: bytes) -> bytes:
        declared, body = xml.split(b"?>", 1)
        return declared + b"?>" + laughs + body.replace(b"<w:t>", b"<w:t>&b;", 1)

    try:
        found = read(with_member(word(), "word/document.xml", change))
    except Unfit as refusal:
        found = Found("", refused=refusal.words)
    assert "haha" not in found.text
