"""The review page: an article's text with its marks, and the cards beside it."""

from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from annotations.anchoring.segments import Shown
from annotations.models import Grade, Review, User
from annotations.review.content import ClaimContent, ContradictionContent, MarkState
from annotations.review.states import mark_states, sources_named
from annotations.views.cards import CHOICES, Card, Vocabulary, card
from annotations.views.who import user_of


@require_safe
@ensure_csrf_cookie
def review_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One review. Only its reviewer changes it, and only until it is submitted; whoever else may see it reads it."""
    user = user_of(request)
    reviews = Review.objects.visible_to(user).select_related("version__article__outlet", "round__story", "reviewer")
    review = get_object_or_404(reviews, pk=pk)
    grades = list(review.round.codebook.grades.all())
    states = mark_states(review, user)
    sources = sources_named(states)
    cards, shown = _in_text_order(states, review.version_id, Vocabulary(grades, sources))
    context = {
        "review": review,
        "is_own": review.reviewer_id == user.pk,
        "editable": _is_editable(review, user),
        "grades": grades,
        "choices": CHOICES,
        "cards": cards,
        "blank_card": Card(),
        "shown": shown,
        "claims": sum(state.content.kind == "claim" for state in states),
        "graded": sum(isinstance(state.content, ClaimContent) and state.content.grade is not None for state in states),
        "page": _page(review, user, grades)
        | {
            "marks": [state.model_dump(mode="json") for state in states],
            "sources": [source.model_dump(mode="json") for source in sources],
        },
    }
    return render(request, "annotations/review.html", context)


def _is_editable(review: Review, user: User) -> bool:
    return review.reviewer_id == user.pk and not review.is_closed


def _page(review: Review, user: User, grades: list[Grade]) -> dict[str, Any]:
    """What the page's modules need beside the text, the marks and the sources: the type ReviewPage in js/types.js."""
    version = review.version
    return {
        "id": review.pk,
        "editable": _is_editable(review, user),
        "api": reverse("api-v1:read_review", args=[review.pk]),
        "language": version.article.language,
        "version": {"id": version.pk, "length": len(version.text), "sha256": version.sha256},
        "grades": [
            {"key": one.key, "rank": one.rank, "label": one.label, "definition": one.definition, "example": one.example}
            for one in grades
        ],
        "choices": CHOICES,
    }


def _in_text_order(states: list[MarkState], version: int, vocabulary: Vocabulary) -> tuple[list[Card], list[Shown]]:
    """The cards, and what is drawn in the text. Marks without a place in this version come last."""
    drawn = [(state, shown_of(state, version)) for state in states]
    placed = sorted(((shown[0], state) for state, shown in drawn if shown), key=lambda pair: pair[0].order)
    elsewhere = sorted((state for state, shown in drawn if not shown), key=attrgetter("number"))
    cards = [card(state, vocabulary) for state in [*(state for _, state in placed), *elsewhere]]
    return cards, [one for _, shown in drawn for one in shown]


def shown_of(state: MarkState, version: int) -> list[Shown]:
    """What is drawn of a mark in a version's text: one span, or one for each of a contradiction's sides there."""
    content, mark = state.content, str(state.id)
    if isinstance(content, ContradictionContent):
        sides = [side.span for side in content.sides if side.version == version]
        return [Shown(mark, "side", state.number, side.start, side.end) for side in sides]
    start, end = content.span.start, content.span.end
    if isinstance(content, ClaimContent):
        return [Shown(mark, "claim", state.number, start, end, grade=content.grade or "")]
    return [Shown(mark, "typo", state.number, start, end, correction=content.correction)]
