"""The claims that somebody should check, across stories: check-worthy and poorly sourced, or contradicted. Reads only.

Nothing here says whether a claim is true.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, TextChoices, When

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
    or likely contradiction which the user may read. Each other field narrows the list; left out, it does not. `unheld`: those
    that nobody has.
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
        listed = self._of_reviews().filter(self._reasons())
        if self.progress:
            listed = listed.filter(_at(self.progress))
        if self.holder or self.unheld:
            listed = listed.filter(follow_up__holder=self.holder)
        if self.words:
            places = Span.objects.filter(mark=OuterRef("pk"), role=SpanRole.CLAIM, quote__icontains=self.words)
            listed = listed.filter(Exists(places))
        return listed.order_by()

    def in_order(self) -> "QuerySet[Claim, UUID]":
        """Their UUIDs: those that are open first, the worst grade first, the ungraded last; then review by review."""
        stage = Case(When(_at(Progress.OPEN), then=0), When(_at(Progress.PASSED_ON), then=1), default=2)
        worst = F("grade__rank").asc(nulls_last=True)
        return self.claims().order_by(stage, worst, "mark__review", "mark__number").values_list("pk", flat=True)

    def holders(self) -> list[User]:
        """Who has any claim that the user may read, of the story if one is named; by name."""
        # From the follow-ups on, which are few: whether their claims are still listed would be asked of all claims.
        held = FollowUp.objects.filter(holder__isnull=False, claim__mark__withdrawn_at__isnull=True)
        readable = held.filter(claim__mark__review__in=self._reviews())
        return list(User.objects.filter(pk__in=readable.order_by().values("holder")).order_by("name", "username"))

    def without_claims(self) -> list[tuple[Story, int]]:
        """By story how many strict or likely contradictions have no claim at any side, so that no line can stand for them."""
        standing = Span.objects.filter(mark=OuterRef("pk"), side_claim__mark__withdrawn_at__isnull=True)
        bare = self._clashes().filter(review__in=self._reviews())
        bare = bare.exclude(Exists(standing.filter(side_claim__isnull=False)))
        counted = dict(bare.values_list("review__round__story").annotate(count=Count("pk")).order_by())
        return [(story, counted[story.pk]) for story in Story.objects.filter(pk__in=counted).order_by("title", "pk")]

    def _reasons(self) -> Q:
        reasons = {Why.POORLY_SOURCED: _POORLY_SOURCED, Why.CONTRADICTED: Q(pk__in=self._contradicted())}
        return reasons[Why(self.why)] if self.why else reasons[Why.POORLY_SOURCED] | reasons[Why.CONTRADICTED]

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
class Line:
    """A claim to check: its place, why it is listed, and what became of it so far.

    `follow_up` is unsaved, at revision 0, where nobody followed it up yet.
    """

    claim: Claim
    place: Span
    clashes: list[Clash]
    follow_up: FollowUp

    @property
    def is_poorly_sourced(self) -> bool:
        """Whether it is worth checking and graded at rank 2 or below."""
        grade, worthy = self.claim.grade, self.claim.check_worthy == CheckWorthy.YES
        return worthy and grade is not None and grade.rank is not None and grade.rank <= HIGHEST_POOR_RANK


def lines(user: User, keys: Sequence[UUID]) -> list[Line]:
    """A line for each of these claims, in the same order, in six queries. The user may read the claims: it is not asked here."""
    described = Claim.objects.select_related("grade", "mark__review__reviewer", "mark__review__round__story")
    claims = described.in_bulk(keys)
    places = {place.mark_id: place for place in _described(SpanRole.CLAIM).filter(mark__in=keys)}
    clashing = _clashes_of(user, keys)
    followed = FollowUp.objects.select_related("holder").in_bulk(keys)
    return [
        Line(claims[key], places[key], clashing[key], followed.get(key, FollowUp(claim=claims[key], revision=0)))
        for key in keys
    ]


def _described(role: SpanRole) -> "QuerySet[Span]":
    """Spans with their articles, without texts."""
    spans = Span.objects.filter(role=role).select_related(
        "version__article__outlet__merged_into", "version__article__story"
    )
    return spans.defer("version__text").order_by("order")


def _clashes_of(user: User, keys: Sequence[UUID]) -> Mapping[UUID, list[Clash]]:
    """By claim the contradictions that it is part of, the strict ones first."""
    at = Span.objects.filter(role=SpanRole.SIDE, side_claim__in=keys, mark__in=clashes(user))
    sides = Prefetch("mark__spans", _described(SpanRole.SIDE))
    found: dict[UUID, list[Clash]] = defaultdict(list)
    for side in (
        at.select_related("mark__contradiction").prefetch_related(sides).order_by("mark__review", "mark__number")
    ):
        if side.side_claim_id is not None:
            against = [one for one in side.mark.spans.all() if one.pk != side.pk]
            found[side.side_claim_id].append(Clash(side.mark.contradiction, against))
    for one in found.values():
        one.sort(key=lambda clash: CLASHING.index(Strength(clash.contradiction.strength)))
    return found
