"""The links to the modules of a page."""

import json
import re
from pathlib import Path

from pytest_django import Settings

from annotations.templatetags.modules import imported, module_preloads

NAME = "annotations/js/review.js"
STORAGE = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"


def linked() -> list[str]:
    return re.findall(r'<link rel="modulepreload" href="/static/([^"]+)">', module_preloads(NAME))


def test_every_module_that_the_page_imports_is_linked_once() -> None:
    names = [re.sub(r"\.[0-9a-f]{12}\.js$", ".js", address) for address in linked()]
    assert {"annotations/js/outbox.js", "annotations/js/queue.js"} <= set(names)
    assert names == imported(NAME)


def test_a_module_that_the_gathered_files_lack_is_not_linked(settings: Settings, tmp_path: Path) -> None:
    names = {"annotations/js/queue.js": "annotations/js/queue.0123.js"}
    (tmp_path / "staticfiles.json").write_text(json.dumps({"version": "1.1", "hash": "", "paths": names}))
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": STORAGE}}
    assert linked() == ["annotations/js/queue.0123.js"]
