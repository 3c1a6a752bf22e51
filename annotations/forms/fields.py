"""Fields that several forms share: each refuses with a sentence that says what to do."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator

from annotations.intake.files import MOST_FILES
from annotations.review.register import LONGEST_NAME

# Django says either without a way on. No column could hold a NUL.
WORDS_REFUSED = {
    "null_characters_not_allowed": "The words hold a NUL character. Take it out and try again.",
    "max_length": "That is too long: at most %(limit_value)d characters fit, and these are %(show_value)d. Shorten it.",
}


def size_in_words(size: int) -> str:
    """A number of bytes as upload-sizes.js says it too: "200 bytes", "1.5 MB", of 1,000 each."""
    units = ["KB", "MB", "GB"]
    if size < 1000:
        return f"{size} byte{'' if size == 1 else 's'}"
    left, unit = size / 1000, 0
    while left >= 1000 and unit < len(units) - 1:
        left, unit = left / 1000, unit + 1
    return f"{left:.1f} {units[unit]}".replace(".0 ", " ")


class WordsField(forms.CharField):
    """A line of words, or several."""

    default_error_messages = {**WORDS_REFUSED}


def name_field(help_text: str) -> WordsField:
    """The name of an outlet or a source."""
    said = {
        "required": "A name has at least one letter. Write it.",
        "max_length": f"The name is too long. Write it in {LONGEST_NAME} characters or fewer.",
    }
    return WordsField(label="Name", max_length=LONGEST_NAME, help_text=help_text, error_messages=said)


class LinesField(WordsField):
    """Several lines. A browser sends line ends as two characters, and counts them as one: so does this field."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str | None:
        """The words, with "\\n" for line ends and without white space around them."""
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class WebAddressField(forms.URLField):
    """An address that a browser can open: http or https, the latter where neither is written. May be left out."""

    default_validators = [URLValidator(schemes=["http", "https"])]
    default_error_messages = {"invalid": "Write the whole address, starting with https:// or http://.", **WORDS_REFUSED}

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
    """Any number of files up to MOST_FILES, none of them read, of FACTCHECK_MAX_ARCHIVE_BYTES in all. May be left out."""

    widget = FilesInput

    def clean(self, data: Iterable[UploadedFile[bytes]] | None, initial: object = None) -> list[UploadedFile[bytes]]:  # noqa: ARG002
        """The files, as they came."""
        files = list(data or [])
        if len(files) > MOST_FILES:
            raise ValidationError(
                f"{len(files):,} files are too many at a time. Choose {MOST_FILES:,} at most, or put them into a ZIP.",
                code="too-many",
            )
        size, most = sum(file.size or 0 for file in files), settings.FACTCHECK_MAX_ARCHIVE_BYTES
        if size > most:
            raise ValidationError(
                f"{size_in_words(size)} are too much at a time. Choose files of {size_in_words(most)} at most together.",
                code="too-large",
            )
        return files
