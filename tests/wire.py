"""Marks in the form in which a browser sends them, and all that the tables hold, to see that a refusal changed nothing."""

from typing import Any

from django.apps import apps
from django.db import connection
from pydantic import TypeAdapter

from annotations.models import Version
from annotations.review.content import AnyContent, MarkedContent

Wire = dict[str, Any]

_CONTENT: TypeAdapter[MarkedContent] = TypeAdapter(AnyContent)


def place(text: str, words: str) -> Wire:
    """Where the words first stand in the text."""
    start = text.index(words)
    return {"start": start, "end": start + len(words), "quote": words}


def claim(text: str, words: str, **more: Any) -> Wire:
    """A claim on the first place of the words."""
    return {"kind": "claim", "span": place(text, words), **more}


def typo(text: str, words: str, **more: Any) -> Wire:
    """A typo on the first place of the words."""
    return {"kind": "typo", "span": place(text, words), **more}


def side(version: Version, words: str, **more: Any) -> Wire:
    """A contradiction's side on the first place of the words."""
    return {"version": version.pk, "span": place(version.text, words), **more}


def contradiction(*sides: Wire, **more: Any) -> Wire:
    """A contradiction between the sides."""
    return {"kind": "contradiction", "sides": list(sides), **more}


def read(wire: Wire) -> MarkedContent:
    """What the API makes of the wire form."""
    return _CONTENT.validate_python(wire)


def stored() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the app, as the database has it."""
    names = [table._meta.db_table for table in apps.get_app_config("annotations").get_models()]
    rows = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)} ORDER BY 1")  # noqa: S608  (our own tables)
            rows[name] = cursor.fetchall()
    return rows
