"""What a mark still lacks, and what does not fit together in it: pointed out, never forbidden.

The rules are the codebook's: when a mark is complete, its grades' definitions, and "rules that decide the hard cases" 2, 6
and 8. js/advice.js mirrors them; a test compares.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from annotations.anchoring.links import LinkPlace, stands_by
from annotations.anchoring.spans import Span
from annotations.models import ContradictionType
from annotations.review.content import ClaimContent, ContradictionContent, MarkedContent, TypoContent

Kind = TypeVar("Kind", ClaimContent, TypoContent, ContradictionContent)


class Concern(StrEnum):
    """What a piece of advice is about, most urgent first. When a mark is complete stands in the guidelines."""

    UNGRADED = "ungraded"
    INCOMPLETE = "incomplete"
    UNSURE = "unsure"
    ODD = "odd"


@dataclass(frozen=True)
class Advice(Generic[Kind]):
    """One rule: what it is about, what it says, and of which marks."""

    code: str
    concern: Concern
    words: str
    speaks: Callable[[Kind], bool]


def _sourced(claim: ClaimContent) -> bool:
    return any(row.source or row.source_spans for row in claim.attributions)


def _cued(claim: ClaimContent) -> bool:
    return any(row.cue_spans for row in claim.attributions)


def _relayed(claim: ClaimContent) -> bool:
    return any(row.relayed_by or row.mode == "relay" for row in claim.attributions)


# A link in the claim's paragraph answers it: what the text links to, a reader can find.
WITHOUT_LINK = Advice[ClaimContent](
    "evidence-without-link",
    Concern.ODD,
    "Graded 6, but no link, reference or source says where a reader finds it",
    lambda claim: claim.grade == "6" and not _sourced(claim) and not claim.references,
)

OF_CLAIMS: tuple[Advice[ClaimContent], ...] = (
    Advice("ungraded", Concern.UNGRADED, "Not yet graded", lambda claim: claim.grade is None),
    Advice("unsure", Concern.UNSURE, "Unsure", lambda claim: claim.confidence == "unsure"),
    Advice(
        "named-without-source",
        Concern.INCOMPLETE,
        "Graded named, but no source marked",
        lambda claim: claim.grade in {"4", "5"} and not _sourced(claim),
    ),
    Advice(
        "described-without-source",
        Concern.INCOMPLETE,
        "Graded described, but no source marked",
        lambda claim: claim.grade == "3" and not _sourced(claim),
    ),
    Advice(
        "vague-without-source",
        Concern.INCOMPLETE,
        "Graded vague, but no source marked",
        lambda claim: claim.grade == "2" and not _sourced(claim),
    ),
    Advice(
        "hedge-with-source",
        Concern.ODD,
        "Graded hedge only, but a source is marked",
        lambda claim: claim.grade == "1" and _sourced(claim),
    ),
    Advice(
        "hedge-without-cue",
        Concern.ODD,
        "Graded hedge only, but no cue marked",
        lambda claim: claim.grade == "1" and not _cued(claim),
    ),
    Advice(
        "unattributed-with-source",
        Concern.ODD,
        "Graded unattributed, but a source is marked",
        lambda claim: claim.grade == "0" and _sourced(claim),
    ),
    Advice(
        "relayed-above-4",
        Concern.ODD,
        "Relayed, so at most 4 unless a recording or document is cited",
        lambda claim: claim.grade == "5" and _relayed(claim),
    ),
    WITHOUT_LINK,
    Advice(
        "span-without-source",
        Concern.INCOMPLETE,
        "Source marked, but not named in the register",
        lambda claim: any(row.source_spans and not row.source for row in claim.attributions),
    ),
)

OF_TYPOS: tuple[Advice[TypoContent], ...] = (
    Advice("typo-without-type", Concern.INCOMPLETE, "Type not said", lambda typo: not typo.type),
    Advice("without-severity", Concern.INCOMPLETE, "Severity not said", lambda typo: not typo.severity),
)

OF_CONTRADICTIONS: tuple[Advice[ContradictionContent], ...] = (
    Advice("contradiction-without-type", Concern.INCOMPLETE, "Type not said", lambda one: not one.type),
    Advice("without-strength", Concern.INCOMPLETE, "Strength not said", lambda one: not one.strength),
    Advice(
        "fact-without-note",
        Concern.ODD,
        "Rests on world knowledge, but no note says on which fact",
        lambda one: one.type == ContradictionType.WORLD_KNOWLEDGE and not one.note.strip(),
    ),
)


def spoken(content: MarkedContent, links: Sequence[LinkPlace] = ()) -> list[Advice[Any]]:
    """The rules that have something to say of the mark, in their order. `links` are those of its text."""
    if isinstance(content, ClaimContent):
        rules = _speaking(OF_CLAIMS, content)
        is_linked = WITHOUT_LINK in rules and stands_by(Span(content.span.start, content.span.end), links)
        return [rule for rule in rules if not (is_linked and rule is WITHOUT_LINK)]
    if isinstance(content, TypoContent):
        return _speaking(OF_TYPOS, content)
    return _speaking(OF_CONTRADICTIONS, content)


def _speaking(rules: Iterable[Advice[Kind]], content: Kind) -> list[Advice[Any]]:
    return [rule for rule in rules if rule.speaks(content)]


def advice(content: MarkedContent, links: Sequence[LinkPlace] = ()) -> list[str]:
    """The sentences that apply, in the order of the rules; empty where all fits."""
    return [rule.words for rule in spoken(content, links)]
