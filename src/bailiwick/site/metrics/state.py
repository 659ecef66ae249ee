"""What the database knows of the installation's health, read when somebody asks."""

import shutil
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection
from prometheus_client.core import GaugeMetricFamily, Metric

JOB_STATES = ("todo", "doing", "succeeded", "failed", "cancelled", "aborted")


class State:
    """A collector: ledger, jobs, worker and disk."""

    def collect(self) -> Iterator[Metric]:
        """Every figure, in five queries."""
        yield from _ledger()
        yield _jobs()
        yield _worker()
        yield _gauge(
            "bailiwick_disk_free_bytes",
            "Bytes that are free where the data lies.",
            shutil.disk_usage(settings.DATA).free,
        )


def _ledger() -> Iterator[Metric]:
    row = _rows(
        "select unsealed, oldest_seconds, entries, undelivered, unsigned_seconds from ledger_health()"
    )[0]
    unsealed, oldest, entries, undelivered, unsigned = row
    yield _gauge("bailiwick_ledger_entries", "Sealed entries of all organizations.", entries)
    yield _gauge("bailiwick_ledger_unsealed", "Entries that wait to be sealed.", unsealed)
    yield _gauge("bailiwick_ledger_sealing_lag_seconds", "Age of the oldest entry that waits.", oldest)
    yield _gauge(
        "bailiwick_ledger_unsigned_seconds", "Age of the oldest growth that is not signed.", unsigned
    )
    yield _gauge("bailiwick_ledger_undelivered", "Entries whose events were not delivered yet.", undelivered)


def _jobs() -> Metric:
    known = dict(_rows("select status::text, count(*) from procrastinate_jobs group by 1"))
    family = GaugeMetricFamily("bailiwick_jobs", "Background jobs by state.", labels=["state"])
    for state in JOB_STATES:
        family.add_metric([state], known.get(state, 0))
    return family


def _worker() -> Metric:
    seen = "select extract(epoch from now() - max(last_heartbeat))::float from procrastinate_workers"
    silent = _rows(seen)[0][0]
    return _gauge(
        "bailiwick_worker_silent_seconds",
        "Seconds since a worker was heard; NaN before any was.",
        float("nan") if silent is None else silent,
    )


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(name, meaning, value=float(value))


def _rows(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows: list[Any] = cursor.fetchall()
    return rows
