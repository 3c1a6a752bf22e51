"""The review page: an article's text with its marks, and the cards beside it."""

from operator import attrgetter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from annotations.anchoring.segments import Shown
from annotations.models import Event, Grade, Review, Status, User, Version
from annotations.review.content import ClaimContent, ContradictionContent, MarkState
from annotations.review.demo import is_demo_account
from annotations.review.policy import may_reopen
from annotations.review.reopen import reopenings
from annotations.review.states import mark_states, sources_named
from annotations.views.cards import CHOICES, Card, Vocabulary, card
from annotations.views.who import user_of


@require_safe
@ensure_csrf_cookie
def review_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One review. Only its reviewer changes it, and only while it is open; whoever else may see it reads it."""
    user = user_of(request)
    review = visible_review(request, pk)
    grades = list(review.round.codebook.grades.all())
    # Before the marks: then they are as new as this event, or newer.
    event = Event.objects.filter(review=review).order_by("-pk").values_list("pk", flat=True).first() or 0
    states = mark_states(review, user)
    sources = sources_named(states)
    cards, shown = _in_text_order(states, review.version_id, Vocabulary(grades, sources))
    context = {
        "review": review,
        # Made to be kept, not read now: what is to be told once is told on the next page.
        "is_copy": "Offline-Copy" in request.headers,
        "is_own": review.reviewer_id == user.pk,
        "editable": is_editable(review, user),
        "is_demo_account": is_demo_account(user),
        "may_reopen": may_reopen(user),
        "reopening": _reopening(review, user),
        "grades": grades,
        "choices": CHOICES,
        "cards": cards,
        "blank_card": Card(),
        "shown": shown,
        "claims": sum(state.content.kind == "claim" for state in states),
        "graded": sum(isinstance(state.content, ClaimContent) and state.content.grade is not None for state in states),
        "page": _page(review, user, grades)
        | {
            "event": event,
            "marks": [state.model_dump(mode="json") for state in states],
            "sources": [source.model_dump(mode="json") for source in sources],
            "versions": _versions_elsewhere(states, review.version_id, user),
        },
    }
    response = render(request, "annotations/review.html", context)
    # The service worker keeps it for opening it offline, for this person alone (js/worker/service-worker.js).
    response.headers["Offline-Copy-For"] = str(user.pk)
    return response


def visible_review(request: HttpRequest, pk: int) -> Review:
    """The review with its text, article, round and story, if the user may read it. Raises Http404."""
    reviews = Review.objects.visible_to(user_of(request))
    return get_object_or_404(reviews.select_related("version__article__outlet", "round__story", "reviewer"), pk=pk)


def is_editable(review: Review, user: User) -> bool:
    """Whether the user can change the review: it is his own, open, and of a story that is not archived."""
    return review.reviewer_id == user.pk and not review.is_closed and not review.round.story.is_archived


def _reopening(review: Review, user: User) -> Event | None:
    """Why an open review was given back, for its reviewer and for whoever could have done so."""
    is_told = review.reviewer_id == user.pk or may_reopen(user)
    if review.status != Status.IN_PROGRESS or not is_told:
        return None
    return reopenings().filter(review=review).first()


def _page(review: Review, user: User, grades: list[Grade]) -> dict[str, Any]:
    """What the page's modules need beside the text, the marks and the sources: the type ReviewPage in js/types.js."""
    version = review.version
    return {
        "id": review.pk,
        "user": user.pk,
        "person": user.stamp,
        "editable": is_editable(review, user),
        "api": reverse("api-v1:read_review", args=[review.pk]),
        "language": version.article.language,
        "version": {"id": version.pk, "length": len(version.text), "sha256": version.sha256},
        "grades": [
            {"key": one.key, "rank": one.rank, "label": one.label, "definition": one.definition, "example": one.example}
            for one in grades
        ],
        "choices": CHOICES,
    }


def _versions_elsewhere(states: list[MarkState], version: int, user: User) -> dict[int, dict[str, str]]:
    """By id: the articles of the other versions in which contradictions have sides. An outlet may be unknown: ""."""
    contents = [state.content for state in states]
    sides = [side for content in contents if isinstance(content, ContradictionContent) for side in content.sides]
    wanted = {side.version for side in sides} - {version}
    found = Version.objects.visible_to(user).filter(pk__in=wanted).select_related("article__outlet")
    return {one.pk: {"outlet": str(one.article.outlet or ""), "headline": one.article.headline} for one in found}


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
