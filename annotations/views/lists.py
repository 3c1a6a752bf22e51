"""What all lists have in their addresses: what they are narrowed to, and where a page begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.formats import date_format

from annotations.forms.lists import NarrowingForm
from annotations.overview.listing import Part, Sort, part_of


@dataclass(frozen=True)
class Narrowing:
    """One thing that a list is narrowed to, in words, and the address of the list without it."""

    words: str
    address: str


def narrowings(
    form: NarrowingForm, query: QueryDict, *, beside: Iterable[str] = ("q", "where", "sort")
) -> list[Narrowing]:
    """What the list is narrowed to beside the search, field by field."""
    return [
        Narrowing(_words(form, name, value), _without(query, name))
        for name, value in form.chosen().items()
        if name not in beside
    ]


def _words(form: NarrowingForm, name: str, value: Any) -> str:
    label = str(form.fields[name].label)
    said = dict(getattr(form.fields[name], "choices", [])).get(value)
    return f"{label}: {said or (value if isinstance(value, str) else date_format(value, 'j M Y'))}"


def _without(query: QueryDict, *names: str) -> str:
    """The address of the list's first page, without these."""
    kept = query.copy()
    for name in (*names, "after", "before"):
        kept.pop(name, None)
    return f"?{kept.urlencode()}"


def part_in(request: HttpRequest, rows: "QuerySet[Any]", sort: Sort) -> Part:
    """The page of these rows that the address asks for."""
    return part_of(rows, sort, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
