"""The page on which a story's set is made, and its downloads."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import get_text_list
from django.views.decorators.http import require_safe

from annotations.exports.archive import write_set, write_table
from annotations.exports.left_out import left_out
from annotations.exports.selection import Selection
from annotations.exports.snapshot import consistent_view
from annotations.exports.tables import MARKS
from annotations.forms.exports import ExportForm
from annotations.models import MarkKind, Review, Status, Story, User
from annotations.review.policy import may_export
from annotations.views.downloads import download_made
from annotations.views.stories import visible_story
from annotations.views.who import user_of

RECORDS_PREVIEWED = 5
REVIEWS_A_PAGE = 50


@require_safe
def export_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What goes into the story's set and what is left out, its first records, and the choices to make before downloading it."""
    story = _story_to_export(request, slug)
    with consistent_view():
        context = _described(story, user_of(request), request.GET.get("page"))
    context |= {"section": "stories", "story": story, "form": ExportForm(), "today": timezone.localdate()}
    return render(request, "annotations/export.html", context)


@require_safe
def download_set(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The whole set as a zip file, in the dialect that the address names; for a spreadsheet if it names none."""
    story = _story_to_export(request, slug)
    selection, name = Selection(story, user_of(request)), _file_name(story, "set")
    return download_made(
        request,
        lambda file, dialect: write_set(file, selection, dialect),
        what="This set",
        name=name,
        ending="zip",
        content_type="application/zip",
    )


@require_safe
def download_marks(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The claims and typos alone, as one CSV file."""
    story = _story_to_export(request, slug)
    selection, name = Selection(story, user_of(request)), _file_name(story, "marks")
    return download_made(
        request,
        lambda file, dialect: write_table(file, selection, dialect, table=MARKS),
        what="This set",
        name=name,
    )


def _file_name(story: Story, what: str) -> str:
    return f"{story.slug}-{timezone.localdate()}-{what}"


def _story_to_export(request: HttpRequest, slug: str) -> Story:
    """The story, if the user sees it and may export. Raises Http404 or PermissionDenied."""
    story = visible_story(request, slug)
    if not may_export(user_of(request)):
        raise PermissionDenied
    return story


def _described(story: Story, user: User, page_number: str | None) -> dict[str, Any]:
    """What the page says of the set; all of it read here, so that no save comes between."""
    selection = Selection(story, user)
    reviews = selection.reviews().select_related("reviewer", "round", "version__article").defer("version__text")
    page = Paginator(reviews, REVIEWS_A_PAGE).get_page(page_number)
    counts = _counts(selection)
    submitted = selection.reviews().filter(status=Status.SUBMITTED).count()
    return {
        "page": page,
        "rows": list(_rows(selection, page)),
        "contents": _in_words(counts),
        "submitted": submitted,
        "is_empty": not counts and not submitted,
        "left_out": left_out(story, user),
        "columns": MARKS.column_names,
        "records": list(islice(MARKS.records(selection), RECORDS_PREVIEWED)),
    }


@dataclass(frozen=True)
class ReviewRow:
    """A review that goes into the set, and how many marks of each kind go with it."""

    review: Review
    claims: int
    typos: int
    contradictions: int


def _rows(selection: Selection, reviews: Iterable[Review]) -> Iterable[ReviewRow]:
    shown = list(reviews)
    grouped = selection.marks().filter(review__in=shown).values_list("review", "kind").annotate(count=Count("pk"))
    found = {(review, kind): count for review, kind, count in grouped}
    for review in shown:
        yield ReviewRow(review, *(found.get((review.pk, kind), 0) for kind in MarkKind.values))


def _counts(selection: Selection) -> dict[str, int]:
    """How many marks of each kind the set has, of those kinds of which it has any."""
    return dict(selection.marks().values_list("kind").annotate(count=Count("pk")))


def _in_words(counts: dict[str, int]) -> str:
    """Such as "3 claims, 1 typo and 2 contradictions"."""
    found = [f"{counts[kind]} {kind}{'' if counts[kind] == 1 else 's'}" for kind in MarkKind.values if kind in counts]
    return get_text_list(found, "and") if found else "No marks"
