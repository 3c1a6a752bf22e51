"""Marks, where they sit in the text, and what bears on them."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact, LessThanOrEqual

from annotations.models.account import User
from annotations.models.article import Version
from annotations.models.fields import choice_field, not_empty, one_of, web_address
from annotations.models.review import Review
from annotations.models.visibility import readable, sides_readable


class MarkKind(models.TextChoices):
    """What a mark is."""

    CLAIM = "claim", "claim"
    TYPO = "typo", "typo"
    CONTRADICTION = "contradiction", "contradiction"


class MarkQuerySet(models.QuerySet["Mark"]):
    """Marks, as people see them."""

    def visible_to(self, user: User) -> Self:
        """The marks of the reviews that the user may read, save contradictions with a side that he may not."""
        return self.filter(readable(user, "review__"), sides_readable(user))

    def standing(self) -> Self:
        """The marks that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Mark(models.Model):
    """What a reviewer set down at a place. The fields of its kind stand in claim, typo or contradiction.

    A mark is never deleted: withdrawn, it stays with its revision, so that no replay can revive it.
    """

    id = models.UUIDField(primary_key=True, editable=False, help_text="Made by the browser.")
    review = models.ForeignKey(
        Review, models.PROTECT, related_name="marks", help_text="The mark's home: it locks with it."
    )
    kind = choice_field(MarkKind, blank=False)
    number = models.PositiveIntegerField(help_text="Its name among the marks of its kind in the review, given once.")
    revision = models.PositiveIntegerField(default=1, help_text="One more with each change.")
    note = models.TextField(blank=True, help_text="To the adjudicator.")
    created = models.DateTimeField()
    updated = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="Null: the mark stands.")
    derived_from = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="derived",
        null=True,
        blank=True,
        help_text="The mark it was carried over from: another version's or review's.",
    )

    objects = MarkQuerySet.as_manager()

    class Meta:
        ordering = ["review", "kind", "number"]
        constraints = [
            one_of("mark", "kind", MarkKind, blank=False),
            models.UniqueConstraint(fields=["review", "kind", "number"], name="mark_numbers_differ"),
            models.CheckConstraint(condition=Q(number__gte=1), name="mark_numbers_start_at_one"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="mark_revisions_start_at_one"),
            models.CheckConstraint(condition=Q(updated__gte=F("created")), name="mark_is_updated_after_it_is_created"),
            models.CheckConstraint(
                condition=~Q(derived_from=F("id")),
                name="mark_is_not_derived_from_itself",
                violation_error_message="A mark can't be derived from itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class SpanRole(models.TextChoices):
    """What the words of a span are to their mark."""

    CLAIM = "claim", "claim"
    TYPO = "typo", "typo"
    SIDE = "side", "side"
    SOURCE = "source", "source"
    CUE = "cue", "cue"
    RELAY = "relay", "relay"


OF_AN_ATTRIBUTION = [SpanRole.SOURCE, SpanRole.CUE, SpanRole.RELAY]


class Span(models.Model):
    """A place in a version: [start, end) in code points, with the exact words there and up to 32 code points around them.

    W3C Web Annotation's TextPositionSelector and TextQuoteSelector in one row.
    """

    mark = models.ForeignKey(Mark, models.CASCADE, related_name="spans")
    attribution = models.ForeignKey(
        "annotations.Attribution",
        models.CASCADE,
        related_name="spans",
        null=True,
        blank=True,
        help_text="For the roles source, cue and relay.",
    )
    role = choice_field(SpanRole, blank=False)
    order = models.PositiveSmallIntegerField(
        default=0, help_text="The place among a contradiction's sides, or among the pieces of one span."
    )
    version = models.ForeignKey(Version, models.PROTECT, related_name="spans")
    start = models.PositiveIntegerField(help_text="In code points.")
    end = models.PositiveIntegerField(help_text="In code points; the first that is outside.")
    quote = models.TextField()
    prefix = models.CharField(max_length=32, blank=True)
    suffix = models.CharField(max_length=32, blank=True)
    side_claim = models.ForeignKey(
        "annotations.Claim",
        models.PROTECT,
        related_name="contradicted_at",
        null=True,
        blank=True,
        help_text="The claim that stands at this side, if one does.",
    )

    class Meta:
        ordering = ["mark", "role", "attribution", "order"]
        indexes = [models.Index(fields=["version", "start"], name="span_by_place")]
        constraints = [
            one_of("span", "role", SpanRole, blank=False),
            models.CheckConstraint(
                condition=Exact(F("end"), F("start") + Length("quote")),
                name="span_is_as_long_as_its_quote",
                violation_error_message="The position and the quoted words do not have the same length. Select the words again.",
            ),
            not_empty("span", "quote"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("prefix"), 32) & LessThanOrEqual(Length("suffix"), 32),
                name="span_context_has_32_code_points_at_most",
            ),
            models.CheckConstraint(
                condition=Q(role__in=OF_AN_ATTRIBUTION, attribution__isnull=False)
                | (~Q(role__in=OF_AN_ATTRIBUTION) & Q(attribution__isnull=True)),
                name="span_of_a_source_belongs_to_an_attribution",
                violation_error_message="Source, cue and relay belong to an attribution, and nothing else does.",
            ),
            models.CheckConstraint(
                condition=Q(side_claim__isnull=True) | Q(role=SpanRole.SIDE),
                name="span_with_a_side_claim_is_a_side",
                violation_error_message="Only a contradiction's side points to a claim.",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=[SpanRole.CLAIM, SpanRole.TYPO]) | Q(order=0),
                name="span_of_a_claim_or_typo_is_one_piece",
                violation_error_message="A claim and a typo are one piece of text each.",
            ),
            models.UniqueConstraint(
                fields=["mark", "role", "order"],
                condition=Q(attribution__isnull=True),
                name="span_places_in_a_mark_differ",
            ),
            models.UniqueConstraint(
                fields=["attribution", "role", "order"],
                condition=Q(attribution__isnull=False),
                name="span_places_in_an_attribution_differ",
            ),
            models.UniqueConstraint(
                fields=["mark", "version", "start", "end"],
                condition=Q(role=SpanRole.SIDE),
                name="span_sides_are_different_passages",
                violation_error_message="The two sides are the same passage. Choose another one.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} “{self.quote}”"


class Reference(models.Model):
    """Something outside the article that bears on a mark."""

    mark = models.ForeignKey(Mark, models.CASCADE, related_name="references")
    order = models.PositiveSmallIntegerField(default=0)
    address = models.URLField(max_length=1000)
    archived_address = models.URLField(max_length=1000, blank=True)
    seen = models.DateField(null=True, blank=True, help_text="When it was looked at.")
    note = models.TextField(blank=True, help_text="What it shows.")

    class Meta:
        ordering = ["mark", "order"]
        constraints = [
            not_empty("reference", "address"),
            web_address("reference", "address"),
            web_address("reference", "archived_address"),
            models.UniqueConstraint(fields=["mark", "order"], name="reference_places_differ"),
        ]

    def __str__(self) -> str:
        return self.address
