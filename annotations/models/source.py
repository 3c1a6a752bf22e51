"""The register of sources: who vouches for claims."""

import uuid
from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from annotations.models.account import Role, User
from annotations.models.article import Article
from annotations.models.fields import FoldedField, choice_field, not_empty, one_of
from annotations.models.visibility import readable
from annotations.models.words import QUOTES, folded_name


class SourceKind(models.TextChoices):
    """What a source is."""

    PERSON = "person", "named person"
    UNNAMED_PERSON = "unnamed_person", "unnamed person, role given"
    GROUP = "group", "group: “many”, “critics”"
    INSTITUTION = "institution", "institution"
    DOCUMENT = "document", "document, recording or data"
    MEDIA = "media", "media"
    AUTHOR = "author", "author: the reporter’s own eye or inference"


# An unnamed source belongs to the one article it speaks in: nobody can tell whether two articles mean the same one.
OF_ONE_ARTICLE = [SourceKind.UNNAMED_PERSON, SourceKind.GROUP, SourceKind.AUTHOR]


class Admission(models.TextChoices):
    """Whether an entry is the register's own, or so far its maker's."""

    PROPOSED = "proposed", "proposed"
    ADMITTED = "admitted", "admitted"
    REFUSED = "refused", "refused"


class SourceQuerySet(models.QuerySet["Source"]):
    """Entries of the register, as people see them."""

    def visible_to(self, user: User) -> Self:
        """Admitted entries; what one proposed oneself; for adjudicators and admins what was made outside reviews or proposed
        in reviews they may read.

        A reviewer sees an entry that belongs to one article only where he sees the article.
        """
        proposed = Q(created_by=user)
        if user.role != Role.REVIEWER:
            return self.filter(
                Q(admission=Admission.ADMITTED)
                | proposed
                | Q(proposed_in__isnull=True)
                | readable(user, "proposed_in__")
            )
        within = Q(article__isnull=True) | Q(article__in=Article.objects.visible_to(user))
        return self.filter((Q(admission=Admission.ADMITTED) & within) | proposed)

    def for_article(self, article_id: int) -> Self:
        """What a claim of this article may name: entries shared by all stories, and its own. Refused and merged ones are left out."""
        shared = Q(article__isnull=True) | Q(article=article_id)
        return self.filter(shared, merged_into__isnull=True).exclude(admission=Admission.REFUSED)

    def named_like(self, words: str, user: User) -> Self:
        """Entries with a name, or an affiliation, that holds the words, with whatever case and accents.

        The names of what was merged into an entry are its names too, as far as the user sees them.
        """
        sought = folded_name(words)
        return self.filter(_has_name(user, folded__contains=sought) | Q(affiliation_folded__contains=sought))

    def called(self, name: str, user: User) -> Self:
        """Entries that have just this name, upper and lower case alike, be it from what was merged into them.

        Accents count: two people may differ by them. It asks at once how the name is written.
        """
        alike = SourceName.objects.filter(folded=folded_name(name)).values_list("name", flat=True)
        return self.with_any_name((one for one in alike if one.casefold() == name.casefold()), user)

    def with_any_name(self, names: Iterable[str], user: User) -> Self:
        """Entries that have one of these names, letter by letter, be it from what was merged into them."""
        return self.filter(_has_name(user, name__in=set(names)))

    def best_first(self, words: str, user: User) -> Self:
        """Whose name is just these words first, then names that begin with them, then the rest; each by the name shown."""
        sought = folded_name(words)
        distance = Case(
            When(_has_name(user, folded=sought), then=0),
            When(_has_name(user, folded__startswith=sought), then=1),
            default=2,
        )
        shown = SourceName.objects.filter(source=OuterRef("pk")).order_by("order").values("folded")
        return self.order_by(distance, Subquery(shown[:1]), "pk")


# How many mergers a name is followed through to the entry that stands for it now. One step is the rule.
STEPS = 2


def _has_name(user: User, **like: Any) -> Q:
    """A filter for entries that have such a name, or into which one was merged that has, where the user sees that one."""
    has = Q(Exists(SourceName.objects.filter(source=OuterRef("pk"), **like)))
    # Not "is not null", for which SQLite has no use for an index: so the few that are merged are read, and no others.
    merged = Source.objects.visible_to(user).filter(merged_into__gt=uuid.UUID(int=0))
    named = merged.filter(**{f"names__{lookup}": words for lookup, words in like.items()}).order_by()
    for step in range(1, STEPS + 1):
        has |= Q(pk__in=named.values("__".join(["merged_into"] * step)))
    return has


def standing_entry() -> Coalesce:
    """For a query of entries: the key of the one that each stands for, its mergers followed for as many steps."""
    return Coalesce(*(F("__".join(["merged_into"] * step)) for step in range(STEPS, 0, -1)), F("pk"))


class Source(models.Model):
    """An entry of the register. One made within a review is proposed, until an adjudicator or admin admits it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = choice_field(SourceKind, blank=False, default=SourceKind.PERSON)
    affiliation = models.CharField(max_length=200, blank=True)
    affiliation_folded = FoldedField(of="affiliation")
    article = models.ForeignKey(
        Article,
        models.PROTECT,
        related_name="own_sources",
        null=True,
        blank=True,
        help_text="The one article it speaks in. Null: shared by all stories.",
    )
    admission = choice_field(Admission, blank=False, default=Admission.PROPOSED)
    proposed_in = models.ForeignKey(
        "annotations.Review",
        models.PROTECT,
        related_name="proposed_sources",
        null=True,
        blank=True,
        help_text="Null: made outside a review.",
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="merged",
        null=True,
        blank=True,
        help_text="Null: stands for itself.",
    )
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="sources",
        null=True,
        blank=True,
        help_text="Null: came with the product.",
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["created", "id"]
        constraints = [
            one_of("source", "kind", SourceKind, blank=False),
            one_of("source", "admission", Admission, blank=False),
            models.CheckConstraint(
                condition=~Q(kind__in=OF_ONE_ARTICLE) | Q(article__isnull=False),
                name="source_unnamed_belongs_to_an_article",
                violation_error_message="An unnamed source belongs to the one article it speaks in.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=SourceKind.PERSON) | Q(article__isnull=True),
                name="source_named_person_is_shared",
                violation_error_message="A named person is shared by all stories.",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")),
                name="source_is_not_merged_into_itself",
                violation_error_message="A source can't be merged into itself.",
            ),
            models.CheckConstraint(
                condition=~Q(admission=Admission.PROPOSED) | Q(proposed_in__isnull=False),
                name="source_proposed_says_where",
                violation_error_message="A proposed source says in which review it was proposed.",
            ),
        ]

    def __str__(self) -> str:
        # In Python, so that prefetched names cost no query.
        return min(self.names.all(), key=lambda name: name.order).name

    @property
    def kind_in_short(self) -> str:
        """The words for its kind without the examples that help to choose it, such as "group"."""
        return SourceKind(self.kind).label.split(":")[0]

    @property
    def quoted(self) -> str:
        """Its name in quotation marks; as it is where it has some, as “many” has."""
        name = str(self)
        return name if name[0] in QUOTES and name[-1] in QUOTES else f"“{name}”"


class SourceName(models.Model):
    """One of a source's names; the first is the one shown."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="names")
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=200)
    folded = FoldedField(of="name")

    class Meta:
        ordering = ["source", "order"]
        constraints = [
            not_empty("source_name", "name"),
            models.UniqueConstraint(fields=["source", "order"], name="source_name_places_differ"),
            models.UniqueConstraint(
                fields=["source", "name"],
                name="source_names_differ",
                violation_error_message="The source has this name already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
