"""The text of Markdown: the words that a reader sees once it is set, with their links."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HTMLParser, document_fromstring
from markdown_it import MarkdownIt
from markdown_it.token import Token

from annotations.intake.blocks import BREAK, TAB, Block, Run, found_in, tidy, web_address
from annotations.intake.front_matter import front_matter
from annotations.intake.pages import seen_on
from annotations.intake.reading import Found
from annotations.intake.said import said
from annotations.models.structure import PartKind

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)

# A heading below the headline of fewer words is a section's.
_DECK_WORDS = 5


def found_in_markdown(source: str, notes: Sequence[str]) -> Found:
    """The one text in this Markdown; `notes` says what was altered in it so far. Raises Unfit as `found_in` does."""
    head = front_matter(source)
    walk = _Walk(str(head.fields.get("address", "")))
    blocks = list(_with_parts(list(walk.blocks(_PARSER.parse(source[head.length :])))))
    headline = next((block.words for block in blocks if block.kind == PartKind.HEADLINE), "")
    fields = {**head.fields, **({"headline": headline} if headline else {})}
    dropped = [source[: head.length], *walk.dropped]
    return found_in(blocks, fields=said(fields), dropped=dropped, notes=[*notes, *_notes(head.length)])


def _notes(front: int) -> Iterator[str]:
    yield "Markdown is set: its signs are left out."
    if front:
        yield "The front matter is read as fields, and left out."


@dataclass(frozen=True)
class _Set:
    """A block as it is set: its words, how it was written ("h1", "p", "li", "tr", "code"), and whether all of it is emphasised."""

    runs: tuple[Run, ...]
    tag: str
    is_emphasised: bool = False
    after_picture: bool = False


@dataclass
class _Walk:
    """A text half walked through. `base` is its own address, for links that say only how to get from there."""

    base: str
    dropped: list[str] = field(default_factory=list)

    def blocks(self, tokens: Sequence[Token]) -> Iterator[_Set]:
        """The blocks, in order, with words in them."""
        tags, row = ["p"], list[Run]()
        had_picture = False
        for token in tokens:
            if token.type in {"heading_open", "tr_open", "list_item_open"}:
                tags.append(token.tag)
                row = []
            elif token.type in {"heading_close", "list_item_close"}:
                tags.pop()
            elif token.type == "tr_close":
                yield _Set(tidy(row), tags.pop())
            elif token.type == "inline" and tags[-1] == "tr":
                row += [TAB, *self.runs(token)] if row else self.runs(token)
            else:
                yield from self._block(token, tags[-1], had_picture)
                had_picture = _is_picture(token) or (had_picture and token.type != "inline")

    def _block(self, token: Token, tag: str, after_picture: bool) -> Iterator[_Set]:
        if token.type == "inline":
            yield _Set(tidy(self.runs(token)), tag, _is_emphasised(token), after_picture)
        elif token.type in {"fence", "code_block"}:
            yield _Set((Run(token.content.rstrip("\n")),), "code")
        elif token.type == "html_block":
            yield from self._page(token.content)

    def _page(self, html: str) -> Iterator[_Set]:
        try:
            page = document_fromstring(html.encode(), parser=HTMLParser(encoding="utf-8"))
        except etree.LxmlError:  # a comment alone, or an end without a beginning
            self.dropped.append(html)
            return
        for one in seen_on(page, self.base):
            yield _Set(one.runs, "p")

    def runs(self, inline: Token) -> Iterator[Run]:
        """The words of a block."""
        addresses = [""]
        for token in inline.children or []:
            if token.type == "link_open":
                addresses.append(web_address(str(token.attrGet("href") or ""), self.base))
            elif token.type == "link_close":
                addresses.pop()
            elif token.type == "hardbreak" or (token.type == "html_inline" and _LINE_BREAK.fullmatch(token.content)):
                yield BREAK
            elif token.type in {"html_inline", "image"}:
                self.dropped.append(token.content)
            else:
                yield Run("\n" if token.type == "softbreak" else token.content, addresses[-1])


def _is_picture(token: Token) -> bool:
    return bool(token.children) and all(child.type == "image" for child in token.children or [])


def _is_emphasised(token: Token) -> bool:
    """Whether one emphasis goes from the block's beginning to its end."""
    children = [child for child in token.children or [] if child.type != "text" or child.content]
    if not children or children[0].type not in {"em_open", "strong_open"}:
        return False
    depth = children[0].level
    closing = [child for child in children if child.nesting == -1 and child.level == depth]
    return bool(closing) and closing[0] is children[-1]


def _with_parts(read: Sequence[_Set]) -> Iterator[Block]:
    """The blocks with their kinds: a heading that comes first is the headline; below it, and below a picture, emphasis tells."""
    here = [one for one in read if "".join(run.words for run in one.runs).strip()]
    was = ""
    for number, one in enumerate(here):
        kind = ""
        words = sum(len(run.words.split()) for run in one.runs)
        if number == 0 and one.tag in {"h1", "h2"}:
            kind = PartKind.HEADLINE
        elif was == PartKind.HEADLINE and (one.is_emphasised or (one.tag[0] == "h" and words >= _DECK_WORDS)):
            kind = PartKind.DECK
        elif one.after_picture and one.is_emphasised:
            kind = PartKind.CAPTION
        is_row = one.tag in {"li", "tr"} and number > 0
        yield Block(one.runs, kind, is_tight=is_row and here[number - 1].tag == one.tag)
        was = kind
