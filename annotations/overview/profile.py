"""The transparency profile of an article or a story: figures side by side, never one number.

What is counted, and out of what:

- *Reviews*: those that were begun; a review in which nothing was done counts nowhere. *Words read*: Σ over these reviews.
- *Claims*: each claim once for each reviewer who made it. In the histogram a claim is at its grade, or not yet graded.
- *Shares at 4 or above, at 2 or below*: out of the claims marked check-worthy "yes" whose grade has a rank. Those graded N are
  outside the order; those not yet graded, and those of which nobody said whether they are worth checking, are left out as well.
  An interval stands beside a share only where no text was read by several: reviewers of one text mark the same claims, which are
  then not as many separate ones, and an interval of them all would be too narrow. Each reviewer's shares have theirs.
- *Sources*: how many claims are credited to each, mergers followed to their end; a claim credited to two counts once for each, to
  one twice, once. Their concentration is out of the sum of these counts.
- *Contradictions*: strict and likely ones, once for each reviewer who made them; of an article those with a side in it, in
  whichever review they were made. The others, loose or not yet said, are told by number.
- *Typos*: Σ typos of severity error / Σ words read × 1,000.

Of a whole story, articles that are copies are left out where what they have their words from is counted (copies.py), and
contradictions all of whose sides lie in such articles; an article's own figures leave out nothing.

The database adds up review by review, so that a page costs the same few queries however many marks there are.
"""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Generic, NamedTuple, TypedDict, TypeVar
from uuid import UUID

from django.db.models import Count

from annotations.models import (
    Article,
    CheckWorthy,
    Grade,
    Locus,
    MarkKind,
    Review,
    Severity,
    SpanRole,
    Strength,
    User,
    Version,
)
from annotations.overview.copies import Said, left_out
from annotations.overview.figures import ContradictionCount, GradeCount, NamedSource, Profile, Share, SourceCount
from annotations.overview.scope import Scope, is_begun, is_marked, stages
from annotations.overview.sources import Mergers, ends_named, ends_of, load_mergers, stands_for

HIGH_FROM = 4
LOW_TO = 2
STRENGTHS = (Strength.STRICT, Strength.LIKELY)
# Texts can be long, so few are read at a time.
TEXTS_AT_A_TIME = 5


@dataclass(frozen=True)
class ReviewerProfile:
    """A reviewer, and the figures of that reviewer's marks alone."""

    reviewer: User
    profile: Profile


@dataclass(frozen=True)
class ArticleProfile:
    """An article and its figures; and those of each reviewer where several read it."""

    article: Article
    profile: Profile
    each: list[ReviewerProfile]


@dataclass(frozen=True)
class StoryProfile:
    """The figures of all that a scope counts, those of each reviewer where several read the same, and each article's, in order."""

    whole: Profile
    each: list[ReviewerProfile]
    articles: list[ArticleProfile]


def story_profile(scope: Scope) -> StoryProfile:
    """The scope's profile and that of each of its articles, also of those that nobody reviewed, in a constant number of queries.

    Of one article, `articles` has that one, and `whole` equals it.
    """
    found = load_profiles(scope)
    if scope.article:
        one = _article_profile(found, scope.article)
        return StoryProfile(one.profile, one.each, [one])
    in_order = scope.story.articles.select_related("outlet__merged_into").order_by("pk")
    whole = found.of()
    return StoryProfile(whole, found.of_each(whole), [_article_profile(found, article) for article in in_order])


def _article_profile(found: "Profiles", article: Article) -> ArticleProfile:
    profile = found.of(article=article)
    return ArticleProfile(article, profile, found.of_each(profile, article=article))


Key = TypeVar("Key", bound=Hashable)


class Counts(Generic[Key]):
    """How many there are of each key in each review.

    In arrays, not in a Counter a review: a story can have thousands of reviews, each of which credits a hundred sources.
    """

    def __init__(self, counted: Iterable[tuple[int, Key, int]]) -> None:
        """Take what was counted: review, key, how many. In the order of the reviews."""
        places: dict[Key, int] = {}
        self._reviews, self._starts = array("q"), array("q")
        self._places, self._counts = array("i"), array("i")
        for review, key, count in counted:
            if not self._reviews or self._reviews[-1] != review:
                self._reviews.append(review)
                self._starts.append(len(self._places))
            self._places.append(places.setdefault(key, len(places)))
            self._counts.append(count)
        self._starts.append(len(self._places))
        self.keys = list(places)

    def of(self, reviews: Iterable[int]) -> Counter[Key]:
        """How many there are of each key in all these reviews together."""
        added: Counter[Key] = Counter()
        for review in reviews:
            for at in self._of_one(review):
                added[self.keys[self._places[at]]] += self._counts[at]
        return added

    def _of_one(self, review: int) -> range:
        at = bisect_left(self._reviews, review)
        is_there = at < len(self._reviews) and self._reviews[at] == review
        return range(self._starts[at], self._starts[at + 1]) if is_there else range(0)


class Graded(TypedDict):
    """The figures of a profile that are about claims and their grades."""

    histogram: list[GradeCount]
    ungraded: int
    check_worthy: int
    unsaid: int
    high: Share
    low: Share


class Clashing(NamedTuple):
    """What is counted of a contradiction: who made it, and the articles in which it has sides. "" for what nobody said."""

    reviewer: int
    strength: str
    locus: str
    articles: frozenset[int]


@dataclass(frozen=True)
class Profiles:
    """What a scope comes to, counted once, to be added up for any of its articles and reviewers.

    `reviews` are those that were begun. `words` of each version; `typo_errors` by number of the review. `copies` are the confirmed
    ones that count once; `clashing` says how many contradictions are alike.
    """

    reviews: Sequence[Review]
    copies: Sequence[Said]
    clashing: Counter[Clashing]
    grades: Sequence[Grade]
    names: Mapping[UUID, str]
    words: Mapping[int, int]
    claims: Counts[tuple[int | None, str]]
    credits: Counts[UUID]
    typo_errors: Mapping[int, int]

    def of(self, *, article: Article | None = None, reviewer: User | None = None) -> Profile:
        """The profile of one article or (None) all, by one reviewer or (None) all."""
        reviews, out = self._counted(article, reviewer)
        keys = [one.pk for one in reviews]
        contradictions = self._contradictions(article, reviewer, out)
        return Profile(
            reviews=len(reviews),
            submitted=sum(one.is_closed for one in reviews),
            reviewers=len({one.reviewer_id for one in reviews}),
            words=sum(self.words[one.version_id] for one in reviews),
            text_words=sum(self.words[one] for one in {one.version_id for one in reviews}),
            sources=self._sources(self.credits.of(keys)),
            contradictions=list(_in_order(contradictions)),
            other_contradictions=sum(
                count for (strength, _), count in contradictions.items() if strength not in STRENGTHS
            ),
            typo_errors=sum(self.typo_errors.get(key, 0) for key in keys),
            **self._graded(
                self.claims.of(keys), is_repeated=len(reviews) > len({one.version.article_id for one in reviews})
            ),
        )

    def of_each(self, profile: Profile, *, article: Article | None = None) -> list[ReviewerProfile]:
        """The profile of each reviewer, by name, where several read the same. `profile` is that of the article, or (None) of all."""
        if not profile.is_repeated:
            return []
        people = sorted(self.people(article), key=lambda one: (one.name, one.username))
        return [ReviewerProfile(one, self.of(article=article, reviewer=one)) for one in people]

    def people(self, article: Article | None = None) -> Iterable[User]:
        """Who made what is counted of the article, or (None) of all; in no order.

        Of all, that leaves out who read nothing but copies that are left out: they are among those of their articles.
        """
        return {one.reviewer_id: one.reviewer for one in self._counted(article)[0]}.values()

    def _counted(self, article: Article | None, reviewer: User | None = None) -> tuple[list[Review], frozenset[int]]:
        """The reviews that count, and the articles that are left out."""
        every = self._made(article, reviewer)
        out = frozenset[int]() if article else frozenset(left_out(self.copies, stages(every)))
        return [one for one in every if one.version.article_id not in out], out

    @cached_property
    def _by_article(self) -> Mapping[int, list[Review]]:
        found: dict[int, list[Review]] = defaultdict(list)
        for one in self.reviews:
            found[one.version.article_id].append(one)
        return found

    def _made(self, article: Article | None, reviewer: User | None) -> list[Review]:
        every = self.reviews if article is None else self._by_article.get(article.pk, [])
        return [one for one in every if reviewer is None or one.reviewer_id == reviewer.pk]

    @cached_property
    def _clashing_in(self) -> Mapping[int, list[Clashing]]:
        found: dict[int, list[Clashing]] = defaultdict(list)
        for one in self.clashing:
            for article in one.articles:
                found[article].append(one)
        return found

    def _contradictions(
        self, article: Article | None, reviewer: User | None, out: frozenset[int]
    ) -> Counter[tuple[str, str]]:
        """By strength and locus: those with a side in the article; of all, those with a side in any that is not left out."""
        found: Counter[tuple[str, str]] = Counter()
        for one in self._clashing_in.get(article.pk, []) if article else self.clashing:
            if (reviewer is None or one.reviewer == reviewer.pk) and not one.articles <= out:
                found[one.strength, one.locus] += self.clashing[one]
        return found

    def _graded(self, claims: Counter[tuple[int | None, str]], *, is_repeated: bool) -> Graded:
        at_grade: Counter[int | None] = Counter()
        worthy: Counter[int | None] = Counter()
        for (grade, said), count in claims.items():
            at_grade[grade] += count
            worthy[grade] += count if said == CheckWorthy.YES else 0
        ranked = [(one.rank, worthy[one.pk]) for one in self.grades if one.rank is not None]
        of = sum(count for _, count in ranked)
        return {
            "histogram": [GradeCount(one, at_grade[one.pk]) for one in self.grades],
            "ungraded": at_grade[None],
            "check_worthy": worthy.total(),
            "unsaid": sum(count for (_, said), count in claims.items() if not said),
            "high": Share(sum(count for rank, count in ranked if rank >= HIGH_FROM), of, is_repeated),
            "low": Share(sum(count for rank, count in ranked if rank <= LOW_TO), of, is_repeated),
        }

    def _sources(self, credited: Counter[UUID]) -> list[SourceCount]:
        found = [SourceCount(NamedSource(key, self.names[key]), count) for key, count in credited.items()]
        return sorted(found, key=lambda one: (-one.count, one.source.name, one.source.key))


def _in_order(counted: Counter[tuple[str, str]]) -> Iterator[ContradictionCount]:
    """Strict ones first, each by locus in the codebook's order, those without one last."""
    for strength in STRENGTHS:
        for locus in (*Locus.values, ""):
            if counted[strength, locus]:
                yield ContradictionCount(strength, locus, counted[strength, locus])


def load_profiles(scope: Scope) -> Profiles:
    """Count the scope's marks, in a constant number of queries."""
    every = scope.counting_copies()
    credited = Counts(_credited(every))
    begun = [one for one in every.reviews if is_begun(one) or is_marked(one)]
    copies = [] if scope.with_copies else scope.copies
    return Profiles(
        reviews=begun,
        copies=copies,
        clashing=_clashing(every),
        grades=list(Grade.objects.filter(codebook=scope.round.codebook_id).order_by("order")),
        names={key: str(entry) for key, entry in ends_of(credited.keys, Mergers({})).items()},
        words=_words({one.version_id for one in begun}),
        claims=Counts(_graded_claims(every)),
        credits=credited,
        typo_errors=_typo_errors(every),
    )


def _clashing(scope: Scope) -> Counter[Clashing]:
    """How many contradictions of the scope are alike in what is counted of them. One query, read row by row."""
    sides = scope.marks(MarkKind.CONTRADICTION).filter(spans__role=SpanRole.SIDE).order_by("pk")
    columns = ("pk", "review__reviewer", "contradiction__strength", "contradiction__locus", "spans__version__article")
    found: Counter[Clashing] = Counter()
    for (_, *said), rows in groupby(sides.values_list(*columns).iterator(), key=itemgetter(0, 1, 2, 3)):
        reviewer, strength, locus = said
        found[Clashing(reviewer, strength, locus, frozenset(article for *_, article in rows))] += 1
    return found


def _words(versions: Iterable[int]) -> dict[int, int]:
    texts = Version.objects.filter(pk__in=versions).order_by().only("text")
    return {one.pk: one.words for one in texts.iterator(chunk_size=TEXTS_AT_A_TIME)}


def _graded_claims(scope: Scope) -> Iterator[tuple[int, tuple[int | None, str], int]]:
    """By review, grade and whether they are worth checking, how many claims there are; in the order of the reviews."""
    groups = scope.claims().values_list("mark__review", "grade", "check_worthy").order_by("mark__review")
    for review, grade, said, count in groups.annotate(count=Count("pk")).iterator():
        yield review, (grade, said), count


def _typo_errors(scope: Scope) -> dict[int, int]:
    """By number of the review, how many typos of severity error there are in it, if any."""
    errors = scope.marks(MarkKind.TYPO).filter(typo__severity=Severity.ERROR)
    return dict(errors.values_list("review").annotate(count=Count("pk")))


def _credited(scope: Scope) -> Iterable[tuple[int, UUID, int]]:
    """By review and source, how many claims are credited to it; in the order of the reviews."""
    claims = scope.claims().filter(attributions__source__isnull=False)
    who = stands_for(ends_named(claims, load_mergers(scope.user)), "attributions__source")
    groups = claims.annotate(who=who).values_list("mark__review", "who").order_by("mark__review")
    return groups.annotate(count=Count("pk", distinct=True)).iterator()
