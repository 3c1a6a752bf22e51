"""System checks: what must hold on the machine before the product serves anybody."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections


@register(Tags.database)
def check_encoding(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """PostgreSQL must count code points: under another encoding than UTF8, spans would be wrong without a word."""
    return [
        Error(
            f"The database “{alias}” has the encoding {encoding}.",
            hint="Make it anew with the encoding UTF8: createdb --encoding=UTF8 --template=template0 NAME.",
            id="annotations.E001",
        )
        for alias in databases or []
        if connections[alias].vendor == "postgresql" and (encoding := _server_encoding(alias)) != "UTF8"
    ]


def _server_encoding(alias: str) -> str:
    with connections[alias].cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        return str(cursor.fetchone()[0])
