"""The pages of sourcing transparency, of a story and of an article: plots, their figures as tables, and never one number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations.models import Article, CheckWorthy, MarkKind, Review, RoundKind, Severity
from annotations.overview.figures import Profile
from annotations.overview.profile import ArticleProfile, ReviewerProfile, StoryProfile, story_profile
from annotations.templatetags.addresses import marks_address
from annotations.views.articles import visible_article
from annotations.views.cards import CHOICES
from annotations.views.overview import kept_of, tabs_of
from annotations.views.plots import Address, Histogram, Intervals, Sources, histogram, intervals, sources
from annotations.views.scopes import Chosen, chosen_scope
from annotations.views.stories import visible_story
from annotations.views.who import user_of


@dataclass(frozen=True)
class Contradicted:
    """How many contradictions have this strength and lie between these; `address` is "" where no condition says so."""

    strength: str
    between: str
    count: int
    address: str


@dataclass(frozen=True)
class Section:
    """The figures of a story or of one of its articles (None: of all), and where the marks behind them are."""

    key: str
    article: Article | None
    profile: Profile
    histogram: Histogram
    intervals: Intervals
    sources: Sources
    contradictions: list[Contradicted]
    claims_address: str
    worthy_address: str
    typos_address: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing that is counted here was marked, and nobody has said either that there is nothing to mark."""
        found = self.profile
        return not (found.submitted or found.claims or found.contradictions or found.typo_errors)


@require_safe
def story_profile_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The profile of a story: of all its articles together, then of each, side by side."""
    story = visible_story(request, slug)
    chosen = chosen_scope(request, story)
    found = story_profile(chosen.scope)
    context = _context(request, chosen, found) | {
        "articles": list(_by_article(chosen, found)),
        "tabs": tabs_of(chosen, "profile"),
    }
    return render(request, "annotations/profile_story.html", context)


@require_safe
def article_profile_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The profile of one article."""
    article = visible_article(request, pk)
    chosen = chosen_scope(request, article.story, article)
    context = _context(request, chosen, story_profile(chosen.scope)) | {"article": article}
    return render(request, "annotations/profile_article.html", context)


def _context(request: HttpRequest, chosen: Chosen, found: StoryProfile) -> dict[str, Any]:
    own = _own_open(request, chosen)
    return {
        "section": "stories",
        "story": chosen.scope.story,
        "chosen": chosen,
        "whole": section_of(chosen, found.whole, found.each, chosen.scope.article),
        "own": own,
        "blind": own is not None and chosen.scope.round.kind == RoundKind.BLIND,
    }


def _own_open(request: HttpRequest, chosen: Chosen) -> Review | None:
    """The user's first open review of those that count here: the one to go on with."""
    user = user_of(request)
    own = (one for one in chosen.scope.every_review if one.reviewer_id == user.pk and not one.is_closed)
    return next(own, None)


def _by_article(chosen: Chosen, found: StoryProfile) -> Iterator[Section]:
    """The sections of the articles, their bars drawn to the same height for the same count."""
    highest = max((_highest(one) for one in found.articles), default=0)
    for one in found.articles:
        yield section_of(chosen, one.profile, one.each, one.article, highest)


def _highest(one: ArticleProfile) -> int:
    return max((grade.count for grade in one.profile.histogram), default=0)


def section_of(
    chosen: Chosen,
    profile: Profile,
    each: Sequence[ReviewerProfile],
    article: Article | None = None,
    highest: int = 0,
) -> Section:
    """The figures as the pages show them. `highest`: see `histogram`."""
    conditions = {**kept_of(chosen), "article": article.pk if article else None}
    address: Address = partial(marks_address, chosen.scope.story.slug, **conditions)
    return Section(
        key=f"article-{article.pk}" if article else "whole",
        article=article,
        profile=profile,
        histogram=histogram(profile, address, highest),
        intervals=intervals(profile, address, each),
        sources=sources(profile, address),
        contradictions=list(_contradicted(profile, address)),
        claims_address=address(kind=MarkKind.CLAIM.value),
        worthy_address=address(check_worthy=CheckWorthy.YES.value),
        typos_address=address(kind=MarkKind.TYPO.value, severity=Severity.ERROR.value),
    )


def _contradicted(profile: Profile, address: Address) -> Iterator[Contradicted]:
    for one in profile.contradictions:
        where = address(kind=MarkKind.CONTRADICTION.value, strength=one.strength, locus=one.locus) if one.locus else ""
        between = CHOICES["locus"].get(one.locus, "nobody said between whom")
        yield Contradicted(one.strength, between, one.count, where)
