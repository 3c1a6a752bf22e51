"""The marks behind a figure: those of a scope that meet certain conditions, in text order."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from annotations.models import Attribution, Mark, MarkKind, SpanRole
from annotations.overview.scope import Scope

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Without(Enum):
    """How a claim can be without a source: in any way, with words of attribution ("reportedly"), or without even those."""

    SOURCE = "none"
    NAME = "hedged"
    ATTRIBUTION = "own-voice"


@dataclass(frozen=True)
class Conditions:
    """What the marks have in common; each that is left out asks for nothing.

    `grades` and `strengths` hold any of several; `graded` False asks for the claims that have no grade yet. `sources` are entries
    of the register that stand for one source, and go with `mode`: the claim has one attribution that has both. `type` is that of
    a typo or of a contradiction.
    """

    kind: MarkKind | None = None
    grades: tuple[str, ...] = ()
    graded: bool | None = None
    sources: frozenset[UUID] = frozenset()
    without: Without | None = None
    mode: str = ""
    check_worthy: str = ""
    part: str = ""
    severity: str = ""
    type: str = ""
    strengths: tuple[str, ...] = ()
    locus: str = ""
    proposition: UUID | None = None

    def filters(self) -> Iterator[Q]:
        """What a mark must meet, all of it."""
        columns = {
            "claim__grade__key__in": self.grades,
            "claim__check_worthy": self.check_worthy,
            "claim__part": self.part,
            "claim__proposition": self.proposition,
            "typo__severity": self.severity,
            "contradiction__strength__in": self.strengths,
            "contradiction__locus": self.locus,
        }
        yield from (Q(**{path: asked}) for path, asked in columns.items() if asked)
        if self.type:
            yield Q(typo__type=self.type) | Q(contradiction__type=self.type)
        if self.graded is not None:
            yield Q(kind=MarkKind.CLAIM, claim__grade__isnull=not self.graded)
        yield from self._about_sources()

    def _about_sources(self) -> Iterator[Q]:
        attributions = Attribution.objects.filter(claim=OuterRef("pk")).order_by()
        if self.sources or self.mode:
            asked = Q(source__in=self.sources) if self.sources else Q()
            yield Q(Exists(attributions.filter(asked, Q(mode=self.mode) if self.mode else Q())))
        if self.without:
            yield Q(kind=MarkKind.CLAIM) & ~Q(Exists(attributions.filter(source__isnull=False)))
        if self.without in {Without.NAME, Without.ATTRIBUTION}:
            has_words = Q(Exists(attributions))
            yield has_words if self.without is Without.NAME else ~has_words


def marks_behind(scope: Scope, conditions: Conditions) -> "QuerySet[Mark]":
    """The marks of the scope that meet the conditions, in no order."""
    kinds = [conditions.kind] if conditions.kind else list(MarkKind)
    return scope.marks(*kinds).filter(*conditions.filters())


def in_text_order(marks: "QuerySet[Mark]") -> "QuerySet[Mark]":
    """The marks article by article, each in the order of its text; a contradiction stands where its first side does."""
    placed = marks.filter(spans__role__in=[SpanRole.CLAIM, SpanRole.TYPO, SpanRole.SIDE], spans__order=0)
    return placed.order_by("review__version__article", "spans__start", "spans__end", "pk")
