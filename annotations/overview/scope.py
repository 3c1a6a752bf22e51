"""Whose marks a page of figures counts, and of which articles."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from annotations.models import Article, Claim, Mark, MarkKind, Review, Round, Story, User

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from annotations.models.mark import MarkQuerySet


@dataclass(frozen=True)
class Scope:
    """The standing marks of a story's newest round that the user may read.

    `article` None: of all its articles. `reviewer` None: of all reviewers, each mark counted for whoever made it. `user` None is
    the command line, which reads everything.
    """

    story: Story
    user: User | None
    article: Article | None = None
    reviewer: User | None = None

    @cached_property
    def round(self) -> Round:
        """The story's newest round."""
        return self.story.current_round

    @cached_property
    def reviews(self) -> list[Review]:
        """The reviews whose marks count, by number, with their reviewers and articles, without texts. Read once."""
        found = Review.objects.filter(round=self.round)
        found = found if self.user is None else found.visible_to(self.user)
        found = found.filter(version__article=self.article) if self.article else found
        found = found.filter(reviewer=self.reviewer) if self.reviewer else found
        described = found.select_related("reviewer", "version__article__outlet__merged_into").defer("version__text")
        return list(described.order_by("pk"))

    @cached_property
    def reviewers(self) -> list[User]:
        """Whose marks count, by name."""
        by_key = {review.reviewer_id: review.reviewer for review in self.reviews}
        return sorted(by_key.values(), key=lambda one: (one.name, one.username))

    def claims(self) -> "QuerySet[Claim]":
        """The claims, in no order."""
        return Claim.objects.filter(mark__review__in=self._keys, mark__withdrawn_at__isnull=True).order_by()

    def marks(self, *kinds: MarkKind) -> "MarkQuerySet":
        """The marks of these kinds, in no order. A contradiction belongs to the article in whose review it was made."""
        # Who reads a review reads its claims and typos; only a contradiction may tell of an article still to be reviewed.
        marks = Mark.objects.all()
        if self.user is not None and MarkKind.CONTRADICTION in kinds:
            marks = marks.visible_to(self.user)
        return marks.standing().filter(review__in=self._keys, kind__in=kinds).order_by()

    def count(self) -> int:
        """How many marks there are, of all kinds."""
        return self.marks(MarkKind.CLAIM, MarkKind.TYPO).count() + self.marks(MarkKind.CONTRADICTION).count()

    def narrowed_to(self, reviewer: User | None) -> "Scope":
        """The same of one reviewer alone, if one is given; what was read already is not read anew."""
        if reviewer is None:
            return self
        narrowed = replace(self, reviewer=reviewer)
        own = [review for review in self.reviews if review.reviewer_id == reviewer.pk]
        vars(narrowed).update(round=self.round, reviews=own)
        return narrowed

    @cached_property
    def _keys(self) -> list[int]:
        # By number: then the marks are found by an index, and who may read them was asked once.
        return [review.pk for review in self.reviews]
