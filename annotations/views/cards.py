"""What the card of a mark says, as words. static/annotations/js/card-words.js mirrors it; a parity test compares."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from string import ascii_lowercase

from annotations.anchoring.links import LinkPlace
from annotations.models import (
    Article,
    CheckWorthy,
    ClaimType,
    Confidence,
    ContradictionType,
    Grade,
    Locus,
    Mode,
    Part,
    Severity,
    SourceKind,
    Stance,
    Strength,
    TypoType,
)
from annotations.review.advice import advice
from annotations.review.content import (
    AttributionContent,
    ClaimContent,
    ContradictionContent,
    MarkedContent,
    MarkState,
    Place,
    ReferenceContent,
    Side,
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
    "typo_type": dict(TypoType.choices),
    "severity": dict(Severity.choices),
    "contradiction_type": dict(ContradictionType.choices),
    "strength": dict(Strength.choices),
    "locus": dict(Locus.choices),
}


@dataclass(frozen=True)
class VersionName:
    """The article of a text. An outlet may be unknown: ""."""

    outlet: str
    headline: str

    @classmethod
    def of(cls, article: Article) -> "VersionName":
        """An article's name."""
        return cls(str(article.outlet or ""), article.headline)


NAMELESS = VersionName("", "")


@dataclass(frozen=True)
class Home:
    """The review in which a mark was made, by its article's headline, and the mark's place there.

    Where a page shows marks of several other reviews, each of these has a letter, which stands after the marks' numbers.
    """

    headline: str
    address: str
    letter: str = ""


def letters_of(reviews: Iterable[int]) -> dict[int, str]:
    """A letter for each review, in the order of their numbers: a to z, then aa, ab and so on. "" where there is only one."""
    found = sorted(set(reviews))
    return {key: _letter(place) if len(found) > 1 else "" for place, key in enumerate(found)}


def _letter(place: int) -> str:
    before, last = divmod(place, len(ascii_lowercase))
    return f"{_letter(before - 1) if before else ''}{ascii_lowercase[last]}"


YES_NO = {True: "yes", False: "no", None: ""}


@dataclass(frozen=True)
class Card:
    """`look` is the badge's class, `badge` what stands on it, `means` its kind in words.

    `number` is "" where the badge has it. `said` is who says so and how; `flags` what to look at again; `facts` all that was
    recorded, for reading. `home` is the review in which it was made, None for the one that the page shows.
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
    home: Home | None = None


class Vocabulary:
    """Words for what marks say: the codebook's, and the register's."""

    def __init__(
        self,
        grades: Iterable[Grade],
        sources: Iterable[SourceState],
        versions: Mapping[int, VersionName] | None = None,
        links: Sequence[LinkPlace] = (),
        here: VersionName = NAMELESS,
    ) -> None:
        """`versions` are the texts beyond the page's, by id, in which sides lie; `links` are those of the page's text.

        `here` is the page's article.
        """
        self.links = links
        self._here = here
        self._versions = versions or {}
        self._grades: Mapping[str, Grade] = {grade.key: grade for grade in grades}
        self._names = {source.id: source.names[0] for source in sources}

    def choice(self, field: str, value: str) -> str:
        """The words for a value of a field; "" where nothing was said."""
        return CHOICES[field].get(value, value)

    def short(self, field: str, value: str) -> str:
        """The same without what explains them, as in "number" for "number (amounts, dates, order)"."""
        return re.split(r"[:(]", self.choice(field, value))[0].strip()

    def source(self, source: object) -> str:
        """The name of a source; "" for none."""
        return self._names.get(source, "")  # type: ignore[call-overload,no-any-return]

    def outlet(self, version: int) -> str:
        """The outlet of another text, or else its headline; "" for the page's own."""
        name = self._versions.get(version)
        return (name.outlet or name.headline) if name else ""

    def where(self, version: int, sides: Iterable[Side]) -> str:
        """Outlet and headline of the text of one of these sides; "" where all of them lie in the page's own."""
        if not any(side.version in self._versions for side in sides):
            return ""
        name = self._versions.get(version, self._here)
        return ": ".join(filter(None, [name.outlet, name.headline]))

    def grade(self, key: str | None) -> str:
        """A grade's key and its name; "" where there is none yet."""
        grade = self._grades.get(key or "")
        return f"{grade.key} · {grade.label}" if grade else key or ""


def card(state: MarkState, vocabulary: Vocabulary, home: Home | None = None) -> Card:
    """The card of a mark. What was made in another review is looked at again there."""
    content = state.content
    return Card(
        id=str(state.id),
        **_badge(content, state.number, f"↗{home.letter}" if home else ""),
        quote=quote_of(content),
        said=tuple(filter(None, _said(content, vocabulary))),
        flags=() if home else tuple(advice(content, vocabulary.links)),
        facts=tuple((label, words) for label, words in _facts(content, vocabulary) if words),
        home=home,
    )


def _badge(content: MarkedContent, number: int, sign: str) -> dict[str, str]:
    if isinstance(content, ClaimContent):
        return {"look": content.grade or "x", "badge": content.grade or "?", "means": "grade", "number": str(number)}
    if isinstance(content, TypoContent):
        return {"look": "t", "badge": "t", "means": "typo", "number": f"t{number}"}
    return {"look": "c", "badge": f"x{number}{sign}", "means": "contradiction", "number": ""}


def quote_of(content: MarkedContent) -> str:
    """The words that a mark is about; of a contradiction those of each side."""
    if isinstance(content, ContradictionContent):
        return " ↔ ".join(side.span.quote for side in content.sides)
    return content.span.quote


def _said(content: MarkedContent, vocabulary: Vocabulary) -> list[str]:
    """One line: what matters most of the mark. What is empty was not said."""
    if isinstance(content, ClaimContent):
        return _claim_said(content, vocabulary)
    if isinstance(content, TypoContent):
        should = f"should read {content.correction}" if content.correction else "to be taken out"
        return [should, vocabulary.short("typo_type", content.type), vocabulary.short("severity", content.severity)]
    sides = f"{len(content.sides)} side{'' if len(content.sides) == 1 else 's'}"
    outlets = dict.fromkeys(filter(None, (vocabulary.outlet(side.version) for side in content.sides)))
    against = f"against {' and '.join(outlets)}" if outlets else ""
    kind, strength = content.type, content.strength
    return [sides, against, vocabulary.short("contradiction_type", kind), vocabulary.short("strength", strength)]


def _claim_said(content: ClaimContent, vocabulary: Vocabulary) -> list[str]:
    """Whom the claim is credited to, how, and what kind of claim it is."""
    rows = content.attributions
    names = [vocabulary.source(row.source) or _quoted(row.source_spans) for row in rows]
    relays = [f"relayed by {vocabulary.source(row.relayed_by)}" for row in rows if row.relayed_by]
    modes = [vocabulary.choice("mode", row.mode) for row in rows]
    nobody = "no source" if content.grade not in {None, "N"} and not any(names) else ""
    kind = vocabulary.choice("claim_type", content.claim_type)
    return list(dict.fromkeys([*names, nobody, *relays, *modes, kind]))


def _facts(content: MarkedContent, vocabulary: Vocabulary) -> Iterator[Fact]:
    """All that was recorded, in the order of the open card. What is empty was not said."""
    if isinstance(content, ClaimContent):
        yield from _claim_facts(content, vocabulary)
    elif isinstance(content, TypoContent):
        yield from _typo_facts(content, vocabulary)
    else:
        yield from _contradiction_facts(content, vocabulary)
    yield "Note to the adjudicator", content.note
    for reference in content.references:
        yield from _reference_facts(reference)


def _claim_facts(content: ClaimContent, vocabulary: Vocabulary) -> list[Fact]:
    return [
        ("Grade", vocabulary.grade(content.grade)),
        *chain.from_iterable(_attribution_facts(row, vocabulary) for row in content.attributions),
        ("Type", vocabulary.choice("claim_type", content.claim_type)),
        ("Check-worthy", vocabulary.choice("check_worthy", content.check_worthy)),
        ("Part", vocabulary.choice("part", content.part)),
        ("Confidence", vocabulary.choice("confidence", content.confidence)),
        ("Why", content.rationale),
    ]


def _typo_facts(content: TypoContent, vocabulary: Vocabulary) -> list[Fact]:
    return [
        ("Correction", content.correction or "take it out"),
        ("Type", vocabulary.choice("typo_type", content.type)),
        ("Severity", vocabulary.choice("severity", content.severity)),
        ("In quotation", "yes" if content.in_quotation else ""),
    ]


def _contradiction_facts(content: ContradictionContent, vocabulary: Vocabulary) -> list[Fact]:
    return [
        *(
            (f"Side {number}", _side_place(side, content.sides, vocabulary))
            for number, side in enumerate(content.sides, 1)
        ),
        ("Type", vocabulary.choice("contradiction_type", content.type)),
        ("Strength", vocabulary.choice("strength", content.strength)),
        ("Locus", vocabulary.choice("locus", content.locus)),
        ("Acknowledged by the text", YES_NO[content.acknowledged]),
    ]


def _side_place(side: Side, sides: Iterable[Side], vocabulary: Vocabulary) -> str:
    """The article of a side, where not all lie in the page's. Its words are those of the card's quote."""
    where = vocabulary.where(side.version, sides)
    return f"in {where}" if where else ""


def _reference_facts(row: ReferenceContent) -> list[Fact]:
    return [
        ("Reference", row.address),
        ("Archived at", row.archived_address),
        ("Seen", row.seen.isoformat() if row.seen else ""),
        ("What it shows", row.note),
    ]


def _attribution_facts(row: AttributionContent, vocabulary: Vocabulary) -> list[Fact]:
    return [
        ("Source", vocabulary.source(row.source)),
        ("In the words", _quoted(row.source_spans)),
        ("Cue", _quoted(row.cue_spans)),
        ("Relayed by", vocabulary.source(row.relayed_by)),
        ("Relayed in the words", _quoted(row.relay_spans)),
        ("Mode", vocabulary.choice("mode", row.mode)),
        ("Stance of the cue", vocabulary.choice("stance", row.stance)),
        ("Reason for anonymity given", YES_NO[row.anonymity_reason]),
    ]


def _quoted(pieces: Iterable[Place]) -> str:
    return " … ".join(f"“{piece.quote}”" for piece in pieces)
