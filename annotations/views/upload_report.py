"""What became of an upload: a page, and a file that can be kept."""

import uuid

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from annotations.exports.upload_report import write_report
from annotations.models import DraftStatus, FileStatus, Story, Upload, UploadStatus
from annotations.views.downloads import download_made
from annotations.views.drafts import visible_upload
from annotations.views.upload_rows import FILES_SHOWN, asked_for, filters, looked_through, texts_page

STORIES_SHOWN = 10


def report(request: HttpRequest, upload: Upload) -> HttpResponse:
    """The page of an upload that is at its end: what was stored, what was not, and why."""
    state = asked_for(request.GET.get("state", ""))
    page = texts_page(looked_through(upload, state), request.GET.get("page"))
    by_status = upload.drafts.order_by().values_list("status").annotate(count=Count("pk"))
    counted = dict.fromkeys(DraftStatus.values, 0) | dict(by_status)
    stored = upload.drafts.filter(status=DraftStatus.STORED).values("version__article__story")
    stories = Story.objects.filter(pk__in=stored).order_by("title", "pk")
    refused = upload.files.filter(status=FileStatus.REFUSED)
    context = {
        "section": "uploads",
        "upload": upload,
        "title": _title(upload, counted[DraftStatus.STORED]),
        "state": state,
        "filters": filters(upload),
        "page": page,
        "lines": list(page),
        "counted": counted,
        "stories": stories[:STORIES_SHOWN],
        "stories_count": (stories_count := stories.count()),
        "more_stories": max(0, stories_count - STORIES_SHOWN),
        "files_refused": refused[:FILES_SHOWN],
        "files_refused_count": refused.count(),
    }
    return render(request, "annotations/upload_report.html", context)


def _title(upload: Upload, stored: int) -> str:
    """Such as "45 articles stored"."""
    if upload.status == UploadStatus.CANCELLED:
        return f"Stopped, with {stored:,} stored" if stored else "Stopped before anything was stored"
    if upload.status == UploadStatus.FAILED:
        return f"Broken off, with {stored:,} stored" if stored else "Broken off before anything was stored"
    return f"{stored:,} article{'' if stored == 1 else 's'} stored" if stored else "Nothing was stored"


@require_safe
def report_csv(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """The report as a CSV file, in the dialect that the address names; for a spreadsheet if it names none."""
    upload = visible_upload(request, pk)
    return download_made(
        request,
        lambda file, dialect: write_report(file, upload, dialect),
        what="This report",
        name=f"upload-{timezone.localdate(upload.created)}-{str(upload.pk)[:8]}",
    )
