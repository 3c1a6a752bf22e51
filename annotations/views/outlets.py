"""Outlets: the list, one outlet with its articles, and how admins keep them in order."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.forms.outlets import DomainForm, FindForm, IntoForm, NameForm
from annotations.models import Outlet, User
from annotations.overview.outlets import (
    Line,
    articles_of,
    directed,
    hosts_without_outlet,
    near_outlets,
    near_pairs_of,
    outlets,
)
from annotations.review.outlets import (
    add_domain,
    hindrance,
    merge_outlets,
    remove_domain,
    rename_outlet,
    take_back_merger,
)
from annotations.review.policy import may_keep_outlets
from annotations.review.refusals import Conflict, Refusal
from annotations.views.attempt import sent
from annotations.views.who import user_of

OUTLETS_A_PAGE = 50
ARTICLES_SHOWN = 20
CANDIDATES_SHOWN = 20
HEADLINES_PREVIEWED = 5


@require_safe
def outlet_list(request: HttpRequest) -> HttpResponse:
    """The outlets that the user sees; on top, for whoever keeps them, which may be one."""
    user, form = user_of(request), FindForm(request.GET)
    words, lines = form.words(), outlets(user)
    page = Paginator([one for one in lines.values() if one.has(words)], OUTLETS_A_PAGE).get_page(
        request.GET.get("page")
    )
    pairs, pairs_count = ([], 0) if words or page.number > 1 or not may_keep_outlets(user) else near_pairs_of(lines)
    context = {
        "section": "articles",
        "form": form,
        "words": words,
        "page": page,
        "pairs": pairs,
        "pairs_count": pairs_count,
    }
    return render(request, "annotations/outlets.html", context)


def visible_outlet(request: HttpRequest, pk: int) -> Outlet:
    """The outlet of this number, if the user sees it. Raises Http404."""
    return get_object_or_404(Outlet.objects.visible_to(user_of(request)).select_related("merged_into"), pk=pk)


def _kept_outlet(request: HttpRequest, pk: int) -> Outlet:
    """The same, for whoever keeps outlets in order. Raises Http404 or PermissionDenied."""
    outlet = visible_outlet(request, pk)
    if not may_keep_outlets(user_of(request)):
        raise PermissionDenied
    return outlet


@require_safe
def outlet_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One outlet: its newest articles, domains, what was merged into it, and near spellings."""
    user, outlet = user_of(request), visible_outlet(request, pk)
    lines, may_keep = outlets(user), may_keep_outlets(user)
    line, articles = lines.get(pk, Line(pk, outlet.name)), articles_of(user, outlet)
    is_kept = may_keep and outlet.merged_into is None
    context = {
        "section": "articles",
        "outlet": outlet,
        "line": line,
        "articles": articles.select_related("story")[:ARTICLES_SHOWN],
        "count": articles.count(),
        "may_keep": may_keep,
        "is_kept": is_kept,
        "just_merged": next((one for one in line.merged if str(one.key) == request.GET.get("merged")), None),
        "near": [directed(line, one) for one in near_outlets(line, lines)] if is_kept else [],
        "hosts": hosts_without_outlet(articles) if is_kept else [],
    }
    return render(request, "annotations/outlet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def outlet_name(request: HttpRequest, pk: int) -> HttpResponse:
    """A form for the outlet's name."""
    user, outlet = user_of(request), _kept_outlet(request, pk)
    form, twin = NameForm(sent(request), initial={"name": outlet.name}), None
    if form.is_valid():
        try:
            renamed = rename_outlet(user=user, outlet_id=pk, name=form.cleaned_data["name"])
        except Refusal as refusal:
            form.add_error(None, refusal.words)
            twin = refusal.more.get("twin")
        else:
            messages.success(request, f"“{renamed}” is its name now.")
            return redirect("outlet", pk=pk)
    context = {"outlet": outlet, "form": form, "twin": twin, "heading": "Rename it", "button": "Save the name"}
    return render(request, "annotations/outlet_form.html", {"section": "articles"} | context)


@require_http_methods(["GET", "HEAD", "POST"])
def outlet_domain(request: HttpRequest, pk: int) -> HttpResponse:
    """A form for a further domain of the outlet; `remove` in what is sent takes that one away."""
    user, outlet = user_of(request), _kept_outlet(request, pk)
    if request.method == "POST" and (domain := request.POST.get("remove", "")):
        remove_domain(user=user, outlet_id=pk, domain=domain)
        messages.success(
            request, f"“{domain}” is no domain of “{outlet}” any more. Articles keep the outlet they have."
        )
        return redirect("outlet", pk=pk)
    form, twin = DomainForm(sent(request)), None
    if form.is_valid():
        try:
            domain = add_domain(user=user, outlet_id=pk, address=form.cleaned_data["address"])
        except Refusal as refusal:
            form.add_error(None, refusal.words)
            twin = refusal.more.get("twin")
        else:
            messages.success(request, f"“{domain}” is a domain of “{outlet}” now: addresses on it tell the outlet.")
            return redirect("outlet", pk=pk)
    context = {"outlet": outlet, "form": form, "twin": twin, "heading": "Add a domain", "button": "Add the domain"}
    return render(request, "annotations/outlet_form.html", {"section": "articles"} | context)


@require_http_methods(["GET", "HEAD", "POST"])
def outlet_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Merging an outlet into another: the choice of the other one, then what would move, then the button."""
    user, outlet = user_of(request), _kept_outlet(request, pk)
    into = _chosen(request)
    if into is None:
        return render(request, "annotations/outlet_merge_choose.html", _choice(request, user, outlet))
    refusal = "" if outlet.merged_into_id == into.pk else hindrance(outlet, into)
    if request.method == "POST" and not refusal:
        try:
            merge_outlets(user=user, outlet_id=pk, into_id=into.pk)
        except Refusal as refused:
            refusal = refused.words
        else:
            return redirect(f"{reverse('outlet', args=[into.pk])}?{urlencode({'merged': pk})}")
    return render(request, "annotations/outlet_merge.html", _preview(user, outlet, into, refusal))


def _chosen(request: HttpRequest) -> Outlet | None:
    """The other outlet that the address or the form names; None where none is named. Raises Http404."""
    given = request.POST if request.method == "POST" else request.GET
    if "into" not in given:
        return None
    form = IntoForm(given)
    if not form.is_valid():
        raise Http404
    return visible_outlet(request, form.cleaned_data["into"])


def _choice(request: HttpRequest, user: User, outlet: Outlet) -> dict[str, Any]:
    """Which outlet it could be merged into: those near in spelling, and those that the words in the address find."""
    form, lines = FindForm(request.GET), outlets(user)
    words, line = form.words(), lines.get(outlet.pk)
    found = [one for one in lines.values() if words and one.has(words) and one.key != outlet.pk]
    return {
        "section": "articles",
        "outlet": outlet,
        "form": form,
        "words": words,
        "found": found[:CANDIDATES_SHOWN],
        "found_count": len(found),
        "near": near_outlets(line, lines) if line else [],
    }


def _preview(user: User, outlet: Outlet, into: Outlet, refusal: str) -> dict[str, Any]:
    lines = outlets(user)
    articles: Page[Any] = Paginator(articles_of(user, outlet), HEADLINES_PREVIEWED).page(1)
    return {
        "section": "articles",
        "outlet": outlet,
        "into": into,
        "moves": lines.get(outlet.pk),
        "stays": lines.get(into.pk),
        "articles": articles,
        "refusal": refusal,
        "other_way": bool(refusal) and not hindrance(into, outlet),
    }


@require_POST
def outlet_unmerge(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the merger of this outlet into the one in the field `into` back."""
    user, outlet = user_of(request), _kept_outlet(request, pk)
    into = _chosen(request)
    if into is None:
        messages.error(request, "Nothing was taken back. Open the outlet again and choose what to take back.")
        return redirect("outlet", pk=pk)
    try:
        take_back_merger(user=user, outlet_id=pk, into_id=into.pk)
    except Conflict as refusal:
        messages.error(request, refusal.words)
        return redirect("outlet", pk=pk)
    messages.success(request, f"Taken back: “{outlet.name}” stands for itself again.")
    return redirect("outlet", pk=into.pk)
