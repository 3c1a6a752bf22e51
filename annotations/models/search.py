"""Finding articles by words: in headlines and texts, in the quotes of marks, in the names of sources."""

from typing import Any

from django.db import connection, models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from annotations.models.account import User
from annotations.models.claim import Attribution
from annotations.models.indexing import index_versions
from annotations.models.mark import Mark, Span, SpanRole
from annotations.models.source import Source, SourceName
from annotations.models.words import Term, Wanted, pattern_of, read_wanted

__all__ = ["Wanted", "Where", "having", "index_versions", "read_wanted"]


class Where(models.TextChoices):
    """In what is searched."""

    EVERYWHERE = "everywhere", "everywhere"
    HEADLINE = "headline", "headline"
    TEXT = "text", "text"
    QUOTES = "quotes", "quotes"
    SOURCES = "sources", "sources"


def having(wanted: Wanted, where: Where, user: User) -> Q:
    """A filter for articles that have what is wanted there, as far as the user may know. All articles, where nothing is wanted.

    Everywhere: in headline and text together, or in a source's name. In quotes: in those of one mark's words that the user may
    read. In sources: in a name of one that a claim is credited to, which the user may read.
    """
    if not wanted:
        return Q()
    if where == Where.QUOTES:
        return Q(pk__in=_quoted(wanted, user))
    if where == Where.SOURCES:
        return Q(pk__in=_credited(wanted, user))
    if where == Where.EVERYWHERE and wanted.terms:
        return Q(pk__in=_indexed("article_id", wanted, where, or_else=_credited(wanted, user)))
    return Q(pk__in=_indexed("article_id", wanted, where))


def _quoted(wanted: Wanted, user: User) -> "QuerySet[Span, Any]":
    """The articles in which a mark stands whose quote has the words."""
    seen = Mark.objects.visible_to(user).standing().filter(pk=OuterRef("mark"))
    spans = Span.objects.filter(_matching("quote", wanted), role__in=[SpanRole.CLAIM, SpanRole.TYPO, SpanRole.SIDE])
    if wanted.terms:
        # What is quoted stands in the text: so the index says in which texts to look.
        spans = spans.filter(version__in=_indexed("version_id", Wanted(wanted.terms), Where.TEXT))
    return spans.filter(Exists(seen)).order_by().values("version__article")


def _credited(wanted: Wanted, user: User) -> "QuerySet[Attribution, Any]":
    """The articles in which a claim is credited to a source of such a name, be it from what was merged with it."""
    seen = Mark.objects.visible_to(user).standing().filter(pk=OuterRef("claim__mark"))
    named = SourceName.objects.filter(_matching("name", wanted)).values("source")
    sources = Source.objects.visible_to(user).filter(pk__in=named).order_by()
    is_named = Q(source__in=sources.values("pk")) | Q(source__in=sources.values("merged_into"))
    is_named |= Q(source__merged_into__in=sources.values("pk"))
    credited = Attribution.objects.filter(is_named).filter(Exists(seen))
    return credited.order_by().values("claim__mark__review__version__article")


def _matching(column: str, wanted: Wanted) -> Q:
    """A filter for a column that has every term, and none that it must not have."""
    matching = Q()
    for term in wanted.terms:
        matching &= Q(**{f"{column}__regex": pattern_of(term)})
    for term in wanted.without:
        matching &= ~Q(**{f"{column}__regex": pattern_of(term)})
    return matching


def _indexed(column: str, wanted: Wanted, where: Where, or_else: "QuerySet[Any, Any] | None" = None) -> RawSQL:
    """That column of those indexed that have what is wanted in their words; and what `or_else` gives.

    In one list of numbers: with "or" between two lists SQLite would look up every article before it sorts them.
    """
    sql, values = (_in_sqlite if connection.vendor == "sqlite" else _in_postgresql)(wanted, where)
    if or_else is not None:
        other, more = or_else.query.sql_with_params()
        sql, values = f"{sql} UNION {other}", [*values, *more]
    return RawSQL(f"SELECT i.{column} FROM {sql}", values)  # noqa: S608, S611  (written here; what was typed goes beside it)


def _in_sqlite(wanted: Wanted, where: Where) -> tuple[str, list[Any]]:
    place = f"{where} : " if where in {Where.HEADLINE, Where.TEXT} else ""
    without = f"{place}({' OR '.join(map(_fts5, wanted.without))})"
    if not wanted.terms:
        found = "SELECT rowid FROM annotations_indexed_words WHERE annotations_indexed_words MATCH %s"
        return f"annotations_indexed i WHERE i.id NOT IN ({found})", [without]
    match = f"{place}({' AND '.join(map(_fts5, wanted.terms))})" + (f" NOT {without}" if wanted.without else "")
    joined = "annotations_indexed_words w CROSS JOIN annotations_indexed i ON i.id = w.rowid"
    return f"{joined} WHERE w.annotations_indexed_words MATCH %s", [match]


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"{"*" if term.is_prefix else ""}'


def _in_postgresql(wanted: Wanted, where: Where) -> tuple[str, list[Any]]:
    place = {Where.HEADLINE: " AND place = 0", Where.TEXT: " AND place > 0"}.get(where, "")
    found = f"(SELECT indexed FROM annotations_indexed_words WHERE words @@ %s::tsquery{place})"  # noqa: S608  (as above)
    conditions = [f"i.id IN {found}"] * len(wanted.terms) + [f"i.id NOT IN {found}"] * len(wanted.without)
    return f"annotations_indexed i WHERE {' AND '.join(conditions)}", [
        _tsquery(term) for term in (*wanted.terms, *wanted.without)
    ]


def _tsquery(term: Term) -> str:
    return " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.is_prefix else "")
