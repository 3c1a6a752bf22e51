"""Submitting a review: what it holds, what is still open, and the button."""

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from annotations.models import MarkKind, Review
from annotations.review.advice import advice
from annotations.review.content import MarkState
from annotations.review.refusals import Refusal
from annotations.review.states import mark_states
from annotations.review.submit import submit_review
from annotations.views.who import user_of


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own review, about to be submitted. Nothing that is still open forbids it."""
    user = user_of(request)
    review = get_object_or_404(Review.objects.of(user).select_related("version__article", "round__story"), pk=pk)
    if review.is_closed:
        return redirect("review", pk=pk)
    refusal = None
    if request.method == "POST":
        try:
            submit_review(user=user, review_id=pk, nothing_to_mark=request.POST.get("nothing_to_mark") == "yes")
        except Refusal as refused:
            refusal = refused.words
        else:
            messages.success(request, f"Submitted: your review of “{review.version.article}”.")
            return redirect("home")
    states = mark_states(review, user)
    context = {
        "review": review,
        "refusal": refusal,
        "counts": _counts(states),
        "open": _open(states),
        "section": "work",
    }
    return render(request, "annotations/review_submit.html", context, status=422 if refusal else 200)


def _counts(states: list[MarkState]) -> list[tuple[str, int]]:
    """How many marks of each kind, in words; kinds without a mark are left out."""
    counts = Counter[str](state.content.kind for state in states)
    return [(kind.label + "s" * (counts[kind] > 1), counts[kind]) for kind in MarkKind if counts[kind]]


def _open(states: list[MarkState]) -> list[tuple[MarkState, list[str]]]:
    """The claims with something to look at again, and what."""
    found = [(state, advice(state.content)) for state in states if state.content.kind == "claim"]
    return [(state, words) for state, words in found if words]
