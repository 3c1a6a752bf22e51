"""What is known of outlets: their names and domains, their articles, and which may be one. Mergers are followed throughout.

Outlets are few beside articles, so all that the user sees are read at once; counts are of the articles that the user sees.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q

from annotations.models import Article, Outlet, OutletDomain, User
from annotations.models.article import ArticleQuerySet
from annotations.models.words import folded_name
from annotations.overview.spellings import near, near_pairs
from annotations.review.hosts import domains_of, host_of

# Names are compared with those of so many outlets: it takes a quarter of a second.
MOST_COMPARED = 5_000
MOST_NEAR = 20
ADDRESSES_READ = 1_000
MOST_HOSTS = 5


@dataclass(frozen=True)
class Line:
    """An outlet that stands for itself, with what was merged into it. `own_articles` are without those of `merged`."""

    key: int
    name: str
    own_articles: int = 0
    domains: list[str] = field(default_factory=list)
    merged: list["Line"] = field(default_factory=list)

    @property
    def articles(self) -> int:
        """How many articles stand under it."""
        return self.own_articles + sum(one.own_articles for one in self.merged)

    @property
    def also(self) -> list[str]:
        """The names of what was merged into it."""
        return [one.name for one in self.merged]

    @property
    def all_domains(self) -> list[str]:
        """Its domains, and those of what was merged into it."""
        return sorted([*self.domains, *(domain for one in self.merged for domain in one.domains)])

    def has(self, words: str) -> bool:
        """Whether each of these words is in one of its names or domains, with whatever case and accents."""
        said = folded_name("\n".join([self.name, *self.also, *self.all_domains]))
        return all(word in said for word in folded_name(words).split())


def outlets(user: User) -> dict[int, Line]:
    """All that stand for themselves, of those that the user sees, by name. Three queries."""
    rows = list(Outlet.objects.visible_to(user).values_list("pk", "name", "merged_into"))
    domains, counts = _domains(), _articles_counted(user)
    lines = {key: Line(key, name, counts.get(key, 0), domains.get(key, [])) for key, name, _ in rows}
    for key, _, into in rows:
        if into in lines:
            lines[into].merged.append(lines[key])
    standing = [lines[key] for key, _, into in rows if into is None]
    return {line.key: line for line in sorted(standing, key=lambda one: one.name.casefold())}


def _domains() -> Mapping[int, list[str]]:
    found = defaultdict(list)
    for key, domain in OutletDomain.objects.values_list("outlet", "domain"):
        found[key].append(domain)
    return found


def _articles_counted(user: User) -> dict[int | None, int]:
    """How many articles name each outlet themselves."""
    return dict(Article.objects.visible_to(user).order_by().values_list("outlet").annotate(count=Count("pk")))


def articles_of(user: User, outlet: Outlet) -> ArticleQuerySet:
    """The articles that stand under the outlet, as far as the user sees them; the newest first."""
    under = Q(outlet=outlet) | Q(outlet__merged_into=outlet)
    return Article.objects.visible_to(user).filter(under).order_by("-pk")


def near_outlets(line: Line, lines: Mapping[int, Line]) -> list[Line]:
    """Which of these outlets may be the same as this one, by their names; the nearest first, 20 at most."""
    others = {key: [one.name, *one.also] for key, one in _compared(lines).items() if key != line.key}
    found = near([line.name, *line.also], others)
    return [lines[key] for key in sorted(found, key=lambda key: (-found[key], key))[:MOST_NEAR]]


@dataclass(frozen=True)
class Pair:
    """Two outlets that may be one: the one to be merged, and the one that stays."""

    outlet: Line
    into: Line


def directed(one: Line, other: Line) -> Pair:
    """Which of the two would stay: the one with more articles; of two alike, the older."""
    into, outlet = sorted((one, other), key=lambda line: (-line.articles, line.key))
    return Pair(outlet, into)


def near_pairs_of(lines: Mapping[int, Line]) -> tuple[list[Pair], int]:
    """Pairs of outlets that may be one, by their names: the nearest 20, and how many there are."""
    found = near_pairs({key: [one.name, *one.also] for key, one in _compared(lines).items()})
    best = sorted(found, key=lambda pair: (-found[pair], pair))[:MOST_NEAR]
    return [directed(lines[one], lines[other]) for one, other in best], len(found)


def _compared(lines: Mapping[int, Line]) -> Mapping[int, Line]:
    """The newest of them."""
    return {key: lines[key] for key in sorted(lines, reverse=True)[:MOST_COMPARED]}


@dataclass(frozen=True)
class Host:
    """A host on which articles of an outlet lie, and how many of those that were looked at."""

    domain: str
    articles: int


def hosts_without_outlet(articles: ArticleQuerySet) -> list[Host]:
    """On which hosts these articles lie that are no outlet's domain yet: the commonest 5. The newest 1,000 are looked at."""
    addresses = articles.exclude(address="").values_list("address", flat=True)[:ADDRESSES_READ]
    counted = Counter(map(host_of, addresses))
    asked = {host: domains_of(host) for host in counted}
    known = _known(domain for domains in asked.values() for domain in domains)
    free = [
        (host, count) for host, count in counted.most_common() if host in asked[host] and not known & {*asked[host]}
    ]
    return [Host(host, count) for host, count in free[:MOST_HOSTS]]


def _known(domains: Iterable[str]) -> set[str]:
    return set(OutletDomain.objects.filter(domain__in=set(domains)).values_list("domain", flat=True))
