"""The claims to check, across stories: a working list for fact-checkers, and what became of each claim in it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from annotations.exports.dialects import DIALECTS
from annotations.exports.to_check import sources_of, write_to_check
from annotations.forms.to_check import ME, NOBODY, FollowUpForm, ToCheckForm
from annotations.models import FollowUp, Mark, MarkKind, Progress, Story, User
from annotations.overview.to_check import CLASHING, Line, ToCheck, Why, lines
from annotations.review.follow_ups import follow_up
from annotations.review.policy import may_hand_on
from annotations.templatetags.addresses import marks_address
from annotations.views.attempt import attempt, sent
from annotations.views.downloads import download_made
from annotations.views.scopes import EVERYBODY
from annotations.views.who import user_of

CLAIMS_A_PAGE = 25


@require_safe
def to_check(request: HttpRequest) -> HttpResponse:
    """The claims to check that the user may read, narrowed as the address says, each with a form to follow it up."""
    user = user_of(request)
    form = _narrowed(request)
    chosen, asked = form.chosen(), form.wanted()
    page = Paginator(asked.in_order(), CLAIMS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "to-check",
        "page": page,
        "rows": _rows(user, list(page)),
        "form": form,
        "chosen": chosen,
        "is_narrowed": any(chosen.values()),
        "reasons": Why.choices,
        "stages": Progress.choices,
        "holders": [(ME, "Me"), (NOBODY, "Nobody"), *((key, str(one)) for key, one in form.holders.items())],
        "unlisted": _unlisted(asked),
        "dialects": [(dialect.key, dialect.title) for dialect in DIALECTS.values()],
        "query": request.GET.urlencode(),
    }
    return render(request, "annotations/to_check.html", context)


@require_safe
def to_check_csv(request: HttpRequest) -> HttpResponseBase:
    """The same list as a CSV file, in the dialect that the address names; for a spreadsheet if it names none."""
    wanted = _narrowed(request).wanted()
    return download_made(
        request,
        lambda file, dialect: write_to_check(file, wanted, dialect),
        what="This list",
        name=f"to-check-{timezone.localdate()}",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_page(request: HttpRequest, claim: uuid.UUID) -> HttpResponse:
    """One claim with its form. Sent, it leads back to the list as it was; refused, it says why and keeps what was typed."""
    user = user_of(request)
    row = _row(user, claim)
    form = FollowUpForm(sent(request), people=[user, *row.people])
    if attempt(form, lambda: follow_up(user=user, claim_id=claim, **form.cleaned_data)):
        messages.success(request, "What became of the claim is saved.")
        return redirect(f"{reverse('to-check')}?{request.GET.urlencode()}#claim-{claim}")
    if form.is_bound:
        # As it stands by now: somebody else may have changed it.
        row = _row(user, claim)
        row = replace(row, filled=_filled_in(form, row.line.follow_up))
    context = {
        "section": "to-check",
        "row": row,
        "form": form,
        "stages": Progress.choices,
        "query": request.GET.urlencode(),
    }
    return render(request, "annotations/to_check_one.html", context)


def _narrowed(request: HttpRequest) -> ToCheckForm:
    user = user_of(request)
    stories = Story.objects.visible_to(user).filter(archived_at__isnull=True).order_by("title", "pk")
    return ToCheckForm(request.GET, user=user, stories=stories, holders=ToCheck(user).holders())


@dataclass(frozen=True)
class Filled:
    """What a line's form is filled in with. `holder` is a sign-in name, "" for nobody."""

    revision: str
    progress: str
    holder: str
    address: str


@dataclass(frozen=True)
class Row:
    """A line as the page shows it. `people` are those who may be said to have the claim, beside the user himself."""

    line: Line
    sources: str
    people: Sequence[User]
    filled: Filled


def _row(user: User, claim: uuid.UUID) -> Row:
    """The row of one claim. Raises Http404 where the user may not read it, or where it was withdrawn."""
    if not Mark.objects.visible_to(user).standing().filter(pk=claim, kind=MarkKind.CLAIM).exists():
        raise Http404
    return _rows(user, [claim])[0]


def _rows(user: User, keys: Sequence[uuid.UUID]) -> list[Row]:
    """A row for each claim, in the same order, in a number of queries that does not grow with them."""
    others = User.objects.filter(is_active=True).exclude(pk=user.pk).order_by("name", "username")
    people = list(others) if may_hand_on(user) else []
    found = lines(user, keys)
    sources = sources_of(found)
    return [
        Row(line, sources.get(line.claim.pk, ""), _people(user, people, line.follow_up), _stands(line.follow_up))
        for line in found
    ]


def _people(user: User, people: Sequence[User], stands: FollowUp) -> Sequence[User]:
    """These people, and whoever has it now."""
    holder = stands.holder
    return people if holder is None or holder == user or holder in people else [*people, holder]


def _stands(stands: FollowUp) -> Filled:
    holder = stands.holder.username if stands.holder else ""
    return Filled(str(stands.revision), stands.progress, holder, stands.address)


def _filled_in(form: FollowUpForm, stands: FollowUp) -> Filled:
    """What was typed. Sent again, it is based on what stands now only where that was told: not where a field was refused."""
    typed = {name: str(form.data.get(name, "")) for name in form.fields}
    is_told = set(form.errors) <= {NON_FIELD_ERRORS}
    return Filled(**typed | ({"revision": str(stands.revision)} if is_told else {}))


@dataclass(frozen=True)
class Unlisted:
    """Strict and likely contradictions of a story that no line stands for, and where they are listed."""

    story: Story
    count: int
    address: str


def _unlisted(asked: ToCheck) -> list[Unlisted]:
    address = partial(marks_address, by=EVERYBODY, kind=MarkKind.CONTRADICTION.value, strength=[*CLASHING])
    return [Unlisted(story, count, address(story.slug)) for story, count in asked.without_claims()]
