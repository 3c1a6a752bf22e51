"""Saving while something large goes on: an export of the set, a backup of the database, an import of articles.

What goes on is done over and over until the last claim is saved.
"""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

from django.db import connection

from annotations.models import Role
from tests.bench.beside import Beside
from tests.bench.figures import Figure, Times, at_most
from tests.bench.filling import make_user, prose
from tests.bench.ground import Ground, Refused, Visitor
from tests.bench.saves import save_claim, some_reviews
from tests.serving import ROOT, Server

SAVES = 300
WORST_SAVE = 250
FILES = 100

Act = Callable[[], None]


def figures(ground: Ground, *, slug: str, number: int = SAVES) -> Iterator[Figure]:
    """The figures of so many saves while the set of this story is exported, while the database is copied, and while articles come in."""
    with ground.product() as server:
        with Visitor(server, make_user("meanwhile-admin", Role.ADMIN)) as admin:
            path = f"/stories/{slug}/export/set.zip"
            yield from _saved(server, "exports run", lambda: _download(admin, path), number)
        yield from _saved(server, "backups run", lambda: _back_up(ground.var / "backup.sqlite3"), number)
        yield from _saved(server, f"imports of {FILES} articles run", _importing(ground), number)


def _saved(server: Server, what: str, act: Act, number: int) -> Iterator[Figure]:
    [review] = some_reviews(f"while-{what.replace(' ', '-')}", 1)
    with Repeated(act) as repeated, Visitor(server, review.reviewer) as one:
        repeated.began.wait()
        times = Times([save_claim(one, review) for _ in range(number)])
    if repeated.fault:
        raise Refused(f"While {what}: {repeated.fault}")
    yield Figure(f"Save a claim while {what}: p50", times.p50, "ms")
    yield Figure(f"Save a claim while {what}: p95", times.p95, "ms")
    yield Figure(f"Save a claim while {what}: worst of {number}", times.worst, "ms", goal=at_most(WORST_SAVE, "ms"))


def _download(admin: Visitor, path: str) -> None:
    admin.get(path)


def _back_up(target: Path) -> None:
    """As SQLite copies a database that is in use."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)


def _importing(ground: Ground) -> Act:
    """An act that loads articles which are not there yet, as the command line does."""
    rounds = count(1)
    text = prose(5_000)
    told = {"FACTCHECK_VAR": str(ground.var), "DATABASE_URL": ground.database_url}

    def load() -> None:
        folder = ground.var / f"articles-{next(rounds)}"
        folder.mkdir()
        for number in range(FILES):
            (folder / f"{number}.txt").write_text(f"{folder.name} {number}\n\n{text}")
        command = [sys.executable, "manage.py", "load_articles", str(folder), "--story", "Imports"]
        subprocess.run(command, cwd=ROOT, env=os.environ | told, check=True, capture_output=True)

    return load


class Repeated(Beside):
    """Does something over and over within the block, and at least once. `fault` is what ended it before its time."""

    def __init__(self, act: Act) -> None:
        super().__init__()
        self._act = act
        self.began = threading.Event()
        self.fault: Exception | None = None

    def run(self) -> None:
        """Do it until it is over."""
        self.began.set()
        try:
            while not self._over.is_set():
                self._act()
        except (Refused, OSError, sqlite3.Error, subprocess.CalledProcessError) as fault:
            self.fault = fault
