"""Reopening a submitted review: what it means, why, and the button."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from annotations.forms.reviews import ReopenForm
from annotations.models import Review, RoundKind, User
from annotations.review.policy import may_reopen
from annotations.review.reopen import consequence, hindrance, reopen_review, reopened_out_of_sight
from annotations.views.attempt import attempt, sent
from annotations.views.reviews import visible_review
from annotations.views.who import user_of


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """A submitted review, about to be given back to its reviewer."""
    user = user_of(request)
    form = ReopenForm(sent(request))
    done = attempt(form, lambda: reopen_review(user=user, review_id=pk, **form.cleaned_data))
    # Who presses twice did it once: the second time a blind round hides the review.
    if done := done or (reopened_out_of_sight(user=user, review_id=pk) if form.is_bound else None):
        return _after(request, user, done)
    review = visible_review(request, pk)
    if not may_reopen(user):
        raise PermissionDenied
    if not review.is_closed:
        messages.info(request, "This review is open already.")
        return redirect("review", pk=pk)
    context = {
        "section": "stories",
        "review": review,
        "is_own": review.reviewer_id == user.pk,
        "is_blind": review.round.kind == RoundKind.BLIND,
        "consequence": consequence(user=user, review=review),
        "hindrance": hindrance(user=user, review=review),
        "form": form,
    }
    return render(request, "annotations/review_reopen.html", context)


def _after(request: HttpRequest, user: User, review: Review) -> HttpResponse:
    """Back to the review; to its story, where a blind round now hides the review from whoever reopened it."""
    done = f"Reopened: the review of “{review.version.article}” by {review.reviewer}."
    if Review.objects.visible_to(user).filter(pk=review.pk).exists():
        messages.success(request, done)
        return redirect("review", pk=review.pk)
    messages.success(request, f"{done} The round is blind, so you can read it again once it is submitted.")
    return redirect("story", slug=review.round.story.slug)
