"""Reading for long without stopping anybody from saving."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from annotations.models import Codebook


@contextmanager
def consistent_view() -> Iterator[None]:
    """Within this block everything read is as it stood when the block was entered, and saves go on meanwhile.

    SQLite: a DEFERRED transaction, since under the product's usual IMMEDIATE one a reader holds the write lock for as long as
    it reads. PostgreSQL: REPEATABLE READ READ ONLY. A transaction that is open already keeps the view it has.
    Nothing may be written within the block.
    """
    if connection.in_atomic_block:
        yield
        return
    with _without_write_lock(), transaction.atomic():
        _hold_view()
        yield


@contextmanager
def _without_write_lock() -> Iterator[None]:
    """Makes this thread's SQLite connection begin its transactions without the write lock; elsewhere changes nothing."""
    if connection.vendor != "sqlite":
        yield
        return
    # A connection takes its mode from the settings when it opens, so it must be open before the mode is changed.
    connection.ensure_connection()
    usual = connection.transaction_mode  # type: ignore[attr-defined]
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.transaction_mode = usual  # type: ignore[attr-defined]


def _hold_view() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    # Both databases take the view not when the transaction begins but at its first read.
    Codebook.objects.exists()
