"""Rounds, and the reviews made in them."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q

from annotations.models.account import User
from annotations.models.article import Version
from annotations.models.codebook import Codebook
from annotations.models.fields import choice_field, one_of
from annotations.models.sorting import FAR_OFF, DayOr
from annotations.models.story import Story
from annotations.models.visibility import RoundKind, Status, readable


class Round(models.Model):
    """One pass over a story by several reviewers, under one codebook. A story gets round 1 when it is made."""

    story = models.ForeignKey(Story, models.PROTECT, related_name="rounds")
    number = models.PositiveIntegerField()
    kind = choice_field(RoundKind, blank=False, default=RoundKind.BLIND)
    codebook = models.ForeignKey(Codebook, models.PROTECT, related_name="rounds")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["story", "number"]
        constraints = [
            one_of("round", "kind", RoundKind, blank=False),
            models.UniqueConstraint(fields=["story", "number"], name="round_numbers_differ"),
            models.CheckConstraint(condition=Q(number__gte=1), name="round_numbers_start_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.story}, round {self.number}"


class ReviewKind(models.TextChoices):
    """How a review came about."""

    FIRST = "first", "first"
    REVISED = "revised", "revised"
    SETTLED = "settled", "settled"
    IMPORTED = "imported", "imported"


class ReviewQuerySet(models.QuerySet["Review"]):
    """Reviews, as people see them."""

    def visible_to(self, user: User) -> Self:
        """The reviews whose marks the user may read: the table in visibility.py, and one's own."""
        return self.filter(readable(user))

    def of(self, user: User) -> Self:
        """The user's own reviews."""
        return self.filter(reviewer=user)

    def with_progress(self) -> Self:
        """Adds `claims`, `graded`, `typos` and `contradictions`: counts of marks not withdrawn."""
        standing = Q(marks__withdrawn_at__isnull=True)
        return self.annotate(
            claims=Count("marks", filter=standing & Q(marks__kind="claim")),
            graded=Count("marks", filter=standing & Q(marks__claim__grade__isnull=False)),
            typos=Count("marks", filter=standing & Q(marks__kind="typo")),
            contradictions=Count("marks", filter=standing & Q(marks__kind="contradiction")),
        )


class Review(models.Model):
    """One reviewer's reading of one version, in one round."""

    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews")
    version = models.ForeignKey(Version, models.PROTECT, related_name="reviews")
    round = models.ForeignKey(Round, models.PROTECT, related_name="reviews")
    kind = choice_field(ReviewKind, blank=False, default=ReviewKind.FIRST)
    based_on = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="successors",
        null=True,
        blank=True,
        help_text="The review this one starts from, if any.",
    )
    status = choice_field(Status, blank=False, default=Status.ASSIGNED)
    nothing_to_mark = models.BooleanField(
        default=False, help_text="Said when submitting: read, and there is nothing to mark."
    )
    due = models.DateField(null=True, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["reviewer", "status"], name="review_by_reviewer_and_status"),
            models.Index(fields=["reviewer", "round", "status"], name="review_by_reviewer_and_round"),
            models.Index(fields=["reviewer", "submitted_at"], name="review_by_submission"),
            models.Index(fields=["status", "due"], name="review_by_status_and_due"),
            models.Index(DayOr("due", FAR_OFF), "id", name="review_by_due"),
        ]
        constraints = [
            one_of("review", "kind", ReviewKind, blank=False),
            one_of("review", "status", Status, blank=False),
            models.UniqueConstraint(
                fields=["reviewer", "version", "round", "kind"],
                name="review_is_assigned_once",
                violation_error_message="This person has this article to review already.",
            ),
            models.UniqueConstraint(
                fields=["version", "round"],
                condition=Q(kind=ReviewKind.SETTLED),
                name="review_is_settled_once",
                violation_error_message="This article has its settled review in this round already.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ReviewKind.REVISED) | Q(based_on__isnull=False),
                name="review_revised_is_based_on_another",
                violation_error_message="A revised review is based on another.",
            ),
            models.CheckConstraint(
                condition=~Q(based_on=F("id")),
                name="review_is_not_based_on_itself",
                violation_error_message="A review can't be based on itself.",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.SUBMITTED, submitted_at__isnull=False)
                | (~Q(status=Status.SUBMITTED) & Q(submitted_at__isnull=True)),
                name="review_submitted_says_when",
                violation_error_message="A submitted review says when it was submitted, and no other does.",
            ),
            models.CheckConstraint(
                condition=Q(nothing_to_mark=False) | Q(status=Status.SUBMITTED),
                name="review_nothing_to_mark_is_said_when_submitting",
                violation_error_message="“Nothing to mark” is said when submitting.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version.article} by {self.reviewer}"

    @property
    def is_closed(self) -> bool:
        """Whether the review was submitted, and so is read only."""
        return self.status == Status.SUBMITTED
