"""Which entries of the register may be one source, by their names: proposed to whoever keeps it, never applied unasked."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from annotations.models import Admission, Source, SourceKind, SourceName, User
from annotations.models.source import SourceQuerySet
from annotations.overview.register import entries
from annotations.overview.spellings import near, near_pairs, near_to_typed, words_of
from annotations.review.register import could_be_one

# Names are compared with those of so many entries, the newest: it takes a quarter of a second.
MOST_COMPARED = 5_000
MOST_NEAR = 20
# To whoever looks for a name that is not there so many are offered, from so many letters on, of so many names near to it.
MOST_OFFERED = 10
LEAST_LETTERS = 4
MOST_NAMES = 200


class Known(NamedTuple):
    """An entry that names are compared with."""

    key: UUID
    kind: str
    article_id: int | None
    names: tuple[str, ...]


def _known(user: User) -> list[Known]:
    """The newest entries that the user sees and that could be merged, in two queries; the newest first."""
    seen = entries(user).exclude(admission=Admission.REFUSED).order_by("-created", "-pk")
    rows = list(seen.values_list("pk", "kind", "article")[:MOST_COMPARED])
    names = defaultdict(list)
    # All names, not those of 5,000 keys: no database takes so many in one question with ease.
    for key, name in SourceName.objects.order_by("order").values_list("source", "name"):
        names[key].append(name)
    return [Known(key, kind, article, tuple(names[key])) for key, kind, article in rows]


@dataclass(frozen=True)
class Near:
    """Two entries that may be one: the one to be merged, and the one that stays."""

    source: Source
    into: Source


def near_spellings(user: User, source: Source) -> list[Near]:
    """Which entries may be the same as this one, by their names; the nearest first, 20 at most. Four queries.

    Only such as could be merged with it: of a kind and an article that go together.
    """
    known = [one for one in _known(user) if one.key != source.pk and could_be_one(one, source)]
    of_persons = source.kind in {SourceKind.PERSON, SourceKind.UNNAMED_PERSON}
    found = near([row.name for row in source.names.all()], {one.key: one.names for one in known}, of_persons=of_persons)
    best = sorted(found, key=lambda key: (-found[key], str(key)))[:MOST_NEAR]
    others = _in_bulk(best)
    return [_directed(source, others[key]) for key in best]


def near_to_words(user: User, words: str, among: SourceQuerySet) -> list[Source]:
    """Of these entries, which the user sees, those with a name near to the words typed: the nearest 10, with their names.

    None for fewer than 4 letters, initials aside. The names of what was merged into an entry are its names too, as far as the
    user sees them. Three queries at most.
    """
    if sum(len(word) for word in words_of(words) if len(word) > 1) < LEAST_LETTERS:
        return []
    # Of entries that he sees alone: what he does not see must not take the place of what he does.
    seen = SourceName.objects.filter(source__in=Source.objects.visible_to(user).order_by()).order_by()
    newest = seen.order_by("-pk").values_list("name", flat=True)[:MOST_COMPARED]
    found = near_to_typed(words, dict.fromkeys(newest))
    best = sorted(found, key=lambda name: (-found[name], name))[:MOST_NAMES]
    if not best:
        return []
    entries_of = among.with_any_name(best, user).prefetch_related("names")
    return sorted(entries_of, key=lambda entry: (-_nearest(entry, found), str(entry), str(entry.pk)))[:MOST_OFFERED]


def _nearest(entry: Source, found: Mapping[str, float]) -> float:
    """How near its own names are; those that are near by a merged one's come last."""
    return max(found.get(row.name, 0.0) for row in entry.names.all())


def all_near(user: User) -> tuple[list[Near], int]:
    """Pairs of entries that may be one, by their names: the nearest 20, and how many there are. Four queries."""
    known = {one.key: one for one in _known(user)}
    found = near_pairs({key: one.names for key, one in known.items()})
    fitting = [pair for pair in found if could_be_one(known[pair[0]], known[pair[1]])]
    best = sorted(fitting, key=lambda pair: -found[pair])[:MOST_NEAR]
    entries_of = _in_bulk({key for pair in best for key in pair})
    return [_directed(entries_of[one], entries_of[other]) for one, other in best], len(fitting)


def _in_bulk(keys: Collection[UUID]) -> Mapping[UUID, Source]:
    return {one.pk: one for one in Source.objects.filter(pk__in=keys).prefetch_related("names")}


def _directed(one: Source, other: Source) -> Near:
    """Which of the two would stay: one that everybody sees, and all stories share; of two alike, the older."""
    first, second = sorted((one, other), key=lambda entry: (*_worth(entry), entry.created, str(entry.pk)))
    return Near(source=second, into=first)


def _worth(entry: Source) -> tuple[bool, bool, bool]:
    return entry.article_id is not None, entry.admission != Admission.ADMITTED, entry.kind != SourceKind.PERSON
