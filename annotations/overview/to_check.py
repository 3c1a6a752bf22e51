"""The claims that somebody should check, across stories: check-worthy and poorly sourced, or contradicted. Reads only.

Nothing here says whether a claim is true. Claims of several reviewers at the very same words are one thing to check, and one line: of
these one leads, the one that was followed up last, else the one with the worst grade.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, TextChoices, When, Window
from django.db.models.functions import RowNumber

from annotations.models import (
    Article,
    CheckWorthy,
    Claim,
    Contradiction,
    FollowUp,
    Grade,
    Mark,
    MarkKind,
    Progress,
    Review,
    Round,
    Span,
    SpanRole,
    Story,
    Strength,
    User,
    Version,
)
from annotations.models.search import quoting
from annotations.models.visibility import readable

if TYPE_CHECKING:
    from annotations.models.mark import MarkQuerySet

# The codebook's "poorly sourced": its profile counts the shares at 4 or above and at 2 or below.
HIGHEST_POOR_RANK = 2
CLASHING = [Strength.STRICT, Strength.LIKELY]


class Why(TextChoices):
    """Why a claim is listed."""

    POORLY_SOURCED = "poorly_sourced", "poorly sourced"
    CONTRADICTED = "contradicted", "contradicted"


@dataclass(frozen=True)
class ToCheck:
    """The claims to check that the user may read: in the newest rounds of the stories that are not archived, but for
    those of archived articles.

    Listed are standing claims that are worth checking and graded at rank 2 or below, and those that stand at a side of a strict
    or likely contradiction which the user may read; of those at the same words the one that leads. Each other field narrows the
    list; left out, it does not. `unheld`: those that nobody has.
    """

    user: User
    story: Story | None = None
    progress: str = ""
    holder: User | None = None
    unheld: bool = False
    why: str = ""
    words: str = ""

    def claims(self) -> "QuerySet[Claim]":
        """The claims, in no order."""
        return Claim.objects.filter(pk__in=self._leading().values("pk")).order_by()

    def _leading(self) -> "QuerySet[Claim]":
        """Of the claims that are listed at the same words, in one round, the first; where any of them is what is asked for."""
        reasons = self._reasons()
        every = reduce(or_, reasons.values())
        placed = self._of_reviews().filter(every, quoting(self.words))
        worst = F("grade__rank").asc(nulls_last=True)
        followed = F("follow_up__updated").desc(nulls_last=True)
        in_turn = [followed, worst, F("mark__review").asc(), F("mark__number").asc()]
        led = placed.annotate(turn=Window(RowNumber(), _WORDS, in_turn)).filter(turn=1)
        for place, (value, wanted) in enumerate(self._asked(reasons)):
            greatest = f"greatest_{place}"
            led = led.annotate(**{greatest: Window(Max(value), _WORDS)}).filter(**{f"{greatest}__in": wanted})
        return led

    def _asked(self, reasons: Mapping[Why, Q]) -> Iterator[tuple[Case, list[int]]]:
        """What is asked of the claims at the same words together: that the greatest of their values is one of these."""
        if self.why:
            yield _one(reasons[Why(self.why)]), [1]
        if self.progress == Progress.OPEN:
            # Where nobody followed any of them up, they are open too.
            is_open = When(follow_up__progress=Progress.OPEN, then=2)
            yield Case(is_open, When(follow_up__isnull=False, then=1), default=0), [0, 2]
        elif self.progress:
            yield _one(Q(follow_up__progress=self.progress)), [1]
        if self.holder:
            yield _one(Q(follow_up__holder=self.holder)), [1]
        elif self.unheld:
            yield _one(Q(follow_up__holder__isnull=False)), [0]

    def in_order(self) -> "QuerySet[Claim, UUID]":
        """Their UUIDs: those that are open first, the worst grade first, the ungraded last; then review by review."""
        stage = Case(When(_at(Progress.OPEN), then=0), When(_at(Progress.PASSED_ON), then=1), default=2)
        worst = F("grade__rank").asc(nulls_last=True)
        return self.claims().order_by(stage, worst, "mark__review", "mark__number").values_list("pk", flat=True)

    def holders(self) -> list[User]:
        """Who has any claim that the user may read, of the story if one is named; by name."""
        # From the follow-ups on, which are few: whether their claims are still listed would be asked of all claims.
        held = FollowUp.objects.filter(holder__isnull=False, claim__mark__withdrawn_at__isnull=True)
        theirs = held.filter(claim__mark__review__in=self._reviews())
        return list(User.objects.filter(pk__in=theirs.order_by().values("holder")).order_by("name", "username"))

    def without_claims(self) -> list[tuple[Story, int]]:
        """By story how many strict or likely contradictions have no claim at any side, so that no line can stand for them."""
        standing = Span.objects.filter(mark=OuterRef("pk"), side_claim__mark__withdrawn_at__isnull=True)
        bare = self._clashes().filter(review__in=self._reviews())
        bare = bare.exclude(Exists(standing.filter(side_claim__isnull=False)))
        counted = dict(bare.values_list("review__round__story").annotate(count=Count("pk")).order_by())
        return [(story, counted[story.pk]) for story in Story.objects.filter(pk__in=counted).order_by("title", "pk")]

    def _reasons(self) -> dict[Why, Q]:
        return {Why.POORLY_SOURCED: _POORLY_SOURCED, Why.CONTRADICTED: Q(pk__in=self._contradicted())}

    def _contradicted(self) -> "QuerySet[Span, Any]":
        sides = Span.objects.filter(role=SpanRole.SIDE, side_claim__isnull=False, mark__in=self._clashes())
        return sides.order_by().values("side_claim")

    def _clashes(self) -> "MarkQuerySet":
        return clashes(self.user).filter(review__round__in=self._rounds)

    def _of_reviews(self) -> "QuerySet[Claim]":
        return Claim.objects.filter(mark__review__in=self._reviews(), mark__withdrawn_at__isnull=True)

    def _reviews(self) -> "QuerySet[Review, Any]":
        reviews = Review.objects.visible_to(self.user).filter(round__in=self._rounds)
        # The few that were put away are found by an index.
        archived = Version.objects.filter(article__in=Article.objects.put_away().order_by().values("pk"))
        return reviews.exclude(version__in=archived.order_by().values("pk")).order_by().values("pk")

    @cached_property
    def _rounds(self) -> "QuerySet[Round, Any]":
        newer = Round.objects.filter(story=OuterRef("story"), number__gt=OuterRef("number"))
        newest = Round.objects.filter(~Exists(newer), story__archived_at__isnull=True).order_by()
        return (newest.filter(story=self.story) if self.story else newest).values("pk")


# Where claims stand that are one thing to check.
_WORDS = [F("mark__review__round"), *(F(f"mark__spans__{name}") for name in ("version", "start", "end"))]


def _one(so: Q) -> Case:
    """1 where that holds, else 0."""
    return Case(When(so, then=1), default=0)


_POORLY_SOURCED = Q(
    check_worthy=CheckWorthy.YES, grade__in=Grade.objects.filter(rank__lte=HIGHEST_POOR_RANK).order_by().values("pk")
)


def _at(progress: str) -> Q:
    """Claims that stand there. One that nobody followed up is open."""
    at = Q(follow_up__progress=progress)
    return at | Q(follow_up__isnull=True) if progress == Progress.OPEN else at


def clashes(user: User) -> "MarkQuerySet":
    """The strict and likely contradictions that stand and that the user may read, in no order."""
    marks = Mark.objects.visible_to(user).standing().filter(kind=MarkKind.CONTRADICTION)
    return marks.filter(contradiction__strength__in=CLASHING).order_by()


@dataclass(frozen=True)
class Clash:
    """A contradiction at one of whose sides a claim stands, and its other sides, in order."""

    contradiction: Contradiction
    against: list[Span]


@dataclass(frozen=True)
class Twin:
    """Another claim at the same words, and what became of that, if it was followed up by itself."""

    claim: Claim
    follow_up: FollowUp | None


@dataclass(frozen=True)
class Line:
    """A claim to check: its place, why it is listed, and what became of it so far.

    `follow_up` is unsaved, at revision 0, where nobody followed it up yet. `twins` are the other claims at the same words that the
    user may read, by number of their reviews; `clashes` are those of all of them.
    """

    claim: Claim
    place: Span
    twins: list[Twin]
    clashes: list[Clash]
    follow_up: FollowUp

    @property
    def claims(self) -> list[Claim]:
        """All claims at these words, the leading one first."""
        return [self.claim, *(twin.claim for twin in self.twins)]

    @property
    def reviewers(self) -> list[User]:
        """Who marked these words."""
        return list(dict.fromkeys(claim.mark.review.reviewer for claim in self.claims))

    @property
    def is_graded_alike(self) -> bool:
        """Whether all who marked the words gave them the same grade."""
        return len({claim.grade_id for claim in self.claims}) == 1

    @property
    def is_poorly_sourced(self) -> bool:
        """Whether any claim at these words is worth checking and graded at rank 2 or below."""
        return any(_is_poorly_sourced(claim) for claim in self.claims)


def _is_poorly_sourced(claim: Claim) -> bool:
    grade, worthy = claim.grade, claim.check_worthy == CheckWorthy.YES
    return worthy and grade is not None and grade.rank is not None and grade.rank <= HIGHEST_POOR_RANK


def lines(user: User, keys: Sequence[UUID]) -> list[Line]:
    """A line for each of these claims, in the same order, in seven queries. The user may read the claims: it is not asked here."""
    places = {place.mark_id: place for place in _described(SpanRole.CLAIM).filter(mark__in=keys)}
    twins = _twins_of(user, places)
    every = [*keys, *(twin for found in twins.values() for twin in found)]
    described = Claim.objects.select_related("grade", "mark__review__reviewer", "mark__review__round__story")
    claims, clashing = described.in_bulk(every), _clashes_of(user, every)
    followed = FollowUp.objects.select_related("holder").in_bulk(every)
    return [
        Line(
            claims[key],
            places[key],
            [Twin(claims[twin], followed.get(twin)) for twin in twins[key]],
            _differing(clash for one in (key, *twins[key]) for clash in clashing[one]),
            followed.get(key, FollowUp(claim=claims[key], revision=0)),
        )
        for key in keys
    ]


def _twins_of(user: User, places: Mapping[UUID, Span]) -> Mapping[UUID, list[UUID]]:
    """By claim the others that stand at the same words, in the same round, and that the user may read."""
    found = Span.objects.filter(
        role=SpanRole.CLAIM,
        version__in={place.version_id for place in places.values()},
        start__in={place.start for place in places.values()},
        end__in={place.end for place in places.values()},
        mark__withdrawn_at__isnull=True,
    )
    # Asked of each row: to list all marks that somebody may read takes long. Claims have no sides that could tell of more.
    found = found.filter(readable(user, "mark__review__"))
    at: dict[tuple[int, ...], list[UUID]] = defaultdict(list)
    place_of: dict[UUID, tuple[int, ...]] = {}
    columns = ("mark", "mark__review__round", "version", "start", "end")
    for mark, *place in found.order_by("mark__review", "mark__number").values_list(*columns):
        place_of[mark] = tuple(place)
        at[tuple(place)].append(mark)
    return {key: [one for one in at[place_of[key]] if one != key] if key in place_of else [] for key in places}


def _differing(clashes: Iterable[Clash]) -> list[Clash]:
    """These contradictions, strict ones first; of those that say alike, with the same words, the first."""
    by_words: dict[tuple[str, frozenset[tuple[int, int, int]]], Clash] = {}
    for one in clashes:
        against = frozenset((side.version_id, side.start, side.end) for side in one.against)
        by_words.setdefault((one.contradiction.strength, against), one)
    return sorted(by_words.values(), key=lambda clash: CLASHING.index(Strength(clash.contradiction.strength)))


def _described(role: SpanRole) -> "QuerySet[Span]":
    """Spans with their articles, without texts."""
    spans = Span.objects.filter(role=role).select_related(
        "version__article__outlet__merged_into", "version__article__story"
    )
    return spans.defer("version__text").order_by("order")


def _clashes_of(user: User, keys: Sequence[UUID]) -> Mapping[UUID, list[Clash]]:
    """By claim the contradictions that it is part of."""
    at_claims = Span.objects.filter(role=SpanRole.SIDE, side_claim__in=keys)
    # Those at these claims are few: who may read them is asked of no others.
    at = at_claims.filter(mark__in=clashes(user).filter(pk__in=at_claims.order_by().values("mark")))
    sides = Prefetch("mark__spans", _described(SpanRole.SIDE))
    found: dict[UUID, list[Clash]] = defaultdict(list)
    for side in (
        at.select_related("mark__contradiction").prefetch_related(sides).order_by("mark__review", "mark__number")
    ):
        if side.side_claim_id is not None:
            against = [one for one in side.mark.spans.all() if one.pk != side.pk]
            found[side.side_claim_id].append(Clash(side.mark.contradiction, against))
    return found
