"""A year and a month of figures in the large organization: from tallies, against the plain SQL aggregates."""

import statistics
import time
from collections.abc import Callable
from typing import Any

from bench.scratch import Filled, superuser

COUNT = 7
SERVICES, TEAMS, CUSTOMERS = 10, 5, 20
OPENED = "{ours} and w.opened_at >= %(start)s and w.opened_at < %(end)s"
RESOLVED = "{ours} and w.resolved_at >= %(start)s and w.resolved_at < %(end)s"
ITEMS = "from work_item w"
INCIDENTS = f"{ITEMS} join resolution_incident i on i.workitem_ptr_id = w.id"
CLOCKS = f"{ITEMS} join work_clock c on c.item_id = w.id and c.metric = 'resolution'"
SHARES = "percentile_disc(array[0.5, 0.9]) within group (order by {})"
EACH_AND_ALL = "group by grouping sets ((1), ())"
# The numbers of each chart of the shipped dashboard as statements of their own, straight on the records.
PLAIN = {
    "totals": (
        f"select count(*) {ITEMS} where {OPENED}",
        (f"select count(*), count(*) filter (where reopen_count > 0), count(*) filter (where reassignment_count = 0) "
        f"{INCIDENTS} where {RESOLVED}"),
        f"select c.state, count(*), avg(elapsed_seconds) {CLOCKS} where {RESOLVED} group by 1",
    ),
    "volume": (
        f"select date_trunc(%(step)s, w.opened_at), count(*) {ITEMS} where {OPENED} group by 1",
        f"select date_trunc(%(step)s, w.resolved_at), count(*) {ITEMS} where {RESOLVED} group by 1",
    ),
    "backlog": (
        f"select count(*) {ITEMS} where {{ours}} and w.opened_at < %(start)s and (is_live or w.resolved_at >= %(start)s)",
        (f"select date_trunc(%(step)s, w.opened_at), count(*) {ITEMS} where {OPENED} and (is_live or w.resolved_at is "
        "not null) group by 1"),
        f"select date_trunc(%(step)s, w.resolved_at), count(*) {ITEMS} where {RESOLVED} and not is_live group by 1",
    ),
    "attainment": (
        f"select date_trunc(%(step)s, w.resolved_at), c.state, count(*) {CLOCKS} where {RESOLVED} group by 1, 2",
    ),
    "resolve": (
        (f"select date_trunc(%(step)s, w.resolved_at), {SHARES.format('w.resolved_at - w.opened_at')} {ITEMS} "
        f"where {RESOLVED} {EACH_AND_ALL}"),
    ),
    "resolve_open": (
        (f"select date_trunc(%(step)s, w.resolved_at), {SHARES.format('c.elapsed_seconds')} {CLOCKS} where {RESOLVED} "
        f"{EACH_AND_ALL}"),
    ),
    "respond": (
        (f"select date_trunc(%(step)s, w.opened_at), {SHARES.format('w.responded_at - w.opened_at')} {ITEMS} "
        f"where {OPENED} {EACH_AND_ALL}"),
    ),
    "reopened": (
        (f"select date_trunc(%(step)s, w.resolved_at), count(*) filter (where reopen_count > 0), count(*) {INCIDENTS} "
        f"where {RESOLVED} group by 1"),
    ),
    "first_contact": (
        (f"select date_trunc(%(step)s, w.resolved_at), count(*) filter (where reassignment_count = 0), count(*) "
        f"{INCIDENTS} where {RESOLVED} group by 1"),
    ),
    "backlog_age": (
        (f"select width_bucket(now()::timestamp - w.opened_at::timestamp, array['1 day', '3 days', '7 days', '14 days', "
        f"'28 days', '91 days']::interval[]), count(*) {ITEMS} where {{ours}} and is_live group by 1"),
    ),
    "load": (
        f"select team_id, count(*) {ITEMS} where {OPENED} group by 1",
        f"select team_id, count(*) {ITEMS} where {RESOLVED} group by 1",
        f"select team_id, count(*) {ITEMS} where {{ours}} and is_live group by 1",
    ),
    "aging": (
        (f"select state, width_bucket(now()::timestamp - w.opened_at::timestamp, array['1 day', '3 days', '7 days', "
        f"'14 days', '28 days', '91 days']::interval[]), count(*) {ITEMS} where {{ours}} and is_live group by 1, 2"),
    ),
    "hours": (
        (f"select extract(isodow from w.opened_at), extract(hour from w.opened_at), count(*) {ITEMS} where {OPENED} "
        "group by 1, 2"),
    ),
}  # fmt: skip
# Incidents spread over a year, of several services, customers and teams, that took from a minute to some days.
SPREAD = """
update work_item set opened_at = at, responded_at = least(now(), at + minutes / 9), party_id = parties[1 + number / 7 % {c}],
    service_id = services[1 + number % {s}], team_id = teams[1 + number / 3 % {t}],
    resolved_at = case when not is_live then least(now(), at + minutes) end,
    closed_at = case when not is_live then least(now(), at + minutes) end
from (select id as item, now() - interval '364 days' * number / max(number) over () as at,
        interval '1 minute' * exp(number * 7919 % 1000 / 110.0) as minutes from work_item where organization_id = {o}) t,
    (select array(select id from portfolio_service where organization_id = {o} order by id) services,
        array(select id from identity_team where organization_id = {o} order by id) teams,
        array(select id from identity_party where organization_id = {o} and kind = 'customer' order by id) parties) d
where id = item
""", """
update work_clock c set elapsed_seconds = extract(epoch from resolved_at - opened_at) / 3,
    state = case when resolved_at - opened_at > interval '2 days' then 'missed' else 'met' end
from work_item w where w.id = c.item_id and resolved_at is not null and w.organization_id = {o}
""", """
update resolution_incident set reopen_count = (workitem_ptr_id % 13 = 0)::int,
    reassignment_count = (workitem_ptr_id % 3 = 0)::int * 2 where organization_id = {o}
""", "vacuum full analyze work_item, work_clock, resolution_incident"  # fmt: skip


def measure(filled: Filled) -> dict[str, Any]:
    """Milliseconds of the shipped dashboard by period, of the plain aggregates, and of counting the tallies."""
    from bailiwick.kernel.base import tenant
    from bailiwick.kernel.base.actor import system_actor
    from bailiwick.kernel.figures import rollups
    from bailiwick.kernel.identity.models import Team
    from bailiwick.resolution.figures.facts import ROLLUP
    from bailiwick.resolution.figures.parts import SHIPPED
    from bailiwick.resolution.figures.reading import asked_days, figures

    organization_id = filled.organizations[0]
    spread(organization_id)
    began = time.perf_counter()
    days = rollups.bring_up_to_date(ROLLUP, organization_id)
    found: dict[str, Any] = {"rebuilding_s": time.perf_counter() - began, "days": days}
    by, codes = system_actor(organization_id), [part.code for part in SHIPPED]
    assert PLAIN.keys() == {*codes}
    with superuser() as connection:
        connection.execute("vacuum analyze figures_tally")
    with tenant.scope(organization_id):
        one = {"service": str(filled.services[0])}
        two = {**one, "team": str(Team.objects.earliest("id").pk)}
        for name, asked in (
            ("12m", {"period": "12m"}), ("30d", {"period": "30d"}), ("12m, one filter", {"period": "12m", **one}),
            ("12m, two filters", {"period": "12m", **two}), ("30d, two filters", {"period": "30d", **two}),
        ):  # fmt: skip
            days_asked = asked_days({"period": asked["period"]})
            ours = f"w.organization_id = {organization_id} and w.kind = 'incident'"
            ours += "".join(
                f" and w.{name}_id = {asked[name]}" for name in ("service", "team") if name in asked
            )
            given = {"start": days_asked.period.start, "end": days_asked.period.end, "step": days_asked.step}
            page = _median(lambda asked=asked: figures(by, asked).charts(codes))  # type: ignore[misc]
            plain = _median(lambda given=given, ours=ours: _plain(given, ours))  # type: ignore[misc]
            found[name] = {"dashboard_ms": page, "plain_ms": plain, "ratio": page / plain}
    return found


def spread(organization_id: int) -> None:
    """Make the incidents of an organization differ, as charts want them."""
    from bailiwick.kernel.base.actor import system_actor
    from bailiwick.kernel.identity import operations as identity
    from bailiwick.portfolio.services.operations import add_service

    by = system_actor(organization_id)
    for number in range(1, SERVICES):
        add_service(f"Service {number}", by=by)
    for number in range(1, TEAMS):
        identity.add_team(f"Team {number}", by=by)
    for number in range(CUSTOMERS):
        identity.add_party(f"Customer {number}", by=by, kind="customer")
    with superuser() as connection:
        connection.execute("set session_replication_role = replica")
        for statement in SPREAD:
            connection.execute(statement.format(o=organization_id, s=SERVICES, t=TEAMS, c=CUSTOMERS))
        # What was counted of them before, by a worker of another part, is counted anew.
        connection.execute("truncate figures_tally, figures_staleday")
        connection.execute("delete from ledger_follower where name like 'figures:%'")


def _plain(given: dict[str, Any], ours: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in (one for statements in PLAIN.values() for one in statements):
            cursor.execute(statement.format(ours=ours), given)
            cursor.fetchall()


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(COUNT):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)
