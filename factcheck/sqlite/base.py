"""Django's SQLite backend; the threads of one process wait for each other before they ask SQLite for its write lock.

SQLite lets one transaction write at a time. Whoever comes meanwhile asks again after ever longer pauses, up to a tenth of a
second, and whoever happens to ask at the right moment goes first: with eight reviewers saving at once, the unlucky ones waited
for seconds. Here the next one goes as soon as the one before is done. Other processes, and single statements outside a
transaction, still find the lock by asking.
"""

import threading

from django.db import OperationalError
from django.db.backends.sqlite3 import base

LINE = threading.Lock()


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
        longest: float = self.settings_dict["OPTIONS"]["timeout"]
        if not LINE.acquire(timeout=longest):
            raise OperationalError(f"Others have written to the database for {longest:g} seconds on end.")
        self._is_first = True

    def _make_way(self) -> None:
        if self._is_first:
            self._is_first = False
            LINE.release()
