"""The register of sources: the list, one source with all that it vouches for, and what adjudicators and admins do with it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.forms.sources import DecisionForm, FindForm, IntoForm, NameForm, Wanted
from annotations.models import Admission, Source, User
from annotations.models.source import SourceQuerySet
from annotations.overview.alike import all_near, near_spellings, near_to_words
from annotations.overview.register import (
    Families,
    Voice,
    claims_counted,
    entries,
    families,
    grades_counted,
    holdings,
    merged_into_it,
    to_admit,
)
from annotations.overview.vouching import grouped, places
from annotations.review.policy import may_keep_register
from annotations.review.refusals import Conflict, Refusal
from annotations.review.register import (
    add_name,
    admit_source,
    hindrance,
    merge_sources,
    refuse_source,
    take_back_merger,
)
from annotations.views.attempt import sent
from annotations.views.who import user_of

SOURCES_A_PAGE = 50
CLAIMS_A_PAGE = 100
TO_ADMIT_SHOWN = 20
CANDIDATES_SHOWN = 20


@dataclass(frozen=True)
class Row:
    """An entry in a list: the names beside the one shown, and how many claims it vouches for."""

    source: Source
    also: list[str]
    claims: int


def _rows(user: User, sources: list[Source], mergers: Families) -> list[Row]:
    """A row for each source, whose names are fetched, in one query."""
    counted = claims_counted(user, [one.pk for one in sources], mergers)
    return [Row(one, _also(one), counted.get(one.pk, 0)) for one in sources]


def _also(source: Source) -> list[str]:
    names = [row.name for row in sorted(source.names.all(), key=lambda row: row.order)]
    return names[1:]


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """The register as the user sees it; on top, for whoever keeps it, what awaits a decision and what may be one source."""
    user = user_of(request)
    form = FindForm(request.GET)
    wanted = form.wanted()
    page = Paginator(_found(user, wanted), SOURCES_A_PAGE).get_page(request.GET.get("page"))
    mergers = families()
    context = {
        "section": "sources",
        "form": form,
        "wanted": wanted,
        "page": page,
        "rows": _rows(user, list(page), mergers),
        "near": [] if page else _rows(user, near_to_words(user, wanted.words, _narrowed(user, wanted)), mergers),
        "may_keep": may_keep_register(user),
        **(_upkeep(user, mergers) if may_keep_register(user) and wanted.is_all and page.number == 1 else {}),
    }
    return render(request, "annotations/sources.html", context)


def _found(user: User, wanted: Wanted) -> SourceQuerySet:
    """The entries that are looked for, whose name fits best first; without words, by name."""
    found = _narrowed(user, wanted)
    found = found.named_like(wanted.words, user) if wanted.words else found
    return found.best_first(wanted.words, user).prefetch_related("names")


def _narrowed(user: User, wanted: Wanted) -> SourceQuerySet:
    """The entries of the kind and admission that are looked for, whatever their names."""
    found = entries(user)
    found = found.filter(kind=wanted.kind) if wanted.kind else found
    return found.filter(admission=wanted.admission) if wanted.admission else found


def _upkeep(user: User, mergers: Families) -> dict[str, Any]:
    """What there is to do in the register."""
    waiting = to_admit(user)
    pairs, pairs_count = all_near(user)
    shown = list(waiting.select_related("created_by").prefetch_related("names")[:TO_ADMIT_SHOWN])
    return {
        "to_admit": _rows(user, shown, mergers),
        "to_admit_count": waiting.count(),
        "pairs": pairs,
        "pairs_count": pairs_count,
    }


def visible_source(request: HttpRequest, pk: UUID) -> Source:
    """The entry of this number, if the user sees it, with its names. Raises Http404."""
    seen = Source.objects.visible_to(user_of(request)).select_related("article__story", "merged_into", "created_by")
    return get_object_or_404(seen.prefetch_related("names"), pk=pk)


def _kept_source(request: HttpRequest, pk: UUID) -> Source:
    """The same, for whoever keeps the register. Raises Http404 or PermissionDenied."""
    source = visible_source(request, pk)
    if not may_keep_register(user_of(request)):
        raise PermissionDenied
    return source


@require_safe
def source_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One source: its names, what was merged into it, what it vouches for or relays (`as=relayed_by`), and near spellings."""
    user, source, mergers = user_of(request), visible_source(request, pk), families()
    may_keep = may_keep_register(user)
    merged = merged_into_it(user, source, mergers)
    voice = Voice.RELAY if request.GET.get("as") == Voice.RELAY else Voice.SOURCE
    context = {
        "section": "sources",
        "source": source,
        "also": _also(source),
        "shown_name": str(source),
        "stands_for": _visible(user, source.merged_into_id),
        "merged": merged,
        "just_merged": next((one for one in merged if str(one.source.pk) == request.GET.get("merged")), None),
        "near": near_spellings(user, source) if may_keep and source.merged_into_id is None else [],
        "may_keep": may_keep,
        **_vouched(request, user, mergers.of(source.pk), voice),
    }
    return render(request, "annotations/source.html", context)


def _visible(user: User, key: UUID | None) -> Source | None:
    """The entry of this number, with its names, if there is one that the user sees."""
    if key is None:
        return None
    return Source.objects.visible_to(user).filter(pk=key).prefetch_related("names").first()


def _vouched(request: HttpRequest, user: User, keys: list[UUID], voice: Voice) -> dict[str, Any]:
    """A page of the claims in which these entries are named so, and how many there are either way."""
    grades = {one: grades_counted(user, keys, one) for one in Voice}
    counts = {one: sum(grade.claims for grade in grades[one]) for one in Voice}
    page: Page[Any] = Paginator(places(user, keys, voice), CLAIMS_A_PAGE).get_page(request.GET.get("page"))
    return {
        "voice": voice,
        "grades": grades[voice],
        "vouched_count": counts[Voice.SOURCE],
        "relayed_count": counts[Voice.RELAY],
        "page": page,
        "stories": grouped(page, keys, voice),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def source_name(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A form for a further name of the source."""
    user, source = user_of(request), _kept_source(request, pk)
    form, twin = NameForm(sent(request)), None
    if form.is_valid():
        name = " ".join(form.cleaned_data["name"].split())
        has_it = name in {row.name for row in source.names.all()}
        try:
            add_name(user=user, source_id=pk, name=name)
        except Refusal as refusal:
            form.add_error(None, refusal.words)
            twin = refusal.more.get("twin")
        else:
            messages.success(request, f"{source.quoted} has the name “{name}” {'already' if has_it else 'now'}.")
            return redirect("source", pk=pk)
    context = {"section": "sources", "source": source, "form": form, "twin": twin}
    return render(request, "annotations/source_name.html", context)


@require_POST
def source_admission(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Admit or refuse a proposed entry, as the field `admission` says."""
    user, source, form = user_of(request), _kept_source(request, pk), DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Nothing was decided. Choose whether to admit or to refuse it.")
        return redirect("source", pk=pk)
    decide = admit_source if form.cleaned_data["admission"] == Admission.ADMITTED else refuse_source
    try:
        decided = decide(user=user, source_id=pk)
    except Conflict as refusal:
        messages.error(request, refusal.words)
    else:
        messages.success(request, f"{source.quoted} is {decided.get_admission_display()}.")
    return redirect("source", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def source_merge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Merging a source into another: the choice of the other one, then what would move, then the button."""
    user, source = user_of(request), _kept_source(request, pk)
    into = _chosen(request, user)
    if into is None:
        return render(request, "annotations/source_merge_choose.html", _choice(request, user, source))
    refusal = hindrance(source, into)
    if request.method == "POST" and not refusal:
        try:
            merge_sources(user=user, source_id=pk, into_id=into.pk)
        except Refusal as refused:
            refusal = refused.words
        else:
            return redirect(f"{reverse('source', args=[into.pk])}?{urlencode({'merged': pk})}")
    if request.method == "POST" and source.merged_into_id == into.pk:
        # Who presses twice did it once.
        return redirect(f"{reverse('source', args=[into.pk])}?{urlencode({'merged': pk})}")
    return render(request, "annotations/source_merge.html", _preview(user, source, into, refusal))


def _chosen(request: HttpRequest, user: User) -> Source | None:
    """The other source that the address or the form names; None where none is named. Raises Http404."""
    given = request.POST if request.method == "POST" else request.GET
    if "into" not in given:
        return None
    form = IntoForm(given)
    if not form.is_valid() or (into := _visible(user, form.cleaned_data["into"])) is None:
        raise Http404
    return into


def _choice(request: HttpRequest, user: User, source: Source) -> dict[str, Any]:
    """Whom the source could be merged with: who is near in spelling, and who is found by the words in the address."""
    form, mergers = FindForm(request.GET), families()
    wanted = form.wanted()
    found = _found(user, Wanted(wanted.words)).exclude(pk=source.pk)[:CANDIDATES_SHOWN] if wanted.words else []
    near = near_spellings(user, source) if source.merged_into_id is None else []
    return {
        "section": "sources",
        "source": source,
        "form": form,
        "wanted": wanted,
        "rows": _rows(user, list(found), mergers),
        "near": near,
    }


def _preview(user: User, source: Source, into: Source, refusal: str) -> dict[str, Any]:
    mergers = families()
    return {
        "section": "sources",
        "source": source,
        "into": into,
        "refusal": refusal,
        "other_way": bool(refusal) and not hindrance(into, source),
        **({} if refusal else {"moves": holdings(user, source, mergers), "stays": holdings(user, into, mergers)}),
    }


@require_POST
def source_unmerge(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the merger of this source into the one in the field `into` back."""
    user, source = user_of(request), _kept_source(request, pk)
    into = _chosen(request, user)
    if into is None:
        messages.error(request, "Nothing was taken back. Open the source again and choose what to take back.")
        return redirect("source", pk=pk)
    try:
        take_back_merger(user=user, source_id=pk, into_id=into.pk)
    except Conflict as refusal:
        messages.error(request, refusal.words)
        return redirect("source", pk=pk)
    messages.success(request, f"Taken back: {source.quoted} stands for itself again.")
    return redirect("source", pk=into.pk)
