"""Texts with marks for Hypothesis, made of what has broken such tools: emoji, joined and combining characters, right-to-left."""

import uuid
from typing import get_args

from hypothesis import strategies as st

from annotations.anchoring.segments import Kind, Shown

FAMILY = "👩‍👩‍👧"
ACCENTED = "e\u0301"
_PIECES = [
    "a",
    "b ",
    " ",
    "\n",
    "\n\n",
    "é",
    ACCENTED,
    "ب",
    "قال ",
    "😀",
    FAMILY,
    "🇫🇷",
    "𝒳",
    "<b>",
    "&amp;",
    "\"'",
    "\u00a0",
]
_STORED = st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")

texts = st.lists(st.sampled_from(_PIECES) | st.text(_STORED, max_size=3), max_size=25).map("".join)
"""Texts as versions hold them: neither NUL nor carriage return nor lone surrogates."""

# Made in the page's own review, or in another one, of which there may be several.
HOMES: tuple[dict[str, str], ...] = ({}, {"home": "It <lives>"}, {"home": "Made “there”", "letter": "b"})

_KINDS: list[Kind] = ["claim", "claim", "claim", *get_args(Kind)]


def shown(
    number: int,
    start: int,
    end: int,
    kind: Kind = "claim",
    *,
    grade: str = "",
    correction: str = "",
    home: str = "",
    letter: str = "",
    host: str = "",
) -> Shown:
    """A span to be drawn, whose mark's UUID follows from its number and kind."""
    mark = uuid.UUID(int=number * 10 + sorted(get_args(Kind)).index(kind))
    return Shown(
        str(mark), kind, number, start, end, grade, correction, home, letter, host, host and f"https://{host}/a?b&c"
    )


@st.composite
def marks_on(draw: st.DrawFn, text: str) -> list[Shown]:
    """Spans of every kind, crossing and nested, also across blocks and between them; sides may share a contradiction."""
    if not text:
        return []
    marks = []
    for number in range(1, draw(st.integers(0, 12)) + 1):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        kind = draw(st.sampled_from(_KINDS))
        own_number = draw(st.integers(1, number)) if kind == "side" else number
        grade = draw(st.sampled_from(["6", "3", "0", "N", ""])) if kind == "claim" else ""
        correction = draw(st.sampled_from(["", "Guaido", "<\"&'>", FAMILY])) if kind == "typo" else ""
        # Where it was made belongs to the mark, whatever number of sides it has.
        home = HOMES[own_number % len(HOMES)] if kind == "side" else HOMES[0]
        host = draw(st.sampled_from(["example.org", "é.example"])) if kind == "link" else ""
        look = shown(own_number, start, end, kind, grade=grade, correction=correction, **home, host=host)
        marks.append(look)
    return list(dict.fromkeys(marks))


marked_texts = texts.flatmap(lambda text: st.tuples(st.just(text), marks_on(text)))
