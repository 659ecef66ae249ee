"""Waiting for what another connection does."""

import time

from django.db import connection

WITHIN = 10.0


def wait_for_a_lock() -> None:
    """Return when a statement of another connection to this database waits for a lock; AssertionError after 10 s."""
    until = time.monotonic() + WITHIN
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(
                "select exists (select 1 from pg_locks l join pg_stat_activity a using (pid)"
                " where not l.granted and a.datname = current_database())"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("Nobody waits.")
