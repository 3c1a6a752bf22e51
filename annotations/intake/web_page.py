"""The article on a web page. Nothing is ever fetched, and no script is kept or run."""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from django.conf import settings
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction, extract_metadata
from trafilatura.settings import Document

from annotations.intake.blocks import Block, Run, found_in, tidy, web_address
from annotations.intake.encodings import Decoded
from annotations.intake.main_text import squashed, standing_in
from annotations.intake.page_parts import kinds_of
from annotations.intake.pages import Seen, seen_on
from annotations.intake.reading import Found
from annotations.intake.said import Said, said
from annotations.models.structure import PartKind
from annotations.review.refusals import Unfit

# Time goes by elements, and more than by their number where they are nested: 30,000 took 12 s at worst.
MOST_ELEMENTS = 30_000

# Pages that people write go to a hundred; where libxml2 stops, at 2,048, it leaves out the rest.
_DEEPEST = 250

# What an element says of itself; libxml2 compares each with each, and takes an hour over a million.
MOST_ATTRIBUTES = 500
# Comments, scripts and style sheets are passed over whole: what looks like an element there is none. Each letter is looked at once.
_TAG = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(script|style)\b[^>]*+(?:>.*?(?:</\1|\Z)|\Z)"
    r"|<([a-z](?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"[^\s/=>]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]++))?+")

# A page has more text than its article, and JSON about it. White space counts too.
_TIMES_TEXT = 3

# No attribute that is read is as long. Pictures within a page are, and every copy of the page would copy them.
_LONGEST_ATTRIBUTE = 4_000
_NEVER_READ = ("style", "svg", "template", "noscript", "iframe", "object", "canvas", "math")

# How many letters are searched for what stands at the beginning of a page.
_HEAD = 4_096
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->|Page saved with SingleFile\s+url:\s*(\S+)")
_ARCHIVED = re.compile(r"https?://(?:web\.archive\.org/web/\w+/(\S+)|archive\.(?:ph|today|is|li|md|vn|fo)/|perma\.cc/)")
_ONE_SLASH = re.compile(r"(https?:)/(?!/)")

# In the text that the library found, these begin no new line.
_INLINE = frozenset({"hi", "ref", "del", "lb", "span", "a"})


def found_on_page(read: Decoded) -> Found:
    """The one article on the page. Raises Unfit: `too-large`, `no-text`, or as `found_in` does."""
    return _article(_parsed(read.text), read)


def _parsed(text: str) -> HtmlElement:
    """The page without what is never read of it. Raises Unfit where it has no element, or is too large in any way."""
    # Without huge_tree all that follows ten megabytes of script or white space would be missing, and nothing would say so.
    parser = HTMLParser(encoding="utf-8", huge_tree=True)
    if any(_attributes(tag[2]) > MOST_ATTRIBUTES for tag in _TAG.finditer(text) if tag[2]):
        raise _too_large(f"An element has more than {MOST_ATTRIBUTES:,} attributes.")
    try:
        page = document_fromstring(text.encode(), parser=parser)
    except etree.LxmlError as error:
        raise _no_text() from error
    etree.strip_elements(page, *_NEVER_READ, with_tail=False)
    for script in page.iter("script"):
        if "+json" not in script.get("type", ""):
            script.text = None
    _require_bounded(page)
    for element in page.iter(etree.Element):
        for name in [name for name, value in element.items() if len(value) > _LONGEST_ATTRIBUTE]:
            del element.attrib[name]
    return page


def _attributes(tag: str) -> int:
    """How many attributes stand in what is between an element's angle brackets, its name first."""
    # A short one can't have many; most are short.
    return 0 if len(tag) < 2 * MOST_ATTRIBUTES else sum(1 for _ in _ATTRIBUTE.finditer(tag)) - 1


def _require_bounded(page: HtmlElement) -> None:
    """Raise Unfit, `too-large`, for a page that would take minutes or much memory, with a way on."""
    elements = depth = deepest = letters = 0
    for event, element in etree.iterwalk(page, events=("start", "end")):
        if event == "start":
            elements, depth = elements + 1, depth + 1
            deepest = max(deepest, depth)
            letters += len(element.text or "")
        else:
            depth -= 1
            letters += len(element.tail or "")
    if elements > MOST_ELEMENTS:
        raise _too_large(f"{elements:,} elements are too many: a page has {MOST_ELEMENTS:,} at most.")
    if deepest > _DEEPEST:
        raise _too_large(f"Its elements lie too deep in one another: {_DEEPEST} at most.")
    if letters > (most := _TIMES_TEXT * settings.FACTCHECK_MAX_ARTICLE_BYTES):
        raise _too_large(f"{letters:,} characters are too many: a page has {most:,} at most.")


def _too_large(why: str) -> Unfit:
    return Unfit("too-large", f"{why} Save it from the browser’s reading view, or as text.")


def _no_text() -> Unfit:
    return Unfit("no-text", "The page has no text that could be seen. Save it once it is shown whole, or as text.")


def _article(page: HtmlElement, read: Decoded) -> Found:
    fields = said(_fields(page, _about(page), read.text[:_HEAD]))
    base = next((href for one in page.iter("base") if (href := one.get("href"))), "")
    address = str(fields.get("address", ""))
    seen = list(seen_on(page, web_address(base, address) or address))
    if not seen:
        raise _no_text()
    return _found(seen, _main_text(page), fields, read.notes)


def _found(seen: Sequence[Seen], main: Sequence[str], fields: Said, notes: Sequence[str]) -> Found:
    """The main text as it stands on the page; as the library gives it where the page does not show it; else the whole page."""
    kept = standing_in(main, [one.words for one in seen])
    shown = sum(len(squashed(seen[number].words)) for number in kept)
    if main and 2 * shown < sum(map(len, map(squashed, main))):
        return found_in(
            [Block(tidy([Run(line)])) for line in main],
            fields=fields,
            dropped=[one.words for one in seen],
            notes=[*notes, "The page as saved does not show its main text: it is what is there for search engines."],
        )
    kinds = kinds_of(seen, kept, str(fields.get("headline", "")))
    if not main:
        notes = [*notes, "No main text was made out: all that the page shows is kept."]
        kinds = dict.fromkeys(range(len(seen)), "") | kinds
    if headline := next((seen[one].words for one in kinds if kinds[one] == PartKind.HEADLINE), ""):
        fields = {**fields, **said({"headline": headline})}
    left_out = [one.words for number, one in enumerate(seen) if number not in kinds]
    return found_in(_blocks(seen, kinds), fields=fields, dropped=left_out, notes=[*notes, *_notes(left_out)])


def _notes(left_out: Sequence[str]) -> Iterator[str]:
    yield "White space is as a browser shows it."
    if words := sum(len(one.split()) for one in left_out):
        yield f"{words:,} word{'' if words == 1 else 's'} around the article left out, such as menus and notices."


def _blocks(seen: Sequence[Seen], kinds: Mapping[int, str]) -> Iterator[Block]:
    before: Seen | None = None
    for number in sorted(kinds):
        one = seen[number]
        is_row = one.element.tag in {"li", "tr", "dt", "dd", "option"}
        is_tight = is_row and before is not None and before.element.getparent() is one.element.getparent()
        yield Block(one.runs, kinds[number], is_tight=is_tight)
        before = one


# Without a place of its own to go, what it has to say about every page that is none goes to the terminal.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())

_DATES = {"original_date": True, "extensive_search": False}


def _about(page: HtmlElement) -> Document:
    """What the library finds that the page says of its article; nothing where it fails."""
    return _tried(lambda: extract_metadata(deepcopy(page), date_config=_DATES)) or Document()


def _main_text(page: HtmlElement) -> list[str]:
    """The paragraphs of what the library takes for the article's text; none where it finds nothing, or fails."""
    main = _tried(lambda: bare_extraction(deepcopy(page), include_comments=False))
    body = getattr(main, "body", None)
    return [] if body is None else list(_lines(body))


def _tried(find: Callable[[], Any]) -> Any:
    """What the library finds, or None where it breaks down."""
    try:
        return find()
    except Exception:  # noqa: BLE001
        # Its rules of thumb meet whatever stands on the web, and raise whatever they then run into. The page can be read
        # without them: a person sees what is missing.
        return None


def _lines(body: Any) -> Iterator[str]:
    line = ""
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag not in _INLINE:
            yield line
            line = ""
        line += (element.text if event == "start" else element.tail) or ""
    yield line


def _fields(page: HtmlElement, about: Any, head: str) -> dict[str, str | None]:
    saved = next(filter(None, found.groups())) if (found := _SAVED_FROM.search(head)) else ""
    # In the address of an archive's page, which has another one in it, the library leaves one of two slashes.
    own = _ONE_SLASH.sub(r"\1//", about.url or "")
    archived = next((address for address in (saved, own) if _ARCHIVED.match(address)), "")
    address = next((one for one in (own, saved) if one and not _ARCHIVED.match(one)), "")
    site = about.sitename or ""
    return {
        "headline": about.title,
        "byline": ", ".join((about.author or "").split("; ")),
        "published": about.date,
        # Without a name the library gives the address's: outlets are found by that elsewhere.
        "outlet": "" if site.lower() in own.lower() and "." in site else site,
        "address": address or _archived_from(archived),
        "archived_address": archived,
        "language": page.get("lang") or page.get("{http://www.w3.org/XML/1998/namespace}lang") or about.language,
    }


def _archived_from(address: str) -> str:
    """The address of what an archive's page is a copy of, where its own address says that."""
    found = _ARCHIVED.match(address)
    return (found[1] or "") if found else ""
