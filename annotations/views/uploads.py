"""The pages about uploads: the list of them, one of them by how far it is, and what is done with it as a whole."""

import uuid
from collections.abc import Callable, Collection
from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.intake.uploads import begin_storing, cancel_upload, choose_drafts, discard_upload, go_on, progress_of
from annotations.models import DraftStatus, FileStatus, Upload, UploadStatus
from annotations.review.refusals import Refusal
from annotations.views.drafts import look_over, visible_upload
from annotations.views.upload_report import report
from annotations.views.upload_rows import asked_for, looked_through, to_store, upload_rows
from annotations.views.who import require_admin, user_of

UPLOADS_A_PAGE = 25
# A worker looks every second or so: who waits for longer, waits for one that is busy, or for none.
WAITS_FOR_NOBODY = timedelta(seconds=10)
UNDER_WAY = (UploadStatus.READING, UploadStatus.STORING)


@require_safe
def upload_list(request: HttpRequest) -> HttpResponse:
    """All uploads, the newest first, with what became of their texts."""
    require_admin(request)
    uploads = Upload.objects.visible_to(user_of(request)).select_related("story", "created_by")
    page = Paginator(uploads, UPLOADS_A_PAGE).get_page(request.GET.get("page"))
    context = {"section": "uploads", "page": page, "rows": upload_rows(list(page))}
    return render(request, "annotations/uploads.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def upload_page(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One upload: how far the work on it is, its texts to look over, or what became of them.

    Sent, it says which texts are to be stored: `chosen` of those `shown`, or with `all` each or none of those listed.
    """
    upload = visible_upload(request, pk)
    if request.method == "POST":
        return _choose(request, upload)
    if upload.status in UNDER_WAY:
        return _under_way(request, upload)
    if upload.status == UploadStatus.READY:
        return look_over(request, upload, None, None)
    return report(request, upload)


def _under_way(request: HttpRequest, upload: Upload) -> HttpResponse:
    """How far the reading or storing is."""
    progress = progress_of(upload)
    if upload.status == UploadStatus.READING:
        of = sum(progress.files.values())
        done = of - progress.files[FileStatus.WAITING]
        words = (
            f"{done:,} of {_counted(of, 'file')} read, {_counted(sum(progress.texts.values()), 'text')} found so far."
        )
    else:
        done = progress.texts[DraftStatus.STORED]
        of = done + progress.chosen
        words = f"{done:,} of {_counted(of, 'text')} stored."
    since = progress.waits_since
    context = {
        "section": "uploads",
        "upload": upload,
        "words": words,
        "percent": 100 * done // of if of else 0,
        "waiting": since is not None and timezone.now() - since > WAITS_FOR_NOBODY,
    }
    return render(request, "annotations/upload_progress.html", context)


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def _choose(request: HttpRequest, upload: Upload) -> HttpResponse:
    chosen = set(upload.drafts.filter(is_chosen=True).values_list("order", flat=True))
    refused = _refused(
        lambda: choose_drafts(user=user_of(request), upload=upload, chosen=_wanted(request, upload, chosen))
    )
    if not request.accepts("text/html"):
        storing = to_store(upload)
        return JsonResponse({"refused": refused, "words": storing.words, "texts": storing.texts})
    if refused:
        messages.error(request, refused)
    if "store" in request.POST and not refused:
        return redirect("upload-store", pk=upload.pk)
    return redirect(request.get_full_path())


def _wanted(request: HttpRequest, upload: Upload, chosen: set[int]) -> Collection[int]:
    """The orders of the texts to store: those that were chosen, changed as the form says."""
    if of_all := request.POST.get("all"):
        listed = looked_through(upload, asked_for(request.GET.get("state", ""))).filter(status=DraftStatus.NEW)
        orders = set(listed.values_list("order", flat=True))
        return chosen | orders if of_all == "yes" else chosen - orders
    return chosen - _orders(request, "shown") | _orders(request, "chosen")


def _orders(request: HttpRequest, name: str) -> set[int]:
    return {int(order) for order in request.POST.getlist(name) if order.isdecimal() and len(order) < 10}


def _refused(act: Callable[[], object]) -> str:
    """Why it was refused; "" where it is done."""
    try:
        act()
    except Refusal as refusal:
        return refusal.words
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
def upload_store(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What storing the chosen texts will come to; sent, it begins."""
    upload = visible_upload(request, pk)
    if request.method == "POST":
        if refused := _refused(lambda: begin_storing(user=user_of(request), upload=upload)):
            messages.error(request, refused)
        return redirect("upload", pk=pk)
    if upload.status != UploadStatus.READY:
        return redirect("upload", pk=pk)
    context = {"section": "uploads", "upload": upload, "storing": to_store(upload)}
    return render(request, "annotations/upload_store.html", context)


@require_POST
def upload_cancel(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Stop reading or storing. What is stored by then stays."""
    upload = visible_upload(request, pk)
    if refused := _refused(lambda: cancel_upload(user=user_of(request), upload=upload)):
        messages.error(request, refused)
    return redirect("upload", pk=pk)


@require_POST
def upload_go_on(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Go on with reading or storing where it broke off."""
    upload = visible_upload(request, pk)
    if refused := _refused(lambda: go_on(user=user_of(request), upload=upload)):
        messages.error(request, refused)
    return redirect("upload", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def upload_discard(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What discarding the upload will come to; sent, it is done."""
    upload = visible_upload(request, pk)
    if request.method == "POST":
        if refused := _refused(lambda: discard_upload(user=user_of(request), upload=upload)):
            messages.error(request, refused)
            return redirect("upload", pk=pk)
        messages.success(request, "The upload is discarded.")
        return redirect("uploads")
    stored = upload.drafts.filter(status=DraftStatus.STORED).count()
    context = {"section": "uploads", "upload": upload, "stored": stored}
    return render(request, "annotations/upload_discard.html", context)
