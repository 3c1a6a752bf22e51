"""A small file of each format, made anew, with the article that a reader must find in it."""

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO, StringIO

import docx
import openpyxl
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from fpdf import FPDF

HEADLINE = "Minister denies the plan"
DECK = "Nobody in the ministry will speak of it now"
UNLINKED, LINKED = "The minister said on Thursday that ", "there was no plan, and that there never had been one."
BODY = UNLINKED + LINKED
MORE = "Two officials, who asked not to be named, said that it had been signed in June."
ADDRESS = "https://gov.example.org/statement"


def text() -> bytes:
    """Plain text."""
    return f"{HEADLINE}\r\n\r\n{DECK}\r\n\r\n{BODY} 😀\r\n\r\n{MORE}\r\n".encode()


def markdown() -> bytes:
    """Markdown with front matter, a link, a picture with its caption, and a table."""
    return f"""---
title: {HEADLINE}
author: Ana Sousa
date: 2026-11-20
---
# {HEADLINE}

*{DECK}*

![](picture.jpg)

*The minister on Thursday*

{UNLINKED}[{LINKED}]({ADDRESS}) 😀

> {MORE}

| Year | Cost |
|------|------|
| 2027 | 1 million |
""".encode()


def html() -> bytes:
    """A page as newspapers have them: notice, menu, article, related links, footer, and scripts."""
    return f"""<!DOCTYPE html>
<!-- saved from url=(0031)https://www.example.org/the-plan -->
<html lang="en-GB"><head><meta charset="utf-8"><title>{HEADLINE} | The Example Post</title>
<meta property="og:site_name" content="The Example Post"><meta name="author" content="Ana Sousa">
<link rel="canonical" href="https://www.example.org/the-plan">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "{HEADLINE}", "datePublished": "2026-11-20T08:30:00Z"}}</script>
<script>document.write("<p>Never kept, never run</p>")</script><style>p {{ color: red }}</style></head>
<body><div class="cookies"><p>We use cookies. Do you accept all of them?</p></div>
<header><nav><ul><li><a href="/">Home</a><li><a href="/sport">Sport</a></ul></nav></header>
<article><h1>{HEADLINE}</h1><p class="standfirst">{DECK}</p>
<figure><img src="minister.jpg" alt=""><figcaption>The minister on Thursday</figcaption></figure>
<p>{UNLINKED}<a href="{ADDRESS}">{LINKED}</a> 😀</p>
<p>{MORE}<br>They showed   a <em>copy</em> of <a href="/copy">what was signed</a>.</p>
<aside class="related"><h3>Related</h3><ul><li><a href="/other">Another story that one may like to read</a></ul></aside>
</article><footer><p>© 2026 The Example Post. All rights reserved.</p></footer></body></html>
""".encode()


def word() -> bytes:
    """A Word document with title and subtitle, a link, a field that is a link, a table, a caption and a running head."""
    document = docx.Document()
    document.core_properties.author = "Ana Sousa"
    document.core_properties.created = datetime(2026, 11, 20, tzinfo=UTC)
    document.add_paragraph(HEADLINE, style="Title")
    document.add_paragraph(DECK, style="Subtitle")
    linked = document.add_paragraph(UNLINKED)
    _link(linked, document.part.relate_to(ADDRESS, RELATIONSHIP_TYPE.HYPERLINK, is_external=True), LINKED)
    linked.add_run(" 😀")
    _field(document.add_paragraph(), ' HYPERLINK "https://example.org/june" ', MORE)
    for number, cell in enumerate(document.add_table(rows=2, cols=2)._cells):
        cell.text = f"Cell {number}"
    document.add_paragraph("The minister on Thursday", style="Caption")
    document.sections[0].header.paragraphs[0].text = "The Example Post"
    _slim(document)
    return _saved(document.save)


def _slim(document: Document) -> None:
    """Leave out what the library's template has and no reader looks at: nine tenths of the file."""
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.rsplit("/", 1)[-1] in {
            "theme",
            "customXml",
            "numbering",
            "fontTable",
            "webSettings",
            "stylesWithEffects",
        }:
            del document.part.rels[key]
    used = {"Title", "Subtitle", "Caption", "Normal", "Header", "Table Normal"}
    for style in list(document.styles):
        if style.name not in used:
            style.delete()
    for unread in document.styles.element.xpath("w:latentStyles | w:docDefaults"):
        unread.getparent().remove(unread)


def _link(paragraph: Paragraph, relation: str, words: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    link.append(paragraph.add_run(words)._r)
    paragraph._p.append(link)


def _field(paragraph: Paragraph, instruction: str, words: str) -> None:
    for what in ("begin", "separate", "end"):
        sign = OxmlElement("w:fldChar")
        sign.set(qn("w:fldCharType"), what)
        paragraph.add_run()._r.append(sign)
        if what == "begin":
            said = OxmlElement("w:instrText")
            said.text = instruction
            paragraph.add_run()._r.append(said)
        elif what == "separate":
            paragraph.add_run(words)


class _Printed(FPDF):
    def header(self) -> None:
        self.set_font("Helvetica", size=8)
        self.multi_cell(0, 6, "The Example Post", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-15)
        self.multi_cell(0, 6, f"Page {self.page_no()}", align="C")


def pdf() -> bytes:
    """A PDF of two pages with a running head, a headline, a deck, and words parted at the ends of lines."""
    printed = _Printed()
    printed.set_title(HEADLINE)
    printed.set_author("Ana Sousa")
    printed.set_creation_date(datetime(2026, 11, 20, tzinfo=UTC))
    printed.add_page()
    for size, words in (
        (20, HEADLINE),
        (13, DECK),
        (11, f"{BODY} It was contra-\ndicted by Anglo-\nSaxon law."),
        (11, MORE),
    ):
        _written(printed, size, words)
    printed.add_page()
    _written(printed, 11, "A second page has text too, and more than one line of it, so that it must be joined again.")
    return bytes(printed.output())


def _written(printed: FPDF, size: int, words: str) -> None:
    printed.set_font("Times", size=size)
    printed.multi_cell(110, size * 0.45, words, new_x="LMARGIN", new_y="NEXT", align="L")
    printed.ln(4)


def _saved(save: Callable[[BytesIO], None]) -> bytes:
    file = BytesIO()
    save(file)
    return file.getvalue()


_ROW = {"headline": HEADLINE, "text": f"{HEADLINE}\n\n{DECK}\n\n{BODY} 😀\n\n{MORE}", "date": "2026-11-20"}


def table() -> bytes:
    """CSV of two articles, the second of them in a row that is too long."""
    lines = StringIO()
    csv.writer(lines).writerows([list(_ROW), list(_ROW.values()), [*_ROW.values(), "and more"]])
    return lines.getvalue().encode()


def workbook() -> bytes:
    """A workbook with an article in it."""
    book = openpyxl.Workbook()
    for row in (list(_ROW), list(_ROW.values())):
        book.worksheets[0].append(row)
    return _saved(book.save)


def records() -> bytes:
    """JSON: a list of two articles, the second with half a character in it."""
    return json.dumps([_ROW, {**_ROW, "text": "Half a character \ud83d is in it"}]).encode()


# By the key of their reader: a file's name, and what makes it.
SAMPLES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "text": ("plan.txt", text),
    "markdown": ("plan.md", markdown),
    "html": ("plan.html", html),
    "docx": ("plan.docx", word),
    "pdf": ("plan.pdf", pdf),
    "table": ("plan.csv", table),
    "workbook": ("plan.xlsx", workbook),
    "records": ("plan.json", records),
}
