"""Codebooks: the definitions that reviewers work by, named and versioned."""

from django.db import models
from django.db.models import Q

from annotations.models.fields import not_empty


class Codebook(models.Model):
    """One version of a codebook. A round keeps the version that it was made with."""

    name = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "-version"]
        constraints = [
            not_empty("codebook", "name"),
            models.UniqueConstraint(fields=["name", "version"], name="codebook_versions_differ"),
            models.CheckConstraint(condition=Q(version__gte=1), name="codebook_versions_start_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Grade(models.Model):
    """A step of the sourcing scale: how far a reader could trace a claim, from the text alone."""

    codebook = models.ForeignKey(Codebook, models.CASCADE, related_name="grades")
    key = models.CharField(max_length=1, help_text="What stands on the badge, and the key that gives it.")
    rank = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Its place in the order. Null: outside the order."
    )
    order = models.PositiveSmallIntegerField(help_text="Its place in lists.")
    label = models.CharField(max_length=60)
    definition = models.TextField()
    example = models.TextField(blank=True)

    class Meta:
        ordering = ["codebook", "order"]
        constraints = [
            not_empty("grade", "key"),
            not_empty("grade", "label"),
            not_empty("grade", "definition"),
            models.UniqueConstraint(fields=["codebook", "key"], name="grade_keys_differ"),
            models.UniqueConstraint(fields=["codebook", "rank"], name="grade_ranks_differ"),
            models.UniqueConstraint(fields=["codebook", "order"], name="grade_places_differ"),
        ]

    def __str__(self) -> str:
        return f"{self.key}, {self.label}"
