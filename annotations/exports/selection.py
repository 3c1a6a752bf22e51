"""What goes into a set, and in which order."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from annotations.models import (
    Attribution,
    Codebook,
    Event,
    Mark,
    Proposition,
    Review,
    Span,
    SpanRole,
    Story,
    User,
    Version,
)
from annotations.models.visibility import past_of_propositions_readable
from annotations.overview.sources import Register, load_register

if TYPE_CHECKING:
    from annotations.models.mark import MarkQuerySet
    from annotations.models.review import ReviewQuerySet

# Rows read at a time: what is fetched beside them costs the same few queries for each chunk.
CHUNK = 500


@dataclass(frozen=True)
class Selection:
    """The reviews that the user may read, of one story or (`story` None) of all, and the marks in them that stand.

    `user` None is the command line, which reads everything. Withdrawn marks are left out.
    """

    story: Story | None
    user: User | None

    def reviews(self) -> "ReviewQuerySet":
        """The reviews, by number."""
        reviews = Review.objects.all() if self.user is None else Review.objects.visible_to(self.user)
        return (reviews if self.story is None else reviews.filter(round__story=self.story)).order_by("id")

    def marks(self) -> "MarkQuerySet":
        """The marks, in no order."""
        marks = Mark.objects.all() if self.user is None else Mark.objects.visible_to(self.user)
        standing = marks.standing().order_by()
        return standing if self.story is None else standing.filter(review__round__story=self.story)

    def places(self, *roles: SpanRole) -> QuerySet[Span]:
        """The first span of each mark whose spans have one of the roles claim, typo and side, in the set's order.

        By article, start, end and the mark's UUID: nothing that depends on who asks, or on the database and its language.
        """
        first = Span.objects.filter(role__in=roles, order=0, mark__in=self.marks())
        return first.order_by("version__article_id", "start", "end", "mark_id")

    def propositions(self) -> QuerySet[Proposition, UUID]:
        """The keys of the propositions that the user may read, in no order."""
        propositions = Proposition.objects.all() if self.user is None else Proposition.objects.visible_to(self.user)
        found = propositions if self.story is None else propositions.filter(round__story=self.story)
        return found.order_by().values_list("pk", flat=True)

    def events(self) -> QuerySet[Event]:
        """What was done in these reviews: review by review, each in the order in which it was done."""
        events = Event.objects.all() if self.user is None else Event.objects.visible_to(self.user)
        return events.filter(review__in=self.reviews().order_by()).order_by("review_id", "id")

    def events_of_propositions(self) -> QuerySet[Event]:
        """What was done to the propositions, of no review: proposition by proposition, each in the order in which it was done."""
        events = Event.objects.filter(review__isnull=True, proposition__in=self.propositions())
        told = events if self.user is None else events.filter(past_of_propositions_readable(self.user))
        return told.order_by("proposition__created", "proposition_id", "id")

    def versions(self) -> QuerySet[Version]:
        """The versions that were reviewed, and those in which a contradiction has a side; by article and number."""
        sides = Span.objects.filter(role=SpanRole.SIDE, mark__in=self.marks()).order_by()
        used = Q(pk__in=self.reviews().order_by().values("version")) | Q(pk__in=sides.values("version"))
        return Version.objects.filter(used).order_by("article_id", "number")

    def stories(self) -> QuerySet[Story]:
        """The one story, or those of the reviews; by number."""
        if self.story is not None:
            return Story.objects.filter(pk=self.story.pk)
        used = self.reviews().order_by().values("round__story")
        return Story.objects.filter(pk__in=used).order_by("id")

    def codebooks(self) -> QuerySet[Codebook]:
        """The codebooks that the reviews were made by; by number."""
        used = self.reviews().order_by().values("round__codebook")
        return Codebook.objects.filter(pk__in=used).order_by("id")

    @cached_property
    def register(self) -> Register:
        """The sources that the claims name; read once."""
        return load_register(Attribution.objects.filter(claim__mark__in=self.marks()).order_by())
