"""How static files are stored and named."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import crispy_bootstrap5
import crispy_forms
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from factcheck.environment import BASE_DIR
from factcheck.modules import imported, joined
from factcheck.stylesheets import used_rules

MODULES, STYLESHEETS = "annotations/js/", "annotations/css/"
SOURCES = BASE_DIR / "annotations/static"
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
    """Names carry a hash of the content, and a page's modules are one file.

    So an upgrade never mixes modules of two releases in one browser. Our own files go without their comments, which are a quarter
    of their bytes, and Bootstrap without the two thirds of its rules that no page can use.
    """

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Of our modules those are kept with which a page begins: they have the others in them."""
        if not dry_run:
            for name in paths.keys() & parts():
                self.delete(name)
                del paths[name]
        yield from super().post_process(paths, dry_run=dry_run, **options)

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
    if name.startswith(MODULES):
        # What stands before the first full stop: a name may carry its hash by now.
        module, _, _ = name.removeprefix(MODULES).partition(".")
        return ContentFile(joined(module, without_comments(_text(content)), _module).encode())
    if name.startswith(STYLESHEETS):
        return ContentFile(without_comments(_text(content)).encode())
    if name.startswith(BOOTSTRAP):
        return ContentFile(used_rules(_text(content), words_of_pages()).encode())
    return content


def _module(name: str) -> str:
    return without_comments((SOURCES / MODULES / f"{name}.js").read_text(encoding="utf-8"))


@cache
def parts() -> frozenset[str]:
    """The static files' names of the modules that others import."""
    texts = (path.read_text(encoding="utf-8") for path in (SOURCES / MODULES).glob("*.js"))
    return frozenset(f"{MODULES}{name}.js" for text in texts for name in imported(text))


def _text(content: Any) -> str:
    return b"".join(content.chunks()).decode()


@cache
def words_of_pages() -> frozenset[str]:
    """Every word that may be a class of an element: more than there are classes, and none too few."""
    paths = (path for folder in WRITTEN_BY for path in folder.rglob("*") if path.suffix in WRITTEN_IN)
    return frozenset(word for path in paths for word in WORD.findall(path.read_text(encoding="utf-8")))


def without_comments(text: str) -> str:
    """The module or stylesheet with its lines of comment left empty, so that an error still names the line of the source."""
    return COMMENT_LINES.sub(lambda comment: "\n" * comment[0].count("\n"), text)
