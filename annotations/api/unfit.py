"""Values that do not have the form that the API asks for: a stable code and a sentence for each way in which they fail."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse

from annotations.api.problems import problem

MOST_TOLD = 20
_RELOAD = "Reload the page and make the change again"

# By the name that pydantic has for the failure.
WAYS = {
    "nul": ("nul", "holds a NUL character. Take it out and try again"),
    "string_unicode": ("surrogate", "holds half a character (a lone surrogate). Type it anew and try again"),
    "string_too_long": ("too-long", "is too long. Make it shorter"),
    "too_long": ("too-many", "has too many entries. Take some out"),
    "less_than_equal": ("number-out-of-range", f"is too large a number. {_RELOAD}"),
    "greater_than_equal": ("number-out-of-range", f"is too small a number. {_RELOAD}"),
    "int_parsing_size": ("number-out-of-range", f"is too large a number. {_RELOAD}"),
    "missing": ("missing", f"is missing. {_RELOAD}"),
    "extra_forbidden": ("unknown-field", f"is not known here. {_RELOAD}"),
}
OTHERWISE = ("unfit", f"is not of the kind that is asked for here. {_RELOAD}")


def unfit(errors: Sequence[dict[str, Any]]) -> HttpResponse:
    """422, from ninja's list of errors: the first gives code and sentence; `errors` tells where each of the first 20 is."""
    told = [{"where": _where(error["loc"]), "why": str(error["msg"])} for error in errors[:MOST_TOLD]]
    code, words = WAYS.get(errors[0]["type"], OTHERWISE)
    field = told[0]["where"].rpartition(".")[2].replace("_", " ")
    return problem(422, code, f"{f'“{field}”' if field else 'What was sent'} {words}.", errors=told)


def _where(location: Sequence[str | int]) -> str:
    """The path to a value: ninja puts "body" before it twice, and "query" once."""
    path = location[2:] if location[0] == "body" else location[1:]
    return ".".join(map(str, path))
