"""The queue page and the incident page as a signed-in agent sees them, beside plain SQL that reads the same."""

import statistics
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client

from bench.clients import Job, Running
from bench.handling import python_ms
from bench.scratch import Filled, superuser
from bench.serving import Server

ROUNDS, COUNT, RAW_COUNT = 3, 160, 200
QUEUE = "/incidents/"
LONG_STORY = 400

RAW_QUEUE = """
select i.id, i.number, i.reference, i.title, i.state, i.category, i.priority, i.due_at, i.is_breached, i.updated_at,
    p.name, t.name, s.name
from work_item i left join identity_person p on p.id = i.assignee_id left join identity_team t on t.id = i.team_id
left join portfolio_service s on s.id = i.service_id
where i.organization_id = %s and i.kind = 'incident' and i.is_live order by i.due_at, i.id limit 51
"""
STORY = """
insert into ledger_event (organization_id, verb, actor_kind, actor_id, subject_type, subject_id, occurred_at,
    payload, salt,
    digest)
select %(organization)s, 'incident.escalate', 'person', %(person)s, 'incident', %(item)s,
    now() - n * interval '1 minute',
    r.payload, r.salt, sha256(r.salt || convert_to(r.payload::text, 'UTF8'))
from (select n, jsonb_build_object('by', 'Agent', 'subject', 'INC', 'reason', 'Round ' || n) as payload,
      uuid_send(gen_random_uuid()) as salt from generate_series(1, %(entries)s) n offset 0) r
"""


def signed_in() -> Client:
    """A browser in which the agent of the first, large organization has signed in."""
    from bailiwick.kernel.identity.models import Account

    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.get(email="bench0@example.org"), settings.AUTHENTICATION_BACKENDS[0])
    client.get(QUEUE)
    return client


def cookie(client: Client) -> dict[str, str]:
    """The header that makes a request one of this browser's."""
    held = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    return {"Cookie": held, "Accept-Encoding": "identity"}


def queries_of(client: Client, path: str) -> int:
    """How many statements a page needs, those that open the organization included."""
    seen: list[str] = []

    def count(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        seen.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(count):
        assert client.get(path).status_code == 200
    return len(seen)


def serve(server: Server, path: str, headers: dict[str, str], count: int = COUNT) -> dict[str, float]:
    """Rate, times and the web server's processor time of one page, asked for by 8 clients and by one."""
    cpu, rates, alone = [], [], []
    for _ in range(ROUNDS):
        clients = Running(Job(server.port, [("GET", path, "")], [headers], count))
        before = server.cpu()
        load = clients.go()
        cpu.append((server.cpu() - before) * 1000 / count)
        rates.append(load.rate)
        alone += (
            Running(Job(server.port, [("GET", path, "")], [headers], count // 4, clients=1)).go().milliseconds
        )
    cuts = statistics.quantiles(alone, n=100, method="inclusive")
    return {
        "cpu_ms": statistics.median(cpu), "per_second": statistics.median(rates), "p50_ms": cuts[49], "p95_ms": cuts[94],
    }  # fmt: skip


def long_story(filled: Filled) -> str:
    """The path of an incident that was worked on for long."""
    with superuser() as database:
        organization = filled.organizations[0]
        item = database.execute(
            "select id, reference from work_item where organization_id = %s and is_live order by id limit 1",
            [organization],
        ).fetchone()
        assert item is not None
        facts = {
            "organization": organization,
            "person": filled.people[0],
            "item": item[0],
            "entries": LONG_STORY,
        }
        database.execute(STORY, facts)
    return f"/incidents/{item[1]}/"


def raw_queue(filled: Filled) -> dict[str, float]:
    """Times of the same rows by plain SQL, without row-level security."""
    times = []
    with superuser() as database:
        for _ in range(RAW_COUNT):
            began = time.perf_counter()
            database.execute(RAW_QUEUE, [filled.organizations[0]], prepare=True).fetchall()
            times.append((time.perf_counter() - began) * 1000)
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return {"p50_ms": cuts[49], "p95_ms": cuts[94]}


def measure(server: Server, filled: Filled) -> dict[str, Any]:
    """The queue, its first page and a deep one, and an incident with a long story."""
    client = signed_in()
    headers = cookie(client)
    story = long_story(filled)
    deep = deep_page(client)
    return {
        "queue": {
            "queries": queries_of(client, QUEUE),
            "python_ms": python_ms(QUEUE, headers),
            **serve(server, QUEUE, headers),
            "raw": raw_queue(filled),
        },
        "queue_deep": {
            "queries": queries_of(client, deep),
            "python_ms": python_ms(deep, headers),
            **serve(server, deep, headers),
        },
        "incident": {
            "queries": queries_of(client, story),
            "python_ms": python_ms(story, headers),
            **serve(server, story, headers),
        },
    }


def deep_page(client: Client) -> str:
    """The address of a page of all incidents half-way through the numbers: where keyset paging must not slow down."""
    from bailiwick.kernel.base import positions
    from bailiwick.kernel.work.models import WorkItem

    with superuser() as database:
        row = database.execute(
            "select number, id from work_item where organization_id = (select min(id) from identity_organization) "
            "order by number offset (select count(*) / 5 from work_item) limit 1"
        ).fetchone()
    assert row is not None
    after = positions.write(list(row), f"{WorkItem._meta.label}|number")
    path = f"{QUEUE}?view=all&sort=number&after={after}"
    assert client.get(path).content.count(b"data-row>") == 50
    return path
