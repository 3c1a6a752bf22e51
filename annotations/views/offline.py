"""Opening a review without the network: the service worker, and the page that stands in for one that was not kept."""

import json

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

WORKER = "annotations/js/worker/service-worker.js"
# Other modules are those of other pages, of which no copy is kept.
SCRIPTS = {f"annotations/js/{name}.js" for name in ("theme", "copies", "review")}
# Other scripts' fonts are kept when a text needs them.
FONT = "annotations/fonts/literata-latin-wght-normal.woff2"
LOOKS = (".css", ".svg")


@login_not_required
@require_safe
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, with its release: the type Release in js/worker/service-worker.js.

    Nobody need be signed in, since a browser asks for it at any time, and takes no redirect. It is asked for anew at each visit:
    another release has other static files, so that its worker differs too. Where names carry no hash (FACTCHECK_DEBUG) the
    version is "", and the worker takes itself away.
    """
    release = {
        "version": "",
        "files": [],
        "filesFrom": settings.STATIC_URL,
        "offlinePage": reverse("offline"),
    }
    if isinstance(staticfiles_storage, ManifestFilesMixin):
        release |= {
            "version": staticfiles_storage.manifest_hash,
            "files": [static(name) for name in sorted(staticfiles_storage.hashed_files) if _is_loaded(name)],
        }
    script = f"self.RELEASE = {json.dumps(release)};\nimportScripts({json.dumps(static(WORKER))});\n"
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


def _is_loaded(name: str) -> bool:
    """Whether a review page may load the static file."""
    return name == FONT or name in SCRIPTS or (name.startswith("annotations/") and name.endswith(LOOKS))


@login_not_required
@require_safe
def offline_page(_request: HttpRequest) -> HttpResponse:
    """What is shown of a page of which there is no copy. It is kept in every browser, so it is nobody's."""
    context = {"section": "", "user": AnonymousUser(), "messages": []}
    return HttpResponse(render_to_string("annotations/offline.html", context))
