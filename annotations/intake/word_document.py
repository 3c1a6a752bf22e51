"""The text of a Word document: paragraphs, tables and links as they are printed; a paragraph's style says which part it is."""

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from zipfile import ZipFile

import docx
from django.conf import settings
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.parser import parse_xml

from annotations.intake.blocks import Block, found_in
from annotations.intake.reading import Found
from annotations.intake.said import said
from annotations.intake.word import Paragraph, paragraphs, words_in
from annotations.models.structure import PartKind
from annotations.review.refusals import Unfit

# XML takes several times what its text does, and in memory thirty times that: 8 MB of nothing but paragraphs took 250 MB.
_XML_TO_TEXT = 4
_UNPACKED_TO_FILE = 4

_KINDS = {"Title": PartKind.HEADLINE, "Subtitle": PartKind.DECK, "Caption": PartKind.CAPTION}
_LEFT_OUT = (
    RELATIONSHIP_TYPE.FOOTNOTES,
    RELATIONSHIP_TYPE.ENDNOTES,
    RELATIONSHIP_TYPE.HEADER,
    RELATIONSHIP_TYPE.FOOTER,
)

# Names that programs write where nobody gave one.
_NOBODY = frozenset({"python-docx", "microsoft office user", "windows user", "user", "admin", "administrator"})


def found_in_document(raw: bytes) -> Found:
    """The one text in these bytes of a DOCX file. Raises Unfit: `too-large`, `encrypted`, or as `found_in` does; the library's
    own exceptions for a damaged one.
    """
    _require_bounded(raw)
    return _found(docx.Document(BytesIO(raw)))


def _require_bounded(raw: bytes) -> None:
    """Raise Unfit where what is packed in it is too large, by its own table of contents: no more than that is unpacked."""
    with ZipFile(BytesIO(raw)) as packed:
        members = packed.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise Unfit("encrypted", "The file is encrypted. Save it without a password and choose it again.")
    xml = max((one.file_size for one in members if one.filename.endswith((".xml", ".rels"))), default=0)
    unpacked = sum(one.file_size for one in members)
    if (
        xml > _XML_TO_TEXT * settings.FACTCHECK_MAX_ARTICLE_BYTES
        or unpacked > _UNPACKED_TO_FILE * settings.FACTCHECK_MAX_FILE_BYTES
    ):
        raise Unfit("too-large", f"{unpacked:,} bytes are packed in it: too many. Save the article’s text alone.")


def _found(document: Document) -> Found:
    styles = {style.style_id: style.name or "" for style in document.styles}
    links = {key: one.target_ref for key, one in document.part.rels.items() if one.is_external}
    blocks = list(_blocks(paragraphs(document.element.body, links), styles))
    dropped = list(_left_out(document))
    # The day on which a file was made is not the day on which the article appeared.
    core = document.core_properties
    headline = next((block.words for block in blocks if block.kind == PartKind.HEADLINE), "")
    fields = {
        "headline": headline or core.title,
        "byline": "" if core.author.lower() in _NOBODY else core.author,
        "language": core.language,
    }
    notes = ["Headers, footers and notes are left out."] if dropped else []
    return found_in(blocks, fields=said(fields), dropped=dropped, notes=notes)


def _blocks(read: Iterable[Paragraph], styles: Mapping[str, str]) -> Iterator[Block]:
    """The paragraphs with words in them. A part is there once but for captions; a heading that comes first is the headline."""
    here: set[str] = set()
    was_row = False
    for paragraph in read:
        block = Block(paragraph.runs)
        if not block.words.strip():
            continue
        style = styles.get(paragraph.style, "")
        kind = PartKind.HEADLINE if not here and style == "Heading 1" else _KINDS.get(style, "")
        yield Block(
            paragraph.runs,
            "" if kind in here and kind != PartKind.CAPTION else kind,
            is_tight=was_row and paragraph.is_row,
        )
        here |= {"any", kind}
        was_row = paragraph.is_row


def _left_out(document: Document) -> Iterator[str]:
    """What is printed around the text: headers, footers, and notes at the foot or the end."""
    for relation in document.part.rels.values():
        if relation.reltype in _LEFT_OUT and not relation.is_external:
            # The library knows some of these parts, and of the others no more than their bytes.
            yield from filter(str.strip, words_in(parse_xml(relation.target_part.blob)))
