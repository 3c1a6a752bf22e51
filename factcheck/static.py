"""How static files are stored and named."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import crispy_bootstrap5
import crispy_forms
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from factcheck.environment import BASE_DIR
from factcheck.stylesheets import used_rules

OURS = ("annotations/js/", "annotations/css/")
BOOTSTRAP = "annotations/bootstrap/bootstrap.min."
# Whole lines alone: what stands in a line with code is left, and so is whatever a string may hold.
COMMENT_LINES = re.compile(r"^[ \t]*(?://.*|/\*(?:(?!\*/)[\s\S])*\*/[ \t]*)$", re.MULTILINE)

# Where the classes of a page's elements are written: by us, and for Bootstrap's forms.
WRITTEN_BY = [
    *(BASE_DIR / folder for folder in ("templates", "annotations")),
    *(Path(package.__file__).parent for package in (crispy_forms, crispy_bootstrap5)),
]
WRITTEN_IN = {".html", ".js", ".py"}
WORD = re.compile(r"[A-Za-z][\w-]*")


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Names carry a hash of the content, in the `import` lines of ES modules too.

    Without the latter an upgrade would mix modules of two releases in one browser. Our own files go without their comments,
    which are a quarter of their bytes, and Bootstrap without the two thirds of its rules that no page can use.
    """

    support_js_module_import_aggregation = True
    # A pass names one more link of each chain of imports; the longest has about ten.
    max_post_process_passes = 30

    def file_hash(self, name: str | None, content: Any = None) -> str | None:
        """The hash of the file as it is stored: a page that uses a new class must not find the old stylesheet in a browser."""
        found: str | None = super().file_hash(name, content and _lighter(name, content))
        return found

    def _save(self, name: str, content: Any) -> str:
        saved: str = super()._save(name, _lighter(name, content))
        return saved


def _lighter(name: str | None, content: Any) -> Any:
    """The file without what no browser needs; those of others, but for Bootstrap's, to the letter. The manifest has no name."""
    if name is None:
        return content
    if name.startswith(OURS):
        return ContentFile(without_comments(_text(content)).encode())
    if name.startswith(BOOTSTRAP):
        return ContentFile(used_rules(_text(content), words_of_pages()).encode())
    return content


def _text(content: Any) -> str:
    return b"".join(content.chunks()).decode()


@cache
def words_of_pages() -> frozenset[str]:
    """Every word that may be a class of an element: more than there are classes, and none too few."""
    paths = (path for folder in WRITTEN_BY for path in folder.rglob("*") if path.suffix in WRITTEN_IN)
    return frozenset(word for path in paths for word in WORD.findall(path.read_text()))


def without_comments(text: str) -> str:
    """The module or stylesheet with its lines of comment left empty, so that an error still names the line of the source."""
    return COMMENT_LINES.sub(lambda comment: "\n" * comment[0].count("\n"), text)
