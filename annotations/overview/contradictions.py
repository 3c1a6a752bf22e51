"""The contradictions of a scope with all their sides, and who vouches for each."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, IntegerField, Value, When

from annotations.models import Article, MarkKind, Review, Span, SpanRole, Strength
from annotations.overview.credits import sources_of
from annotations.overview.scope import Scope


class Said(NamedTuple):
    """What was recorded of a contradiction."""

    mark: UUID
    number: int
    review: int
    type: str
    strength: str
    locus: str
    acknowledged: bool | None


@dataclass(frozen=True)
class Side:
    """The words of one side, where they stand, and who vouches for them.

    `claim` is the claim that stands there, None where none does or where it may not be read. `sources` are the names of those it is
    credited to; none for a claim without a source.
    """

    quote: str
    version: int
    article: Article
    claim: UUID | None
    sources: list[str]


@dataclass(frozen=True)
class Clash:
    """A contradiction, the review it was made in, and its sides in order."""

    said: Said
    review: Review
    sides: list[Side]


def clashes(scope: Scope, most: int | None, *, at_claims: Collection[UUID] | None = None) -> list[Clash]:
    """The contradictions of the scope, strict ones first, then likely, loose, and those not yet said; in each by review and number.

    At most so many, all for None. `at_claims`: only those that have a side at one of these claims. In a constant number of queries.
    """
    found = scope.marks(MarkKind.CONTRADICTION)
    if at_claims is not None:
        found = found.filter(pk__in=Span.objects.filter(side_claim__in=at_claims).values("mark"))
    places = [When(contradiction__strength=one, then=Value(place)) for place, one in enumerate(Strength.values)]
    last = Value(len(places))
    ordered = found.annotate(place=Case(*places, default=last, output_field=IntegerField()))
    columns = [f"contradiction__{name}" for name in ("type", "strength", "locus", "acknowledged")]
    rows = ordered.order_by("place", "review", "number").values_list("pk", "number", "review", *columns)
    said = [Said(*row) for row in rows[:most]]
    sides = _sides(scope, [one.mark for one in said])
    reviews = {review.pk: review for review in scope.every_review}
    return [Clash(one, reviews[one.review], sides[one.mark]) for one in said]


def _sides(scope: Scope, marks: Collection[UUID]) -> Mapping[UUID, list[Side]]:
    spans = Span.objects.filter(mark__in=marks, role=SpanRole.SIDE).order_by("order")
    rows: list[tuple[UUID, str, int, int, UUID | None]] = list(
        spans.values_list("mark", "quote", "version", "version__article", "side_claim")
    )
    # Only of claims in the scope: another may still be hidden from the user.
    sources = sources_of(scope.counting_copies(), {claim for *_, claim in rows if claim})
    articles = Article.objects.select_related("outlet__merged_into").in_bulk({article for *_, article, _claim in rows})
    found: dict[UUID, list[Side]] = defaultdict(list)
    for mark, quote, version, article, claim in rows:
        read = claim if claim in sources else None
        found[mark].append(Side(quote, version, articles[article], read, sources[read] if read else []))
    return found
