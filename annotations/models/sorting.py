"""By what lists are sorted where a column may hold nothing: an expression that indexes and queries write alike."""

from typing import Any

from django.db.models import DateField, Expression, F, Func


class DayOr(Func):
    """A day, or the given one where none is known. It stands in the SQL as it is: an index is not used for a parameter."""

    function = "COALESCE"
    template = "%(function)s(%(expressions)s, '%(instead)s')"

    def __init__(self, column: str | F | Expression, instead: str, **extra: Any) -> None:
        super().__init__(column, instead=instead, output_field=DateField(), **extra)


# Last in a list that begins with the newest, and in one that begins with the most urgent.
LONG_PAST = "0001-01-01"
FAR_OFF = "9999-12-31"
