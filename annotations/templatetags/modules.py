"""Fetching a page's modules at once."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()

SOURCES = settings.BASE_DIR / "annotations/static"
# What a comment names is a type, and not loaded.
IMPORT = re.compile(r"^(?:import\b|\}).* from '\./([^']+)'", re.MULTILINE)


@register.simple_tag
def module_preloads(name: str) -> SafeString:
    """A link for each module that this one imports, directly or through others.

    Otherwise a browser learns of a module only when it has read the one that imports it: with ten in a chain, ten rounds.
    """
    links = ((address,) for address in _addresses(imported(name)))
    return format_html_join("\n", '<link rel="modulepreload" href="{}">', links)


def _addresses(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        # Until its restart a server has the static files of the old release beside the sources of a new one.
        with suppress(ValueError):
            yield static(name)


@cache
def imported(name: str) -> list[str]:
    """The static files' names of those modules, in the order of the alphabet."""
    reached: set[str] = set()
    waiting = {name}
    while waiting:
        found = set(_imports_of(waiting.pop())) - reached
        reached |= found
        waiting |= found
    return sorted(reached)


def _imports_of(name: str) -> Iterator[str]:
    folder = name.rpartition("/")[0]
    for one in IMPORT.findall((SOURCES / name).read_text()):
        yield f"{folder}/{one}"
