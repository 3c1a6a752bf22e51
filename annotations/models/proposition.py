"""Propositions: what several claims say alike."""

import uuid
from typing import Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from annotations.models.account import User
from annotations.models.review import Round
from annotations.models.visibility import past_of_propositions_readable


class PropositionQuerySet(models.QuerySet["Proposition"]):
    """Propositions, as people see them."""

    def visible_to(self, user: User) -> Self:
        """One's own; another's once every claim in it may be read: its words may come from any of them.

        They may also come from a claim that was in it once: so in a blind round the reader has nothing open there either.
        """
        claims = apps.get_model("annotations", "Claim")._default_manager.filter(
            proposition=OuterRef("pk"), mark__withdrawn_at__isnull=True
        )
        marks = apps.get_model("annotations", "Mark")._default_manager
        readable = marks.visible_to(user).values("pk")
        is_open = Q(Exists(claims) & ~Exists(claims.exclude(mark__in=readable)))
        return self.filter(Q(reviewer=user) | (is_open & past_of_propositions_readable(user, path="")))


class Proposition(models.Model):
    """What several claims of one reviewer, in one round of a story, say alike. It locks with its claims.

    One without claims that stand is shown nowhere; it is kept, as the claims are.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="propositions")
    round = models.ForeignKey(Round, models.PROTECT, related_name="propositions")
    words = models.TextField(max_length=500, help_text="What the claims say, in one sentence.")
    created = models.DateTimeField()

    objects = PropositionQuerySet.as_manager()

    class Meta:
        ordering = ["created", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="proposition_has_words",
                violation_error_message="A proposition has words. Say in one sentence what its claims say alike.",
            )
        ]

    def __str__(self) -> str:
        return self.words
