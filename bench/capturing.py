"""What guard and change capture cost: the same writes with the triggers and without, in turns."""

import statistics
import time
from typing import Any

import psycopg

from bench.scratch import Filled, superuser

ROUNDS, SINGLE, BULK = 5, 200, 5000
COLUMNS = (
    "organization_id, kind, number, reference, title, description, state, category, priority, process_id, opened_at, "
    "updated_at, is_breached, version"
)
INSERT = f"""
insert into work_item ({COLUMNS})
select %(o)s, 'bench', %(first)s + g, 'B-' || g, 'Printer stopped', repeat('again ', 20), 'new', 'open', 3, %(process)s,
       now(), now(), false, 1 from generate_series(1, %(n)s) g
"""
UPDATE = """
update work_item set state = 'in_progress', updated_at = now(), version = version + 1
where organization_id = %(o)s and kind = 'bench' and number > %(first)s and number <= %(first)s + %(n)s
"""


def measure(filled: Filled) -> dict[str, Any]:
    """Microseconds a row of each kind of write, with and without, and their ratio."""
    times: dict[tuple[str, bool], list[float]] = {}
    with superuser() as connection:
        facts = _open(connection, filled)
        for _ in range(ROUNDS):
            for is_captured in (True, False):
                _triggers(connection, "enable" if is_captured else "disable")
                for name, seconds in _writes(connection, facts).items():
                    times.setdefault((name, is_captured), []).append(seconds)
        _triggers(connection, "enable")
    names = dict.fromkeys(name for name, _ in times)
    found = {}
    for name in names:
        with_, without = (statistics.median(times[name, captured]) * 1e6 for captured in (True, False))
        found[name] = {"captured_us": with_, "uncaptured_us": without, "ratio": with_ / without}
    return found


def _open(connection: "psycopg.Connection[Any]", filled: Filled) -> dict[str, int]:
    organization = filled.organizations[-1]
    row = connection.execute(
        "select max(id) from process_processversion where organization_id = %s", [organization]
    ).fetchone()
    assert row is not None
    return {"o": organization, "process": row[0], "first": 0}


def _triggers(connection: "psycopg.Connection[Any]", word: str) -> None:
    for event in ("insert", "update"):
        connection.execute(f"alter table work_item {word} trigger capture_{event}")


def _writes(connection: "psycopg.Connection[Any]", facts: dict[str, int]) -> dict[str, float]:
    """Seconds a row; everything is undone, so that each round finds the same table."""
    found = {}
    for size, rows, times in (("single", 1, SINGLE), ("bulk", BULK, 1)):
        for verb, statement in (("insert", INSERT), ("update", UPDATE)):
            began = 0.0
            with connection.transaction(force_rollback=True):
                _begin(connection, facts)
                if verb == "update":
                    for number in range(times):
                        connection.execute(INSERT, {**facts, "n": rows, "first": number * rows}, prepare=True)
                began = time.perf_counter()
                for number in range(times):
                    connection.execute(statement, {**facts, "n": rows, "first": number * rows}, prepare=True)
                found[f"{size} {verb}"] = (time.perf_counter() - began) / (rows * times)
    return found


def _begin(connection: "psycopg.Connection[Any]", facts: dict[str, int]) -> None:
    connection.execute("select set_config('app.tenant', %s, true)", [str(facts["o"])])
    connection.execute(
        "select set_config('app.operation', nextval(pg_get_serial_sequence('ledger_event', 'id'))::text, true)"
    )
