"""The bytes that an article came in, for admins."""

from pathlib import PurePath

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from annotations.intake.originals import opened
from annotations.models import Version
from annotations.review.policy import may_read_originals
from annotations.views.downloads import Download
from annotations.views.errors import error_page
from annotations.views.who import user_of


@require_safe
def version_original(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file that this version was read from, as it came; never opened in the browser, whatever is in it.

    404 where its bytes were not kept, and for whoever may not have them.
    """
    user = user_of(request)
    seen = Version.objects.visible_to(user).filter(original__isnull=False).select_related("original").defer("text")
    version = get_object_or_404(seen, pk=pk)
    if version.original is None or not may_read_originals(user):
        raise Http404
    try:
        file = opened(version.original)
    except OSError:
        words = "It was kept, and its file is not in its place. Have it brought back from a backup."
        return error_page(request, 404, "The original is missing", words)
    name = PurePath(version.file_name).name or f"{version.original.sha256}.bin"
    return Download(file, as_attachment=True, filename=name, content_type="application/octet-stream")
