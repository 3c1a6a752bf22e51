"""The pages about articles: bringing them in, reading one, changing what is known about one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from annotations.anchoring.segments import Shown
from annotations.forms.articles import ArticlesForm, DetailsForm
from annotations.intake.load import load_article
from annotations.intake.texts import check_size, read_text
from annotations.models import Article, Outlet, Review, Story, User, Version
from annotations.review.articles import edit_article, said_of
from annotations.review.policy import may_administer, may_compare
from annotations.review.refusals import Refusal
from annotations.review.states import mark_states
from annotations.views.attempt import attempt, sent
from annotations.views.copies_shown import copies_about
from annotations.views.rows import own_review, reviews_of
from annotations.views.shown import shown_of
from annotations.views.stories import visible_story
from annotations.views.who import require_admin, user_of


@dataclass(frozen=True)
class Outcome:
    """What became of one text: the version that holds it, or why there is none."""

    name: str
    version: Version | None = None
    is_new: bool = False
    refused: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def articles_new(request: HttpRequest, slug: str) -> HttpResponse:
    """A form for texts; and, once they were sent, what became of each."""
    story = visible_story(request, slug)
    require_admin(request)
    form = ArticlesForm(request.POST, request.FILES) if request.method == "POST" else ArticlesForm()
    context = {
        "section": "stories",
        "story": story,
        "form": form,
        "outlets": Outlet.objects.standing().values_list("name", flat=True),
    }
    if form.is_valid():
        outcomes = list(_load(user_of(request), story, form))
        return render(request, "annotations/articles_loaded.html", context | _report(outcomes))
    return render(request, "annotations/articles_new.html", context)


def _load(user: User, story: Story, form: ArticlesForm) -> Iterator[Outcome]:
    """Load text after text: one that is refused holds none of the others up."""
    for file in form.cleaned_data["text_files"]:
        yield _outcome(user, story, file.name, form.details(), file)
    if form.cleaned_data["text"]:
        yield _outcome(user, story, "", form.details(), form.cleaned_data["text"])


def _outcome(
    user: User, story: Story, name: str, details: dict[str, Any], source: UploadedFile[bytes] | str
) -> Outcome:
    try:
        text = source if isinstance(source, str) else _text_of(source)
        loaded = load_article(user=user, story=story, text=text, file_name=name, **details)
    except Refusal as refusal:
        return Outcome(name or "Pasted text", refused=refusal.words)
    return Outcome(name or "Pasted text", loaded.version, loaded.is_new)


def _text_of(file: UploadedFile[bytes]) -> str:
    """The file's text. One that is over the limit is refused before it is read."""
    limit = settings.FACTCHECK_MAX_ARTICLE_BYTES
    check_size(file.size or 0, limit=limit)
    return read_text(file.read(), limit=limit)


def _report(outcomes: list[Outcome]) -> dict[str, Any]:
    return {
        "outcomes": outcomes,
        "stored": sum(one.is_new for one in outcomes),
        "here": sum(one.version is not None and not one.is_new for one in outcomes),
        "refused": sum(one.version is None for one in outcomes),
    }


@require_safe
def article_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One article to read: its newest text, or the version whose number the address asks for."""
    user = user_of(request)
    article = visible_article(request, pk)
    version = _asked_version(request, article)
    reviews = list(reviews_of(user, [article]))
    own = own_review([review for review in reviews if review.version_id == version.pk], user)
    with_marks = own is not None and own.is_closed and request.GET.get("marks") == "mine"
    context = {
        "section": "stories",
        "article": article,
        "version": version,
        "versions": article.versions.select_related("created_by", "original").defer("text").order_by("-number"),
        "reviews": reviews,
        "own": own,
        "with_marks": with_marks,
        "shown": _shown(user, own) if own and with_marks else [],
        "headline_in_text": version.text.lstrip().startswith(article.headline),
        "copies": copies_about(user, article),
        "may_administer": may_administer(user),
        "may_compare": may_compare(user),
        "today": timezone.localdate(),
    }
    return render(request, "annotations/article.html", context)


def visible_article(request: HttpRequest, pk: int) -> Article:
    """The article, if the user sees it. Raises Http404."""
    articles = Article.objects.visible_to(user_of(request)).select_related("story", "outlet__merged_into")
    return get_object_or_404(articles, pk=pk)


def _asked_version(request: HttpRequest, article: Article) -> Version:
    number = request.GET.get("version", "")
    if not number:
        return article.current_version
    return get_object_or_404(article.versions, number=int(number) if number.isdecimal() and len(number) < 10 else 0)


def _shown(user: User, review: Review) -> list[Shown]:
    """The review's standing marks that the user may read, as they are drawn in the version that was reviewed."""
    return [one for state in mark_states(review, user) for one in shown_of(state, review.version_id)]


@require_http_methods(["GET", "HEAD", "POST"])
def article_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A form for what is known about the article. The text is shown beside it, and never changes."""
    article = visible_article(request, pk)
    require_admin(request)
    form = DetailsForm(sent(request), initial={**said_of(article)})
    if attempt(form, lambda: edit_article(user=user_of(request), article=article, **form.cleaned_data)):
        messages.success(request, "The article is saved.")
        return redirect("article", pk=pk)
    context = {
        "section": "stories",
        "article": article,
        "version": article.current_version,
        "shown": [],
        "form": form,
        "outlets": Outlet.objects.standing().values_list("name", flat=True),
    }
    return render(request, "annotations/article_edit.html", context)
