"""The figures of a transparency profile, side by side, never one number. What each counts stands at the head of profile.py."""

from dataclasses import dataclass
from uuid import UUID

from annotations.agreement.concentration import effective_number, top_share
from annotations.agreement.intervals import Interval, wilson
from annotations.models import Grade


@dataclass(frozen=True)
class Share:
    """`count` out of `of`. `is_repeated`: some of these claims may be the same ones, marked by several reviewers of one text."""

    count: int
    of: int
    is_repeated: bool = False

    @property
    def share(self) -> float | None:
        """From 0 to 1. None where there are none to count."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's interval at 95 %. None where there are none to count, or where claims are repeated."""
        return None if self.is_repeated else wilson(self.count, self.of)


@dataclass(frozen=True)
class GradeCount:
    """How many claims have this grade."""

    grade: Grade
    count: int


@dataclass(frozen=True)
class NamedSource:
    """An entry of the register, mergers followed, and the name that is shown."""

    key: UUID
    name: str


@dataclass(frozen=True)
class SourceCount:
    """How many claims are credited to this source."""

    source: NamedSource
    count: int


@dataclass(frozen=True)
class ContradictionCount:
    """How many contradictions have this strength and locus; "" where nobody said between whom."""

    strength: str
    locus: str
    count: int


@dataclass(frozen=True)
class Profile:
    """The figures of one article or story, as the head of profile.py defines them.

    `words` are those read, by all; `text_words` those of the texts, however many read them.
    `histogram` has every grade of the round's codebook, in its order; those without a rank are outside the order. `unsaid`: claims
    of which nobody said whether they are check-worthy. `ranked` is the n of `high` and `low`. `sources`: most first, then by name.
    """

    reviews: int
    submitted: int
    reviewers: int
    words: int
    text_words: int
    histogram: list[GradeCount]
    ungraded: int
    check_worthy: int
    unsaid: int
    high: Share
    low: Share
    sources: list[SourceCount]
    contradictions: list[ContradictionCount]
    other_contradictions: int
    typo_errors: int

    @property
    def is_repeated(self) -> bool:
        """Whether several reviews are of one article."""
        return self.high.is_repeated

    @property
    def claims(self) -> int:
        """All claims, graded or not."""
        return sum(one.count for one in self.histogram) + self.ungraded

    @property
    def ranked(self) -> int:
        """The check-worthy claims whose grade has a rank."""
        return self.high.of

    @property
    def credited(self) -> int:
        """The sum of the sources' counts."""
        return sum(one.count for one in self.sources)

    @property
    def top_share(self) -> float | None:
        """The share of the source that most claims are credited to, from 0 to 1. None where no claim is credited to anybody."""
        return top_share(one.count for one in self.sources)

    @property
    def effective_sources(self) -> float | None:
        """How many equally frequent sources would be as concentrated as these. None where no claim is credited to anybody."""
        return effective_number(one.count for one in self.sources)

    @property
    def errors_per_thousand(self) -> float | None:
        """Typos of severity error per 1,000 words read. None where no words were read."""
        return 1_000 * self.typo_errors / self.words if self.words else None
