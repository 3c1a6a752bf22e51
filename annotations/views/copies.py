"""The pages about copies: what is proposed, what an article has to do with others, and two of them held against each other."""

from operator import attrgetter
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from annotations.forms.copies import SayForm
from annotations.intake.compare import passages
from annotations.intake.copies import fingerprint
from annotations.intake.shingles import containment, sequences
from annotations.models import Article, Copy, CopyKind, CopyStatus, User, Version
from annotations.models.copy import CopyQuerySet
from annotations.overview.listing import by_number
from annotations.review.copies import confirm_copy, refuse_copy, take_back_copy
from annotations.review.policy import may_compare
from annotations.views.articles import visible_article
from annotations.views.attempt import attempt, sent
from annotations.views.compare import comparison_of
from annotations.views.copies_shown import copies_about, described
from annotations.views.lists import part_in
from annotations.views.who import user_of

NEWEST = by_number("found", "found last first", descending=True)
SIDE_BY_SIDE = "both"


@require_safe
def copy_list(request: HttpRequest) -> HttpResponse:
    """Pairs of articles: those to decide on, or with `show` those that are confirmed or refused."""
    user = user_of(request)
    if not may_compare(user):
        raise PermissionDenied
    asked = request.GET.get("show", "")
    status = CopyStatus(asked) if asked in CopyStatus.values else CopyStatus.PROPOSED
    found = _open(Copy.objects.visible_to(user)).filter(status=status)
    part = part_in(request, found, NEWEST)
    copies = described(found.filter(pk__in=part.numbers)).order_by("-pk")
    context = {"section": "articles", "part": part, "copies": copies, "status": status, "statuses": CopyStatus}
    return render(request, "annotations/copies.html", context)


def _open(copies: CopyQuerySet) -> CopyQuerySet:
    """Without proposals for articles that are said to be a copy of another one already: those can't be confirmed."""
    said = Copy.objects.filter(article=OuterRef("article"), status=CopyStatus.CONFIRMED)
    return copies.exclude(Q(status=CopyStatus.PROPOSED) & Exists(said))


@require_http_methods(["GET", "HEAD", "POST"])
def article_copies(request: HttpRequest, pk: int) -> HttpResponse:
    """What an article is a copy of and what is one of it; sent as a form, the search for what it is like."""
    article, user = visible_article(request, pk), user_of(request)
    if request.method == "POST":
        return _look_for_copies(user, article, request)
    context = {
        "section": "stories",
        "article": article,
        "copies": copies_about(user, article),
        "may_compare": may_compare(user),
    }
    return render(request, "annotations/article_copies.html", context)


def _look_for_copies(user: User, article: Article, request: HttpRequest) -> HttpResponse:
    if not may_compare(user):
        raise PermissionDenied
    found = fingerprint(article.versions.all())
    if found:
        messages.success(request, f"Found: {len(found)} more that it is like.")
    else:
        messages.success(request, "Nothing more was found that it is like.")
    return redirect("article-copies", pk=article.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def article_compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Two articles held against each other, and what is said of them; or the saying of it."""
    user, here, there = user_of(request), visible_article(request, pk), visible_article(request, other)
    if here == there:
        raise Http404
    if request.method == "POST" and not may_compare(user):
        raise PermissionDenied
    form = SayForm(sent(request), pair=(here.pk, there.pk))
    said = attempt(form, lambda: _say(user, here, there, form.cleaned_data))
    if said:
        messages.success(request, said)
        return redirect("article-compare", pk=pk, other=other)
    pair = [here.pk, there.pk]
    copy = Copy.objects.visible_to(user).filter(article__in=pair, of__in=pair).select_related("article", "of").first()
    context = {
        "section": "stories",
        "article": here,
        "other": there,
        "pair": [here, there],
        "copy": copy,
        "status": copy.status if copy else "",
        "form": form,
        "kinds": CopyKind.choices,
        "likely_copy": copy.article if copy else max(here, there, key=attrgetter("pk")),
        "may_compare": may_compare(user),
        "side_by_side": request.GET.get("as") == SIDE_BY_SIDE,
        **_texts(here, there, side_by_side=request.GET.get("as") == SIDE_BY_SIDE),
    }
    return render(request, "annotations/article_compare.html", context)


def _say(user: User, here: Article, there: Article, said: dict[str, Any]) -> str:
    """Carry out what was said of the two, and give a sentence for it. Raises what the use cases raise."""
    if said["act"] == "refuse":
        refuse_copy(user=user, article=here, of=there)
        return "Neither is a copy of the other. They are not proposed again."
    if said["act"] == "take-back":
        take_back_copy(user=user, article=here, of=there)
        return "Taken back: it is to be decided again."
    article, of = (here, there) if said["copy"] == here.pk else (there, here)
    shared = containment(sequences(article.current_version.text), sequences(of.current_version.text))
    copy = confirm_copy(user=user, article=article, of=of, kind=said["kind"], shared=shared)
    return f"“{copy.article}” is said to be a copy of “{copy.of}”."


def _texts(here: Article, there: Article, *, side_by_side: bool) -> dict[str, Any]:
    """Both newest texts: as one, or beside each other with the passages that they share."""
    ours, theirs = (_newest(article) for article in (here, there))
    if not side_by_side:
        return {"ours": ours, "theirs": theirs, **comparison_of(ours.text, theirs)}
    columns = [(ours, passages(ours.text, theirs.text)), (theirs, passages(theirs.text, ours.text))]
    return {"ours": ours, "theirs": theirs, "columns": columns}


def _newest(article: Article) -> Version:
    version = article.current_version
    version.article = article
    return version
