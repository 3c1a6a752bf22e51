"""Follow-ups: what becomes of a claim that should be checked."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from annotations.models.claim import Claim
from annotations.models.fields import choice_field, one_of, web_address


class Progress(models.TextChoices):
    """Where the checking of a claim stands. It says nothing of what came out."""

    OPEN = "open", "open"
    PASSED_ON = "passed_on", "passed on"
    CHECKED_ELSEWHERE = "checked_elsewhere", "checked elsewhere"


class FollowUp(models.Model):
    """Who has a claim to check, and where it was checked. A claim without a row is open, and nobody has it."""

    claim = models.OneToOneField(Claim, models.PROTECT, primary_key=True, related_name="follow_up")
    progress = choice_field(Progress, blank=False, default=Progress.OPEN)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="follow_ups",
        null=True,
        blank=True,
        help_text="Null: nobody has it.",
    )
    address = models.URLField(max_length=1000, blank=True, help_text="Where it was checked.")
    revision = models.PositiveIntegerField(default=1, help_text="One more with each change.")
    updated = models.DateTimeField()

    class Meta:
        ordering = ["claim"]
        constraints = [
            one_of("follow_up", "progress", Progress, blank=False),
            web_address("follow_up", "address"),
            models.CheckConstraint(
                condition=~Q(progress=Progress.CHECKED_ELSEWHERE) | ~Q(address=""),
                name="follow_up_checked_elsewhere_says_where",
                violation_error_message="Say where it was checked: paste the address.",
            ),
            models.CheckConstraint(condition=Q(revision__gte=1), name="follow_up_revisions_start_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.claim}, {self.get_progress_display()}"
