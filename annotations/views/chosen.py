"""What an admin does with many articles at once: first what it would do is said, then it is done."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from annotations.forms.chosen import (
    MOST_AT_ONCE,
    ActForm,
    DeleteForm,
    FieldsForm,
    ReviewersForm,
    StoryForm,
    numbers_in,
)
from annotations.forms.lists import ArticlesForm
from annotations.models import Article, Story, User
from annotations.overview.called import outlets_offered
from annotations.overview.hanging import hanging_on
from annotations.views.attempt import sent
from annotations.views.many import carry_out, tell
from annotations.views.who import require_admin, user_of

ACTS = {
    "edit": "change what is known",
    "move": "move to another story",
    "assign": "assign reviewers",
    "archive": "archive",
    "unarchive": "take out of the archive",
    "delete": "delete",
}
DONE = {
    "edit": "changed",
    "move": "moved",
    "assign": "assigned",
    "archive": "archived",
    "unarchive": "taken out of the archive",
    "delete": "deleted",
}
BUTTONS = {
    "edit": "Change the articles",
    "move": "Move the articles",
    "assign": "Assign the reviewers",
    "archive": "Archive the articles",
    "unarchive": "Take the articles out",
    "delete": "Delete the articles",
}
TITLES_SHOWN = 5
STORIES_OFFERED = 100


@require_http_methods(["GET", "HEAD", "POST"])
def articles_chosen(request: HttpRequest) -> HttpResponse:
    """The articles that were chosen in the list, and a form for what is to be done with them; once sent, it is done."""
    require_admin(request)
    act = (request.POST if request.method == "POST" else request.GET).get("act", "")
    numbers, back = _chosen(request)
    hindrance = _hindrance(act, numbers)
    if hindrance:
        messages.error(request, hindrance)
        return redirect(back)
    form = _form(request, act)
    if form.is_valid():
        articles = Article.objects.filter(pk__in=numbers).select_related("story").order_by("pk")
        tell(request, carry_out(act, user=user_of(request), articles=articles, said=form.cleaned_data), DONE[act])
        return redirect(back)
    return render(request, "annotations/chosen.html", _described(user_of(request), act, form, numbers, back))


def _chosen(request: HttpRequest) -> tuple[list[int], str]:
    """The articles' numbers, and the address of the list that they were chosen in. What was said before holds, once confirmed."""
    if request.method == "POST":
        sent_along = {name: request.POST.get(f"list-{name}", "") for name in ArticlesForm.base_fields}
        form = ArticlesForm(sent_along, user=user_of(request))
        numbers = numbers_in(request.POST.get("articles", ""))
    else:
        form = ArticlesForm(request.GET, user=user_of(request))
        numbers = _found(request, form)
    kept = {name: form.data[name] for name in form.fields if form.data.get(name)}
    return numbers, f"{reverse('articles')}{'?' if kept else ''}{urlencode(kept)}"


def _found(request: HttpRequest, form: ArticlesForm) -> list[int]:
    which = request.GET.get("which")
    if which == "all":
        # Else more would be changed than whoever mistyped a filter has in mind.
        if form.passed_over:
            return []
        found = form.asked().found().order_by("-pk")
        return list(found.values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
    ticked = request.GET.get("page", "") if which == "page" else "_".join(request.GET.getlist("chosen"))
    there = set(Article.objects.filter(pk__in=numbers_in(ticked)).order_by().values_list("pk", flat=True))
    return [number for number in numbers_in(ticked) if number in there]


def _hindrance(act: str, numbers: Sequence[int]) -> str:
    """Why there is nothing to go on with; "" where there is."""
    if act not in ACTS:
        return "Nothing was done. Choose what to do with the articles."
    if not numbers:
        return "No article is chosen. Tick some, or choose all on the page; all that the list has, once its filters can be read."
    if len(numbers) > MOST_AT_ONCE:
        return f"More than {MOST_AT_ONCE:,} articles are too many at once. Filter the list to have fewer."
    return ""


def _form(request: HttpRequest, act: str) -> ActForm:
    data = sent(request)
    if act == "assign":
        return ReviewersForm(data, people=User.objects.filter(is_active=True).order_by("name", "username"))
    forms: dict[str, type[ActForm]] = {"edit": FieldsForm, "move": StoryForm, "delete": DeleteForm}
    return forms.get(act, ActForm)(data)


def _described(user: User, act: str, form: ActForm, numbers: Sequence[int], back: str) -> dict[str, Any]:
    articles = Article.objects.filter(pk__in=numbers).select_related("story").order_by("-pk")
    return {
        "section": "articles",
        "act": act,
        "title": ACTS[act],
        "button": BUTTONS[act],
        "form_part": f"annotations/chosen_{act}.html",
        "reviewers": form.data.getlist("reviewers") if isinstance(form.data, QueryDict) else [],
        "form": form,
        "numbers": "_".join(map(str, numbers)),
        "count": len(numbers),
        "hanging": hanging_on(numbers),
        "articles": articles[:TITLES_SHOWN],
        "more": max(0, len(numbers) - TITLES_SHOWN),
        "back": back,
        "list_fields": _fields_in(back),
        "outlets": outlets_offered(user) if act == "edit" else (),
        "stories": Story.objects.filter(archived_at__isnull=True)[:STORIES_OFFERED] if act == "move" else (),
    }


def _fields_in(address: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(address).query)
