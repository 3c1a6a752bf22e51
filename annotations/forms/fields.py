"""Fields that several forms share: each refuses with a sentence that says what to do."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator

MOST_FILES = 100

# Django says it without a way on; no column could hold it.
NO_NUL = {"null_characters_not_allowed": "The words hold a NUL character. Take it out and try again."}


class WordsField(forms.CharField):
    """A line of words, or several."""

    default_error_messages = {**NO_NUL}


class LinesField(WordsField):
    """Several lines. A browser sends line ends as two characters, and counts them as one: so does this field."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str | None:
        """The words, with "\\n" for line ends and without white space around them."""
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class WebAddressField(forms.URLField):
    """An address that a browser can open: http or https, the latter where neither is written. May be left out."""

    default_validators = [URLValidator(schemes=["http", "https"])]
    default_error_messages = {"invalid": "Write the whole address, starting with https:// or http://.", **NO_NUL}

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=1000, assume_scheme="https", **options)


class DayField(forms.DateField):
    """A day, or nothing."""

    default_error_messages = {"invalid": "Write the day as 2026-11-22."}

    def __init__(self, **options: Any) -> None:
        day = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(required=False, widget=day, **options)


class FilesInput(forms.FileInput):
    """A file input in which several files can be chosen."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files up to MOST_FILES, none of them read. May be left out."""

    widget = FilesInput

    def clean(self, data: Iterable[UploadedFile[bytes]] | None, initial: object = None) -> list[UploadedFile[bytes]]:  # noqa: ARG002
        """The files, as they came."""
        files = list(data or [])
        if len(files) > MOST_FILES:
            raise ValidationError(
                f"{len(files)} files are too many at a time. Choose {MOST_FILES} at most, load them, and go on with the others.",
                code="too-many",
            )
        return files
