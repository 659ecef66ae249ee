"""The limit of creating: the rows of a new incident written by plain SQL, with the same triggers, on the same server.

Run by `creating` as two processes of four connections each, as the web server has. A line of JSON on the input says
what to write; the process warms up, says so, waits for a line, and answers with seconds and count.
"""

import json
import sys
import threading
import time
from typing import Any

import psycopg

THREADS, WARM_UP = 4, 10

BEGIN = "select set_config('app.tenant', %s, true)"
OPEN = "select set_config('app.operation', nextval(pg_get_serial_sequence('ledger_event', 'id'))::text, true)"
NUMBER = "select work_next_numbers('incident', 1)"
ITEM = """
insert into work_item (organization_id, kind, number, reference, title, description, state, category, priority,
    process_id, service_id, reporter_id, team_id, opened_at, updated_at, due_at, is_breached, version)
values (%(organization)s, 'incident', %(number)s, %(reference)s, %(title)s, %(description)s, 'new', 'open', 3,
    %(process)s, %(service)s, %(person)s, %(team)s, now(), now(), now() + interval '2 days', false, 1) returning id
"""
INCIDENT = """
insert into resolution_incident (workitem_ptr_id, organization_id, channel, classification_id, impact,
    urgency, matrix_id,
    override_reason, workaround, resolution, closure_code, closed_by_timeout, reopen_count, reassignment_count,
    escalation_count, origin, origin_system, origin_number, was)
values (%(item)s, %(organization)s, 'api', %(category)s, 2, 2, %(matrix)s, '', '', '', '', false, 0, 0, 0, '{}', '', '', '')
"""
MOVE = """
insert into work_transition (organization_id, item_id, at, verb, from_state, to_state, to_category, by_id, reason)
values (%(organization)s, %(item)s, now(), 'incident.log', '', 'new', 'open', %(person)s, '')
"""
CLOCKS = """
insert into work_clock (organization_id, item_id, metric, agreement_id, agreement_version, calendar_id, target_minutes,
    warn_percent, state, started_at, due_at, warn_at, elapsed_seconds)
values (%(organization)s, %(item)s, 'response', %(agreement)s, 1, %(calendar)s, 60, 75, 'running', now(),
        now() + interval '1 hour', now() + interval '45 minutes', 0),
       (%(organization)s, %(item)s, 'resolution', %(agreement)s, 1, %(calendar)s, 960, 75, 'running', now(),
        now() + interval '2 days', now() + interval '1 day', 0)
"""
SEARCH = (
    "select search_put('incident', %(item)s::bigint, null::bigint, %(title)s::text, %(description)s::text)"
)
ENTRY = """
insert into ledger_event (id, organization_id, verb, actor_kind, actor_id, subject_type, subject_id, occurred_at,
    payload, salt, digest)
select %(operation)s, %(organization)s, 'incident.log', 'token', %(person)s, 'incident', %(item)s, clock_timestamp(),
       r.payload, r.salt, sha256(r.salt || convert_to(r.payload::text, 'UTF8'))
from (select %(payload)s::jsonb as payload, uuid_send(gen_random_uuid()) as salt offset 0) r
"""


def create(cursor: Any, facts: dict[str, Any], title: str) -> None:
    """One incident, in the transaction that is open."""
    cursor.execute(BEGIN, [str(facts["organization"])])
    values = {**facts, "title": title, "operation": int(cursor.execute(OPEN).fetchone()[0])}
    values["number"] = cursor.execute(NUMBER).fetchone()[0]
    values["reference"] = f"INC-{values['number']}"
    values["item"] = cursor.execute(ITEM, values).fetchone()[0]
    for statement in (INCIDENT, MOVE, CLOCKS, SEARCH):
        cursor.execute(statement, values)
    events = [{"is": "IncidentLogged", "incident_id": values["item"]}]
    values["payload"] = json.dumps({"by": "Agent", "subject": values["reference"], "events": events})
    cursor.execute(ENTRY, values)


def write(address: str, facts: list[dict[str, Any]], texts: dict[str, str], count: int) -> float:
    """Seconds that THREADS connections need for `count` incidents; one set of facts for each in turn."""
    turn, lock = iter(range(count)), threading.Lock()
    ready = threading.Barrier(THREADS + 1)

    def client() -> None:
        with psycopg.connect(address, prepare_threshold=0) as connection:
            cursor = connection.cursor()
            for number in range(WARM_UP):
                create(cursor, {**facts[number % len(facts)], **texts}, texts["title"])
                connection.commit()
            ready.wait()
            ready.wait()
            while True:
                with lock:
                    number = next(turn, -1)
                if number < 0:
                    return
                create(cursor, {**facts[number % len(facts)], **texts}, texts["title"])
                connection.commit()

    threads = [threading.Thread(target=client) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    ready.wait()
    print("warm", flush=True)
    sys.stdin.readline()
    began = time.perf_counter()
    ready.wait()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began


def main() -> None:
    """Serve one job."""
    job = json.loads(sys.stdin.readline())
    print(json.dumps({"seconds": write(**job)}), flush=True)


if __name__ == "__main__":
    main()
