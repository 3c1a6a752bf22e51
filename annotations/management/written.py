"""The worked example as it is written in seeds/reviews/: one TOML file for each reviewer, words instead of positions."""

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from annotations.models import (
    CheckWorthy,
    ClaimType,
    Confidence,
    ContradictionType,
    Locus,
    Mode,
    Part,
    Severity,
    SourceKind,
    Stance,
    Strength,
    TypoType,
)
from annotations.review.content import Place, SourceContent, Unsaid


class Unreadable(Exception):
    """A file of the worked example does not say what it should. Tells which, and where."""


class Written(BaseModel):
    """Refuses fields it does not know: a misspelt one would be lost without a word."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WrittenPlace(Written):
    """Words of an article; `near`: other words, which stand there once, next to the place that is meant."""

    words: str
    near: str = ""


class WrittenClaim(WrittenPlace):
    """A claim with at most one source. `source`, `cue` and `relay` are words of the article; `named` and `relayed_by` names in the
    register; `says` is the key of a proposition.
    """

    grade: str
    type: ClaimType
    check: CheckWorthy
    part: Part
    confidence: Confidence | Unsaid = ""
    rationale: str = ""
    source: str = ""
    cue: str = ""
    relay: str = ""
    named: str = ""
    relayed_by: str = ""
    mode: Mode | Unsaid = ""
    stance: Stance | Unsaid = ""
    anonymity: bool | None = None
    says: str = ""

    @property
    def is_attributed(self) -> bool:
        """Whether it is credited to anybody, or said to be second-hand."""
        return bool(self.source or self.cue or self.named)


class WrittenTypo(WrittenPlace):
    """A typo."""

    correction: str
    type: TypoType
    severity: Severity
    in_quotation: bool = False
    note: str = ""


class WrittenSide(WrittenPlace):
    """A side of a contradiction; `article` "" is the one under review."""

    article: str = ""


class WrittenContradiction(Written):
    """A contradiction."""

    type: ContradictionType
    strength: Strength
    locus: Locus
    acknowledged: bool
    note: str = ""
    sides: list[WrittenSide] = Field(min_length=2)


class WrittenReview(Written):
    """The whole review of one article, which the number names that its file starts with."""

    article: str
    claims: list[WrittenClaim]
    typos: list[WrittenTypo]
    contradictions: list[WrittenContradiction]


class WrittenSource(Written):
    """An entry of the register, beside its name."""

    kind: SourceKind
    affiliation: str = ""
    only_here: bool = False

    def content(self, name: str) -> SourceContent:
        """The entry, as it is proposed under this name."""
        return SourceContent(name=name, kind=self.kind, affiliation=self.affiliation, only_here=self.only_here)


class Work(Written):
    """All that one reviewer did: sources by name, propositions by key, and the reviews."""

    sources: dict[str, WrittenSource]
    propositions: dict[str, str]
    review: list[WrittenReview]


def read_work(folder: Path) -> dict[str, Work]:
    """What stands in the folder, by the reviewers' sign-in names. Raises Unreadable, or OSError."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}


def _read(path: Path) -> Work:
    try:
        return Work.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (ValidationError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Unreadable(f"{path.name}: {error}") from error


def place_of(text: str, place: WrittenPlace) -> Place:
    """Where the words stand in the text. Raises Unreadable where they don't, or in several places of which none is meant."""
    found = places_of(text, place.words)
    if place.near:
        return nearest(found, place_of(text, WrittenPlace(words=place.near)))
    if len(found) == 1:
        return found[0]
    raise Unreadable(f"“{place.words}” stands in {len(found)} places. Say which is meant, with other words near it.")


def places_of(text: str, words: str) -> list[Place]:
    """Every place where the words stand whole, white space of any kind between them. Raises Unreadable without any."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = [_place(match) for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)]
    if not found:
        raise Unreadable(f"“{words}” stands nowhere in the article.")
    return found


def _place(match: "re.Match[str]") -> Place:
    return Place(start=match.start(), end=match.end(), quote=match.group())


def nearest(places: list[Place], to: Place) -> Place:
    """Which of the places lies nearest to another, by the code points between them."""

    def gap(place: Place) -> Any:
        return max(place.start - to.end, to.start - place.end)

    return min(places, key=gap)
