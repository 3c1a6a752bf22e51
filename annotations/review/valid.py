"""Whether a row fits its table, told as a refusal."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model

from annotations.models.fields import clean_text
from annotations.review.refusals import Unfit


def require_valid(row: Model) -> None:
    """Hold the row against its columns and constraints. Raises Unfit with a sentence for each that it breaks."""
    try:
        for value in vars(row).values():
            if isinstance(value, str):
                clean_text(value)
        row.full_clean()
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
