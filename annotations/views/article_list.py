"""The list of all articles: searched, narrowed, sorted; and the same as a file."""

from tempfile import TemporaryFile

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from annotations.exports.article_list import write_articles
from annotations.exports.dialects import DIALECTS
from annotations.forms.exports import ExportForm
from annotations.forms.lists import ArticlesForm
from annotations.overview.article_lines import article_lines
from annotations.overview.article_list import SORTS
from annotations.overview.called import outlets_offered
from annotations.review.policy import may_administer, may_compare
from annotations.views.chosen import ACTS
from annotations.views.errors import error_page
from annotations.views.exports import Download
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
    choice, form = ExportForm(request.GET), ArticlesForm(request.GET, user=user_of(request))
    if not choice.is_valid():
        words = " ".join(str(word) for field in choice.errors.values() for word in field)
        return error_page(request, 400, "This list can’t be made", words)
    dialect, sort = choice.chosen(), SORTS[form.chosen().get("sort", "added")]
    # The response closes it, and then it is gone.
    file = TemporaryFile()  # noqa: SIM115
    write_articles(file, form.asked(), sort, dialect)
    name = f"articles-{timezone.localdate()}-{dialect.key}.csv"
    return Download(file, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")
