"""Marks and sources as they stand, read from the tables into the form that goes out.

Marks are read as plain values: a review has hundreds of them, and made into models they would take three times as long.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from annotations.models import Attribution, Mark, MarkKind, Reference, Review, Source, Span, User
from annotations.models.mark import OF_AN_ATTRIBUTION
from annotations.review.content import ContradictionContent, MarkState, SourceState

_MARK_COLUMNS = ("id", "number", "revision", "created", "updated", "withdrawn_at", "kind", "note")
_REFERENCE_COLUMNS = ("address", "archived_address", "seen", "note")
_ATTRIBUTION_COLUMNS = ("source", "relayed_by", "mode", "stance", "anonymity_reason")
_SPAN_COLUMNS = ("role", "version", "start", "end", "quote", "side_claim")


def _paths(kind: str, *names: str) -> dict[str, str]:
    return {name: f"{kind}__{name}" for name in names}


# What each kind says beside its places, and by which path it is read from the mark.
_PATHS_OF_KIND: dict[str, dict[str, str]] = {
    MarkKind.CLAIM: {"grade": "claim__grade__key"}
    | _paths("claim", "claim_type", "check_worthy", "part", "confidence", "rationale"),
    MarkKind.TYPO: _paths("typo", "correction", "type", "severity", "in_quotation"),
    MarkKind.CONTRADICTION: _paths("contradiction", "type", "strength", "locus", "acknowledged"),
}

Values = dict[str, Any]


class Belongings(NamedTuple):
    """What belongs to some marks, each in order: spans by mark and attribution (None: the mark's own), the rest by mark."""

    spans: Mapping[tuple[UUID, int | None], list[Values]]
    attributions: Mapping[UUID, list[Values]]
    references: Mapping[UUID, list[Values]]


def mark_states(review: Review, user: User) -> list[MarkState]:
    """The review's standing marks that the user may read, by kind and number, in a constant number of queries."""
    return states_of(review.marks.visible_to(user).standing(), *MarkKind.values)


def states_of(marks: QuerySet[Mark], *kinds: str) -> list[MarkState]:
    """These marks as they stand, in a number of queries that does not grow with them. `kinds`: of which kinds they are."""
    paths = [path for kind in kinds for path in _PATHS_OF_KIND[kind].values()]
    rows = list(marks.values(*_MARK_COLUMNS, *paths))
    keys = [row["id"] for row in rows]
    claims = [row["id"] for row in rows if row["kind"] == MarkKind.CLAIM]
    belongings = Belongings(_spans(keys), _attributions(claims), _references(keys))
    return [MarkState.model_validate(_state(row, belongings)) for row in rows]


def with_standing_claims(states: Iterable[MarkState]) -> list[MarkState]:
    """The marks, whose sides name no claim that was withdrawn since. One query.

    The reading page has them as they are kept: so undo brings all of it back.
    """
    given = list(states)
    ties = [state.content for state in given if isinstance(state.content, ContradictionContent)]
    named = {side.claim for content in ties for side in content.sides if side.claim}
    standing = set(Mark.objects.standing().filter(pk__in=named).values_list("pk", flat=True)) if named else set()
    return [_with_claims(state, standing) for state in given]


def _with_claims(state: MarkState, standing: Collection[UUID]) -> MarkState:
    content = state.content
    if not isinstance(content, ContradictionContent):
        return state
    sides = [side if side.claim in standing else side.model_copy(update={"claim": None}) for side in content.sides]
    return state.model_copy(update={"content": content.model_copy(update={"sides": sides})})


def _spans(keys: Collection[UUID]) -> Mapping[tuple[UUID, int | None], list[Values]]:
    found = defaultdict(list)
    # In no order of the table's own, which goes by that of the marks.
    for row in Span.objects.filter(mark__in=keys).order_by("order").values("mark", "attribution", *_SPAN_COLUMNS):
        found[row["mark"], row["attribution"]].append(row)
    return found


def _attributions(keys: Collection[UUID]) -> Mapping[UUID, list[Values]]:
    found = defaultdict(list)
    for row in (
        Attribution.objects.filter(claim__in=keys).order_by("order").values("pk", "claim", *_ATTRIBUTION_COLUMNS)
    ):
        found[row["claim"]].append(row)
    return found


def _references(keys: Collection[UUID]) -> Mapping[UUID, list[Values]]:
    found = defaultdict(list)
    for row in Reference.objects.filter(mark__in=keys).order_by("order").values("mark", *_REFERENCE_COLUMNS):
        found[row.pop("mark")].append(row)
    return found


def _state(row: Values, belongings: Belongings) -> Values:
    mark, kind = row["id"], row["kind"]
    content = {
        "kind": kind,
        "note": row["note"],
        "references": belongings.references.get(mark, []),
        **{name: row[path] for name, path in _PATHS_OF_KIND[kind].items()},
        **_placed(mark, kind, belongings),
    }
    given = {name: row[name] for name in ("id", "number", "revision", "created", "updated")}
    return {**given, "withdrawn": row["withdrawn_at"], "content": content}


def _placed(mark: UUID, kind: str, belongings: Belongings) -> Values:
    """Where it stands, and whom it is credited to."""
    own = belongings.spans[mark, None]
    if kind == MarkKind.CONTRADICTION:
        return {"sides": [_side(span) for span in own]}
    if kind == MarkKind.TYPO:
        return {"span": _place(own[0])}
    rows = belongings.attributions.get(mark, [])
    return {"span": _place(own[0]), "attributions": [_attribution(row, belongings) for row in rows]}


def _place(span: Values) -> Values:
    return {name: span[name] for name in ("start", "end", "quote")}


def _side(span: Values) -> Values:
    return {"version": span["version"], "span": _place(span), "claim": span["side_claim"]}


def _attribution(row: Values, belongings: Belongings) -> Values:
    spans = belongings.spans.get((row["claim"], row["pk"]), [])
    pieces = {f"{role}_spans": [_place(span) for span in spans if span["role"] == role] for role in OF_AN_ATTRIBUTION}
    return {name: row[name] for name in _ATTRIBUTION_COLUMNS} | pieces


def source_state(source: Source) -> SourceState:
    """One entry of the register as it stands. Names should be prefetched."""
    names = [row.name for row in sorted(source.names.all(), key=lambda row: row.order)]
    return SourceState.model_validate(
        {
            "id": source.pk,
            "names": names,
            "kind": source.kind,
            "affiliation": source.affiliation,
            "admission": source.admission,
            "only_here": source.article_id is not None,
        }
    )


def sources_named(states: Iterable[MarkState]) -> list[SourceState]:
    """The entries that these marks name. Read through the marks, so a proposed one shows with the claim it vouches for."""
    keys = {
        key
        for state in states
        if state.content.kind == "claim"
        for attribution in state.content.attributions
        for key in (attribution.source, attribution.relayed_by)
        if key
    }
    return [source_state(source) for source in Source.objects.filter(pk__in=keys).prefetch_related("names")]
