"""What the card of a mark says, as words. static/annotations/js/card-words.js mirrors it; a parity test compares."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from annotations.models import Confidence, Grade, Mode, Part, SourceKind, Stance
from annotations.models.claim import CheckWorthy, ClaimType
from annotations.review.advice import advice
from annotations.review.content import (
    AttributionContent,
    ClaimContent,
    ContradictionContent,
    MarkState,
    Place,
    SourceState,
    TypoContent,
)

Fact = tuple[str, str]

# The words for each value of each field that has a fixed list of them, as the page's menus show them.
CHOICES: dict[str, dict[str, str]] = {
    "claim_type": dict(ClaimType.choices),
    "check_worthy": dict(CheckWorthy.choices),
    "part": dict(Part.choices),
    "confidence": dict(Confidence.choices),
    "mode": dict(Mode.choices),
    "stance": dict(Stance.choices),
    "kind": dict(SourceKind.choices),
}


@dataclass(frozen=True)
class Card:
    """`look` is the badge's class, `badge` what stands on it, `means` its kind in words.

    `said` is who says so and how; `flags` what to look at again; `facts` all that was recorded, for reading.
    """

    id: str = ""
    look: str = ""
    badge: str = ""
    means: str = ""
    number: str = ""
    quote: str = ""
    said: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


class Vocabulary:
    """Words for what marks say: the codebook's, and the register's."""

    def __init__(self, grades: Iterable[Grade], sources: Iterable[SourceState]) -> None:
        self._grades: Mapping[str, Grade] = {grade.key: grade for grade in grades}
        self._names = {source.id: source.names[0] for source in sources}

    def choice(self, field: str, value: str) -> str:
        """The words for a value of a field; "" where nothing was said."""
        return CHOICES[field].get(value, value)

    def source(self, source: object) -> str:
        """The name of a source; "" for none."""
        return self._names.get(source, "")  # type: ignore[call-overload,no-any-return]

    def grade(self, key: str | None) -> str:
        """A grade's key and its name; "" where there is none yet."""
        grade = self._grades.get(key or "")
        return f"{grade.key} · {grade.label}" if grade else key or ""


def card(state: MarkState, vocabulary: Vocabulary) -> Card:
    """The card of a mark."""
    content, key = state.content, str(state.id)
    if isinstance(content, ClaimContent):
        return _claim(key, state.number, content, vocabulary)
    if isinstance(content, TypoContent):
        return _typo(key, state.number, content)
    return _contradiction(key, state.number, content)


def _claim(key: str, number: int, content: ClaimContent, vocabulary: Vocabulary) -> Card:
    return Card(
        id=key,
        look=content.grade or "x",
        badge=content.grade or "?",
        means="grade",
        number=str(number),
        quote=content.span.quote,
        said=_said(content, vocabulary),
        flags=tuple(advice(content)),
        facts=_claim_facts(content, vocabulary),
    )


def _typo(key: str, number: int, content: TypoContent) -> Card:
    said = f"should read {content.correction}" if content.correction else "to be taken out"
    return Card(
        id=key,
        look="t",
        badge="t",
        means="typo",
        number=f"t{number}",
        quote=content.span.quote,
        said=(said,),
        facts=_spoken([("Note to the adjudicator", content.note)]),
    )


def _contradiction(key: str, number: int, content: ContradictionContent) -> Card:
    return Card(
        id=key,
        look="c",
        badge=f"x{number}",
        means="contradiction",
        number=f"x{number}",
        quote=" ↔ ".join(side.span.quote for side in content.sides),
        said=(f"{len(content.sides)} sides",),
        facts=_spoken([("Note to the adjudicator", content.note)]),
    )


def _said(content: ClaimContent, vocabulary: Vocabulary) -> tuple[str, ...]:
    """One line: whom the claim is credited to, how, and what kind of claim it is."""
    rows = content.attributions
    names = [vocabulary.source(row.source) or _quoted(row.source_spans) for row in rows]
    relays = [f"relayed by {vocabulary.source(row.relayed_by)}" for row in rows if row.relayed_by]
    modes = [vocabulary.choice("mode", row.mode) for row in rows]
    nobody = "no source" if content.grade not in {None, "N"} and not any(names) else ""
    kind = vocabulary.choice("claim_type", content.claim_type)
    return tuple(words for words in dict.fromkeys([*names, nobody, *relays, *modes, kind]) if words)


def _claim_facts(content: ClaimContent, vocabulary: Vocabulary) -> tuple[Fact, ...]:
    """All that was recorded of a claim, in the order of the open card."""
    return _spoken(
        [
            ("Grade", vocabulary.grade(content.grade)),
            *chain.from_iterable(_attribution_facts(row, vocabulary) for row in content.attributions),
            ("Type", vocabulary.choice("claim_type", content.claim_type)),
            ("Check-worthy", vocabulary.choice("check_worthy", content.check_worthy)),
            ("Part", vocabulary.choice("part", content.part)),
            ("Confidence", vocabulary.choice("confidence", content.confidence)),
            ("Why", content.rationale),
            ("Note to the adjudicator", content.note),
            *(("Reference", row.address) for row in content.references),
        ]
    )


def _attribution_facts(row: AttributionContent, vocabulary: Vocabulary) -> list[Fact]:
    reason = {True: "yes", False: "no", None: ""}[row.anonymity_reason]
    return [
        ("Source", vocabulary.source(row.source)),
        ("In the words", _quoted(row.source_spans)),
        ("Cue", _quoted(row.cue_spans)),
        ("Relayed by", vocabulary.source(row.relayed_by)),
        ("Relayed in the words", _quoted(row.relay_spans)),
        ("Mode", vocabulary.choice("mode", row.mode)),
        ("Stance of the cue", vocabulary.choice("stance", row.stance)),
        ("Reason for anonymity given", reason),
    ]


def _spoken(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Only what says something."""
    return tuple(fact for fact in facts if fact[1])


def _quoted(pieces: Iterable[Place]) -> str:
    return " … ".join(f"“{piece.quote}”" for piece in pieces)
