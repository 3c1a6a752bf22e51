"""SQLite's writers stand in line, and the line moves on however a transaction ends."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

import pytest
from django.db import OperationalError, connection, transaction

from annotations.models import Outlet
from factcheck.sqlite.base import LINE

pytestmark = [
    pytest.mark.usefixtures("transactional_db"),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL lets many write at once"),
]

SOON = 10


class Fault(Exception):
    """Something that goes wrong in the middle."""


def commit() -> None:
    with transaction.atomic():
        Outlet.objects.create(name="The Gazette")


def commit_another() -> None:
    with transaction.atomic():
        Outlet.objects.create(name="The Courier")


def roll_back() -> None:
    with suppress(Fault), transaction.atomic():
        Outlet.objects.create(name="The Gazette")
        raise Fault


def close() -> None:
    with transaction.atomic():
        Outlet.objects.create(name="The Gazette")
        connection.close()


def fail_to_begin() -> None:
    with connection.execute_wrapper(_broken), pytest.raises(OperationalError), transaction.atomic():
        pass


def _broken(*_: object) -> None:
    raise OperationalError("disk I/O error")


def elsewhere(act: Callable[[], None]) -> threading.Thread:
    """Does this in a thread of its own, with a connection of its own."""

    def run() -> None:
        act()
        connection.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def commit_with_another_to_follow() -> None:
    """What is to be done after a transaction begins one of its own."""

    def follow() -> None:
        with transaction.atomic():
            Outlet.objects.create(name="The Follower")

    with transaction.atomic():
        transaction.on_commit(follow)


@pytest.mark.parametrize("end", [commit, roll_back, close, fail_to_begin, commit_with_another_to_follow])
def test_the_next_one_writes_however_a_transaction_ended(end: Callable[[], None]) -> None:
    end()
    before = Outlet.objects.count()
    assert not LINE.locked()

    elsewhere(commit_another).join(SOON)

    assert Outlet.objects.count() == before + 1


def test_eight_writers_at_once_all_write() -> None:
    def write() -> None:
        for number in range(20):
            with transaction.atomic():
                Outlet.objects.create(name=f"{threading.get_ident()} {number}")

    for thread in [elsewhere(write) for _ in range(8)]:
        thread.join(60)

    assert Outlet.objects.count() == 160


def test_whoever_waits_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.01)

    with LINE, pytest.raises(OperationalError, match=r"for 0\.01 seconds on end"), transaction.atomic():
        pass

    commit()
    assert Outlet.objects.count() == 1


@contextmanager
def another_process_writing() -> Iterator[sqlite3.Connection]:
    """A connection that knows nothing of the line, in the middle of a transaction."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


def test_another_process_is_waited_for() -> None:
    with another_process_writing() as other:
        thread = elsewhere(commit)
        thread.join(0.1)
        assert thread.is_alive()
        assert not Outlet.objects.exists()
        other.execute("ROLLBACK")
        thread.join(SOON)

    assert Outlet.objects.get().name == "The Gazette"


def test_another_process_that_does_not_end_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.01)

    with another_process_writing(), pytest.raises(OperationalError, match="locked"), transaction.atomic():
        pass

    assert not LINE.locked()
    commit()
    assert Outlet.objects.count() == 1


def test_a_single_statement_waits_as_long_as_before() -> None:
    def patience() -> int:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout")
            found: int = cursor.fetchone()[0]
        return found

    before = patience()
    commit()
    assert patience() == before == 1000 * connection.settings_dict["OPTIONS"]["timeout"]
