"""What lies in a version's text beside its words: its parts, and the links that were in it."""

from django.db import models
from django.db.models import F, Q

from annotations.models.article import Version
from annotations.models.fields import choice_field, not_empty, one_of, web_address


class PartKind(models.TextChoices):
    """What a part of an article is. All that is in none of them is body."""

    HEADLINE = "headline", "headline"
    DECK = "deck", "deck"
    CAPTION = "caption", "caption"
    BOILERPLATE = "boilerplate", "boilerplate"


def _not_empty_span(table: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(end__gt=F("start")),
        name=f"{table}_is_not_empty",
        violation_error_message="A part or link has words: choose some.",
    )


class TextPart(models.Model):
    """A part of a version's text: proposed when it was read, put right by admins. Code points, half-open."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="parts")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = choice_field(PartKind, blank=False)

    class Meta:
        ordering = ["version", "start"]
        constraints = [
            one_of("text_part", "kind", PartKind, blank=False),
            _not_empty_span("text_part"),
            models.UniqueConstraint(fields=["version", "start"], name="text_part_starts_differ"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} [{self.start}, {self.end})"


class Link(models.Model):
    """A link that the article has in its text, with its place. Code points, half-open."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="links")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    address = models.CharField(max_length=2000)

    class Meta:
        ordering = ["version", "start", "end"]
        constraints = [not_empty("link", "address"), web_address("link", "address"), _not_empty_span("link")]

    def __str__(self) -> str:
        return self.address
