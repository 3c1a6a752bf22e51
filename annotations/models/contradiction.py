"""Contradictions: passages that do not fit together. Their sides are spans."""

from django.db import models

from annotations.models.fields import choice_field, one_of
from annotations.models.mark import Mark


class ContradictionType(models.TextChoices):
    """In what the passages differ: de Marneffe, Rafferty and Manning 2008, and three that news needs."""

    NEGATION = "negation", "negation"
    ANTONYM = "antonym", "antonym"
    NUMBER = "number", "number (amounts, dates, order)"
    FACTIVE = "factive", "factive (said, willing, will)"
    STRUCTURAL = "structural", "structural (who did what, where, why)"
    LEXICAL = "lexical", "lexical"
    WORLD_KNOWLEDGE = "world_knowledge", "world knowledge (say which fact)"
    NAME_VARIANT = "name_variant", "name variant"
    QUOTATION = "quotation", "quotation (one utterance, two wordings)"
    ATTRIBUTION = "attribution", "attribution (one statement, two speakers)"


class Strength(models.TextChoices):
    """How badly the passages fit together."""

    STRICT = "strict", "strict: cannot both be true"
    LIKELY = "likely", "likely"
    LOOSE = "loose", "loose: a variant detail"


class Locus(models.TextChoices):
    """Between whom it lies."""

    WITHIN_OUTLET = "within_outlet", "within the outlet"
    HEADLINE_BODY = "headline_body", "headline against body"
    OUTLET_OUTLET = "outlet_outlet", "outlet against outlet"
    SOURCE_OUTLET = "source_outlet", "source against outlet"
    SOURCE_SOURCE = "source_source", "source against source"


class Contradiction(models.Model):
    """Two or more passages, in one article or in several of one story, that do not fit together."""

    mark = models.OneToOneField(Mark, models.CASCADE, primary_key=True, related_name="contradiction")
    type = choice_field(ContradictionType)
    strength = choice_field(Strength)
    locus = choice_field(Locus)
    acknowledged = models.BooleanField(
        null=True, blank=True, help_text="Whether the text itself says so. Null: not said."
    )

    class Meta:
        constraints = [
            one_of("contradiction", "type", ContradictionType),
            one_of("contradiction", "strength", Strength),
            one_of("contradiction", "locus", Locus),
        ]

    def __str__(self) -> str:
        return str(self.mark)
