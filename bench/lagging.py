"""How long after its commit an entry is sealed while 8 clients create incidents as fast as they can."""

import threading
import time
from typing import Any

from bench import serving
from bench.clients import Running
from bench.creating import facts_of, job_of
from bench.scratch import Filled, superuser
from bench.searching import cuts

COUNT, EVERY = 1000, 0.1

TREES = "select organization_id, size from ledger_tree"
NEW_LEAVES = """
select extract(epoch from clock_timestamp() - e.recorded_at)
from ledger_leaf l join ledger_event e on e.id = l.event_id where l.organization_id = %s and l.index >= %s
"""


def measure(server: serving.Server, filled: Filled) -> dict[str, Any]:
    """Percentiles of the lag in milliseconds, up to EVERY too long because it is looked at so often."""
    with serving.worker():
        _settle()
        stop, lags = threading.Event(), []  # type: ignore[var-annotated]
        watcher = threading.Thread(target=_watch, args=(stop, lags))
        clients = Running(job_of(server, filled, facts_of(filled), COUNT))
        watcher.start()
        load = clients.go()
        time.sleep(3)
        stop.set()
        watcher.join()
    return {"entries": len(lags), "api_per_second": load.rate, **cuts([lag * 1000 for lag in lags])}


def _settle(within: float = 120.0) -> None:
    """Wait until the entries that were there before are sealed."""
    give_up_at = time.monotonic() + within
    with superuser() as database:
        while time.monotonic() < give_up_at:
            row = database.execute(
                "select count(*) from ledger_event e where not exists "
                "(select 1 from ledger_leaf l where l.event_id = e.id)"
            ).fetchone()
            if row == (0,):
                return
            time.sleep(0.5)
    raise RuntimeError("The worker does not seal.")


def _watch(stop: threading.Event, lags: list[float]) -> None:
    with superuser() as database:
        seen = dict(database.execute(TREES).fetchall())
        while not stop.wait(EVERY):
            for organization, size in database.execute(TREES).fetchall():
                if size > seen.get(organization, 0):
                    rows = database.execute(NEW_LEAVES, [organization, seen.get(organization, 0)]).fetchall()
                    seen[organization] = seen.get(organization, 0) + len(rows)
                    lags += [float(lag) for (lag,) in rows]
