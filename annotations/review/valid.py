"""Whether a row fits its table, told as a refusal."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model

from annotations.models.fields import clean_text
from annotations.review.refusals import Unfit


def require_valid(row: Model) -> None:
    """Hold the row against its columns and constraints. Raises Unfit with a sentence for each that it breaks."""
    with _as_refusal():
        for value in vars(row).values():
            if isinstance(value, str):
                clean_text(value)
        row.full_clean()


def require_text(words: str) -> None:
    """Raise Unfit for words that no column could hold: with a NUL, or half a character."""
    with _as_refusal():
        clean_text(words)


def require_line(words: str, most: int) -> None:
    """Raise Unfit for words that a column of so many characters, which must not be empty, could not hold."""
    require_text(words)
    if not 0 < len(words) <= most:
        raise Unfit("unfit", f"Write a line of 1 to {most} characters.")


@contextmanager
def _as_refusal() -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        raise Unfit("unfit", " ".join(_sentences(error))) from error


def _sentences(error: ValidationError) -> list[str]:
    if not hasattr(error, "error_dict"):
        return error.messages
    return [
        message if name == NON_FIELD_ERRORS else f"{name.replace('_', ' ').capitalize()}: {message}"
        for name, messages in error.message_dict.items()
        for message in messages
    ]
