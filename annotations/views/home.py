"""The first page: what one has to do and has done; and for those who look after the work, where it stands."""

from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F, Min, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from annotations.models import Codebook, Review, Role, Span, SpanRole, Status, Story, User, Version
from annotations.review.policy import may_administer, may_export
from annotations.review.reopen import reopenings
from annotations.views.codebook import newest_first
from annotations.views.rows import by_newest_work, followed_by, story_rows
from annotations.views.who import user_of

SHOWN = 50
SUBMITTED_A_PAGE = 20

_CURRENT = Q(round__story__archived_at__isnull=True)
_OPEN = ~Q(status=Status.SUBMITTED)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One's own reviews. For adjudicators and admins also the stories, who has what in hand, and what is late."""
    user = user_of(request)
    today = timezone.localdate()
    own = Review.objects.of(user).filter(_CURRENT).with_progress().select_related("round__story")
    to_do = _to_do(own)
    context = {
        "section": "work",
        "today": today,
        "tomorrow": today + timedelta(days=1),
        "to_do": to_do[:SHOWN],
        "to_do_count": to_do.count(),
        "left_off": _left_off(user),
        "page": Paginator(_submitted(own), SUBMITTED_A_PAGE).get_page(request.GET.get("page")),
    }
    if may_export(user):
        return render(request, "annotations/home_admin.html", context | _standing(user, today))
    return render(request, "annotations/home.html", context | {"codebook": _codebook_in_use(user)})


def _to_do(own: "QuerySet[Review]") -> "QuerySet[Review]":
    """What is due first comes first; of what is due alike, what was begun. Each with its `reopenings`, the last first.

    Texts are fetched: the list says how long they are.
    """
    versions = Version.objects.select_related("article__outlet")
    begun_first = "-status"  # "in_progress" after "assigned"
    return (
        own.filter(_OPEN)
        .order_by(F("due").asc(nulls_last=True), begun_first, "pk")
        .prefetch_related(Prefetch("version", versions), Prefetch("events", reopenings(), to_attr="reopenings"))
    )


def _submitted(own: "QuerySet[Review]") -> "QuerySet[Review]":
    versions = Version.objects.select_related("article").defer("text")
    return own.exclude(_OPEN).order_by("-submitted_at", "-pk").prefetch_related(Prefetch("version", versions))


def _left_off(user: User) -> Span | None:
    """The words of the mark that the user changed last, in a review that is still open."""
    reviews = Review.objects.of(user).filter(_CURRENT & _OPEN)
    spans = Span.objects.filter(mark__review__in=reviews, mark__withdrawn_at__isnull=True)
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
    return {
        "may_administer": may_administer(user),
        "stories": story_rows(user, by_newest_work(stories, user)[:SHOWN]),
        "stories_count": stories.count(),
        "counts": _counts(reviews, today),
        "late": _late(reviews, today),
        "people": _people()[:SHOWN],
    }


def _counts(reviews: "QuerySet[Review]", today: date) -> dict[str, int]:
    return reviews.aggregate(
        all=Count("pk"),
        not_started=Count("pk", filter=Q(status=Status.ASSIGNED)),
        in_progress=Count("pk", filter=Q(status=Status.IN_PROGRESS)),
        submitted=Count("pk", filter=Q(status=Status.SUBMITTED)),
        late=Count("pk", filter=_OPEN & Q(due__lt=today)),
    )


def _late(reviews: "QuerySet[Review]", today: date) -> "QuerySet[Review]":
    late = reviews.filter(_OPEN, due__lt=today).order_by("due", "pk")
    return late.select_related("reviewer", "round__story", "version__article").defer("version__text")[:SHOWN]


def _people() -> "QuerySet[User]":
    """All who review or could, with `in_hand`, `submitted` and `next_due` over the stories that are not archived."""
    current = Q(reviews__round__story__archived_at__isnull=True)
    is_open = ~Q(reviews__status=Status.SUBMITTED)
    counted = User.objects.filter(is_active=True).annotate(
        in_hand=Count("reviews", filter=current & is_open),
        submitted=Count("reviews", filter=current & ~is_open),
        next_due=Min("reviews__due", filter=current & is_open),
    )
    return counted.filter(Q(role=Role.REVIEWER) | Q(in_hand__gt=0) | Q(submitted__gt=0)).order_by(
        "-in_hand", "name", "username"
    )
