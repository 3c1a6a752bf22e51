"""A web page as a reader sees it: its blocks of words, in order, each with what surrounds it there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from annotations.intake.blocks import BREAK, TAB, Run, tidy, web_address

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog"}
    | {"div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"}
    | {"h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav"}
    | {"ol", "option", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr"}
    | {"ul"}
)
_CELLS = frozenset({"td", "th"})
_UNSEEN = frozenset(
    {"applet", "audio", "canvas", "datalist", "embed", "frame", "frameset", "head", "iframe", "map", "math"}
    | {"noframes", "noscript", "object", "script", "select", "style", "svg", "template", "textarea", "title", "video"}
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Seen:
    """A block of words on a page, and the innermost block element that it stands in."""

    runs: tuple[Run, ...]
    element: HtmlElement

    @property
    def words(self) -> str:
        """All of its words."""
        return "".join(run.words for run in self.runs)

    def around(self) -> Iterator[HtmlElement]:
        """The elements that it stands in, the innermost first."""
        yield self.element
        yield from self.element.iterancestors()

    def stands_in(self, *tags: str) -> bool:
        """Whether any of the elements around it has one of these names."""
        return any(element.tag in tags for element in self.around())


@dataclass
class _Page:
    """A page half walked through."""

    base: str
    around: list[HtmlElement]
    runs: list[Run] = field(default_factory=list)
    addresses: list[str] = field(default_factory=lambda: [""])

    def taken(self) -> Iterator[Seen]:
        """The block that ends here, if it has words."""
        if runs := tidy(self.runs):
            yield Seen(runs, self.around[-1])
        self.runs = []


def seen_on(page: HtmlElement, base: str) -> Iterator[Seen]:
    """The blocks of words that a browser would show, without running any script. `base` is the page's own address."""
    walk = etree.iterwalk(page, events=("start", "end", "comment", "pi"))
    walked = _Page(base, [page])
    for event, element in walk:
        if event in {"comment", "pi"}:
            walked.runs.append(Run(element.tail or "", walked.addresses[-1]))
        elif event == "start" and _is_unseen(element):
            walk.skip_subtree()
        elif event == "start":
            yield from _begun(walked, element)
        else:
            yield from _ended(walked, element)
    yield from walked.taken()


def _is_unseen(element: HtmlElement) -> bool:
    return (
        element.tag in _UNSEEN
        or "hidden" in element.attrib
        or bool(_HIDDEN.search(element.get("style", "")))
        or (element.tag == "dialog" and "open" not in element.attrib)
    )


def _is_block(element: HtmlElement) -> bool:
    """Whether its words stand on lines of their own: so do those of a cell that is there for the page's layout."""
    return element.tag in _BLOCKS or (
        element.tag in _CELLS and any(one.tag == "br" or one.tag in _BLOCKS for one in element.iterdescendants())
    )


def _begun(page: _Page, element: HtmlElement) -> Iterator[Seen]:
    if _is_block(element):
        yield from page.taken()
        page.around.append(element)
    elif element.tag in _CELLS and page.runs:
        page.runs.append(TAB)
    elif element.tag == "br":
        page.runs.append(BREAK)
    if element.tag == "a":
        page.addresses.append(_address(element, page.base))
    page.runs.append(Run(element.text or "", page.addresses[-1]))


def _ended(page: _Page, element: HtmlElement) -> Iterator[Seen]:
    if not _is_unseen(element):
        if _is_block(element):
            yield from page.taken()
            page.around.pop()
        if element.tag == "a":
            page.addresses.pop()
    page.runs.append(Run(element.tail or "", page.addresses[-1]))


def _address(link: HtmlElement, base: str) -> str:
    """Where a link leads, "" for a place on the same page."""
    address = link.get("href", "").strip()
    return "" if address.startswith("#") else web_address(address, base)
