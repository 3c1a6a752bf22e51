"""Reads that are asked again and again, and rows that are made again and again, written in SQL once.

Saving a mark asks a handful of small questions and makes a handful of rows, and Django's ORM takes ten times as long to
write each of them in SQL as the database takes to answer it. What is kept is the SQL, never an answer.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import connection, models
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.sql import InsertQuery
from django.db.models.sql.compiler import SQLCompiler

LARGEST = models.BigIntegerField.MAX_BIGINT


class Given(Expression):
    """A value that is given when the question is asked, with the kind of column that it is held against."""

    def __init__(self, name: str, column: "Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=column or models.BigIntegerField())
        self.name = name

    def as_sql(self, _compiler: SQLCompiler, _connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """A placeholder; what goes there is this object, until a value takes its place."""
        return "%s", [self]


class Prepared:
    """A read whose SQL is written at its first use, for each kind of database.

    `read` makes a queryset of `values_list`, with `Given` for what differs from question to question. The columns come as the
    database gives them: numbers and text, that is; of others it can be told whether they are null.
    """

    def __init__(self, read: "Callable[[], QuerySet[Any, tuple[Any, ...]]]") -> None:
        self._read = read
        self._written: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def row(self, **given: Any) -> tuple[Any, ...] | None:
        """The first row, or None. A number larger than any column holds is in no row."""
        if any(isinstance(value, int) and value > LARGEST for value in given.values()):
            return None
        sql, values = self._written.get(connection.vendor) or self._write()
        with connection.cursor() as cursor:
            cursor.execute(sql, [_filled(value, given) for value in values])
            found: tuple[Any, ...] | None = cursor.fetchone()
        return found

    def _write(self) -> tuple[str, tuple[Any, ...]]:
        written = self._written[connection.vendor] = self._read().query.sql_with_params()
        return written


def _filled(value: Any, given: dict[str, Any]) -> Any:
    if not isinstance(value, Given):
        return value
    return value.output_field.get_db_prep_value(given[value.name], connection)


def insert(row: Model) -> None:
    """Insert a new row, as Django does for `row.save(force_insert=True)`, but for signals, which nobody listens to here.

    The values must be plain, with no expressions among them. A key that the database gives is the row's afterwards; Django
    still takes the row for a new one, so who wants to change it reads it first.
    """
    table = type(row)
    sql, fields = _insertion(table, connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields])
        if table._meta.auto_field:
            row.pk = cursor.fetchone()[0]


@cache
def _insertion(table: type[Model], _vendor: str) -> tuple[str, list["Field[Any, Any]"]]:
    """The statement, and the fields whose values it takes, in order."""
    given = table._meta.auto_field
    fields = [field for field in table._meta.local_concrete_fields if field is not given]
    query = InsertQuery(table)
    query.insert_values(fields, [table()])
    compiler = query.get_compiler(connection=connection)
    compiler.returning_fields = [given] if given else None
    [(sql, _)] = compiler.as_sql()
    return sql, fields
