"""The index by which articles are found: what of each version stands in it, and bringing it up to date.

The words stand in a table of the database's own kind for searching: FTS5 in SQLite, a `tsvector` with a GIN index in PostgreSQL.
Both get them as `words_of` reads them, so that a search means the same in both. They are found through `Indexed`, whose number
is never given twice: where a version goes, or has its headline changed, its words stay, found by nobody, until the index is
built anew. SQLite 3.40 could not take them out without the whole text that they came from.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef

from annotations.models.article import Article, Version
from annotations.models.words import words_of

# How much is indexed in one transaction: some hundredths of a second, in which nobody else can save (SQLite).
CHARACTERS_AT_ONCE = 200_000
VERSIONS_AT_ONCE = 200
# PostgreSQL counts 256 places of a word and 16,383 words of a text. What a piece and the next one share is longer than any search.
WORDS_A_PIECE = 2_000
WORDS_SHARED = 200


class Indexed(models.Model):
    """That a version's words, and its article's headline, are in the index."""

    version = models.OneToOneField(Version, models.CASCADE, related_name="indexed")
    # Not held by the database: whoever changes an article waits for whoever indexes it, and never the other way round.
    article = models.ForeignKey(Article, models.CASCADE, related_name="indexed", db_constraint=False)
    headline = models.CharField(max_length=500, help_text="As it is in the index.")
    words = models.PositiveIntegerField(help_text="How many words the text has, parted by white space.")

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "indexed"

    def __str__(self) -> str:
        return f"{self.headline} (version {self.version_id})"


@dataclass(frozen=True)
class Entry:
    """A version as it goes into the index."""

    version: int
    article: int
    headline: str
    length: int
    headline_words: list[str]
    text_words: list[str]


def index_versions(versions: Collection[int] | None = None) -> int:
    """Index every version that is not indexed yet; of these numbers alone, which is quicker, where some are given.

    In short transactions, unless within one. Safe to call again at any time, and twice at once. Gives how many were indexed.
    """
    missing = Version.objects.filter(~Exists(Indexed.objects.filter(version=OuterRef("pk")))).order_by()
    missing = missing if versions is None else missing.filter(pk__in=versions)
    numbers = sorted(missing.values_list("pk", flat=True))
    return sum(_keep(entries) for entries in _together(numbers))


def index_anew(article: Article) -> None:
    """Index an article's versions under the headline that it has by now. Call it in the transaction that changes the headline."""
    # Held first: whoever indexes one of them now read the headline before.
    held = Version.objects.filter(article=article).order_by("pk").select_for_update(no_key=True)
    numbers = list(held.values_list("pk", flat=True))
    Indexed.objects.filter(version__in=numbers).delete()
    index_versions(numbers)


def empty_index() -> None:
    """Take everything out of the index: nothing is found until `index_versions` was called."""
    with transaction.atomic():
        Indexed.objects.all().delete()
        _drop_words()


def outdated() -> "models.QuerySet[Article]":
    """The articles that stand in the index with another headline than they have. It walks through all of them."""
    return Article.objects.filter(indexed__isnull=False).exclude(indexed__headline=models.F("headline"))


def _together(numbers: Sequence[int]) -> Iterator[list[Entry]]:
    """The versions of these numbers, as many at a time as one transaction takes."""
    entries: list[Entry] = []
    characters = 0
    for first in range(0, len(numbers), VERSIONS_AT_ONCE):
        columns = ("pk", "article_id", "article__headline", "text")
        chunk = Version.objects.filter(pk__in=numbers[first : first + VERSIONS_AT_ONCE]).order_by("pk")
        for version, article, headline, text in chunk.values_list(*columns).iterator(chunk_size=10):
            entries.append(Entry(version, article, headline, len(text.split()), words_of(headline), words_of(text)))
            characters += len(text)
            if characters > CHARACTERS_AT_ONCE or len(entries) == VERSIONS_AT_ONCE:
                yield entries
                entries, characters = [], 0
    if entries:
        yield entries


@transaction.atomic
def _keep(entries: Sequence[Entry]) -> int:
    """Put these into the index, save those that somebody else put there meanwhile, or holds, or gave another headline."""
    held = Version.objects.filter(pk__in=[one.version for one in entries]).select_for_update(
        no_key=True, skip_locked=connection.features.has_select_for_update_skip_locked
    )
    free = set(held.order_by("pk").values_list("pk", flat=True))
    # Asked anew once they are held: as whoever held them before has left them.
    free -= set(Indexed.objects.filter(version__in=free).values_list("version", flat=True))
    headlines = dict(Article.objects.filter(versions__in=free).values_list("pk", "headline"))
    wanted = [one for one in entries if one.version in free and headlines.get(one.article) == one.headline]
    if not Indexed.objects.exists():
        _drop_words()
    rows = Indexed.objects.bulk_create(
        Indexed(version_id=one.version, article_id=one.article, headline=one.headline, words=one.length)
        for one in wanted
    )
    _keep_words([row.pk for row in rows], wanted)
    return len(rows)


def _keep_words(numbers: Sequence[int], entries: Sequence[Entry]) -> None:
    if connection.vendor == "sqlite":
        sql = "INSERT INTO annotations_indexed_words (rowid, headline, text) VALUES (%s, %s, %s)"
        rows: list[tuple[Any, ...]] = [
            (number, " ".join(one.headline_words), " ".join(one.text_words))
            for number, one in zip(numbers, entries, strict=True)
        ]
    else:
        sql = "INSERT INTO annotations_indexed_words (indexed, place, words) VALUES (%s, %s, %s::tsvector)"
        rows = list(chain.from_iterable(map(_pieces, numbers, entries)))
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def _pieces(number: int, entry: Entry) -> Iterator[tuple[int, int, str]]:
    """The headline, at place 0, and the pieces of the text, as PostgreSQL writes a `tsvector`."""
    yield number, 0, _tsvector(entry.headline_words)
    for place, first in enumerate(range(0, len(entry.text_words), WORDS_A_PIECE), 1):
        yield number, place, _tsvector(entry.text_words[first : first + WORDS_A_PIECE + WORDS_SHARED])


def _tsvector(words: Sequence[str]) -> str:
    return " ".join(f"'{word}':{place}" for place, word in enumerate(words, 1))


def _drop_words() -> None:
    """Drop the words that no row finds; whoever indexes at the same time keeps theirs."""
    drop = (
        "INSERT INTO annotations_indexed_words (annotations_indexed_words) VALUES ('delete-all')"
        if connection.vendor == "sqlite"
        else "DELETE FROM annotations_indexed_words AS words "
        "WHERE NOT EXISTS (SELECT 1 FROM annotations_indexed WHERE annotations_indexed.id = words.indexed)"
    )
    with connection.cursor() as cursor:
        cursor.execute(drop)
