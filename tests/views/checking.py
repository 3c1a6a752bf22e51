"""Claims to check, made straight into the tables, and the list of them."""

from typing import Any

from django.test import Client
from django.utils import timezone

from annotations.models import Claim, FollowUp, Grade, Mark, Review, Span, Version
from tests.exports.marking import make_claim, make_contradiction

Grades = dict[str, Grade]

POOR = "it was only delayed"
DROPPED = "the plan was dropped"


def worthy(review: Review, quote: str, grade: Grade | None) -> Claim:
    """A claim that is worth checking."""
    return make_claim(review, quote, grade=grade, check_worthy="yes")


def clash(review: Review, *claims: Claim | str, strength: str = "strict") -> Mark:
    """A contradiction between these claims, or words without a claim."""
    places = [(review.version, one) if isinstance(one, str) else place_of(one) for one in claims]
    mark = make_contradiction(review, *places, strength=strength).mark
    for side, one in zip(mark.spans.order_by("order"), claims, strict=True):
        Span.objects.filter(pk=side.pk).update(side_claim=one if isinstance(one, Claim) else None)
    return mark


def place_of(claim: Claim) -> tuple[Version, str]:
    """Where a claim stands."""
    place = claim.mark.spans.get(role="claim")
    return place.version, place.quote


def listed(client: Client, query: str = "") -> list[str]:
    """The quotes on the page, in order."""
    rows = client.get(f"/to-check{query}").context["rows"]
    return [row.line.place.quote for row in rows]


def followed(claim: Claim, **said: Any) -> FollowUp:
    """What became of the claim, put straight into the table."""
    return FollowUp.objects.create(claim=claim, updated=timezone.now(), **said)
