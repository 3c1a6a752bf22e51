"""The pages about stories: the list, one story, making and changing one, archiving one."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.forms.lists import StoriesForm
from annotations.forms.stories import StoryForm
from annotations.models import Review, RoundKind, Story, User
from annotations.overview.called import outlets_offered
from annotations.overview.listing import Part
from annotations.overview.story_list import SORTS, WORKED, Stories
from annotations.review.policy import may_administer, may_export
from annotations.review.stories import archive_story, edit_story, make_story
from annotations.views.attempt import attempt, sent
from annotations.views.lists import narrowings, part_in
from annotations.views.overview import overview_of
from annotations.views.rows import ArticleRow, ByNewestWork, article_rows, story_rows
from annotations.views.scopes import chosen_scope
from annotations.views.who import require_admin, user_of

ARTICLES_A_PAGE = 100


def visible_story(request: HttpRequest, slug: str) -> Story:
    """The story of this name, if the user sees it. Raises Http404."""
    return get_object_or_404(Story.objects.visible_to(user_of(request)), slug=slug)


@require_safe
def story_list(request: HttpRequest) -> HttpResponse:
    """The stories that the user sees, narrowed and sorted as the address says, a page at a time; newest work first."""
    user, form = user_of(request), StoriesForm(request.GET)
    asked, chosen = form.asked(user), form.chosen()
    part = _part(request, asked, chosen.get("sort", ""))
    stories = Story.objects.in_bulk(part.numbers)
    context = {
        "section": "stories",
        "form": form,
        "narrowings": narrowings(form, request.GET, beside=("q", "sort")),
        "is_narrowed": any(name not in {"sort", "archived"} for name in chosen),
        "sorted": SORTS[chosen["sort"]].words if chosen.get("sort") in SORTS else WORKED[1],
        "part": part,
        "rows": story_rows(user, [stories[number] for number in part.numbers if number in stories]),
        "may_administer": may_administer(user),
        "q": chosen.get("q", ""),
        "archived": asked.archived,
        "outlets": outlets_offered(user),
    }
    return render(request, "annotations/stories.html", context)


def _part(request: HttpRequest, asked: Stories, sort: str) -> Part:
    if sort in SORTS:
        return part_in(request, asked.found(), SORTS[sort])
    places = {name: request.GET.get(name, "") for name in ("after", "before")}
    return ByNewestWork(asked.found(), asked.user).part(after=places["after"], before=places["before"])


@require_safe
def story_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One story: its articles, who reviews them, who speaks where and what does not fit together, as far as the user may know."""
    user = user_of(request)
    story = visible_story(request, slug)
    articles = story.articles.select_related("outlet__merged_into").order_by("pk")
    page = Paginator(articles, ARTICLES_A_PAGE).get_page(request.GET.get("page"))
    chosen = chosen_scope(request, story)
    rows = article_rows(user, list(page), chosen.scope)
    context = {
        "section": "stories",
        "story": story,
        "chosen": chosen,
        "page": page,
        "rows": rows,
        "with_badges": any(row.badges for row in rows),
        "with_own": any(row.own for row in rows),
        "blind": any(row.own and _is_open_and_blind(row.own) for row in rows),
        "may_administer": may_administer(user),
        "may_export": may_export(user),
        "next_step": _next_step(user, rows),
        "next_review": _next_review(rows),
        "today": timezone.localdate(),
        **overview_of(request, chosen, [row.article for row in rows]),
    }
    return render(request, "annotations/story.html", context)


def _is_open_and_blind(review: Review) -> bool:
    return not review.is_closed and review.round.kind == RoundKind.BLIND


def _next_review(rows: Sequence[ArticleRow]) -> Review | None:
    """The user's first open review of an article that is not archived: the one to go on with."""
    open_ones = (row.own for row in rows if row.own and not row.own.is_closed and not row.article.is_archived)
    return next(open_ones, None)


def _next_step(user: User, rows: Sequence[ArticleRow]) -> str:
    """Which of the page's buttons is the primary one: what this person most likely came for."""
    if _next_review(rows):
        return "review"
    if may_administer(user) and not any(row.reviews for row in rows):
        return "assign" if rows else "add"
    return "export" if may_export(user) else "read"


@require_http_methods(["GET", "HEAD", "POST"])
def story_new(request: HttpRequest) -> HttpResponse:
    """A form for a new story."""
    require_admin(request)
    form = StoryForm(sent(request))
    made = attempt(form, lambda: make_story(user=user_of(request), **form.cleaned_data))
    if made:
        return redirect("story", slug=made.slug)
    return render(request, "annotations/story_new.html", {"section": "stories", "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def story_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """A form for the story's title and summary. Its address stays, so that links to it keep working."""
    story = visible_story(request, slug)
    require_admin(request)
    form = StoryForm(sent(request), initial={"title": story.title, "summary": story.summary})
    if attempt(form, lambda: edit_story(user=user_of(request), story=story, **form.cleaned_data)):
        messages.success(request, "The story is saved.")
        return redirect("story", slug=slug)
    return render(request, "annotations/story_edit.html", {"section": "stories", "story": story, "form": form})


@require_POST
def story_archive(request: HttpRequest, slug: str) -> HttpResponse:
    """Archive the story or take it out of the archive, as the field `archived` says ("yes" or "no")."""
    story = visible_story(request, slug)
    require_admin(request)
    archived = request.POST.get("archived") == "yes"
    archive_story(user=user_of(request), story=story, archived=archived)
    messages.success(request, f"“{story}” is {'archived' if archived else 'out of the archive'}.")
    return redirect("story", slug=story.slug)
