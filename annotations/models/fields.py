"""Columns and constraints that several tables share."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.enums import Choices

from annotations.models.words import folded_name


def clean_text(value: str) -> str:
    """The value as given. Raises ValidationError for NUL and lone surrogates, which no database column can hold."""
    if "\x00" in value:
        raise ValidationError("The text holds a NUL character. Take it out and try again.", code="nul")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise ValidationError(
            "The text holds half a character (a lone surrogate). Type it anew and try again.",
            code="surrogate",
        )
    return value


def choice_field(choices: type[Choices], *, blank: bool = True, **options: Any) -> models.CharField[str, str]:
    """A column for one of a fixed list of choices; blank means that nothing was chosen yet. Goes with `one_of`."""
    if blank:
        options.setdefault("default", "")
    return models.CharField(max_length=24, choices=choices.choices, blank=blank, **options)


class FoldedField(models.TextField[str, str]):
    """What another column, `of`, holds, as names are looked for: it is made whenever the row is saved, alone or with others.

    So that both databases find letters of every script: SQLite knows upper and lower case of ASCII alone. It has no longest
    length, as a letter may become several. `update` and `update_fields` must name it beside the other column.
    """

    def __init__(self, of: str, **options: Any) -> None:
        super().__init__(**{"default": "", "editable": False, **options})
        self.of = of

    def deconstruct(self) -> Any:
        """For migrations."""
        name, path, given, options = super().deconstruct()
        return name, path, given, options | {"of": self.of}

    def pre_save(self, row: models.Model, add: bool) -> str:  # noqa: ARG002  (Django passes it by name)
        """The other column's value, folded."""
        value = folded_name(getattr(row, self.of))
        setattr(row, self.attname, value)
        return value


def one_of(table: str, field: str, choices: type[Choices], *, blank: bool = True) -> models.CheckConstraint:
    """The database's own refusal of a value outside the list."""
    values = [*choices.values, ""] if blank else list(choices.values)
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": values}),
        name=f"{table}_{field}_is_known",
        violation_error_message=f"“{field.replace('_', ' ')}” has a value that is not in the list. Choose one from the list.",
    )


def not_empty(table: str, field: str) -> models.CheckConstraint:
    """The database's own refusal of an empty text."""
    article = "an" if field[0] in "aeio" else "a"
    return models.CheckConstraint(
        condition=~Q(**{field: ""}),
        name=f"{table}_has_{article}_{field}",
        violation_error_message=f"The {field.replace('_', ' ')} is empty. Fill it in.",
    )


def web_address(table: str, field: str) -> models.CheckConstraint:
    """The database's own refusal of an address that no browser could open. Case is let be: SQLite does not tell it apart."""
    return models.CheckConstraint(
        condition=Q(**{field: ""})
        | Q(**{f"{field}__istartswith": "http://"})
        | Q(**{f"{field}__istartswith": "https://"}),
        name=f"{table}_{field}_is_a_web_address",
        violation_error_message="An address starts with http:// or https://.",
    )
