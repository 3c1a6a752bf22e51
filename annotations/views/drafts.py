"""Looking over the texts of an upload before they are stored: the list of them, and the one that is looked at, to be put right."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from annotations.forms.uploads import DraftForm
from annotations.intake.readers import BY_KEY
from annotations.intake.reading import Placed
from annotations.intake.uploads import edit_draft
from annotations.models import Draft, FileStatus, Story, Upload, UploadStatus, User
from annotations.overview.called import MOST_OFFERED, outlets_offered
from annotations.views.attempt import attempt, sent
from annotations.views.compare import comparison_of
from annotations.views.upload_rows import (
    FILES_SHOWN,
    TEXTS_A_PAGE,
    Looked,
    asked_for,
    filters,
    looked_through,
    texts_page,
    to_store,
)
from annotations.views.who import user_of

# More of a text, or of what was dropped, is shown when it is asked for: a page of ten million characters helps nobody.
MOST_SHOWN = 60_000
LINKS_SHOWN = 200


def visible_upload(request: HttpRequest, pk: uuid.UUID) -> Upload:
    """The upload, if the user sees it. Raises Http404."""
    uploads = Upload.objects.visible_to(user_of(request)).select_related("story", "created_by")
    return get_object_or_404(uploads, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def draft_page(request: HttpRequest, pk: uuid.UUID, order: int) -> HttpResponse:
    """One text of an upload that is looked over, with a form to put right what is known about it.

    `text=edit` in the address asks for a field for its text too, `text=all` for the whole of a long one, `text=compare` for
    what differs from the text here that it is like. Once the upload is
    looked over no more, it leads to the upload.
    """
    upload = visible_upload(request, pk)
    draft = get_object_or_404(_whole(upload), order=order)
    if upload.status != UploadStatus.READY:
        return redirect("upload", pk=pk)
    form = _form(request, draft)
    if attempt(form, lambda: edit_draft(user=user_of(request), draft=draft, **form.changes())):
        messages.success(request, "The text is put right.")
        return redirect(_onward(request, upload, draft))
    return look_over(request, upload, draft, form)


def _form(request: HttpRequest, draft: Draft) -> DraftForm:
    return DraftForm(sent(request), draft=draft, with_text=request.GET.get("text") == "edit")


def _whole(upload: Upload) -> "QuerySet[Draft]":
    """The upload's texts with all that is said of them."""
    return upload.drafts.select_related("file", "version__article", "like__article").defer(
        "version__text", "like__text"
    )


def _onward(request: HttpRequest, upload: Upload, draft: Draft) -> str:
    """The address to go on with once a text is put right: its own, or the next one's where that was asked for."""
    after = draft.order
    if request.POST.get("then") == "next":
        _before, following, _place = _neighbours(looked_through(upload, _asked(request)), draft)
        after = draft.order if following is None else following
    return draft_address(upload, after, _asked(request))


def draft_address(upload: Upload, order: int, state: Looked) -> str:
    """Where this text is looked at, among those of a state."""
    address = reverse("draft", kwargs={"pk": upload.pk, "order": order})
    return f"{address}?state={state}" if state else address


def _asked(request: HttpRequest) -> Looked:
    return asked_for(request.GET.get("state", ""))


def look_over(request: HttpRequest, upload: Upload, draft: Draft | None, form: DraftForm | None) -> HttpResponse:
    """The page with the list of texts, on which this one is looked at; without one the first of those listed."""
    state = _asked(request)
    drafts = looked_through(upload, state)
    neighbours = _neighbours(drafts, draft) if draft else None
    page = texts_page(drafts, (neighbours[2] - 1) // TEXTS_A_PAGE + 1 if neighbours else request.GET.get("page"))
    lines = list(page)
    on_its_own = draft is not None
    if draft is None and lines:
        draft = _whole(upload).get(pk=lines[0].pk)
        neighbours = _neighbours(drafts, draft)
        form = _form(request, draft)
    context = {
        "section": "uploads",
        "upload": upload,
        "state": state,
        "filters": filters(upload),
        "page": page,
        "lines": lines,
        "on_its_own": on_its_own,
        "looked": _looked_at(draft, neighbours, whole=request.GET.get("text") == "all")
        if draft and neighbours
        else None,
        "form": form,
        "storing": to_store(upload),
        **_compared(request, draft),
        **_files(upload),
        **offered(user_of(request)),
    }
    return render(request, "annotations/upload_ready.html", context)


def _compared(request: HttpRequest, draft: Draft | None) -> dict[str, Any]:
    """The text held against the one that it is like, where that is asked for."""
    if draft is None or draft.like is None or request.GET.get("text") != "compare":
        return {"comparison": None}
    return comparison_of(draft.text, draft.like)


def offered(user: User) -> dict[str, Any]:
    """What fields offer as one types: outlets and titles of stories that there are."""
    stories = Story.objects.filter(archived_at__isnull=True)
    return {
        "outlets": outlets_offered(user),
        "titles": stories.values_list("title", flat=True)[:MOST_OFFERED],
    }


def _files(upload: Upload) -> dict[str, Any]:
    """The first of the files that could not be read, and of those with columns, untold or told; and how many there are of each."""
    of = {
        "refused": Q(status=FileStatus.REFUSED),
        "untold": Q(status=FileStatus.FIELDS),
        "told": Q(status=FileStatus.READ, fields__isnull=False),
    }
    counted = upload.files.aggregate(**{name: Count("pk", filter=held) for name, held in of.items()})
    shown = {f"files_{name}": upload.files.filter(held).order_by("order")[:FILES_SHOWN] for name, held in of.items()}
    return {"files_counted": counted, **shown}


@dataclass(frozen=True)
class LookedAt:
    """The text that is looked at, as much of it as is shown, and the orders of its neighbours among those that are listed."""

    draft: Draft
    reader: str
    text: str
    parts: Sequence[Placed]
    links: Sequence[Placed]
    dropped: str
    place: int
    before: int | None
    after: int | None

    @property
    def not_shown(self) -> int:
        """How many characters of the text are left out."""
        return len(self.draft.text) - len(self.text)

    @property
    def some_links(self) -> Sequence[tuple[str, str]]:
        """The words and the address of the first links."""
        return [(self.draft.text[link.start : link.end], link.says) for link in self.links[:LINKS_SHOWN]]


def _looked_at(draft: Draft, neighbours: tuple[int | None, int | None, int], *, whole: bool) -> LookedAt:
    before, after, place = neighbours
    reader = BY_KEY.get(draft.file.reader)
    return LookedAt(
        draft,
        reader=reader.label if reader else "",
        text=draft.text if whole else draft.text[:MOST_SHOWN],
        parts=_placed(draft.parts),
        links=_placed(draft.links),
        dropped=draft.dropped[:MOST_SHOWN],
        place=place,
        before=before,
        after=after,
    )


def _placed(rows: Iterable[tuple[int, int, str]]) -> list[Placed]:
    return [Placed(*row) for row in rows]


def _neighbours(drafts: "QuerySet[Draft]", draft: Draft) -> tuple[int | None, int | None, int]:
    """The orders of the texts before and after it, and the place that it has among them, the first being 1."""
    orders = drafts.order_by("order").values_list("order", flat=True)
    earlier = orders.filter(order__lt=draft.order)
    return earlier.last(), orders.filter(order__gt=draft.order).first(), earlier.count() + 1
