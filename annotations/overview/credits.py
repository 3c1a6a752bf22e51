"""Whom claims of a scope are credited to."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from uuid import UUID

from annotations.overview.scope import Scope
from annotations.overview.sources import ends_of, load_mergers


def sources_of(scope: Scope, claims: Collection[UUID]) -> Mapping[UUID, list[str]]:
    """By claim of the scope, the names of those that it is credited to, in order, as the register stands now."""
    credited = scope.claims().filter(pk__in=claims).order_by("attributions__order")
    rows: list[tuple[UUID, UUID | None]] = list(credited.values_list("pk", "attributions__source"))
    entries = ends_of({source for _, source in rows if source}, load_mergers(scope.user))
    found: dict[UUID, list[str]] = defaultdict(list)
    for claim, source in rows:
        found[claim] += [str(entries[source])] if source else []
    return found
