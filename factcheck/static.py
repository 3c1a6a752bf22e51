"""How static files are stored and named."""

import re
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = ("annotations/js/", "annotations/css/")
# Whole lines alone: what stands in a line with code is left, and so is whatever a string may hold.
COMMENT_LINES = re.compile(r"^[ \t]*(?://.*|/\*(?:(?!\*/)[\s\S])*\*/[ \t]*)$", re.MULTILINE)


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Names carry a hash of the content, in the `import` lines of ES modules too.

    Without the latter an upgrade would mix modules of two releases in one browser. Our own files go without their comments,
    which are a quarter of their bytes.
    """

    support_js_module_import_aggregation = True
    # A pass names one more link of each chain of imports; the longest has about ten.
    max_post_process_passes = 30

    def _save(self, name: str, content: Any) -> str:
        if name.startswith(OURS):
            text = b"".join(content.chunks()).decode()
            content = ContentFile(without_comments(text).encode())
        saved: str = super()._save(name, content)
        return saved


def without_comments(text: str) -> str:
    """The module or stylesheet with its lines of comment left empty, so that an error still names the line of the source."""
    return COMMENT_LINES.sub(lambda comment: "\n" * comment[0].count("\n"), text)
