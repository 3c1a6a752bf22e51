"""The pages about articles: reading one, changing what is known about one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from annotations.anchoring.segments import Shown
from annotations.forms.articles import DetailsForm
from annotations.models import Article, Review, User, Version
from annotations.overview.called import outlets_offered
from annotations.review.articles import edit_article, said_of
from annotations.review.policy import may_administer, may_compare
from annotations.review.states import mark_states
from annotations.views.attempt import attempt, sent
from annotations.views.copies_shown import copies_about
from annotations.views.rows import own_review, reviews_of
from annotations.views.shown import drawn_with, links_of, shown_of
from annotations.views.who import require_admin, user_of


@require_safe
def article_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One article to read: its newest text, or the version whose number the address asks for."""
    user = user_of(request)
    article = visible_article(request, pk)
    version = _asked_version(request, article)
    reviews = list(reviews_of(user, [article]))
    own = own_review([review for review in reviews if review.version_id == version.pk], user)
    links = links_of(version)
    with_marks = own is not None and own.is_closed and request.GET.get("marks") == "mine"
    context = {
        "section": "stories",
        "article": article,
        "version": version,
        "versions": article.versions.select_related("created_by", "original").defer("text").order_by("-number"),
        "reviews": reviews,
        "own": own,
        "with_marks": with_marks,
        "shown": drawn_with(_shown(user, own) if own and with_marks else [], links),
        "links": links,
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
        "outlets": outlets_offered(user_of(request)),
    }
    return render(request, "annotations/article_edit.html", context)
