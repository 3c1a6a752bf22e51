"""The page on which articles come in: as files, in archives, or pasted."""

from typing import Any, BinaryIO, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from annotations.forms.fields import size_in_words
from annotations.forms.uploads import ONE_STORY, UploadForm
from annotations.intake.files import MOST_FILES
from annotations.intake.readers import READERS
from annotations.intake.uploads import Incoming, start_upload
from annotations.models import Outlet, Story, Upload, User
from annotations.views.attempt import attempt
from annotations.views.stories import visible_story
from annotations.views.who import require_admin, user_of

# As many as a list that opens while one types can usefully hold.
MOST_OFFERED = 500


@require_safe
def articles_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Where articles came in once, story by story: leads to the page for it, with the story chosen."""
    story = visible_story(request, slug)
    require_admin(request)
    return redirect(f"{reverse('upload-new')}?story={story.slug}")


@require_http_methods(["GET", "HEAD", "POST"])
def upload_new(request: HttpRequest) -> HttpResponse:
    """A form for files and texts. Sent, it leads to what became of them; a script that sent it is told where that is.

    The address may name a story, into which all of it goes unless the form says otherwise.
    """
    require_admin(request)
    slug = request.GET.get("story")
    story = get_object_or_404(Story.objects.visible_to(user_of(request)), slug=slug) if slug else None
    form = UploadForm(request.POST, request.FILES, story=story) if request.method == "POST" else UploadForm(story=story)
    started = attempt(form, lambda: _start(user_of(request), form))
    if request.method == "POST" and request.accepts("application/json") and not request.accepts("text/html"):
        return _told(form, started)
    if started:
        return redirect("upload", pk=started.pk)
    return render(request, "annotations/upload_new.html", _context(form))


def _told(form: UploadForm, started: Upload | None) -> JsonResponse:
    """The same for a script: where to go on, or what was refused, by field."""
    if started:
        return JsonResponse({"address": reverse("upload", kwargs={"pk": started.pk})})
    refused = {"" if name == "__all__" else name: [str(word) for word in words] for name, words in form.errors.items()}
    return JsonResponse({"refused": refused}, status=422)


def _start(user: User, form: UploadForm) -> Upload:
    story, title = _goes_into(form)
    files = [Incoming(name, file.size or 0, cast("BinaryIO", file)) for name, file in form.named_files()]
    text = form.cleaned_data["text"]
    return start_upload(user=user, story=story, story_title=title, files=files, text=text, **form.details())


def _goes_into(form: UploadForm) -> tuple[Story | None, str]:
    """The story into which all goes and "", or None and the title of one that the first text stored makes.

    None and "" where each text goes into its own.
    """
    if form.cleaned_data["stories"] != ONE_STORY:
        return None, ""
    title = form.cleaned_data["title"]
    if form.story and form.story.title == title:
        return form.story, ""
    named = Story.objects.filter(archived_at__isnull=True, title=title).first()
    return (named, "") if named else (None, title)


def _context(form: UploadForm) -> dict[str, Any]:
    stories = Story.objects.filter(archived_at__isnull=True)
    return {
        "section": "uploads",
        "story": form.story,
        "form": form,
        "outlets": Outlet.objects.standing().values_list("name", flat=True)[:MOST_OFFERED],
        "titles": stories.values_list("title", flat=True)[:MOST_OFFERED],
        "formats": [reader.label for reader in READERS],
        "most_files": MOST_FILES,
        "most_bytes": settings.FACTCHECK_MAX_ARCHIVE_BYTES,
        "most_file_bytes": settings.FACTCHECK_MAX_FILE_BYTES,
        "largest_file": size_in_words(settings.FACTCHECK_MAX_FILE_BYTES),
        "largest_archive": size_in_words(settings.FACTCHECK_MAX_ARCHIVE_BYTES),
    }
