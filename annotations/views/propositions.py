"""The page of a story's propositions: one's own claims are grouped here, and what was grouped is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods

from annotations.forms.propositions import ChangeForm, FindForm
from annotations.models import Proposition, Status, Story, User
from annotations.models.search import quoting
from annotations.overview.propositions import groups_of, readable, stated
from annotations.overview.same_words import alike
from annotations.overview.scope import Scope
from annotations.review.propositions import Grouped, add_claims, group_claims, reword, take_out_claims, undo_grouping
from annotations.views.attempt import attempt, sent
from annotations.views.overview import tabs_of
from annotations.views.scopes import chosen_scope
from annotations.views.stories import visible_story
from annotations.views.who import user_of

PROPOSITIONS_A_PAGE = 25
CLAIMS_LISTED = 100


@require_http_methods(["GET", "HEAD", "POST"])
def propositions_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The propositions that `by` names, and one's own claims that stand for themselves; or a change to one's own."""
    story, user = visible_story(request, slug), user_of(request)
    form = ChangeForm(sent(request))
    done = attempt(form, lambda: _change(user, story, form.cleaned_data))
    if done:
        messages.success(request, done.words, extra_tags=done.undo)
        return redirect(f"{reverse('propositions', args=[slug])}?by={user.username}")
    chosen = chosen_scope(request, story)
    # Whatever is a copy, its claims are grouped like all others.
    scope = chosen.scope.counting_copies()
    is_own = scope.reviewer == user and not story.is_archived
    found = readable(scope).filter(pk__in=scope.claims().values("proposition"))
    page = Paginator(found.select_related("reviewer"), PROPOSITIONS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "stories",
        "story": story,
        "chosen": chosen,
        "tabs": tabs_of(chosen, "propositions"),
        "page": page,
        "groups": groups_of(scope, page),
        "is_own": is_own,
        "form": form,
        "ticked": set(request.POST.getlist("claims")),
        **(_ungrouped(request, scope) if is_own else {}),
    }
    return render(request, "annotations/propositions.html", context)


@dataclass(frozen=True)
class Done:
    """What a change came to, in words; `undo` is the number of the change, if it can be undone, "" for none."""

    words: str
    undo: str = ""


def _change(user: User, story: Story, given: Mapping[str, Any]) -> Done:
    """Carry out what the form asks for. Raises what the use case raises."""
    claims, words = given["claims"], given["words"]
    if given["act"] == "group":
        return _said(group_claims(user=user, story=story, words=words, claims=claims), "Grouped")
    own = Proposition.objects.visible_to(user).filter(round__story=story)
    if given["act"] == "undo":
        proposition = get_object_or_404(own, events__change=given["change"])
        undo_grouping(user=user, proposition=proposition, change=given["change"])
        return Done("Undone. Each claim is where it was before.")
    proposition = get_object_or_404(own, pk=given["proposition"])
    match given["act"]:
        case "put-in":
            return _said(add_claims(user=user, proposition=proposition, claims=claims), "Put in")
        case "take-out":
            return _said(take_out_claims(user=user, proposition=proposition, claims=claims), "Taken out")
        case _:
            return Done(f"It now says: “{_short(reword(user=user, proposition=proposition, words=words))}”.")


def _said(made: Grouped, verb: str) -> Done:
    words = f"{verb}: “{_short(made.proposition)}”."
    if made.came:
        words += f" {made.came} of its claims came from another proposition."
    if made.is_dissolved:
        words += " It had fewer than two claims left, so it is dissolved: they stand for themselves again."
    return Done(words, str(made.change))


def _short(proposition: Proposition) -> str:
    return Truncator(proposition.words).chars(80)


def _ungrouped(request: HttpRequest, scope: Scope) -> dict[str, Any]:
    """One's own open claims that stand for themselves, by article, as far as the search asks for them."""
    search = FindForm(request.GET)
    asked = search.cleaned_data if search.is_valid() else {}
    alone = scope.claims().filter(proposition__isnull=True)
    locked = Q(mark__review__status=Status.SUBMITTED) | Q(mark__review__version__article__archived_at__isnull=False)
    free = alone.exclude(locked)
    if asked.get("q"):
        free = free.filter(quoting(asked["q"]))
    if asked.get("article"):
        free = free.filter(mark__review__version__article=asked["article"])
    articles = {review.version_id: review.version.article for review in scope.reviews}
    listed = stated(free, CLAIMS_LISTED)
    return {
        "search": search,
        "is_searched": bool(asked.get("q") or asked.get("article")),
        "articles": sorted({one for one in articles.values() if not one.is_archived}, key=lambda article: article.pk),
        "listed": [(one, list(claims)) for one, claims in groupby(listed, key=lambda claim: articles[claim.version])],
        "shown": len(listed),
        "alike": alike(listed),
        "free": free.count(),
        "locked": alone.filter(locked).count(),
        "own": readable(scope).filter(reviewer=scope.reviewer, pk__in=scope.claims().values("proposition")),
    }
