"""The parts of the bench, in order, and what is told of them."""

import os
import platform
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.utils import timezone

from tests.bench import exports, idle, intake, lists, meanwhile, page, saves, story
from tests.bench.figures import Figure, table
from tests.bench.ground import Ground

MARKS = 20_000
MANY_MARKS = 1_000_000

Part = Callable[[Ground], Iterator[Figure]]


def _exports(ground: Ground) -> Iterator[Figure]:
    slug = exports.fill(MARKS)
    yield from exports.figures(ground, slug=slug, marks=MARKS)
    yield from meanwhile.figures(ground, slug=slug)


def _large_exports(ground: Ground) -> Iterator[Figure]:
    yield from exports.figures(ground, slug=exports.fill(MANY_MARKS), marks=MANY_MARKS)


# Lists come last: they fill the database with 100,000 articles.
PARTS: dict[str, Part] = {
    "idle": idle.figures,
    "saves": saves.figures,
    "page": page.figures,
    "story": story.figures,
    "exports": _exports,
    "intake": intake.figures,
    "lists": lists.figures,
}
LARGE: dict[str, Part] = {"exports": _large_exports}


def run(ground: Ground, parts: dict[str, Part], out: Path) -> None:
    """Run the parts; each figure is told as it is found, and the table is written to `out` in the end."""
    began, loaded = time.monotonic(), os.getloadavg()[0]
    found = []
    for name, part in parts.items():
        _tell(f"{name} …")
        for figure in part(ground):
            found.append(figure)
            _tell(f"  {' · '.join(filter(None, figure.cells()))}")
    text = f"{_about(loaded, time.monotonic() - began)}\n\n{table(found)}\n"
    out.write_text(text)
    sys.stdout.write(f"\n{text}\nWritten to {out}\n")


def _tell(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def _about(loaded: float, seconds: float) -> str:
    """When and on what the figures were taken."""
    programs = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    machine = f"{os.cpu_count()} cores ({platform.machine()}), load {loaded:.1f} at the start"
    return f"Measured on {timezone.now():%d %B %Y}: {programs}, {machine}, in {seconds / 60:.0f} minutes."
