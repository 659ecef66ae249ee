"""Two acts at once in two transactions: both are let run into the same lock, then the lock is freed."""

import os
import threading
import time
from collections.abc import Callable, Sequence

import psycopg
from django.db import connection

from bailiwick.kernel.base.errors import BailiwickError

WAITING = """
select count(*) from pg_stat_activity
where datname = current_database() and wait_event_type = 'Lock' and state = 'active'
"""
PATIENCE = 10.0


def together(
    acts: Sequence[Callable[[], object]], *, lock: str, tenant: int = 0
) -> list[BailiwickError | None]:
    """Run the acts in threads of their own while another session holds the lock that the SQL takes.

    The lock is freed once all of them wait for it; returns what each raised. An act that does not wait is a failure.
    """
    outcomes: dict[int, BailiwickError | None] = {}

    def run(number: int) -> None:
        try:
            acts[number]()
            outcomes[number] = None
        except BailiwickError as error:
            outcomes[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    with psycopg.connect(os.environ["BAILIWICK_DB_URL"]) as holder:
        holder.execute("select set_config('app.tenant', %s, true)", [str(tenant)])
        holder.execute(lock.encode())
        for thread in threads:
            thread.start()
        wait_until_all_wait(len(acts))
    for thread in threads:
        thread.join(PATIENCE)
    return [outcomes[number] for number in range(len(acts))]


def wait_until_all_wait(sessions: int) -> None:
    deadline = time.monotonic() + PATIENCE
    with psycopg.connect(os.environ["BAILIWICK_DB_URL"], autocommit=True) as watcher:
        while time.monotonic() < deadline:
            row = watcher.execute(WAITING).fetchone()
            if row is not None and row[0] >= sessions:
                return
            time.sleep(0.02)
    raise AssertionError(f"{sessions} sessions should wait for the lock.")
