"""The stories that somebody looks for."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Exists, OuterRef, Q

from annotations.models import Article, Status, Story, User
from annotations.models.search import Wanted, Where, having, having_any
from annotations.models.story import StoryQuerySet
from annotations.models.words import Term, folded_name
from annotations.overview.called import outlets_called
from annotations.overview.followed import followed_by
from annotations.overview.listing import by_number, by_words

# Beside these, by the newest work in them (`ByNewestWork`), which is no column.
SORTS = {
    sort.key: sort
    for sort in (
        by_number("made", "made last first", descending=True),
        by_number("made-first", "made first first", descending=False),
        by_words("title", "title, A to Z", "title"),
    )
}
WORKED = ("worked", "those worked on last first")


class Reviewing(models.TextChoices):
    """How far a story is reviewed."""

    NONE = "none", "without reviews"
    OPEN = "open", "with open reviews"
    DONE = "done", "all submitted"


@dataclass(frozen=True)
class Stories:
    """The stories that the user sees, narrowed: to those with the words in the title, or in one of their articles; but for those
    that have a word left out in either.
    """

    user: User
    wanted: Wanted = field(default_factory=Wanted)
    outlet: str = ""
    reviews: str = ""
    archived: bool = False

    def found(self) -> StoryQuerySet:
        """Those stories, in no order."""
        found = Story.objects.visible_to(self.user).filter(archived_at__isnull=not self.archived)
        if self.wanted.terms:
            found = found.filter(
                self._having(having(Wanted(self.wanted.terms), Where.EVERYWHERE, self.user))
                | _titled_all(self.wanted.terms)
            )
        if self.wanted.without:
            found = found.exclude(
                self._having(having_any(self.wanted.without, self.user)) | _titled_any(self.wanted.without)
            )
        if self.outlet:
            found = found.filter(
                Exists(Article.objects.filter(story=OuterRef("pk"), outlet__in=outlets_called(self.outlet, self.user)))
            )
        return found.filter(self._reviewed()).order_by()

    def _having(self, articles: Q) -> Q:
        """A filter for stories that have such an article."""
        return Q(pk__in=Article.objects.visible_to(self.user).filter(articles).order_by().values("story"))

    def _reviewed(self) -> Q:
        reviews = followed_by(self.user).filter(round__story=OuterRef("pk"))
        still_open = Q(Exists(reviews.exclude(status=Status.SUBMITTED)))
        return {
            Reviewing.NONE.value: ~Q(Exists(reviews)),
            Reviewing.OPEN.value: still_open,
            Reviewing.DONE.value: Q(Exists(reviews)) & ~still_open,
        }.get(self.reviews, Q())


def _titled_all(terms: Iterable[Term]) -> Q:
    """A filter for titles that hold all of the words, be it within others."""
    titled = Q()
    for term in terms:
        titled &= _holds(term)
    return titled


def _titled_any(terms: Iterable[Term]) -> Q:
    """A filter for titles that hold any of these, be it within other words."""
    titled = Q()
    for term in terms:
        titled |= _holds(term)
    return titled


def _holds(term: Term) -> Q:
    holds = Q()
    for word in term.words:
        holds &= Q(title_folded__contains=folded_name(word))
    return holds
