"""The list of reviews: one's own; for adjudicators and admins everybody's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from annotations.forms.lists import ReviewsForm
from annotations.models import User
from annotations.overview.called import MOST_OFFERED
from annotations.overview.followed import follows_others
from annotations.overview.review_list import SORTS, described
from annotations.review.policy import may_administer
from annotations.views.lists import narrowings, part_in
from annotations.views.who import user_of


@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    """The reviews that the user follows, narrowed and sorted as the address says, a page at a time."""
    user, today = user_of(request), timezone.localdate()
    form = ReviewsForm(request.GET, user=user)
    asked, chosen = form.asked(today), form.chosen()
    sort = SORTS[chosen.get("sort", "assigned")]
    part = part_in(request, asked.found(), sort)
    follows = follows_others(user)
    people = User.objects.order_by("name", "username") if follows else User.objects.none()
    context = {
        "section": "reviews",
        "form": form,
        "narrowings": narrowings(form, request.GET),
        "is_narrowed": any(name not in {"sort", "where"} for name in chosen),
        "sort": sort.key,
        "sorted": sort.words,
        "part": part,
        "reviews": described(user, part.numbers),
        "follows_others": follows,
        "people": people.values_list("username", "name")[:MOST_OFFERED],
        "may_administer": may_administer(user),
        "today": today,
    }
    return render(request, "annotations/reviews.html", context)
