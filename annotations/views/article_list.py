"""The list of all articles: searched, narrowed, sorted; and the same as a file."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from annotations.exports.article_list import write_articles
from annotations.exports.dialects import DIALECTS
from annotations.forms.lists import ArticlesForm
from annotations.overview.article_lines import article_lines
from annotations.overview.article_list import SORTS
from annotations.overview.called import outlets_offered
from annotations.review.policy import may_administer, may_compare
from annotations.views.chosen import ACTS
from annotations.views.downloads import download_made
from annotations.views.lists import narrowings, part_in
from annotations.views.who import user_of


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    """The articles that the user sees, narrowed and sorted as the address says, a page at a time."""
    user = user_of(request)
    form = ArticlesForm(request.GET, user=user)
    asked, chosen = form.asked(), form.chosen()
    sort = SORTS[chosen.get("sort", "added")]
    part = part_in(request, asked.found(), sort)
    context = {
        "section": "articles",
        "form": form,
        "chosen": chosen,
        "asked": asked,
        "narrowings": narrowings(form, request.GET),
        "is_narrowed": any(name not in {"sort", "where"} for name in chosen),
        "sort": sort.key,
        "sorted": sort.words,
        "part": part,
        "lines": article_lines(asked, part.numbers),
        "outlets": outlets_offered(user),
        "dialects": [(dialect.key, dialect.title) for dialect in DIALECTS.values()],
        "kept_fields": [(name, request.GET[name]) for name in form.fields if request.GET.get(name)],
        "may_administer": may_administer(user),
        "may_compare": may_compare(user),
        "acts": list(ACTS.items()) if may_administer(user) else [],
    }
    return render(request, "annotations/articles.html", context)


@require_safe
def article_list_csv(request: HttpRequest) -> HttpResponseBase:
    """The whole list as a CSV file, in the dialect that the address names; for a spreadsheet if it names none."""
    form = ArticlesForm(request.GET, user=user_of(request))
    asked, sort = form.asked(), SORTS[form.chosen().get("sort", "added")]
    return download_made(
        request,
        lambda file, dialect: write_articles(file, asked, sort, dialect),
        what="This list",
        name=f"articles-{timezone.localdate()}",
    )
