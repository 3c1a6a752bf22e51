"""Propositions of a scope: what several claims say alike, in which articles, how well sourced, and against what."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from annotations.models import Article, Claim, Proposition, SpanRole, Status
from annotations.overview.contradictions import Clash, Side, clashes
from annotations.overview.credits import sources_of
from annotations.overview.scope import Scope

if TYPE_CHECKING:
    from django.db.models import QuerySet


def count_propositions(scope: Scope) -> int:
    """How many propositions the claims of the scope belong to, those of copies among them, of those that the user may read whole."""
    grouped = scope.counting_copies().claims().filter(proposition__in=readable(scope).order_by())
    return grouped.values("proposition").distinct().count()


def readable(scope: Scope) -> "QuerySet[Proposition]":
    """The propositions of the scope's round that the user may read whole."""
    found = Proposition.objects.all() if scope.user is None else Proposition.objects.visible_to(scope.user)
    return found.filter(round=scope.round)


@dataclass(frozen=True)
class Stated:
    """A claim in a list. `place` orders grades, the best first; `is_open`: its review can be worked on."""

    key: UUID
    quote: str
    grade: str | None
    place: int
    review: int
    version: int
    is_open: bool
    proposition: UUID | None


# Behind every grade of a codebook: not yet graded.
LAST = 1_000


def stated(claims: "QuerySet[Claim]", most: int | None = None) -> list[Stated]:
    """These claims in text order by article, at most so many, in one query."""
    placed = claims.filter(mark__spans__role=SpanRole.CLAIM).order_by(
        "mark__review__version__article", "mark__spans__start", "mark__spans__end", "pk"
    )
    columns = ("grade__key", "grade__order", "mark__review", "mark__review__version", "mark__review__status")
    put_away = "mark__review__version__article__archived_at"
    rows = placed.values_list("pk", "mark__spans__quote", *columns, put_away, "proposition")
    return [
        Stated(key, quote, grade, LAST if place is None else place, review, version, _is_open(status, archived), within)
        for key, quote, grade, place, review, version, status, archived, within in rows[:most]
    ]


def _is_open(status: str, archived_at: datetime | None) -> bool:
    """Whether a review of this status, whose article was archived then or never, can be worked on."""
    return status != Status.SUBMITTED and archived_at is None


@dataclass
class Carrying:
    """An article that carries a proposition: its claims there, the best grade (None: none is graded) and all sources."""

    article: Article
    claims: list[Stated] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    @property
    def best(self) -> str | None:
        """The best grade of its claims: what comes first in the codebook."""
        return min(self.claims, key=lambda claim: claim.place).grade


@dataclass
class Group:
    """A proposition, the articles that carry it, and what is said against it: a contradiction and its sides elsewhere."""

    proposition: Proposition
    carrying: list[Carrying] = field(default_factory=list)
    against: list[tuple[Clash, list[Side]]] = field(default_factory=list)

    @property
    def claims(self) -> list[Stated]:
        """Its claims in text order by article."""
        return [claim for one in self.carrying for claim in one.claims]

    @property
    def is_open(self) -> bool:
        """Whether its words can still be changed: no claim of it was submitted or is of an archived article."""
        return all(claim.is_open for claim in self.claims)


def groups_of(scope: Scope, propositions: Iterable[Proposition]) -> list[Group]:
    """These propositions with their claims in the scope, in the same order and a constant number of queries."""
    groups = {one.pk: Group(one) for one in propositions}
    claims = stated(scope.claims().filter(proposition__in=list(groups)))
    sources = sources_of(scope, [claim.key for claim in claims])
    article_of = {review.version_id: review.version.article for review in scope.reviews}
    for claim in claims:
        carrying = groups[claim.proposition].carrying if claim.proposition else []
        article = article_of[claim.version]
        if not carrying or carrying[-1].article != article:
            carrying.append(Carrying(article))
        carrying[-1].claims.append(claim)
        carrying[-1].sources += [name for name in sources[claim.key] if name not in carrying[-1].sources]
    _oppose(groups.values(), clashes(scope, None, at_claims=[claim.key for claim in claims]))
    return list(groups.values())


def _oppose(groups: Iterable[Group], found: Collection[Clash]) -> None:
    for group in groups:
        own = {claim.key for claim in group.claims}
        for clash in found:
            others = [side for side in clash.sides if side.claim not in own]
            if len(others) < len(clash.sides):
                group.against.append((clash, others))
