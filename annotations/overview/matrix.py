"""Who speaks where: the sources of a story against its articles, and how far what they say can be traced.

What is counted: claims; but claims that were grouped as one proposition count together, once for each source and article, at the
best grade that one of them has there. Best is what comes first in the codebook: 6 to 0, then N, then not yet graded. Another's
proposition that the user may not read whole does not group: its claims count one by one. A claim credited to several sources counts
for each of them; credited to one twice, once. Entries merged with one another are one source.

All of it is added up by the database, so that a page costs the same few queries however many marks there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from annotations.models import Attribution, Grade, Source
from annotations.overview.marks import Without
from annotations.overview.propositions import readable
from annotations.overview.scope import Scope
from annotations.overview.sources import Mergers, ends_named, ends_of, load_mergers, stands_for

# Who a row is of: the key of an entry, or in which way claims are without a source.
Who = UUID | Without
# Of whom, in which version, at which grade, in which proposition: how many claims.
Group = tuple[Who, int, int | None, UUID | None, int]
# Of whom, in which version, in which mode: how many claims.
Rendered = tuple[UUID, int, str, int]


@dataclass(frozen=True)
class Badge:
    """How many claims or propositions have one grade; `grade` None: not yet graded."""

    grade: str | None
    count: int


@dataclass(frozen=True)
class Cell:
    """What one source says in one article: badges, the best grade first.

    `modes`: how many claims are rendered how; claims, though those of one proposition have one badge.
    """

    badges: list[Badge]
    modes: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many claims or propositions."""
        return sum(badge.count for badge in self.badges)


@dataclass
class Row:
    """One source, by article what it says. `also` are its other names, those of entries that it was merged with among them."""

    who: Who
    cells: dict[int, Cell] = field(default_factory=dict)
    source: Source | None = None
    also: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many claims or propositions, of all articles."""
        return sum(cell.total for cell in self.cells.values())


@dataclass(frozen=True)
class Matrix:
    """The sources, whoever says most first; then what has none. `propositions`: how many there are in which claims count together."""

    sources: list[Row]
    without: list[Row]
    propositions: int


def matrix(scope: Scope) -> Matrix:
    """Who speaks where, in the scope."""
    merged = ends_named(scope.claims(), load_mergers(scope.user))
    tally = Tally(scope, set(readable(scope).order_by().values_list("pk", flat=True)))
    tally.count([*_credited(scope, merged), *_uncredited(scope)])
    tally.render(_rendered(scope, merged))
    rows = {who: Row(who, cells) for who, cells in tally.cells().items()}
    _name(rows, merged)
    sources = [row for row in rows.values() if row.source]
    sources.sort(key=lambda row: (-row.total, str(row.source)))
    without = [rows[way] for way in (Without.NAME, Without.ATTRIBUTION) if way in rows]
    return Matrix(sources, without, len(tally.propositions))


class Tally:
    """Adds up what the database counted."""

    def __init__(self, scope: Scope, propositions: set[UUID]) -> None:
        self._article_of = {review.version_id: review.version.article_id for review in scope.reviews}
        self._grades = {one.pk: one for one in Grade.objects.filter(codebook=scope.round.codebook_id)}
        self._readable = propositions
        self._counts: dict[tuple[Who, int], dict[int | None, int]] = defaultdict(lambda: defaultdict(int))
        self._modes: dict[tuple[Who, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.propositions: set[UUID] = set()

    def count(self, groups: Iterable[Group]) -> None:
        """Add claims one by one, and each proposition once for a source and article, at its best grade there."""
        best: dict[tuple[Who, int, UUID], int | None] = {}
        for who, version, grade, proposition, count in groups:
            article = self._article_of[version]
            if proposition is None or proposition not in self._readable:
                self._counts[who, article][grade] += count
                continue
            place = (who, article, proposition)
            best[place] = min(best.get(place, grade), grade, key=self._order)
        for (who, article, _proposition), grade in best.items():
            self._counts[who, article][grade] += 1
        self.propositions |= {proposition for _who, _article, proposition in best}

    def render(self, rendered: Iterable[Rendered]) -> None:
        """Add in which mode claims are rendered."""
        for who, version, mode, count in rendered:
            self._modes[who, self._article_of[version]][mode] += count

    def cells(self) -> dict[Who, dict[int, Cell]]:
        """By source and article: what was added up."""
        found: dict[Who, dict[int, Cell]] = defaultdict(dict)
        for (who, article), counts in self._counts.items():
            grades = sorted(counts, key=self._order)
            badges = [Badge(self._key(one), counts[one]) for one in grades]
            found[who][article] = Cell(badges, self._modes.get((who, article), {}))
        return found

    def _order(self, grade: int | None) -> tuple[bool, int]:
        return (True, 0) if grade is None else (False, self._grades[grade].order)

    def _key(self, grade: int | None) -> str | None:
        return None if grade is None else self._grades[grade].key


def _credited(scope: Scope, merged: Mapping[UUID, UUID]) -> Iterable[Group]:
    claims = (
        scope.claims()
        .filter(attributions__source__isnull=False)
        .annotate(who=stands_for(merged, "attributions__source"))
    )
    groups = claims.values_list("who", "mark__review__version", "grade", "proposition")
    return groups.annotate(count=Count("pk", distinct=True))


def _rendered(scope: Scope, merged: Mapping[UUID, UUID]) -> Iterable[Rendered]:
    claims = scope.claims().filter(attributions__source__isnull=False, attributions__mode__gt="")
    groups = claims.annotate(who=stands_for(merged, "attributions__source"))
    found = groups.values_list("who", "mark__review__version", "attributions__mode")
    return found.annotate(count=Count("pk", distinct=True))


def _uncredited(scope: Scope) -> Iterable[Group]:
    """The claims without a source: with words of attribution ("reportedly"), or in the outlet's own voice."""
    attributions = Attribution.objects.filter(claim=OuterRef("pk")).order_by()
    claims = scope.claims().exclude(Q(Exists(attributions.filter(source__isnull=False))))
    groups = claims.annotate(has_words=Exists(attributions)).values_list(
        "has_words", "mark__review__version", "grade", "proposition"
    )
    for has_words, *group, count in groups.annotate(count=Count("pk")):
        yield (Without.NAME if has_words else Without.ATTRIBUTION, *group, count)


def _name(rows: Mapping[Who, Row], merged: Mapping[UUID, UUID]) -> None:
    """Give each row its source and that source's other names; `merged`: the merged entries that are named, and whom each stands for."""
    ends = {who for who in rows if isinstance(who, UUID)}
    entries = ends_of(ends, Mergers({}))
    for who, entry in entries.items():
        rows[who].source = entry
    named = {who: [entry] for who, entry in entries.items()}
    for key, entry in ends_of(merged, Mergers({})).items():
        named[merged[key]].append(entry)
    for who, found in named.items():
        names = dict.fromkeys(name.name for entry in found for name in entry.names.all())
        rows[who].also = [name for name in names if name != str(rows[who].source)]
