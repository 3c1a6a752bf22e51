"""The register of sources as marks name it: which entries stand for which, after all mergers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Case, Exists, F, Q, QuerySet, UUIDField, Value, When
from django.db.models.expressions import Combinable

from annotations.models import Attribution, Claim, Mark, Source, User

BATCH = 500


@dataclass(frozen=True)
class Mergers:
    """Which entries were merged into which: the key of each that was, and of the one that it went into."""

    into: Mapping[UUID, UUID]

    def end_of(self, key: UUID) -> UUID:
        """The entry that this one stands for now, its mergers followed to their end; itself where there was none."""
        seen = {key}
        # Two entries merged into each other must not keep a page or a set from being made.
        while key in self.into and self.into[key] not in seen:
            key = self.into[key]
            seen.add(key)
        return key

    def standing_for(self, key: UUID) -> frozenset[UUID]:
        """All entries that stand for the same one as this does, itself among them."""
        end = self.end_of(key)
        return frozenset({key, end, *(entry for entry in self.into if self.end_of(entry) == end)})

    def among(self, keys: Iterable[UUID]) -> dict[UUID, UUID]:
        """By each of these keys whose entry was merged: the entry that it stands for now."""
        return {key: self.end_of(key) for key in keys if key in self.into}


def stands_for(ends: Mapping[UUID, UUID], source: str) -> Combinable:
    """For a query: the key of the entry that the one at the end of the path `source` stands for, so that the database counts by it.

    `ends` are those of the merged entries that the rows name (`Mergers.among`), and no more: the database compares each in every row.
    """
    merged = [When(**{source: key}, then=Value(end, UUIDField())) for key, end in ends.items()]
    return Case(*merged, default=F(source)) if merged else F(source)


def load_mergers(user: User | None) -> Mergers:
    """The mergers into entries that the user may see, in one query: another's name must not come in by one that he may not.

    `user` None is the command line, which sees everything.
    """
    merged = Source.objects.filter(merged_into__isnull=False).order_by()
    if user is not None:
        merged = merged.filter(merged_into__in=Source.objects.visible_to(user))
    return Mergers({key: into for key, into in merged.values_list("pk", "merged_into") if into})


def ends_named(claims: QuerySet[Claim], mergers: Mergers) -> dict[UUID, UUID]:
    """By each merged entry that these claims name themselves: the one that it stands for. In one query, none without mergers."""
    if not mergers.into:
        return {}
    merged = claims.filter(attributions__source__merged_into__isnull=False)
    return mergers.among(merged.values_list("attributions__source", flat=True).distinct())


@dataclass(frozen=True)
class Register:
    """Entries of the register of sources, with all that they were merged into. Held in memory: people name far fewer than they mark."""

    entries: Mapping[UUID, Source]

    def stands_for(self, key: UUID | None) -> Source | None:
        """Whom the entry stands for now, its mergers followed to their end. None stands for nobody."""
        return None if key is None else self.entries[self._mergers.end_of(key)]

    @cached_property
    def names(self) -> Mapping[UUID, str]:
        """The name of each entry that is shown; made once, since claims ask for it by the thousand."""
        return {key: str(entry) for key, entry in self.entries.items()}

    def in_order(self) -> list[Source]:
        """The entries by UUID, which orders alike on every database."""
        return [self.entries[key] for key in sorted(self.entries)]

    @cached_property
    def _mergers(self) -> Mergers:
        return Mergers({key: entry.merged_into_id for key, entry in self.entries.items() if entry.merged_into_id})


def load_register(attributions: QuerySet[Attribution]) -> Register:
    """The sources that these attributions name, as source or as relay, and whatever those were merged into."""
    named = Q(pk__in=attributions.values("source")) | Q(pk__in=attributions.values("relayed_by"))
    used = Source.objects.filter(named).prefetch_related("names").iterator(chunk_size=BATCH)
    entries = {entry.pk: entry for entry in used}
    while missing := {entry.merged_into_id for entry in entries.values() if entry.merged_into_id} - entries.keys():
        entries |= Source.objects.prefetch_related("names").in_bulk(missing)
    return Register(entries)


def readable_source(user: User, key: UUID, marks: QuerySet[Mark]) -> Source | None:
    """The entry with its names, if the user may see it, or if one of these marks, which he may read, names it."""
    named = Attribution.objects.filter(source=key, claim__mark__in=marks).order_by()
    seen = Q(pk__in=Source.objects.visible_to(user)) | Q(Exists(named))
    return Source.objects.filter(seen, pk=key).prefetch_related("names").first()


def ends_of(keys: Iterable[UUID], mergers: Mergers) -> Mapping[UUID, Source]:
    """By each of these keys the entry that it stands for, with its names, in two queries."""
    ends = {key: mergers.end_of(key) for key in keys}
    found = Source.objects.prefetch_related("names").in_bulk(set(ends.values()))
    return {key: found[end] for key, end in ends.items()}
