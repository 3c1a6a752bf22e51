"""The codebook, to read."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from annotations.models import Codebook
from annotations.review.guidelines import ARTICLES, CHAPTERS, RULES


def newest_first() -> "QuerySet[Codebook]":
    """All codebooks with their grades, the newest first."""
    return Codebook.objects.order_by("-pk").prefetch_related("grades")


@require_safe
def newest_codebook(_request: HttpRequest) -> HttpResponse:
    """Sends to the newest codebook: an address that every page can link to without asking which one that is."""
    return redirect("codebook", pk=get_object_or_404(newest_first()[:1]).pk)


@require_safe
def codebook_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One version of a codebook, and what every choice means. Choices elsewhere link to it, as in #grade-5 and #mode-direct."""
    codebook = get_object_or_404(newest_first(), pk=pk)
    context = {
        "section": "",
        "codebook": codebook,
        "grades": codebook.grades.all(),
        "chapters": CHAPTERS,
        "rules": RULES,
        "articles": ARTICLES,
        "others": Codebook.objects.exclude(pk=pk),
    }
    return render(request, "annotations/codebook.html", context)
