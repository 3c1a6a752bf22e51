"""Whose marks a page of figures counts, and of which articles. Copies of articles are counted once (copies.py says how)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from annotations.models import (
    Article,
    Claim,
    Mark,
    MarkKind,
    Outlet,
    Review,
    Round,
    Span,
    SpanRole,
    Status,
    Story,
    User,
    Version,
)
from annotations.overview.copies import Said, Stage, left_out, said_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from annotations.models.mark import MarkQuerySet


# A review is read with its article and outlet, and a story can have thousands: the rows are wider than what becomes of them.
ROWS_AT_A_TIME = 100


@dataclass(frozen=True)
class Scope:
    """The standing marks of a story's newest round that the user may read.

    `article` None: of all its articles. `reviewer` None: of all reviewers, each mark counted for whoever made it. `user` None is
    the command line, which reads everything. `with_copies`: copies are counted as any other article.
    """

    story: Story
    user: User | None
    article: Article | None = None
    reviewer: User | None = None
    with_copies: bool = False

    @cached_property
    def round(self) -> Round:
        """The story's newest round."""
        return self.story.current_round

    @cached_property
    def reviews(self) -> list[Review]:
        """The reviews whose marks count, by number, with their reviewers and articles, without texts. Read once."""
        if self.with_copies:
            return self.every_review
        return [review for review in self.every_review if review.version.article_id not in self.left_out]

    @cached_property
    def every_review(self) -> list[Review]:
        """Those, and the reviews of articles that are left out."""
        found = Review.objects.filter(round=self.round)
        found = found if self.user is None else found.visible_to(self.user)
        found = found.filter(version__article=self.article) if self.article else found
        found = found.filter(reviewer=self.reviewer) if self.reviewer else found
        described = found.select_related("reviewer", "version__article__outlet__merged_into").defer("version__text")
        marks = Mark.objects.standing().filter(review=OuterRef("pk"))
        return list(
            _sharing(described.annotate(is_marked=Exists(marks)).order_by("pk").iterator(chunk_size=ROWS_AT_A_TIME))
        )

    @cached_property
    def copies(self) -> list[Said]:
        """The confirmed copies among the story's articles that the user may know of; none where one article alone is counted."""
        return [] if self.article else said_of(self.story, self.user)

    @cached_property
    def left_out(self) -> dict[int, int]:
        """By article that is not counted, being a copy, the one that counts in its place. The same where copies are counted."""
        return left_out(self.copies, stages(self.every_review))

    @cached_property
    def reviewers(self) -> list[User]:
        """Whose marks there are, by name, those of articles that are left out among them."""
        by_key = {review.reviewer_id: review.reviewer for review in self.every_review}
        return sorted(by_key.values(), key=lambda one: (one.name, one.username))

    def claims(self) -> "QuerySet[Claim]":
        """The claims, in no order."""
        return Claim.objects.filter(mark__review__in=self._keys, mark__withdrawn_at__isnull=True).order_by()

    def marks(self, *kinds: MarkKind) -> "MarkQuerySet":
        """The marks of these kinds, in no order. To one article belong the contradictions that have a side in it, wherever made."""
        # Who reads a review reads its claims and typos; only a contradiction may tell of an article still to be reviewed.
        marks = Mark.objects.all()
        if self.user is not None and MarkKind.CONTRADICTION in kinds:
            marks = marks.visible_to(self.user)
        counted = self._counted() if MarkKind.CONTRADICTION in kinds else Q(review__in=self._keys)
        return marks.standing().filter(counted, kind__in=kinds).order_by()

    def _counted(self) -> Q:
        """A filter for the marks that count. Contradictions go by their sides: those within articles that are left out don't."""
        counted = Q(review__in=self._keys)
        sides = Span.objects.filter(role=SpanRole.SIDE).order_by()
        if self.article:
            return (counted & ~Q(kind=MarkKind.CONTRADICTION)) | Q(kind=MarkKind.CONTRADICTION, pk__in=self._tied)
        if self.with_copies or not self.left_out:
            return counted
        elsewhere = Q(Exists(sides.filter(mark=OuterRef("pk")).exclude(version__article__in=list(self.left_out))))
        every = [review.pk for review in self.every_review]
        return (counted & ~Q(kind=MarkKind.CONTRADICTION)) | (
            Q(kind=MarkKind.CONTRADICTION, review__in=every) & elsewhere
        )

    @cached_property
    def _tied(self) -> list[UUID]:
        """The contradictions with a side in the article. By UUID, so that an index finds them beside the other marks."""
        sides = Span.objects.filter(role=SpanRole.SIDE, version__article=self.article, mark__review__round=self.round)
        made = sides.filter(mark__review__reviewer=self.reviewer) if self.reviewer else sides
        return list(made.order_by().values_list("mark", flat=True).distinct())

    def count(self) -> int:
        """How many marks there are, of all kinds."""
        return self.marks(MarkKind.CLAIM, MarkKind.TYPO).count() + self.marks(MarkKind.CONTRADICTION).count()

    def narrowed_to(self, reviewer: User | None) -> "Scope":
        """The same of one reviewer alone, if one is given; what was read already is not read anew."""
        if reviewer is None:
            return self
        own = [review for review in self.every_review if review.reviewer_id == reviewer.pk]
        return self._but(own, reviewer=reviewer)

    def counting_copies(self) -> "Scope":
        """The same with nothing left out; what was read already is not read anew."""
        if self.with_copies:
            return self
        return self._but(self.every_review, with_copies=True)

    def of_the_story(self) -> "Scope":
        """The same of all articles of the story."""
        return replace(self, article=None) if self.article else self

    def _but(self, reviews: list[Review], **changed: Any) -> "Scope":
        other = replace(self, **changed)
        read = {name: value for name, value in vars(self).items() if name in {"round", "copies"}}
        vars(other).update(read, every_review=reviews)
        return other

    @cached_property
    def _keys(self) -> list[int]:
        # By number: then the marks are found by an index, and who may read them was asked once.
        return [review.pk for review in self.reviews]


def _sharing(reviews: Iterable[Review]) -> Iterator[Review]:
    """The same, each reviewer, text and outlet held once: a story can have thousands of reviews."""
    people: dict[int, User] = {}
    versions: dict[int, Version] = {}
    outlets: dict[int, Outlet] = {}
    for review in reviews:
        review.reviewer = people.setdefault(review.reviewer_id, review.reviewer)
        review.version = versions.setdefault(review.version_id, review.version)
        article = review.version.article
        article.outlet = outlets.setdefault(article.outlet.pk, article.outlet) if article.outlet else None
        yield review


def is_begun(review: Review) -> bool:
    """Whether anything was done in the review."""
    return review.status != Status.ASSIGNED


def is_marked(review: Review) -> bool:
    """Whether any mark of the review stands. The review is a scope's."""
    # Scope.every_review asks for it with each review.
    return bool(review.is_marked)  # type: ignore[attr-defined]


def stages(reviews: Iterable[Review]) -> dict[int, Stage]:
    """By article how far it is reviewed, of those of which a review was begun. The reviews are a scope's."""
    found: dict[int, Stage] = {}
    for review in filter(is_begun, reviews):
        article = review.version.article_id
        found[article] = max(found.get(article, Stage.BEGUN), _stage(review))
    return found


def _stage(review: Review) -> Stage:
    if review.is_closed:
        return Stage.SUBMITTED
    return Stage.MARKED if is_marked(review) else Stage.BEGUN
