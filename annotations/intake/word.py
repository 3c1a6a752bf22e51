"""The XML of a Word document: its paragraphs and rows of tables, in order, with their links."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from annotations.intake.blocks import BREAK, TAB, Run, web_address

# What was deleted, what stands for programs that can't draw the rest, and text boxes, which belong to no place in the text.
_SKIPPED = frozenset(
    {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:pPr"), qn("w:rPr"), qn("w:tblPr"), qn("w:sectPr")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_SIGNS = {qn("w:tab"): "\t", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "\u00ad"}
_FIELD_ADDRESS = re.compile(r"""^\s*HYPERLINK\s+(?:\\[a-z]\s+)*"?([^"\s]+)"?""", re.IGNORECASE)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or a row of a table with tabs between its cells; `style` is the style's id, "" for none."""

    runs: tuple[Run, ...]
    style: str = ""
    is_row: bool = False


@dataclass
class _Walk:
    """A document half walked through. Fields and tables may stand in one another."""

    addresses: list[str] = field(default_factory=lambda: [""])
    instructions: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    style: str = ""
    cells: list[list[list[Paragraph]]] = field(default_factory=list)


def paragraphs(body: etree._Element, links: Mapping[str, str]) -> Iterator[Paragraph]:
    """The paragraphs in the body. `links` says of each link's id which address it has."""
    walk = etree.iterwalk(body, events=("start", "end"))
    walked = _Walk()
    for event, element in walk:
        if element.tag in _SKIPPED:
            if event == "start":
                _note_style(walked, element)
                walk.skip_subtree()
        elif event == "start":
            _begin(walked, element, links)
        else:
            yield from _end(walked, element)


def _note_style(walked: _Walk, element: etree._Element) -> None:
    if element.tag == qn("w:pPr") and (style := element.find(qn("w:pStyle"))) is not None:
        walked.style = style.get(qn("w:val"), "")


def _begin(walked: _Walk, element: etree._Element, links: Mapping[str, str]) -> None:
    match element.tag:
        case tag if tag == qn("w:p"):
            walked.runs, walked.style = [], ""
        case tag if tag == qn("w:tr"):
            walked.cells.append([])
        case tag if tag == qn("w:tc") and walked.cells:
            walked.cells[-1].append([])
        case tag if tag == qn("w:hyperlink"):
            walked.addresses.append(web_address(links.get(element.get(qn("r:id"), ""), "")))
        case tag if tag == qn("w:fldSimple"):
            walked.addresses.append(_field_address(element.get(qn("w:instr"), "")))
        case tag if tag == qn("w:fldChar"):
            _field(walked, element.get(qn("w:fldCharType"), ""))
        case tag if tag == qn("w:instrText") and walked.instructions:
            walked.instructions[-1] += element.text or ""
        case _:
            _say(walked, element)


def _field(walked: _Walk, what: str) -> None:
    """A field's instruction ends where its words are separated from it; these end where it does."""
    if what == "begin":
        walked.instructions.append("")
        walked.addresses.append(walked.addresses[-1])
    elif what == "separate" and walked.instructions:
        walked.addresses[-1] = _field_address(walked.instructions[-1]) or walked.addresses[-1]
    elif what == "end" and walked.instructions:
        walked.instructions.pop()
        walked.addresses.pop()


def _field_address(instruction: str) -> str:
    found = _FIELD_ADDRESS.match(instruction)
    return web_address(found[1]) if found else ""


def _say(walked: _Walk, element: etree._Element) -> None:
    if element.tag == qn("w:t"):
        words = element.text or ""
    elif element.tag == qn("w:br"):
        words = "\n" if element.get(qn("w:type"), "textWrapping") == "textWrapping" else ""
    else:
        words = _SIGNS.get(str(element.tag), "")
    if words:
        walked.runs.append(Run(words, walked.addresses[-1]))


def _end(walked: _Walk, element: etree._Element) -> Iterator[Paragraph]:
    if element.tag == qn("w:p"):
        paragraph = Paragraph(tuple(walked.runs), walked.style)
        walked.runs = []
        if walked.cells and walked.cells[-1]:
            walked.cells[-1][-1].append(paragraph)
        else:
            yield paragraph
    elif element.tag == qn("w:tr") and walked.cells:
        row = list(_row(walked.cells.pop()))
        if walked.cells and walked.cells[-1]:
            walked.cells[-1][-1] += row
        else:
            yield from row
    elif element.tag in {qn("w:hyperlink"), qn("w:fldSimple")} and len(walked.addresses) > 1:
        walked.addresses.pop()


def _row(cells: list[list[Paragraph]]) -> Iterator[Paragraph]:
    """The row as one paragraph. A row of one cell is a frame around what stands in it."""
    if len(cells) == 1:
        yield from cells[0]
        return
    runs: list[Run] = []
    for number, cell in enumerate(cells):
        runs += [TAB] if number else []
        for place, paragraph in enumerate(cell):
            runs += [BREAK, *paragraph.runs] if place else paragraph.runs
    yield Paragraph(tuple(runs), is_row=True)


def words_in(element: Any) -> list[str]:
    """The paragraphs of a part of the document that is not its body, as words."""
    return ["".join(run.words for run in one.runs) for one in paragraphs(element, {})]
