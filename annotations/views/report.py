"""The printable reports of an article and of a story: the profile, the marks in the text, what does not fit together, and how it was made.

Figures and contradictions are of whoever's marks count, as the address says (views/scopes.py). Marks are drawn in the text of one
reviewer at a time: those of several would cover one another.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from annotations.anchoring.segments import Shown
from annotations.models import (
    Article,
    Grade,
    Mark,
    MarkKind,
    Review,
    RoundKind,
    Status,
    User,
    Version,
)
from annotations.overview.contradictions import Clash, clashes
from annotations.overview.profile import story_profile
from annotations.overview.scope import Scope
from annotations.overview.sources import load_mergers
from annotations.review.content import ClaimContent, ContradictionContent, MarkState, TypoContent
from annotations.review.states import states_of
from annotations.views.articles import visible_article
from annotations.views.cards import Vocabulary, card
from annotations.views.marks import sources_credited
from annotations.views.overview import row_of
from annotations.views.profile import Section, section_of
from annotations.views.scopes import Chosen, chosen_scope
from annotations.views.shown import ShownLink, drawn_with, links_of, shown_of
from annotations.views.stories import visible_story

# A report leaves out nothing, and nobody marks so many.
ALL = 1_000_000


@require_safe
def article_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report of one article. Contradictions are those in which it has a side, wherever they were recorded."""
    article = visible_article(request, pk)
    chosen = chosen_scope(request, article.story, article)
    everywhere = Scope(article.story, chosen.scope.user, reviewer=chosen.scope.reviewer, with_copies=True)
    found = [clash for clash in clashes(everywhere, ALL) if _is_about(clash, article)]
    context = _context(chosen, everywhere, found) | {"article": article}
    return render(request, "annotations/report_article.html", context)


@require_safe
def story_report(request: HttpRequest, slug: str) -> HttpResponse:
    """The report of a story: of all its articles together, then of each."""
    story = visible_story(request, slug)
    chosen = chosen_scope(request, story)
    everywhere = chosen.scope.counting_copies()
    return render(request, "annotations/report_story.html", _context(chosen, everywhere, clashes(chosen.scope, ALL)))


@dataclass(frozen=True)
class Claimed:
    """A claim in the list: its number and badge, its grade with its name, its words, who says so and how, and what was noted."""

    id: str
    number: int
    look: str
    badge: str
    grade: str
    quote: str
    said: Sequence[str]
    rationale: str
    note: str


@dataclass(frozen=True)
class Correction:
    """A typo in the list: what stands there, and what should; "" says: take it out."""

    id: str
    number: int
    was: str
    should_be: str
    type: str
    severity: str
    in_quotation: bool
    note: str


@dataclass(frozen=True)
class MarkedReview:
    """A review with its text as it is drawn, and the lists of its claims and typos in text order."""

    review: Review
    version: Version
    shown: list[Shown]
    links: list[ShownLink]
    claims: list[Claimed]
    corrections: list[Correction]


@dataclass(frozen=True)
class Part:
    """What a report says of one article. `reviews` is empty where the marks of several reviewers are counted."""

    article: Article
    figures: Section
    reviews: list[MarkedReview]


def _context(chosen: Chosen, everywhere: Scope, found: Iterable[Clash]) -> dict[str, Any]:
    """What both reports need. `everywhere` is the scope in all articles of the story."""
    scope, story = chosen.scope, chosen.scope.story
    profiles = story_profile(scope)
    whose = _whose_text(scope)
    grades = list(scope.round.codebook.grades.all())
    marked = _marked(scope.counting_copies(), everywhere, grades) if whose else {}
    parts = [
        Part(one.article, section_of(chosen, one.profile, one.each, one.article), marked.get(one.article.pk, []))
        for one in profiles.articles
    ]
    return {
        "section": "stories",
        "story": story,
        "chosen": chosen,
        "round": scope.round,
        "is_blind": scope.round.kind == RoundKind.BLIND,
        "grades": grades,
        "figures": section_of(chosen, profiles.whole, profiles.each, scope.article),
        "parts": parts,
        "clashes": [row_of(clash) for clash in found],
        "whose": whose,
        "made": timezone.now(),
    }


def _is_about(clash: Clash, article: Article) -> bool:
    return any(side.article.pk == article.pk for side in clash.sides)


def _whose_text(scope: Scope) -> User | None:
    """Whose marks are drawn in the text: those of the one who was chosen, or of the only one there is."""
    return scope.reviewers[0] if len(scope.reviewers) == 1 else None


def _marked(scope: Scope, everywhere: Scope, grades: Sequence[Grade]) -> Mapping[int, list[MarkedReview]]:
    """By article its reviews with their marks, in a constant number of queries."""
    keys = {review.version_id for review in scope.reviews}
    versions = Version.objects.prefetch_related("links").in_bulk(keys)
    home_of, states = _states(scope, everywhere)
    vocabulary = Vocabulary(grades, sources_credited(states, load_mergers(scope.user)))
    own: dict[int, list[MarkState]] = defaultdict(list)
    for state in states:
        own[home_of[state.id]].append(state)
    ties = [state for state in states if isinstance(state.content, ContradictionContent)]
    found: dict[int, list[MarkedReview]] = defaultdict(list)
    for review in scope.reviews:
        if review.status == Status.ASSIGNED and review.pk not in own:
            continue
        elsewhere = [tie for tie in ties if home_of[tie.id] != review.pk]
        version = versions[review.version_id]
        marked = _in_text_order(own[review.pk], version)
        shown = [
            *chain.from_iterable(shown_of(one, version.pk) for one in marked),
            *_from_elsewhere(elsewhere, version),
        ]
        links = links_of(version)
        drawn = drawn_with(shown, links)
        found[version.article_id].append(MarkedReview(review, version, drawn, links, *_lists(marked, vocabulary)))
    return found


def _states(scope: Scope, everywhere: Scope) -> tuple[Mapping[UUID, int], list[MarkState]]:
    """By mark the number of its review, and the marks as they stand; contradictions from everywhere: they may have a side here."""
    kinds = [scope.marks(MarkKind.CLAIM, MarkKind.TYPO), everywhere.marks(MarkKind.CONTRADICTION)]
    home_of = {mark: review for marks in kinds for mark, review in marks.values_list("pk", "review")}
    return home_of, states_of(Mark.objects.filter(pk__in=home_of).order_by(), *MarkKind.values)


def _in_text_order(states: Iterable[MarkState], version: Version) -> list[MarkState]:
    """Those that have a place in the version."""
    placed = [(shown[0].order, state) for state in states if (shown := shown_of(state, version.pk))]
    return [state for _, state in sorted(placed, key=itemgetter(0))]


def _from_elsewhere(ties: Iterable[MarkState], version: Version) -> Iterator[Shown]:
    """The sides here of contradictions recorded in other reviews, named apart: a page may show several sides of one."""
    for tie in ties:
        for one in shown_of(tie, version.pk, elsewhere=True):
            yield replace(one, mark=f"{one.mark}-{version.pk}")


def _lists(states: Sequence[MarkState], vocabulary: Vocabulary) -> tuple[list[Claimed], list[Correction]]:
    """The claims and the typos among the marks."""
    claims = [_claimed(one, one.content, vocabulary) for one in states if isinstance(one.content, ClaimContent)]
    typos = [_correction(one, one.content, vocabulary) for one in states if isinstance(one.content, TypoContent)]
    return claims, typos


def _claimed(state: MarkState, content: ClaimContent, vocabulary: Vocabulary) -> Claimed:
    shown = card(state, vocabulary)
    return Claimed(
        id=shown.id,
        number=state.number,
        look=shown.look,
        badge=shown.badge,
        grade=vocabulary.grade(content.grade) or "not yet graded",
        quote=shown.quote,
        said=shown.said,
        rationale=content.rationale,
        note=content.note,
    )


def _correction(state: MarkState, content: TypoContent, vocabulary: Vocabulary) -> Correction:
    return Correction(
        id=str(state.id),
        number=state.number,
        was=content.span.quote,
        should_be=content.correction,
        type=vocabulary.short("typo_type", content.type),
        severity=vocabulary.short("severity", content.severity),
        in_quotation=content.in_quotation,
        note=content.note,
    )
