"""The sourcing transparency of an article or a story: a profile of several figures, never one number.

What is counted, in one place. Every claim counts once for each reviewer who made it. The two shares are of the claims that are
marked check-worthy and graded on the scale: claims of which nobody said whether they are check-worthy, ungraded ones and those of
a grade outside the order (N) are left out, and told beside them. A claim credited to several sources counts once for each of them;
an entry that was merged counts as the one it stands for. Typos count where they are errors, per 1,000 of the words that were read:
an article that two reviewers read counts twice, as their typos do. A contradiction belongs to the article in whose review it was made.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self
from uuid import UUID

from django.db.models import Count, Q

from annotations.agreement.concentration import effective_number, top_share
from annotations.agreement.intervals import Interval, wilson
from annotations.models import (
    Article,
    Attribution,
    CheckWorthy,
    Grade,
    Locus,
    MarkKind,
    Review,
    Severity,
    Status,
    Strength,
    Version,
)
from annotations.overview.scope import Scope
from annotations.overview.sources import ends_of, load_mergers

WELL_SOURCED = 4
POORLY_SOURCED = 2
WORDS = 1_000


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where there is nothing to count."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> Interval | None:
        """Its 95 % Wilson interval; None where there is nothing to count."""
        return wilson(self.count, self.of)


@dataclass(frozen=True)
class GradeCount:
    """How many claims have a grade."""

    grade: Grade
    count: int


@dataclass(frozen=True)
class SourceCount:
    """How many claims are credited to a source, by the key and the name of the entry it stands for."""

    key: UUID
    name: str
    count: int


@dataclass(frozen=True)
class ContradictionCount:
    """How many contradictions are of a strength and a locus; "" where nobody said."""

    strength: str
    locus: str
    count: int


@dataclass(frozen=True)
class Profile:
    """The figures. `words` are those read, over all `reviews`; `unsaid` the claims of which nobody said whether they are
    check-worthy; `ranked` the number that `high` (grade 4 or above) and `low` (2 or below) are shares of.
    """

    reviews: int
    submitted: int
    reviewers: int
    words: int
    histogram: list[GradeCount]
    ungraded: int
    check_worthy: int
    unsaid: int
    high: Share
    low: Share
    sources: list[SourceCount]
    contradictions: list[ContradictionCount]
    typo_errors: int

    @property
    def claims(self) -> int:
        """All claims, graded or not."""
        return self.ungraded + sum(one.count for one in self.histogram)

    @property
    def ranked(self) -> int:
        """The check-worthy claims with a grade on the scale."""
        return self.high.of

    @property
    def credited(self) -> int:
        """How often a claim is credited to a source."""
        return sum(one.count for one in self.sources)

    @cached_property
    def top_share(self) -> float | None:
        """The share of the source that most claims are credited to, from 0 to 1; None where none is credited."""
        return top_share(one.count for one in self.sources)

    @cached_property
    def effective_sources(self) -> float | None:
        """The effective number of sources; None where no claim is credited to any."""
        return effective_number(one.count for one in self.sources)

    @property
    def errors_per_thousand(self) -> float | None:
        """Typos of severity error per 1,000 words read; None where nothing was read."""
        return WORDS * self.typo_errors / self.words if self.words else None


@dataclass(frozen=True)
class ArticleProfile:
    """The profile of one article of the scope."""

    article: Article
    profile: Profile


@dataclass(frozen=True)
class StoryProfile:
    """The profile of all articles of the scope together, and of each, in the order of the story."""

    whole: Profile
    articles: list[ArticleProfile]


class Tally:
    """What was counted of one article; tallies of several are added up."""

    def __init__(self) -> None:
        self.grades: Counter[int | None] = Counter()
        # By whether they are check-worthy, and the rank of their grade.
        self.worth: Counter[tuple[str, int | None]] = Counter()
        self.credits: Counter[UUID] = Counter()
        self.contradictions: Counter[tuple[str, str]] = Counter()
        self.typo_errors = 0
        self.words = 0
        self.reviews: list[Review] = []

    def __iadd__(self, other: "Tally") -> Self:
        self.grades += other.grades
        self.worth += other.worth
        self.credits += other.credits
        self.contradictions += other.contradictions
        self.typo_errors += other.typo_errors
        self.words += other.words
        self.reviews += other.reviews
        return self


def story_profile(scope: Scope) -> StoryProfile:
    """The profiles of the scope, in a number of queries that does not grow with what it holds."""
    tallies: dict[int, Tally] = defaultdict(Tally)
    for count in (_count_reviews, _count_claims, _count_others):
        count(scope, tallies)
    names = _count_credits(scope, tallies)
    grades = list(scope.round.codebook.grades.order_by("order"))
    whole = Tally()
    for tally in tallies.values():
        whole += tally
    articles = {review.version.article_id: review.version.article for review in scope.reviews}
    profiles = [ArticleProfile(articles[key], _profile(tallies[key], grades, names)) for key in sorted(articles)]
    return StoryProfile(_profile(whole, grades, names), profiles)


def _count_claims(scope: Scope, tallies: Mapping[int, Tally]) -> None:
    """The claims by grade, and by what else the shares go by."""
    told = scope.claims().values_list("mark__review__version__article", "check_worthy", "grade", "grade__rank")
    for key, worth, grade, rank, count in told.annotate(count=Count("pk")):
        tallies[key].grades[grade] += count
        tallies[key].worth[worth, rank] += count


def _count_credits(scope: Scope, tallies: Mapping[int, Tally]) -> Mapping[UUID, str]:
    """How many claims are credited to whom; the sources' names by key."""
    credited = Attribution.objects.filter(claim__in=scope.claims(), source__isnull=False).order_by()
    rows = list(credited.values_list("claim__mark__review__version__article", "claim", "source"))
    ends = ends_of({source for _, _, source in rows}, load_mergers(scope.user))
    # Two entries that stand for the same one are one source of the claim.
    for key, _claim, source in {(key, claim, ends[source].pk) for key, claim, source in rows}:
        tallies[key].credits[source] += 1
    return {end.pk: str(end) for end in ends.values()}


def _count_reviews(scope: Scope, tallies: Mapping[int, Tally]) -> None:
    """The reviews, and the words that were read in them."""
    versions = Version.objects.in_bulk({review.version_id for review in scope.reviews})
    words = {key: version.words for key, version in versions.items()}
    for review in scope.reviews:
        tally = tallies[review.version.article_id]
        tally.reviews.append(review)
        tally.words += words[review.version_id]


def _count_others(scope: Scope, tallies: Mapping[int, Tally]) -> None:
    """The typos that are errors, and the contradictions that are strict or likely."""
    counted = Q(typo__severity=Severity.ERROR) | Q(contradiction__strength__in=[Strength.STRICT, Strength.LIKELY])
    marks = scope.marks(MarkKind.TYPO, MarkKind.CONTRADICTION).filter(counted)
    told = marks.values_list("review__version__article", "kind", "contradiction__strength", "contradiction__locus")
    for key, kind, strength, locus, count in told.annotate(count=Count("pk")):
        if kind == MarkKind.TYPO:
            tallies[key].typo_errors += count
        else:
            tallies[key].contradictions[strength, locus] += count


def _profile(tally: Tally, grades: Iterable[Grade], names: Mapping[UUID, str]) -> Profile:
    ranked = {
        rank: count for (worth, rank), count in tally.worth.items() if worth == CheckWorthy.YES and rank is not None
    }
    of = sum(ranked.values())
    return Profile(
        reviews=len(tally.reviews),
        submitted=sum(review.status == Status.SUBMITTED for review in tally.reviews),
        reviewers=len({review.reviewer_id for review in tally.reviews}),
        words=tally.words,
        histogram=[GradeCount(grade, tally.grades[grade.pk]) for grade in grades],
        ungraded=tally.grades[None],
        check_worthy=sum(count for (worth, _), count in tally.worth.items() if worth == CheckWorthy.YES),
        unsaid=sum(count for (worth, _), count in tally.worth.items() if not worth),
        high=Share(sum(count for rank, count in ranked.items() if rank >= WELL_SOURCED), of),
        low=Share(sum(count for rank, count in ranked.items() if rank <= POORLY_SOURCED), of),
        sources=_sources(tally.credits, names),
        contradictions=_contradictions(tally.contradictions),
        typo_errors=tally.typo_errors,
    )


def _sources(counted: Mapping[UUID, int], names: Mapping[UUID, str]) -> list[SourceCount]:
    """Most claims first, then by name."""
    found = [SourceCount(key, names[key], count) for key, count in counted.items()]
    return sorted(found, key=lambda one: (-one.count, one.name, str(one.key)))


def _contradictions(counted: Mapping[tuple[str, str], int]) -> list[ContradictionCount]:
    """Strict before likely, each by locus in the order of the codebook, those of which nobody said it last."""
    loci = [*Locus.values, ""]
    found = [ContradictionCount(strength, locus, count) for (strength, locus), count in counted.items()]
    return sorted(found, key=lambda one: (Strength.values.index(one.strength), loci.index(one.locus)))
