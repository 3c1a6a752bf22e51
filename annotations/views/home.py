"""The first page: what one has to do and has done; and for those who look after the work, where it stands."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Min, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from annotations.models import Codebook, Review, Role, Span, SpanRole, Status, Story, User, Version
from annotations.overview.followed import followed_by
from annotations.overview.review_list import put_away
from annotations.review.policy import may_administer, may_export
from annotations.review.reopen import reopenings
from annotations.views.codebook import newest_first
from annotations.views.rows import ByNewestWork, story_rows
from annotations.views.who import user_of

SHOWN = 50
SUBMITTED_A_PAGE = 20

_CURRENT = ~put_away()
_OPEN = Q(status__in=[Status.ASSIGNED, Status.IN_PROGRESS])


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One's own reviews. For adjudicators and admins also the stories, who has what in hand, and what is late."""
    user = user_of(request)
    today = timezone.localdate()
    own = Review.objects.of(user).filter(_CURRENT)
    to_do = own.filter(_OPEN)
    page, submitted = _submitted(own, request.GET.get("page"))
    context = {
        "section": "work",
        "today": today,
        "tomorrow": today + timedelta(days=1),
        "to_do": _to_do(to_do),
        "to_do_count": to_do.count(),
        "left_off": _left_off(user),
        "page": page,
        "submitted": submitted,
    }
    if may_export(user):
        return render(request, "annotations/home_admin.html", context | _standing(user, today))
    return render(request, "annotations/home.html", context | {"codebook": _codebook_in_use(user)})


def _to_do(reviews: "QuerySet[Review]") -> list[Review]:
    """What is due first comes first; of what is due alike, what was begun. Each with its `reopenings`, the last first.

    Texts are fetched: the list says how long they are.
    """
    begun_first = "-status"  # "in_progress" after "assigned"
    shown = reviews.order_by(F("due").asc(nulls_last=True), begun_first, "pk")[:SHOWN]
    versions = Prefetch("version", Version.objects.select_related("article__outlet__merged_into"))
    reasons = Prefetch("events", reopenings(), to_attr="reopenings")
    return _with_progress(shown.values_list("pk", flat=True), versions, reasons)


def _submitted(own: "QuerySet[Review]", number: str | None) -> "tuple[Page[int], list[Review]]":
    """The page of this number, and the reviews on it, the last submitted first."""
    submitted = own.filter(status=Status.SUBMITTED, submitted_at__isnull=False).order_by("-submitted_at", "-pk")
    page = Paginator(submitted.values_list("pk", flat=True), SUBMITTED_A_PAGE).get_page(number)
    versions = Prefetch("version", Version.objects.select_related("article").defer("text"))
    return page, _with_progress(page, versions)


def _with_progress(keys: Iterable[int], *more: "Prefetch[str]") -> list[Review]:
    """The reviews with these numbers, in this order, with how far they are, their stories and what else is to be fetched.

    In a query of its own: otherwise the marks of all reviews would be counted to show a few.
    """
    shown = list(keys)
    counted = Review.objects.with_progress().select_related("round__story").prefetch_related(*more).in_bulk(shown)
    return [counted[key] for key in shown]


def _left_off(user: User) -> Span | None:
    """The words of the mark that the user changed last, in a review that is still open; of many, in those begun last."""
    reviews = Review.objects.of(user).filter(_CURRENT, status=Status.IN_PROGRESS).order_by("-pk")[:SHOWN]
    begun = [review.pk for review in reviews]
    spans = Span.objects.filter(mark__review__in=begun, mark__withdrawn_at__isnull=True)
    marked = spans.filter(role__in=[SpanRole.CLAIM, SpanRole.TYPO, SpanRole.SIDE], order=0)
    return marked.select_related("mark").order_by("-mark__updated", "pk").first()


def _codebook_in_use(user: User) -> Codebook | None:
    """The codebook of the user's newest review; before the first one, the newest there is."""
    in_use = newest_first().filter(rounds__reviews__reviewer=user).order_by("-rounds__reviews__pk").first()
    return in_use or newest_first().first()


def _standing(user: User, today: date) -> dict[str, Any]:
    """What an adjudicator or admin oversees. It tells where reviews stand, and nothing of what is marked in them."""
    stories = Story.objects.visible_to(user).filter(archived_at__isnull=True)
    reviews = followed_by(user).filter(_CURRENT)
    late = reviews.filter(_OPEN, due__lt=today)
    # Those put away are few, and taken off: to ask each of the others whether it is one would take ten times as long.
    tallies = _tallies(followed_by(user)) - _tallies(followed_by(user).filter(put_away()))
    people = _people(tallies)
    return {
        "may_administer": may_administer(user),
        "stories": story_rows(user, ByNewestWork(stories, user)[:SHOWN]),
        "stories_count": stories.count(),
        "counts": _counts(tallies) | {"late": late.count()},
        "late": _late(late),
        "people": people[:SHOWN],
        "people_count": len(people),
    }


def _tallies(reviews: "QuerySet[Review]") -> Counter[tuple[int, str]]:
    """By reviewer and state: how many reviews."""
    counted = reviews.order_by().values_list("reviewer", "status").annotate(count=Count("pk"))
    return Counter({(reviewer, status): count for reviewer, status, count in counted})


def _counts(tallies: Counter[tuple[int, str]]) -> dict[str, int]:
    by_state = {state: sum(count for (_, one), count in tallies.items() if one == state) for state in Status.values}
    return {
        "all": tallies.total(),
        "not_started": by_state[Status.ASSIGNED],
        "in_progress": by_state[Status.IN_PROGRESS],
        "submitted": by_state[Status.SUBMITTED],
    }


def _late(late: "QuerySet[Review]") -> "QuerySet[Review]":
    shown = late.order_by("due", "pk")[:SHOWN]
    return shown.select_related("reviewer", "round__story", "version__article").defer("version__text")


@dataclass(frozen=True)
class Person:
    """Somebody who reviews or could: how many reviews are in hand and in, and the next day one is due."""

    user: User
    in_hand: int
    submitted: int
    next_due: date | None


def _people(tallies: Counter[tuple[int, str]]) -> list[Person]:
    """All active accounts that review or could, who has most in hand first."""
    due = Review.objects.filter(_CURRENT, _OPEN, due__isnull=False).order_by().values_list("reviewer")
    next_due = dict(due.annotate(next=Min("due")))
    people = [
        Person(
            user,
            in_hand=tallies[user.pk, Status.ASSIGNED] + tallies[user.pk, Status.IN_PROGRESS],
            submitted=tallies[user.pk, Status.SUBMITTED],
            next_due=next_due.get(user.pk),
        )
        for user in User.objects.filter(is_active=True).order_by("name", "username")
    ]
    shown = [one for one in people if one.user.role == Role.REVIEWER or one.in_hand or one.submitted]
    return sorted(shown, key=lambda one: -one.in_hand)
