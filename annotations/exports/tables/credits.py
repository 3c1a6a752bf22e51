"""Whom a claim is credited to, as the register stands now."""

from dataclasses import dataclass

from django.db.models import Prefetch

from annotations.exports.register import Register
from annotations.models import Attribution, Claim, Source, Span, SpanRole

# Stands between the pieces of a span that is in several.
BETWEEN_PIECES = " … "


@dataclass(frozen=True)
class Credit:
    """An attribution, with whom its source and its relay stand for after all mergers."""

    attribution: Attribution
    source: Source | None
    relayed_by: Source | None

    def quote(self, role: SpanRole) -> str:
        """The words of the source, cue or relay, for reading."""
        return BETWEEN_PIECES.join(span.quote for span in self._pieces(role))

    def spans(self, role: SpanRole) -> str:
        """Where they stand, piece by piece: "[12,20) [25,30)", in code points.

        Not "12-20", which a spreadsheet would take for a day in December.
        """
        return " ".join(f"[{span.start},{span.end})" for span in self._pieces(role))

    def _pieces(self, role: SpanRole) -> list[Span]:
        return [span for span in self.attribution.spans.all() if span.role == role]


def credits_of(claim: Claim, register: Register) -> list[Credit]:
    """The claim's attributions in order."""
    return [
        Credit(attribution, register.stands_for(attribution.source_id), register.stands_for(attribution.relayed_by_id))
        for attribution in claim.attributions.all()
    ]


def fetching_credits() -> list["Prefetch[str]"]:
    """What `credits_of` reads, for a query of spans to fetch in two further queries a chunk."""
    return [
        Prefetch("mark__claim__attributions", Attribution.objects.order_by("order")),
        Prefetch("mark__claim__attributions__spans", Span.objects.order_by("order")),
    ]
