"""Events: who did what, and when. Only ever appended."""

from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from annotations.models.account import User
from annotations.models.article import Article
from annotations.models.fields import choice_field, one_of
from annotations.models.mark import Mark
from annotations.models.proposition import Proposition
from annotations.models.review import Review
from annotations.models.source import Source
from annotations.models.story import Outlet, Story
from annotations.models.visibility import past_of_propositions_readable, past_readable, readable


class Verb(models.TextChoices):
    """What was done."""

    MARKED = "marked", "marked"
    CHANGED = "changed", "changed"
    WITHDREW = "withdrew", "withdrew"
    RESTORED = "restored", "restored"
    ASSIGNED = "assigned", "assigned"
    UNASSIGNED = "unassigned", "took back"
    SUBMITTED = "submitted", "submitted"
    REOPENED = "reopened", "reopened"
    PROPOSED = "proposed", "proposed"
    ADMITTED = "admitted", "admitted"
    REFUSED = "refused", "refused"
    MERGED = "merged", "merged"
    UNMERGED = "unmerged", "took the merger back"
    NAMED = "named", "added a name"
    GROUPED = "grouped", "grouped"
    FOLLOWED_UP = "followed_up", "followed up"
    MADE = "made", "made"
    EDITED = "edited", "edited"
    ARCHIVED = "archived", "archived"
    LOADED = "loaded", "loaded"
    MOVED = "moved", "moved"
    DELETED = "deleted", "deleted"
    COMPARED = "compared", "said whether it is a copy"
    PARTED = "parted", "said what its parts are"
    UPLOADED = "uploaded", "uploaded"
    CANCELLED = "cancelled", "cancelled"


class EventQuerySet(models.QuerySet["Event"]):
    """Events, as people see them."""

    def visible_to(self, user: User) -> Self:
        """One's own, and those of the reviews and marks that one may read: an event holds what its mark says.

        Admins also see those of no review: they tell of stories, articles and the register, and of nobody's marks.
        """
        of_a_review = Q(review__isnull=False) & readable(user, "review__")
        of_a_mark = (Q(mark__isnull=True) | Q(mark__in=Mark.objects.visible_to(user))) & past_readable(user)
        seen = Q(actor=user) | (of_a_review & of_a_mark)
        if user.is_admin:
            of_a_source = Q(source__isnull=True) | Q(source__in=Source.objects.visible_to(user))
            of_a_proposition = Q(proposition__isnull=True) | Q(proposition__in=Proposition.objects.visible_to(user))
            of_no_review = Q(review__isnull=True, mark__isnull=True) & of_a_source & of_a_proposition
            seen |= of_no_review & past_of_propositions_readable(user)
        return self.filter(seen)


class Event(models.Model):
    """One change: who, when, what verb, what was before and what is after."""

    change = models.UUIDField(
        unique=True, help_text="Of the change, made by whoever asked for it: the same change is made once."
    )
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="events",
        null=True,
        blank=True,
        help_text="Null: the command line.",
    )
    verb = choice_field(Verb, blank=False)
    story = models.ForeignKey(Story, models.PROTECT, related_name="events", null=True, blank=True)
    # An article without marks can be deleted: what was done with it is told on, by the event that says so.
    article = models.ForeignKey(Article, models.SET_NULL, related_name="events", null=True, blank=True)
    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="events", null=True, blank=True)
    review = models.ForeignKey(Review, models.PROTECT, related_name="events", null=True, blank=True)
    mark = models.ForeignKey(Mark, models.PROTECT, related_name="events", null=True, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="events", null=True, blank=True)
    proposition = models.ForeignKey(Proposition, models.PROTECT, related_name="events", null=True, blank=True)
    before = models.JSONField(
        encoder=DjangoJSONEncoder,
        null=True,
        blank=True,
        help_text="Read whole, never searched. Null: there was nothing.",
    )
    after = models.JSONField(
        encoder=DjangoJSONEncoder,
        null=True,
        blank=True,
        help_text="Read whole, never searched. Null: there is nothing.",
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        # A review's newest event, and when that was, is one step in it: PostgreSQL might walk back through everybody's otherwise.
        indexes = [models.Index(fields=["review", "id", "at"], name="event_of_review_in_order")]
        constraints = [one_of("event", "verb", Verb, blank=False)]

    def __str__(self) -> str:
        return f"{self.actor or 'command line'} {self.get_verb_display()}"
