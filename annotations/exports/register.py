"""The sources that a set names, and what they were merged into."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Q, QuerySet

from annotations.models import Attribution, Source

BATCH = 500


@dataclass(frozen=True)
class Register:
    """Entries of the register of sources, with all that they were merged into. Held in memory: people name far fewer than they mark."""

    entries: Mapping[UUID, Source]

    def stands_for(self, key: UUID | None) -> Source | None:
        """Whom the entry stands for now, its mergers followed to their end. None stands for nobody."""
        if key is None:
            return None
        entry, seen = self.entries[key], {key}
        # Two entries merged into each other must not keep a set from being made.
        while entry.merged_into_id is not None and entry.merged_into_id not in seen:
            seen.add(entry.merged_into_id)
            entry = self.entries[entry.merged_into_id]
        return entry

    @cached_property
    def names(self) -> Mapping[UUID, str]:
        """The name of each entry that is shown; made once, since claims ask for it by the thousand."""
        return {key: str(entry) for key, entry in self.entries.items()}

    def in_order(self) -> list[Source]:
        """The entries by UUID, which orders alike on every database."""
        return [self.entries[key] for key in sorted(self.entries)]


def load_register(attributions: QuerySet[Attribution]) -> Register:
    """The sources that these attributions name, as source or as relay, and whatever those were merged into."""
    named = Q(pk__in=attributions.values("source")) | Q(pk__in=attributions.values("relayed_by"))
    used = Source.objects.filter(named).prefetch_related("names").iterator(chunk_size=BATCH)
    entries = {entry.pk: entry for entry in used}
    while missing := {entry.merged_into_id for entry in entries.values() if entry.merged_into_id} - entries.keys():
        entries |= Source.objects.prefetch_related("names").in_bulk(missing)
    return Register(entries)
