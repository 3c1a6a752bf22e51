"""Stories, and the outlets that report them."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from annotations.models.account import Role, User
from annotations.models.fields import FoldedField, not_empty

if TYPE_CHECKING:
    from annotations.models.review import Round


# Nothing was archived so early.
BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


class OutletQuerySet(models.QuerySet["Outlet"]):
    """Outlets, as people see them."""

    def visible_to(self, user: User) -> Self:
        """Reviewers see those of the stories they see, and what these were merged into; adjudicators and admins see all."""
        if user.role == Role.REVIEWER:
            seen = Story.objects.visible_to(user)
            of_articles = Q(pk__in=seen.values("articles__outlet"))
            return self.filter(of_articles | Q(pk__in=seen.values("articles__outlet__merged_into")))
        return self.all()

    def standing(self) -> Self:
        """Those that stand for themselves."""
        return self.filter(merged_into__isnull=True)


class Outlet(models.Model):
    """Who published an article. An article's outlet may be unknown.

    Whoever shows, counts or filters articles by outlet takes the outlet that theirs stands for: `standing`, of which
    `str()` is the name; `standing_outlet` in a query. Fetch "outlet__merged_into" with the articles, and no more is asked.

    Nothing is merged into what is merged itself: what was merged into an outlet goes along when that one is merged
    (review/outlets.py). So a merger is one step long, and none can close a circle.
    """

    name = models.CharField(max_length=200)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, related_name="merged", null=True, blank=True, help_text="Null: stands for itself."
    )

    objects = OutletQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            not_empty("outlet", "name"),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")),
                name="outlet_is_not_merged_into_itself",
                violation_error_message="An outlet can't be merged into itself.",
            ),
            models.UniqueConstraint(
                models.functions.Lower("name"),
                name="outlet_names_differ",
                violation_error_message="There is an outlet of this name already.",
            ),
        ]

    def __str__(self) -> str:
        return self.standing.name

    @property
    def standing(self) -> "Outlet":
        """What it was merged into, to the end; itself where it was not."""
        seen, outlet = {self.pk}, self
        # More than one step, or a circle, is nothing that the use cases leave; but a row may have come in by another way.
        while outlet.merged_into is not None and outlet.merged_into_id not in seen:
            outlet = outlet.merged_into
            seen.add(outlet.pk)
        return outlet


def standing_outlet(path: str, column: str = "id") -> Coalesce:
    """A column of the outlet that an article's outlet stands for, in a query; `path` leads to the outlet, without "__"."""
    return Coalesce(f"{path}__merged_into__{column}", f"{path}__{column}")


class OutletDomain(models.Model):
    """A host on which an outlet publishes: an article's address tells its outlet."""

    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=253, help_text="In small letters, without “www.”.")

    class Meta:
        ordering = ["domain"]
        constraints = [
            not_empty("outlet_domain", "domain"),
            models.UniqueConstraint(
                fields=["domain"],
                name="outlet_domains_differ",
                violation_error_message="This domain is another outlet's.",
            ),
            models.CheckConstraint(
                condition=Q(domain=models.functions.Lower("domain")),
                name="outlet_domain_has_small_letters",
                violation_error_message="Write the domain in small letters.",
            ),
        ]

    def __str__(self) -> str:
        return self.domain


class StoryQuerySet(models.QuerySet["Story"]):
    """Stories, as people see them."""

    def visible_to(self, user: User) -> Self:
        """Reviewers see the stories in which they review; adjudicators and admins see all."""
        if user.role == Role.REVIEWER:
            # No join with DISTINCT: it would work out what a list adds to a story once for each review in it.
            return self.filter(pk__in=Story.objects.filter(rounds__reviews__reviewer=user).values("pk"))
        return self.all()

    def put_away(self) -> Self:
        """Those that were archived. Few are: an index leads to them."""
        # Not "is not null", for which SQLite has no use for an index.
        return self.filter(archived_at__gt=BEFORE_ALL)


class Story(models.Model):
    """What several articles report: the frame in which they are compared."""

    title = models.CharField(max_length=200)
    title_folded = FoldedField(of="title")
    slug = models.SlugField(max_length=80, unique=True, help_text="The story's name in addresses and files.")
    summary = models.TextField("in one sentence", blank=True, max_length=500)
    created = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, blank=True, help_text="Null while people work on it.")

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["-created", "-id"]
        verbose_name_plural = "stories"
        indexes = [
            models.Index(fields=["archived_at"], name="story_by_archived_at"),
            models.Index(models.functions.Lower("title"), "id", name="story_by_title"),
        ]
        constraints = [not_empty("story", "title"), not_empty("story", "slug")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_archived(self) -> bool:
        """Whether the story was put away: all of it is kept, its reviews are read only, and nothing is added."""
        return self.archived_at is not None

    @property
    def current_round(self) -> "Round":
        """The newest round: the one in which new reviews are assigned."""
        return self.rounds.select_related("codebook").latest("number")
