"""The printable reports of an article and of a story: the profile, the marks in the text, what does not fit together, and how it was made.

Figures and contradictions are of whoever's marks count, as the address says (views/scopes.py). Marks are drawn in the text of one
reviewer at a time: those of several would cover one another.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from annotations.anchoring.segments import Shown
from annotations.models import (
    Article,
    Grade,
    Locus,
    Mark,
    MarkKind,
    Review,
    RoundKind,
    Status,
    Story,
    Strength,
    User,
    Version,
)
from annotations.overview.contradictions import Clash, clashes
from annotations.overview.profile import ContradictionCount, Profile, Share, story_profile
from annotations.overview.scope import Scope
from annotations.overview.sources import load_mergers
from annotations.review.content import ClaimContent, MarkState, TypoContent
from annotations.review.states import states_of
from annotations.views.articles import visible_article
from annotations.views.cards import Vocabulary, card
from annotations.views.marks import sources_credited
from annotations.views.overview import row_of
from annotations.views.scopes import Chosen, chosen_scope
from annotations.views.shown import shown_of
from annotations.views.stories import visible_story

# A report leaves out nothing, and nobody marks so many.
ALL = 1_000_000
SOURCES_SHOWN = 15


@require_safe
def article_report(request: HttpRequest, pk: int) -> HttpResponse:
    """The report of one article. Contradictions are those in which it has a side, wherever they were recorded."""
    article = visible_article(request, pk)
    chosen = chosen_scope(request, article.story, article)
    everywhere = Scope(article.story, chosen.scope.user, reviewer=chosen.scope.reviewer)
    found = [clash for clash in clashes(everywhere, ALL) if _is_about(clash, article)]
    context = _context(chosen, article.story, found) | {"article": article}
    return render(request, "annotations/report_article.html", context)


@require_safe
def story_report(request: HttpRequest, slug: str) -> HttpResponse:
    """The report of a story: of all its articles together, then of each."""
    story = visible_story(request, slug)
    chosen = chosen_scope(request, story)
    return render(request, "annotations/report_story.html", _context(chosen, story, clashes(chosen.scope, ALL)))


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
    claims: list[Claimed]
    corrections: list[Correction]


@dataclass(frozen=True)
class Section:
    """What a report says of one article. `reviews` is empty where the marks of several are counted."""

    article: Article
    figures: "Figures"
    reviews: list[MarkedReview]


@dataclass(frozen=True)
class ShareRow:
    """A share in words; `percent`, `low` and `high` are whole per cent, None where there are none to count."""

    words: str
    share: Share
    percent: int | None
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Figures:
    """A profile as a report shows it."""

    profile: Profile

    @property
    def shares(self) -> list[ShareRow]:
        """Of the check-worthy claims with a rank, how many are well and how many badly sourced."""
        return [_share("At 4 or above", self.profile.high), _share("At 2 or below", self.profile.low)]

    @property
    def sources(self) -> list[tuple[str, int, int]]:
        """The sources that most claims are credited to: name, how many, and per cent of all that are credited."""
        shown = self.profile.sources[:SOURCES_SHOWN]
        return [(one.source.name, one.count, round(100 * one.count / self.profile.credited)) for one in shown]

    @property
    def sources_left_off(self) -> int:
        """How many sources are not among them."""
        return max(0, len(self.profile.sources) - SOURCES_SHOWN)

    @property
    def contradictions(self) -> list[tuple[str, str, int]]:
        """Strength and locus in words, and how many."""
        return [(_strength(one), _locus(one), one.count) for one in self.profile.contradictions]


def _share(words: str, share: Share) -> ShareRow:
    interval = share.interval
    if interval is None:
        return ShareRow(words, share, None, None, None)
    percent, low, high = (round(100 * one) for one in (share.share or 0, interval.low, interval.high))
    return ShareRow(words, share, percent, low, high)


def _strength(one: ContradictionCount) -> str:
    return str(Strength(one.strength).label).capitalize()


def _locus(one: ContradictionCount) -> str:
    return str(Locus(one.locus).label) if one.locus else "between whom: not said"


def _context(chosen: Chosen, story: Story, found: Iterable[Clash]) -> dict[str, Any]:
    """What both reports need."""
    scope = chosen.scope
    profiles = story_profile(scope)
    whose = _whose_text(scope)
    grades = list(scope.round.codebook.grades.all())
    marked = _marked(scope, grades) if whose else {}
    sections = [Section(one.article, Figures(one.profile), marked.get(one.article.pk, [])) for one in profiles.articles]
    return {
        "section": "stories",
        "story": story,
        "chosen": chosen,
        "round": scope.round,
        "is_blind": scope.round.kind == RoundKind.BLIND,
        "grades": grades,
        "figures": Figures(profiles.whole),
        "sections": sections,
        "clashes": [row_of(clash) for clash in found],
        "whose": whose,
        "made": timezone.now(),
    }


def _is_about(clash: Clash, article: Article) -> bool:
    return any(side.article.pk == article.pk for side in clash.sides)


def _whose_text(scope: Scope) -> User | None:
    """Whose marks are drawn in the text: those of the one who was chosen, or of the only one there is."""
    return scope.reviewers[0] if len(scope.reviewers) == 1 else None


def _marked(scope: Scope, grades: Sequence[Grade]) -> Mapping[int, list[MarkedReview]]:
    """By article its reviews with their marks, in a constant number of queries."""
    versions = Version.objects.in_bulk({review.version_id for review in scope.reviews})
    review_of, states = _states(scope)
    vocabulary = Vocabulary(grades, sources_credited(states, load_mergers(scope.user)))
    of_review: dict[int, list[MarkState]] = defaultdict(list)
    for state in states:
        of_review[review_of[state.id]].append(state)
    found: dict[int, list[MarkedReview]] = defaultdict(list)
    for review in scope.reviews:
        if review.status == Status.ASSIGNED and review.pk not in of_review:
            continue
        version = versions[review.version_id]
        found[version.article_id].append(_marked_review(review, version, of_review[review.pk], vocabulary))
    return found


def _states(scope: Scope) -> tuple[Mapping[Any, int], list[MarkState]]:
    """By mark the number of its review, and the marks as they stand."""
    kinds = [scope.marks(MarkKind.CLAIM, MarkKind.TYPO), scope.marks(MarkKind.CONTRADICTION)]
    review_of = {mark: review for marks in kinds for mark, review in marks.values_list("pk", "review")}
    return review_of, states_of(Mark.objects.filter(pk__in=review_of).order_by(), *MarkKind.values)


def _marked_review(
    review: Review, version: Version, states: Iterable[MarkState], vocabulary: Vocabulary
) -> MarkedReview:
    drawn = [(shown[0].order, state, shown) for state in states if (shown := shown_of(state, version.pk))]
    in_order = [state for _, state, _ in sorted(drawn, key=itemgetter(0))]
    return MarkedReview(
        review,
        version,
        [one for _, _, shown in drawn for one in shown],
        [_claimed(one, one.content, vocabulary) for one in in_order if isinstance(one.content, ClaimContent)],
        [_correction(one, one.content, vocabulary) for one in in_order if isinstance(one.content, TypoContent)],
    )


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
