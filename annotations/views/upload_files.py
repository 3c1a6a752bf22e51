"""The page on which a person says which column of a file is which field."""

import uuid
from dataclasses import dataclass
from itertools import islice

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from annotations.forms.uploads import FIELD_WORDS, ColumnsForm
from annotations.intake.originals import bytes_of
from annotations.intake.readers import BY_KEY
from annotations.intake.reading import Found, Reader
from annotations.intake.texts import cut, headline_of
from annotations.intake.uploads import count_by_hand, say_fields
from annotations.models import UploadFile, UploadStatus, User
from annotations.review.refusals import Refusal
from annotations.views.attempt import attempt, sent
from annotations.views.drafts import visible_upload
from annotations.views.who import user_of

ARTICLES_SHOWN = 3
LONGEST_BEGINNING = 280


@dataclass(frozen=True)
class Outcome:
    """How one article would come out: what is said of it by the field's name, and how its text begins; or why it would not."""

    headline: str
    said: list[tuple[str, str]]
    beginning: str
    refused: str


@require_http_methods(["GET", "HEAD", "POST"])
def upload_file(request: HttpRequest, pk: uuid.UUID, order: int) -> HttpResponse:
    """A file's columns, each with a choice of what it is, and the first articles as they would come out by that.

    Sent, it is read anew; with `look` in it only the first articles are.
    """
    upload = visible_upload(request, pk)
    file = get_object_or_404(upload.files.select_related("original"), order=order)
    if upload.status != UploadStatus.READY:
        return redirect("upload", pk=pk)
    reader, raw = _opened(file)
    columns = reader.columns(raw)
    if columns is None:
        raise Http404
    form = ColumnsForm(sent(request), columns=columns, said=columns.proposed if file.fields is None else file.fields)
    if "look" not in request.POST:
        read = attempt(form, lambda: _say(user_of(request), file, form))
        if read:
            messages.success(request, f"{read} is read by these columns.")
            return redirect("upload", pk=pk)
    outcomes, refused = _first(reader, raw, file.name, form.said())
    context = {
        "section": "uploads",
        "upload": upload,
        "file": file,
        "form": form,
        "outcomes": outcomes,
        "refused": refused,
        "by_hand": count_by_hand(file),
    }
    return render(request, "annotations/upload_file.html", context)


def _say(user: User, file: UploadFile, form: ColumnsForm) -> UploadFile:
    return say_fields(user=user, file=file, fields=form.said(), may_lose=form.cleaned_data["may_lose"])


def _opened(file: UploadFile) -> tuple[Reader, bytes]:
    """The file's reader and its bytes. Raises Http404 where there is no such reader, or where its bytes are not kept."""
    reader = BY_KEY.get(file.reader)
    if reader is None or file.original is None:
        raise Http404
    try:
        return reader, bytes_of(file.original)
    except FileNotFoundError as gone:
        raise Http404 from gone


def _first(reader: Reader, raw: bytes, name: str, fields: dict[str, str]) -> tuple[list[Outcome], str]:
    """How the first articles would come out; or why none would."""
    try:
        found = reader.read(raw, name=name, fields=fields).found
        return [_outcome(one) for one in islice(found, ARTICLES_SHOWN)], ""
    except Refusal as refusal:
        return [], refusal.words


def _outcome(found: Found) -> Outcome:
    beginning = " ".join(found.text[: 2 * LONGEST_BEGINNING].split())
    headline = str(found.fields.get("headline") or "") or headline_of(found.text or "–")
    said = [(FIELD_WORDS[name], str(value)) for name, value in found.fields.items() if value and name != "headline"]
    return Outcome(cut(headline, 200), said, cut(beginning, LONGEST_BEGINNING), found.refused)
