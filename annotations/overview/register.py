"""What the register of sources says: which entries there are, what each vouches for, and which may be two spellings of one.

Counts and claims are those that the user may read, so in a blind round nobody learns here what others have marked.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db.models import Case, Count, F, Max, QuerySet, UUIDField, Value, When

from annotations.models import (
    Admission,
    Attribution,
    Source,
    SourceName,
    Span,
    SpanRole,
    User,
)
from annotations.models.visibility import readable

if TYPE_CHECKING:
    from annotations.models.source import SourceQuerySet

ARTICLES_PREVIEWED = 20
QUOTES_PREVIEWED = 3


class Voice(StrEnum):
    """How a claim names a source: as the one who vouches for it, or as the one through whom the words came."""

    SOURCE = "source"
    RELAY = "relayed_by"


@dataclass(frozen=True)
class Families:
    """Which entries were merged into which."""

    merged: Mapping[UUID, Sequence[UUID]]

    def of(self, key: UUID) -> list[UUID]:
        """The entry, and whatever was merged into it, directly or through others."""
        found, waiting = {key: None}, [key]
        while waiting:
            fresh = [one for one in self.merged.get(waiting.pop(), ()) if one not in found]
            found |= dict.fromkeys(fresh)
            waiting += fresh
        return list(found)


def families() -> Families:
    """All mergers, in one query: people merge far fewer entries than they make."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    # Not "is not null", for which SQLite has no use for an index.
    merged = Source.objects.filter(merged_into__gt=UUID(int=0)).order_by("merged_into", "pk")
    for key, into in merged.values_list("pk", "merged_into"):
        if into is not None:
            found[into].append(key)
    return Families(found)


def entries(user: User) -> "SourceQuerySet":
    """The entries that the user sees and that stand for themselves."""
    return Source.objects.visible_to(user).filter(merged_into__isnull=True)


def to_admit(user: User) -> "SourceQuerySet":
    """The proposed entries that await a decision, as far as the user sees them; the oldest first."""
    return entries(user).filter(admission=Admission.PROPOSED).order_by("created", "pk")


def attributions(user: User, keys: Iterable[UUID], voice: Voice = Voice.SOURCE) -> QuerySet[Attribution]:
    """Where these entries are named so, in the standing claims that the user may read."""
    named = Attribution.objects.filter(**{f"{voice}__in": list(keys)}).order_by()
    return named.filter(readable(user, "claim__mark__review__"), claim__mark__withdrawn_at__isnull=True)


def claims_counted(user: User, sources: Iterable[UUID], mergers: Families) -> dict[UUID, int]:
    """How many claims each source vouches for, with whatever was merged into it. One query; none is left out for none."""
    stand_for = {member: key for key in sources for member in mergers.of(key)}
    merged = [When(source=one, then=Value(key, UUIDField())) for one, key in stand_for.items() if one != key]
    root = Case(*merged, default=F("source"), output_field=UUIDField()) if merged else F("source")
    counted = attributions(user, stand_for).annotate(root=root).values_list("root")
    return dict(counted.annotate(count=Count("claim", distinct=True)))


class OfGrade(NamedTuple):
    """How many claims have a grade. `key` None: those not yet graded."""

    key: str | None
    claims: int


def grades_counted(user: User, keys: Iterable[UUID], voice: Voice) -> list[OfGrade]:
    """The claims in which these entries are named so, by grade: the best first, those not yet graded last. One query."""
    counted = attributions(user, keys, voice).values_list("claim__grade__key")
    rows = counted.annotate(count=Count("claim", distinct=True), rank=Max("claim__grade__order"))
    in_order = sorted(rows, key=lambda row: (row[2] is None, row[2] or 0))
    return [OfGrade(key, count) for key, count, _rank in in_order]


@dataclass(frozen=True)
class Merged:
    """An entry that was merged into another, perhaps through a third, `into`."""

    source: Source
    into: Source


def merged_into_it(user: User, source: Source, mergers: Families) -> list[Merged]:
    """What was merged into the source, as far as the user sees it; two queries."""
    keys = mergers.of(source.pk)[1:]
    seen = Source.objects.visible_to(user).filter(pk__in=keys).order_by("created", "pk").prefetch_related("names")
    by_key = {source.pk: source} | {one.pk: one for one in seen}
    return [
        Merged(one, by_key[one.merged_into_id])
        for one in by_key.values()
        if one is not source and one.merged_into_id in by_key
    ]


@dataclass(frozen=True)
class Holdings:
    """What stands under a source, as a merger shows it: names, claims and relays by number, the articles with most claims, and the
    newest words credited to it.
    """

    names: list[str]
    claims: int
    relays: int
    articles: list[tuple[str, int]]
    more_articles: int
    quotes: list[str]


def holdings(user: User, source: Source, mergers: Families) -> Holdings:
    """What stands under the source, as far as the user may read it. Four queries."""
    keys = mergers.of(source.pk)
    visible = Source.objects.visible_to(user).filter(pk__in=keys)
    names = SourceName.objects.filter(source__in=visible).order_by("source__created", "source", "order")
    path = "claim__mark__review__version__article"
    by_article = attributions(user, keys).values_list(path, f"{path}__headline")
    counted = by_article.annotate(count=Count("claim", distinct=True))
    articles = sorted(((headline, count) for _, headline, count in counted), key=lambda row: (-row[1], row[0]))
    relays = attributions(user, keys, Voice.RELAY).aggregate(count=Count("claim", distinct=True))["count"]
    claims = attributions(user, keys).values("claim")
    quotes = Span.objects.filter(role=SpanRole.CLAIM, mark__in=claims).order_by("-mark__updated", "pk")
    return Holdings(
        names=list(dict.fromkeys(names.values_list("name", flat=True))),
        claims=sum(count for _, count in articles),
        relays=relays,
        articles=articles[:ARTICLES_PREVIEWED],
        more_articles=max(0, len(articles) - ARTICLES_PREVIEWED),
        quotes=list(dict.fromkeys(quotes.values_list("quote", flat=True)[:QUOTES_PREVIEWED])),
    )
