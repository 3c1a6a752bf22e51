"""Copies among the stored texts: found by their fingerprints, then compared exactly, then proposed.

A text is *like* another where 30 % of the word sequences of either stand in the other, and ten at least (or all, of texts that
have fewer). Tried on: the three sample articles (0 % of one in another) and three reports each of 15 events in BASIL (6 % at most);
unrelated articles of one outlet that end with the same lines about it (12 %); an article with ten words changed (84 to 91 %);
an update with two new paragraphs, and an agency's report within a longer article (100 % of the shorter one).
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import connection, transaction

from annotations.intake.shingles import containment, fingerprints, sequences
from annotations.models import Article, Copy, Fingerprint, Version

LIKE_FROM = 0.3
LEAST_IN_COMMON = 10
# So many texts are compared exactly with one: those that have most fingerprints in common with it.
COMPARED = 5
PROPOSED = 3
# What stands in more texts than this tells little of each, such as an outlet's lines about itself.
COMMON = 200
VALUES_AT_A_TIME = 400
TABLE = Fingerprint._meta.db_table


@dataclass(frozen=True)
class Like:
    """A stored version that a text is like, with its article, story and outlet.

    `shared`: which share of the text's word sequences stand in the version too; `of_other`: which share of the version's stand
    in the text. Both 0 to 1.
    """

    version: Version
    shared: float
    of_other: float


def most_like(text: str) -> Like | None:
    """The stored version that the text is most like; of several alike the first stored. None where it is like none.

    Two queries, whatever is stored; one more for each 400 fingerprints of a long text. Compared with at most five versions.
    """
    return next(iter(_likes(sequences(text))), None)


@transaction.atomic
def fingerprint(versions: Iterable[Version]) -> list[Copy]:
    """Put newly stored versions into the index, and propose those that are like another article's as copies.

    They are compared with one another as well. Safe to call again. Gives the new proposals. Two queries for each version, and
    seven for all; one more for each 400 fingerprints of a long text.
    """
    found = {version: sequences(version.text) for version in versions}
    known = set(Fingerprint.objects.filter(version__in=found).values_list("version", flat=True))
    _keep((one.pk, value) for one, its in found.items() if one.pk not in known for value in fingerprints(its))
    of_article = _versions_of(version.article_id for version in found)
    pairs = [
        (version.article_id, like)
        for version, its in found.items()
        for like in _likes(its, besides=of_article[version.article_id])[:PROPOSED]
    ]
    return _propose(pairs)


def _keep(rows: Iterable[tuple[int, int]]) -> None:
    # Not through the ORM: the thirty rows of each text would take longer than all else that is done with it.
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {TABLE} (version_id, value) VALUES (%s, %s)", list(rows))  # noqa: S608


def _versions_of(articles: Iterable[int]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for article, version in Version.objects.filter(article__in=set(articles)).values_list("article", "pk"):
        found[article].add(version)
    return found


def _propose(pairs: Iterable[tuple[int, Like]]) -> list[Copy]:
    """Proposals for these pairs, but for those that were proposed before: whatever a person said of them then stands."""
    likes = {frozenset([article, like.version.article_id]): (article, like) for article, like in pairs}
    articles = Article.objects.in_bulk({one for pair in likes for one in pair})
    known = Copy.objects.filter(article__in=articles, of__in=articles).values_list("article", "of")
    for pair in known:
        likes.pop(frozenset(pair), None)
    copies = [_copy(articles[article], like) for article, like in likes.values()]
    return Copy.objects.bulk_create(copies, ignore_conflicts=True)


def _copy(article: Article, like: Like) -> Copy:
    """The later of the two as a copy of the other."""
    other = like.version.article
    if _came(article, other) < _came(other, article):
        return Copy(article=other, of=article, shared=like.of_other)
    return Copy(article=article, of=other, shared=like.shared)


def _came(article: Article, beside: Article) -> tuple[date, int]:
    """When an article came, to be held against another: published, where both say when; else in the order they were stored."""
    published = article.published if beside.published else None
    return published or date.min, article.pk


def _likes(found: frozenset[int], besides: Collection[int] = ()) -> list[Like]:
    """The versions that a text with these sequences is like, the most alike first; `besides` are left out."""
    likely = _candidates(fingerprints(found), besides)
    described = (
        Version.objects.select_related("article__story", "article__outlet__merged_into")
        .filter(pk__in=likely)
        .order_by("pk")
    )
    compared = [(version, _sequences_of(version.text)) for version in described] if likely else []
    likes = [
        Like(version, containment(found, other), containment(other, found))
        for version, other in compared
        if _is_like(found, other)
    ]
    return sorted(likes, key=lambda like: -max(like.shared, like.of_other))


def _is_like(one: frozenset[int], other: frozenset[int]) -> bool:
    both = len(one & other)
    return one == other or both >= max(LEAST_IN_COMMON, LIKE_FROM * min(len(one), len(other)))


@lru_cache(maxsize=16)
def _sequences_of(text: str) -> frozenset[int]:
    # Texts stored together are often like the same one.
    return sequences(text)


def _candidates(values: Sequence[int], besides: Collection[int]) -> list[int]:
    """The versions with most of these fingerprints, at most five, the first stored first among equals."""
    rare: Counter[int] = Counter()
    common: Counter[int] = Counter()
    for holders in _holders(values):
        (common if len(holders) > COMMON else rare).update(set(holders).difference(besides))
    counted = rare or common
    return sorted(counted, key=lambda version: (-counted[version], version))[:COMPARED]


def _holders(values: Sequence[int]) -> Iterable[list[int]]:
    """For each fingerprint that any version has: the first versions that have it, of no more than tells that it is common."""
    found: dict[int, list[int]] = defaultdict(list)
    for first in range(0, len(values), VALUES_AT_A_TIME):
        for value, version in _rows(values[first : first + VALUES_AT_A_TIME]):
            found[value].append(version)
    return found.values()


def _rows(values: Sequence[int]) -> list[tuple[int, int]]:
    # Each fingerprint with a limit of its own, in one question: Django writes no such union for SQLite.
    rows_with = f"SELECT value, version_id FROM {TABLE} WHERE value = %s ORDER BY version_id LIMIT {COMMON + 1}"  # noqa: S608
    each = f"SELECT * FROM ({rows_with}) AS found"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([each] * len(values)), values)
        rows: list[tuple[int, int]] = cursor.fetchall()
    return rows
