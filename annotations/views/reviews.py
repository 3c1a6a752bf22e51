"""The review page: an article's text with its marks, and the cards beside it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from annotations.anchoring.segments import Shown
from annotations.models import Event, Grade, Review, Status, User
from annotations.review.content import ClaimContent, MarkState, SourceState
from annotations.review.demo import is_demo_account
from annotations.review.policy import may_reopen
from annotations.review.reopen import reopenings
from annotations.review.states import mark_states, sources_named
from annotations.views.beside import (
    Beside,
    beside_asked,
    contradictions_elsewhere,
    names_of_versions,
    propositions_of,
    stored_text,
)
from annotations.views.cards import CHOICES, Card, Home, VersionName, Vocabulary, card
from annotations.views.shown import ShownLink, drawn_with, links_of, shown_of
from annotations.views.who import user_of

NOT_BESIDE = (
    "The address named an article that is not in this story, so none stands beside this one. Choose one in the bar."
)


@dataclass(frozen=True)
class Seen:
    """The marks that the page shows, and what they refer to.

    `own` are the review's, `elsewhere` the contradictions that the same reviewer made in other reviews with a side in this text;
    `homes` says where these are, `versions` by id which texts the sides of all lie in. `links` are those of the text.
    """

    own: list[MarkState]
    elsewhere: list[MarkState]
    homes: Mapping[UUID, Home]
    sources: list[SourceState]
    versions: Mapping[int, VersionName]
    links: list[ShownLink]

    @property
    def every(self) -> list[MarkState]:
        """All marks, the review's own first."""
        return [*self.own, *self.elsewhere]


@require_safe
@ensure_csrf_cookie
def review_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One review. Only its reviewer changes it, and only while it is open; whoever else may see it reads it."""
    user = user_of(request)
    review = visible_review(request, pk)
    # Before the marks: then they are as new as this event, or newer.
    event = Event.objects.filter(review=review).order_by("-pk").values_list("pk", flat=True).first() or 0
    beside = beside_asked(request, review, user)
    if beside.is_missing:
        messages.warning(request, NOT_BESIDE)
        return redirect("review", pk=pk)
    grades = list(review.round.codebook.grades.all())
    seen = _seen(review, beside, user)
    page = _page(review, user, grades, seen.links) | _marks_of_page(seen, beside) | {"event": event}
    # Made to be kept, not read now: what is to be told once is told on the next page.
    told = {"is_copy": "Offline-Copy" in request.headers}
    context = _about(review, user) | _drawn(seen, review, grades) | told
    context |= {"beside": beside, "beside_shown": beside.shown(seen.every, seen.homes), "page": page}
    response = render(request, "annotations/review.html", context)
    # The service worker keeps it for opening it offline, for this person alone (js/worker/service-worker.js).
    response.headers["Offline-Copy-For"] = str(user.pk)
    return response


def _seen(review: Review, beside: Beside, user: User) -> Seen:
    own = mark_states(review, user)
    sources = sources_named(own)
    elsewhere, homes = contradictions_elsewhere(review, beside, user)
    versions = names_of_versions([*own, *elsewhere], review, beside, user)
    return Seen(own, elsewhere, homes, sources, versions, links_of(review.version))


def _about(review: Review, user: User) -> dict[str, Any]:
    """The review itself, and what the user may do with it."""
    return {
        "review": review,
        "is_own": review.reviewer_id == user.pk,
        "editable": is_editable(review, user),
        "is_demo_account": is_demo_account(user),
        "may_reopen": may_reopen(user),
        "reopening": _reopening(review, user),
    }


def _drawn(seen: Seen, review: Review, grades: list[Grade]) -> dict[str, Any]:
    """The cards and the text as the first HTML has them, and how many claims are graded."""
    here = VersionName.of(review.version.article)
    vocabulary = Vocabulary(grades, seen.sources, seen.versions, [link.place for link in seen.links], here)
    cards, shown = _in_text_order(seen.every, review.version_id, vocabulary, seen.homes)
    claims = [state.content for state in seen.own if isinstance(state.content, ClaimContent)]
    return {
        "grades": grades,
        "choices": CHOICES,
        "cards": cards,
        "blank_card": Card(),
        "shown": drawn_with(shown, seen.links),
        "links": seen.links,
        "claims": len(claims),
        "graded": sum(claim.grade is not None for claim in claims),
    }


def _marks_of_page(seen: Seen, beside: Beside) -> dict[str, Any]:
    """What the page's modules need of the marks."""
    return {
        "marks": [state.model_dump(mode="json") for state in seen.own],
        "sources": [source.model_dump(mode="json") for source in seen.sources],
        "elsewhere": [
            {"mark": one.model_dump(mode="json"), "home": asdict(seen.homes[one.id])} for one in seen.elsewhere
        ],
        "versions": {key: asdict(name) for key, name in seen.versions.items()},
        "beside": beside.page(seen.homes),
    }


def visible_review(request: HttpRequest, pk: int) -> Review:
    """The review with its text, article, round and story, if the user may read it. Raises Http404."""
    reviews = Review.objects.visible_to(user_of(request))
    return get_object_or_404(
        reviews.select_related("version__article__outlet__merged_into", "round__story", "reviewer"), pk=pk
    )


def is_editable(review: Review, user: User) -> bool:
    """Whether the user can change the review: it is his own, open, and neither its story nor its article is archived."""
    is_archived = review.round.story.is_archived or review.version.article.is_archived
    return review.reviewer_id == user.pk and not review.is_closed and not is_archived


def _reopening(review: Review, user: User) -> Event | None:
    """Why an open review was given back, for its reviewer and for whoever could have done so."""
    is_told = review.reviewer_id == user.pk or may_reopen(user)
    if review.status != Status.IN_PROGRESS or not is_told:
        return None
    return reopenings().filter(review=review).first()


def _page(review: Review, user: User, grades: list[Grade], links: list[ShownLink]) -> dict[str, Any]:
    """What the page's modules need beside the text, the marks and the sources: the type ReviewPage in js/types.js."""
    version, editable = review.version, is_editable(review, user)
    return {
        "id": review.pk,
        "user": user.pk,
        "person": user.stamp,
        "editable": editable,
        "propositions": propositions_of(review) if editable else {},
        "api": reverse("api-v1:read_review", args=[review.pk]),
        "language": version.article.language,
        "version": stored_text(version, links),
        "here": asdict(VersionName.of(version.article)),
        "grades": [
            {"key": one.key, "rank": one.rank, "label": one.label, "definition": one.definition, "example": one.example}
            for one in grades
        ],
        "choices": CHOICES,
    }


def _in_text_order(
    states: list[MarkState], version: int, vocabulary: Vocabulary, homes: Mapping[UUID, Home]
) -> tuple[list[Card], list[Shown]]:
    """The cards, and what is drawn in the text. Marks without a place in this version come last."""
    drawn = [(state, shown_of(state, version, homes.get(state.id))) for state in states]
    placed = sorted(((shown[0], state) for state, shown in drawn if shown), key=lambda pair: pair[0].order)
    unplaced = sorted((state for state, shown in drawn if not shown), key=attrgetter("number"))
    ordered = [*(state for _, state in placed), *unplaced]
    return [card(state, vocabulary, homes.get(state.id)) for state in ordered], [
        one for _, shown in drawn for one in shown
    ]
