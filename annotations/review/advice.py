"""What does not fit together in a claim: pointed out, never forbidden. js/advice.js mirrors it; a test compares.

The rules are the codebook's: its grades' definitions, and "rules that decide the hard cases" 2, 6 and 8.
"""

from collections.abc import Callable
from dataclasses import dataclass

from annotations.review.content import ClaimContent

Rule = Callable[[ClaimContent], bool]


@dataclass(frozen=True)
class Advice:
    """One rule: when it speaks, and what it says."""

    code: str
    words: str
    speaks: Rule


def _sourced(claim: ClaimContent) -> bool:
    return any(row.source or row.source_spans for row in claim.attributions)


def _source_span(claim: ClaimContent) -> bool:
    return any(row.source_spans for row in claim.attributions)


def _cued(claim: ClaimContent) -> bool:
    return any(row.cue_spans for row in claim.attributions)


def _relayed(claim: ClaimContent) -> bool:
    return any(row.relayed_by or row.mode == "relay" for row in claim.attributions)


RULES: tuple[Advice, ...] = (
    Advice("ungraded", "Not yet graded", lambda claim: claim.grade is None),
    Advice("unsure", "Unsure", lambda claim: claim.confidence == "unsure"),
    Advice(
        "named-without-span",
        "Graded named, but no source marked",
        lambda claim: claim.grade in {"4", "5"} and not _source_span(claim),
    ),
    Advice(
        "described-without-span",
        "Graded described, but no source marked",
        lambda claim: claim.grade == "3" and not _source_span(claim),
    ),
    Advice(
        "vague-without-span",
        "Graded vague, but no source marked",
        lambda claim: claim.grade == "2" and not _source_span(claim),
    ),
    Advice(
        "hedge-with-source",
        "Graded hedge only, but a source is marked",
        lambda claim: claim.grade == "1" and _sourced(claim),
    ),
    Advice(
        "hedge-without-cue",
        "Graded hedge only, but no cue marked",
        lambda claim: claim.grade == "1" and not _cued(claim),
    ),
    Advice(
        "unattributed-with-source",
        "Graded unattributed, but a source is marked",
        lambda claim: claim.grade == "0" and _sourced(claim),
    ),
    Advice(
        "relayed-above-4",
        "Relayed, so at most 4 unless a recording or document is cited",
        lambda claim: claim.grade == "5" and _relayed(claim),
    ),
    Advice(
        "span-without-source",
        "Source marked, but not named in the register",
        lambda claim: any(row.source_spans and not row.source for row in claim.attributions),
    ),
)


def advice(claim: ClaimContent) -> list[str]:
    """The sentences that apply, most urgent first; empty where all fits."""
    return [rule.words for rule in RULES if rule.speaks(claim)]
