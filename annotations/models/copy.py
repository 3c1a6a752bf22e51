"""Copies: articles that have most of their words from another one; and the fingerprints by which they are found."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from annotations.models.account import Role, User
from annotations.models.article import Article, Version
from annotations.models.fields import choice_field, one_of

# From this share on an article stands mostly in another one.
MOSTLY = 0.5


class CopyKind(models.TextChoices):
    """How one article comes to have another one's words."""

    AGENCY = "agency", "an agency's copy"
    SYNDICATED = "syndicated", "syndicated"
    UPDATED = "updated", "an update of it"


class CopyStatus(models.TextChoices):
    """Whether a person has looked at it."""

    PROPOSED = "proposed", "proposed"
    CONFIRMED = "confirmed", "a copy"
    REFUSED = "refused", "not a copy"


class CopyQuerySet(models.QuerySet["Copy"]):
    """Copies, as people see them."""

    def visible_to(self, user: User) -> Self:
        """Those of articles that the user sees both; reviewers only what a person confirmed. To adjudicators and admins all of them."""
        if user.role == Role.REVIEWER:
            # Asked of each copy: copies are few, and to list all articles that somebody sees takes long.
            seen = [Exists(Article.objects.visible_to(user).filter(pk=OuterRef(end))) for end in ("article", "of")]
            return self.filter(*seen, status=CopyStatus.CONFIRMED)
        return self.all()


class Copy(models.Model):
    """One article that has most of its words from another: proposed by comparing, said to be so, or not, by a person."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="copied_from")
    of = models.ForeignKey(Article, models.CASCADE, related_name="copies")
    kind = choice_field(CopyKind)
    shared = models.FloatField(help_text="Which share of the article's word sequences stand in the other too, 0 to 1.")
    status = choice_field(CopyStatus, blank=False, default=CopyStatus.PROPOSED)

    objects = CopyQuerySet.as_manager()

    class Meta:
        ordering = ["article", "-shared", "of"]
        verbose_name_plural = "copies"
        constraints = [
            one_of("copy", "kind", CopyKind),
            one_of("copy", "status", CopyStatus, blank=False),
            models.UniqueConstraint(fields=["article", "of"], name="copy_pairs_differ"),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(status=CopyStatus.CONFIRMED),
                name="copy_is_of_one_article",
                violation_error_message="The article is said to be a copy of another one. Take that back first.",
            ),
            models.CheckConstraint(condition=~Q(of=F("article")), name="copy_is_of_another_article"),
            models.CheckConstraint(condition=Q(shared__gte=0, shared__lte=1), name="copy_shared_is_a_share"),
            models.CheckConstraint(
                condition=~Q(status=CopyStatus.CONFIRMED) | ~Q(kind=""), name="copy_confirmed_says_its_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.get_status_display()} of {self.of}"

    @property
    def percent(self) -> int:
        """How much of the article stands in the other, rounded down: 100 only where all of it does."""
        return int(100 * self.shared)

    @property
    def is_mostly_own(self) -> bool:
        """Whether less than half of the article stands in the other."""
        return self.shared < MOSTLY


class Fingerprint(models.Model):
    """One of the word sequences chosen from a version's text, as a number: texts that share some may be copies."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="fingerprints")
    value = models.BigIntegerField()

    class Meta:
        ordering = ["version", "value"]
        indexes = [models.Index(fields=["value", "version"], name="fingerprint_by_value")]

    def __str__(self) -> str:
        return f"{self.value:x}"
