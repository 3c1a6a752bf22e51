"""Claims, and whom they are credited to."""

from django.db import models

from annotations.models.codebook import Grade
from annotations.models.fields import choice_field, one_of
from annotations.models.mark import Mark
from annotations.models.proposition import Proposition
from annotations.models.source import Source


class ClaimType(models.TextChoices):
    """What kind of statement a claim is."""

    EVENT = "event", "event"
    NUMBER = "number", "number"
    FACT = "fact", "fact"
    INTENTION = "intention", "intention"
    CAUSAL = "causal", "causal"
    PREDICTION = "prediction", "prediction"
    MENTAL_STATE = "mental_state", "mental state"
    OPINION = "opinion", "opinion"
    INTERPRETATION = "interpretation", "interpretation"


class CheckWorthy(models.TextChoices):
    """Whether a claim is worth checking."""

    YES = "yes", "yes"
    UNIMPORTANT = "unimportant", "factual but unimportant"
    NO = "no", "no"


class Part(models.TextChoices):
    """Which part of the article a claim stands in."""

    HEADLINE = "headline", "headline"
    BODY = "body", "body"
    CAPTION = "caption", "caption"
    BOILERPLATE = "boilerplate", "boilerplate"


class Confidence(models.TextChoices):
    """How sure the reviewer is of the grade."""

    SURE = "sure", "sure"
    UNSURE = "unsure", "unsure"


class Mode(models.TextChoices):
    """How the source's words are rendered."""

    DIRECT = "direct", "direct quote"
    PARTIAL = "partial", "partial quote"
    PARAPHRASE = "paraphrase", "paraphrase"
    RELAY = "relay", "relay"
    HEDGE = "hedge", "hedge"


class Stance(models.TextChoices):
    """What the cue lets through of the outlet's own view."""

    NEUTRAL = "neutral", "neutral (said, told, according to)"
    DOUBTING = "doubting", "doubting (claimed, alleged)"
    ENDORSING = "endorsing", "endorsing (noted, admitted, revealed)"
    LOADED = "loaded", "loaded (slammed, warned)"


class Claim(models.Model):
    """A statement that could be checked, and how far a reader could trace it."""

    mark = models.OneToOneField(Mark, models.CASCADE, primary_key=True, related_name="claim")
    grade = models.ForeignKey(
        Grade, models.PROTECT, related_name="claims", null=True, blank=True, help_text="Null: not yet graded."
    )
    claim_type = choice_field(ClaimType)
    check_worthy = choice_field(CheckWorthy)
    part = choice_field(Part)
    confidence = choice_field(Confidence)
    rationale = models.TextField(blank=True)
    proposition = models.ForeignKey(
        Proposition,
        models.PROTECT,
        related_name="claims",
        null=True,
        blank=True,
        help_text="What it says alike with other claims. Null: it stands for itself.",
    )

    class Meta:
        constraints = [
            one_of("claim", "claim_type", ClaimType),
            one_of("claim", "check_worthy", CheckWorthy),
            one_of("claim", "part", Part),
            one_of("claim", "confidence", Confidence),
        ]

    def __str__(self) -> str:
        return str(self.mark)


class Attribution(models.Model):
    """One source that a claim is credited to. A claim without a row has no attribution."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="attributions")
    order = models.PositiveSmallIntegerField(default=0)
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="attributions",
        null=True,
        blank=True,
        help_text="Null: words of attribution without a source (“reportedly”).",
    )
    relayed_by = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="relays",
        null=True,
        blank=True,
        help_text="Null: the words came through nobody.",
    )
    mode = choice_field(Mode)
    stance = choice_field(Stance)
    anonymity_reason = models.BooleanField(
        "reason for anonymity given", null=True, blank=True, help_text="Null: not said."
    )

    class Meta:
        ordering = ["claim", "order"]
        constraints = [
            one_of("attribution", "mode", Mode),
            one_of("attribution", "stance", Stance),
            models.UniqueConstraint(fields=["claim", "order"], name="attribution_places_differ"),
        ]

    def __str__(self) -> str:
        return f"{self.claim}, attribution {self.order + 1}"
