"""Typos: slips in the text, with their corrections."""

from django.db import models

from annotations.models.fields import choice_field, one_of
from annotations.models.mark import Mark


class TypoType(models.TextChoices):
    """What kind of slip it is."""

    MISSPELT_NAME = "misspelt_name", "misspelt name"
    INCONSISTENT_NAME = "inconsistent_name", "inconsistent name"
    MISSPELLING = "misspelling", "misspelling"
    MISSING_WORD = "missing_word", "missing word"
    DUPLICATED_WORD = "duplicated_word", "duplicated word"
    ARTICLE = "article", "article (a/an)"
    GRAMMAR = "grammar", "grammar"
    PUNCTUATION = "punctuation", "punctuation"
    MISSING_QUOTE_MARK = "missing_quote_mark", "missing quote mark"
    STRAY_QUOTE_MARK = "stray_quote_mark", "stray quote mark"
    UNTRANSLATED = "untranslated", "untranslated"
    STRAY_TEXT = "stray_text", "stray text"
    INCONSISTENT_STYLE = "inconsistent_style", "inconsistent style"


class Severity(models.TextChoices):
    """How much a slip matters. Only errors count in figures."""

    ERROR = "error", "error"
    MINOR = "minor", "minor"
    STYLE = "style", "style"


class Typo(models.Model):
    """A slip in the text, with its correction. An empty correction says: take these words out."""

    mark = models.OneToOneField(Mark, models.CASCADE, primary_key=True, related_name="typo")
    correction = models.TextField(blank=True)
    type = choice_field(TypoType)
    severity = choice_field(Severity)
    in_quotation = models.BooleanField(default=False, help_text="Inside a quotation: the slip may be the speaker's.")

    class Meta:
        constraints = [one_of("typo", "type", TypoType), one_of("typo", "severity", Severity)]

    def __str__(self) -> str:
        return str(self.mark)
