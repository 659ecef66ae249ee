"""What an operation that fails has written is undone, and nothing else of its transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import Error, connection, transaction

from bailiwick.kernel.base import tenant


@contextmanager
def undone_if_raised(*, is_first: bool, outer: int | None) -> Iterator[None]:
    """Undo what the block writes when it raises; the entry with the number `outer` then goes on for the database.

    With `is_first` the transaction has written nothing before: it begins anew, and needs no savepoint for that.
    """
    if is_first and outer is None and not connection.savepoint_ids:
        try:
            yield
        except BaseException:
            _begin_anew()
            raise
        return
    try:
        with transaction.atomic():
            yield
    except BaseException:
        _go_on(outer)
        raise


def _begin_anew() -> None:
    try:
        connection.connection.rollback()
        connection.run_on_commit = []
        transaction.set_rollback(False)
        tenant.tell()
    except (psycopg.Error, Error):
        transaction.set_rollback(True)


def _go_on(outer: int | None) -> None:
    if not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("select set_config('app.operation', %s, true)", [str(outer or "")])
