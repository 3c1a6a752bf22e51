"""Finding articles by words: in headlines and texts, in the quotes of marks, in the names of sources."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from annotations.models.account import User
from annotations.models.claim import Attribution
from annotations.models.indexing import index_versions
from annotations.models.mark import Mark, Span, SpanRole
from annotations.models.source import Source, SourceName, standing_entry
from annotations.models.words import Term, Wanted, pattern_of, pattern_within, read_wanted

__all__ = ["Wanted", "Where", "having", "having_any", "index_versions", "quoting", "read_wanted"]

# Lists of numbers as they are asked for: the words, and the values that go beside them.
Listed = tuple[str, tuple[Any, ...]]


class Where(models.TextChoices):
    """In what is searched."""

    EVERYWHERE = "everywhere", "everywhere"
    HEADLINE = "headline", "headline"
    TEXT = "text", "text"
    QUOTES = "quotes", "quotes"
    SOURCES = "sources", "sources"


def having(wanted: Wanted, where: Where, user: User) -> Q:
    """A filter for articles that have what is wanted there, as far as the user may know. All articles, where nothing is wanted.

    Everywhere: in headline and text together, or in a source's name; and none of what it must not have in any of these. In
    quotes: in those of one mark's words that the user may read. In sources: in a name of one that a claim is credited to, which
    the user may read.
    """
    if not wanted:
        return Q()
    if where == Where.QUOTES:
        return Q(pk__in=_quoted(wanted, user))
    if where == Where.SOURCES:
        return Q(pk__in=_credited(_matching("name", wanted), user))
    return Q(pk__in=_in_words(wanted, where, user))


def having_any(terms: Sequence[Term], user: User) -> Q:
    """A filter for articles that have any of the terms in headline, text or a source's name, as far as the user may know."""
    return Q(pk__in=_combined(("UNION", one) for one in _any_of(terms, Where.EVERYWHERE, user)))


def quoting(typed: str) -> Q:
    """A filter for claims at their own place, not at those of their sources and cues; with what was typed, if anything, anywhere in it.

    The place is joined with it: what else is asked of places goes into the same call of `filter`.
    """
    placed = Q(mark__spans__role=SpanRole.CLAIM)
    return placed & Q(mark__spans__quote__regex=pattern_within(typed)) if typed else placed


def _quoted(wanted: Wanted, user: User) -> "QuerySet[Span, Any]":
    """The articles in which a mark stands whose quote has the words."""
    seen = Mark.objects.visible_to(user).standing().filter(pk=OuterRef("mark"))
    spans = Span.objects.filter(_matching("quote", wanted), role__in=[SpanRole.CLAIM, SpanRole.TYPO, SpanRole.SIDE])
    if wanted.terms:
        # What is quoted stands in the text: so the index says in which texts to look.
        spans = spans.filter(version__in=_combined([("", _indexed("version_id", wanted.terms, Where.TEXT))]))
    return spans.filter(Exists(seen)).order_by().values("version__article")


def _credited(name: Q, user: User) -> "QuerySet[Attribution, Any]":
    """The articles in which a claim is credited to a source of such a name, be it that of any merged with it."""
    seen = Mark.objects.visible_to(user).standing().filter(pk=OuterRef("claim__mark"))
    sources = Source.objects.visible_to(user).order_by()
    named = sources.filter(pk__in=SourceName.objects.filter(name).values("source"))
    # Whatever stands for the same entry now; but no name comes in by an entry that the user may not see.
    ends = named.annotate(end=standing_entry()).values("end")
    merged = (
        Source.objects.alias(end=standing_entry()).filter(end__in=ends).filter(end__in=sources.values("pk")).order_by()
    )
    is_named = Q(source__in=named.values("pk")) | Q(source__in=merged.values("pk"))
    credited = Attribution.objects.filter(is_named).filter(Exists(seen))
    return credited.order_by().values("claim__mark__review__version__article")


def _having_any(terms: Sequence[Term]) -> Q:
    having = Q()
    for term in terms:
        having |= Q(name__regex=pattern_of(term))
    return having


def _matching(column: str, wanted: Wanted) -> Q:
    """A filter for a column that has every term, and none that it must not have."""
    matching = Q()
    for term in wanted.terms:
        matching &= Q(**{f"{column}__regex": pattern_of(term)})
    for term in wanted.without:
        matching &= ~Q(**{f"{column}__regex": pattern_of(term)})
    return matching


def _in_words(wanted: Wanted, where: Where, user: User) -> RawSQL:
    """The articles that have every term there, less those that have any which they must not have."""
    lists = [("", _indexed("article_id", wanted.terms, where))]
    if where == Where.EVERYWHERE and wanted.terms:
        lists.append(("UNION", _credited(_matching("name", Wanted(wanted.terms)), user).query.sql_with_params()))
    lists += [("EXCEPT", one) for one in _any_of(wanted.without, where, user)]
    return _combined(lists)


def _any_of(terms: Sequence[Term], where: Where, user: User) -> list[Listed]:
    """Lists of articles, which together are those that have any of the terms there."""
    lists = [_indexed("article_id", (term,), where) for term in terms]
    if where == Where.EVERYWHERE and terms:
        lists.append(_credited(_having_any(terms), user).query.sql_with_params())
    return lists


def _combined(lists: Iterable[tuple[str, Listed]]) -> RawSQL:
    """The lists as one, each joined to those before it by its word, from left to right as both databases read them.

    In one list of numbers: with "or" between two lists SQLite would look up every article before it sorts them.
    """
    words, values = "", list[Any]()
    for word, (sql, more) in lists:
        words += f" {word} {sql}" if words else sql
        values += more
    return RawSQL(words, values)  # noqa: S611  (written here; what was typed goes beside it)


def _indexed(column: str, terms: Sequence[Term], where: Where) -> Listed:
    """That column of those indexed that have every term in their words there; of all, where there is no term."""
    if not terms:
        return f"SELECT i.{column} FROM annotations_indexed i", ()  # noqa: S608  (as above)
    sql, values = (_in_sqlite if connection.vendor == "sqlite" else _in_postgresql)(terms, where)
    return f"SELECT i.{column} FROM {sql}", values  # noqa: S608  (as above)


def _in_sqlite(terms: Sequence[Term], where: Where) -> Listed:
    place = f"{where} : " if where in {Where.HEADLINE, Where.TEXT} else ""
    joined = "annotations_indexed_words w CROSS JOIN annotations_indexed i ON i.id = w.rowid"
    return f"{joined} WHERE w.annotations_indexed_words MATCH %s", (f"{place}({' AND '.join(map(_fts5, terms))})",)


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"{"*" if term.is_prefix else ""}'


def _in_postgresql(terms: Sequence[Term], where: Where) -> Listed:
    place = {Where.HEADLINE: " AND place = 0", Where.TEXT: " AND place > 0"}.get(where, "")
    found = f"i.id IN (SELECT indexed FROM annotations_indexed_words WHERE words @@ %s::tsquery{place})"  # noqa: S608  (as above)
    return f"annotations_indexed i WHERE {' AND '.join([found] * len(terms))}", tuple(map(_tsquery, terms))


def _tsquery(term: Term) -> str:
    return " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.is_prefix else "")
