"""Django's SQLite backend; the threads of one process wait for each other before they ask SQLite for its write lock.

SQLite lets one transaction write at a time. Whoever comes meanwhile asks again after ever longer pauses, up to a tenth of a
second, and whoever happens to ask at the right moment goes first: with eight reviewers saving at once, the unlucky ones waited
for seconds. Here the next one goes as soon as the one before is done. Where another process has the lock (a command that loads
articles), the first in line asks every few milliseconds. Single statements outside a transaction ask as SQLite does.
"""

import sqlite3
import threading
import time

from django.db import OperationalError
from django.db.backends.sqlite3 import base

LINE = threading.Lock()
# Another process has the lock, or is putting the database in order after a crash.
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_RECOVERY}
# SQLite asks twice within this time, and then says that the database is busy.
BUSY_MS = 2


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that waits for its turn before it asks for the write lock, no longer than SQLite would ask for that."""

    _is_first = False

    def set_autocommit(self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False) -> None:
        """Begin a transaction (False), or come back from one that was committed or rolled back (True).

        Raises OperationalError where the others do not come to an end.
        """
        if not autocommit and not self._is_first and self.transaction_mode == "IMMEDIATE":  # type: ignore[attr-defined]
            self._wait()
        try:
            super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        except BaseException:
            self._make_way()
            raise
        if autocommit:
            self._make_way()

    def _start_transaction_under_autocommit(self) -> None:
        if not self._is_first:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
            return
        until = time.monotonic() + self._longest
        self.connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        try:
            while not self._begins(until):
                pass
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {1000 * self._longest:.0f}")

    def _begins(self, until: float) -> bool:
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except OperationalError as fault:
            if getattr(fault.__cause__, "sqlite_errorcode", None) not in BUSY or time.monotonic() > until:
                raise
            return False
        return True

    @property
    def _longest(self) -> float:
        """For how many seconds at most it is waited."""
        seconds: float = self.settings_dict["OPTIONS"]["timeout"]
        return seconds

    def run_and_clear_commit_hooks(self) -> None:
        """Run what is to be done after the transaction, which is over: a hook may begin one of its own."""
        self._make_way()
        super().run_and_clear_commit_hooks()

    def close(self) -> None:
        """Close the connection, in the middle of a transaction too, which then is rolled back."""
        self.validate_thread_sharing()
        try:
            super().close()
        finally:
            self._make_way()

    def _wait(self) -> None:
        if not LINE.acquire(timeout=self._longest):
            raise OperationalError(f"Others have written to the database for {self._longest:g} seconds on end.")
        self._is_first = True

    def _make_way(self) -> None:
        if self._is_first:
            self._is_first = False
            LINE.release()
