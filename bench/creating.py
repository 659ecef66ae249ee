"""Creating an incident through the API, beside plain SQL that writes the same rows, in turns."""

import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.clients import Job, Running
from bench.handling import python_ms
from bench.scratch import Filled, superuser
from bench.serving import WORKERS, Server

ROUNDS, API_COUNT, RAW_COUNT = 3, 400, 1000
TITLE = "Printer on the third floor prints only blank pages"
DESCRIPTION = (
    "Since this morning every page comes out blank, whatever is printed. Toner was changed last week. " * 3
)

FACTS = """
select o.id, (select max(id) from process_processversion where organization_id = o.id and code = 'incident'),
    (select max(id) from resolution_prioritymatrix where organization_id = o.id),
    (select min(id) from identity_team where organization_id = o.id), a.id, c.current_id
from identity_organization o
join lateral (select id, calendar_id from agreements_agreement where organization_id = o.id order by id limit 1) a on true
join calendar_servicecalendar c on c.id = a.calendar_id
where o.id = any(%s) order by o.id
"""


def facts_of(filled: Filled) -> list[dict[str, Any]]:
    """What the raw writer fills in, for each organization."""
    with superuser() as connection:
        rows = connection.execute(FACTS, [filled.organizations]).fetchall()
    names = ("organization", "process", "matrix", "team", "agreement", "calendar")
    own = zip(filled.people, filled.services, filled.categories, strict=True)
    return [
        {**dict(zip(names, row, strict=True)), "person": person, "service": service, "category": category}
        for row, (person, service, category) in zip(rows, own, strict=True)
    ]


def measure(server: Server, filled: Filled, address: str) -> dict[str, Any]:
    """Rates, their ratio, and the web server's processor time for each request."""
    facts = facts_of(filled)
    rounds = [(_through_api(server, filled, facts), _through_sql(facts, address)) for _ in range(ROUNDS)]
    api = [one for one, _ in rounds]
    raw = [rate for _, rate in rounds]
    job = job_of(server, filled, facts, 1)
    (_, path, body), headers = job.requests[0], job.headers[0]
    return {
        "api_per_second": statistics.median(rate for rate, *_ in api),
        "raw_per_second": statistics.median(raw),
        "ratio": statistics.median(one[0] / rate for one, rate in rounds),
        "python_ms": python_ms(path, headers, body=body.encode(), expect=201),
        "cpu_ms": statistics.median(cpu for _, cpu, *_ in api),
        "p50_ms": statistics.median(p50 for *_, p50, _ in api),
        "p95_ms": statistics.median(p95 for *_, p95 in api),
    }


def job_of(server: Server, filled: Filled, facts: list[dict[str, Any]], count: int) -> Job:
    """The requests: each organization in turn, everything that a service desk fills in."""
    requests, headers = [], []
    for one, token in zip(facts, filled.tokens, strict=True):
        body = {
            "title": TITLE, "description": DESCRIPTION, "service_id": one["service"],
            "classification_id": one["category"], "team_id": one["team"], "impact": 2, "urgency": 2,
        }  # fmt: skip
        requests.append(("POST", "/api/v1/incidents", json.dumps(body)))
        headers.append({"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
    return Job(server.port, requests, headers, count, expect=201)


def _through_api(
    server: Server, filled: Filled, facts: list[dict[str, Any]]
) -> tuple[float, float, float, float]:
    clients = Running(job_of(server, filled, facts, API_COUNT))
    before = server.cpu()
    load = clients.go()
    cpu = (server.cpu() - before) * 1000 / API_COUNT
    return load.rate, cpu, load.percentile(50), load.percentile(95)


def _through_sql(facts: list[dict[str, Any]], address: str) -> float:
    texts = {"title": TITLE, "description": DESCRIPTION}
    job = {"address": address, "facts": facts, "texts": texts, "count": RAW_COUNT // WORKERS}
    script = str(Path(__file__).with_name("raw_creating.py"))
    writers = [
        subprocess.Popen([sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(WORKERS)
    ]
    seconds: list[float] = []
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write(json.dumps(job) + "\n")
        writer.stdin.flush()
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.readline()
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        assert writer.stdout is not None
        seconds.append(json.loads(writer.stdout.readline())["seconds"])
        writer.wait()
    slowest: float = max(seconds)
    return RAW_COUNT / slowest
