"""A year and a month of figures in the large organization: from tallies, against the plain SQL aggregates."""

import statistics
import time
from collections.abc import Callable
from typing import Any

from bench.scratch import Filled

COUNT = 7
# What each figure of the dashboard would be as a statement of its own, straight on the records.
PLAIN = (
    "select date_trunc('month', opened_at), count(*) from work_item where kind = 'incident' and opened_at >= %s group by 1",
    (
        "select date_trunc('month', resolved_at), count(*) from work_item where kind = 'incident' and resolved_at >= %s "
        "group by 1"
    ),
    (
        "select c.state, count(*) from work_clock c join work_item w on w.id = c.item_id where c.metric = 'resolution' "
        "and w.resolved_at >= %s group by 1"
    ),
    (
        "select date_trunc('month', resolved_at), percentile_disc(array[0.5, 0.9]) within group (order by resolved_at - "
        "opened_at) from work_item where kind = 'incident' and resolved_at >= %s group by 1"
    ),
    (
        "select extract(isodow from opened_at), extract(hour from opened_at), count(*) from work_item "
        "where kind = 'incident' and opened_at >= %s group by 1, 2"
    ),
)


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
    began = time.perf_counter()
    days = rollups.bring_up_to_date(ROLLUP, organization_id)
    found: dict[str, Any] = {"rebuilding_s": time.perf_counter() - began, "days": days}
    by, codes = system_actor(organization_id), [part.code for part in SHIPPED]
    with tenant.scope(organization_id):
        team = Team.objects.earliest("id").pk
        narrowed = {"service": str(filled.services[0]), "team": str(team)}
        for name, asked in (
            ("12m", {"period": "12m"}), ("30d", {"period": "30d"}), ("12m, two filters", {"period": "12m", **narrowed}),
        ):  # fmt: skip
            start = asked_days({"period": asked["period"]}).period.start
            where = f" and service_id = {filled.services[0]} and team_id = {team}" if "team" in asked else ""
            page = _median(lambda asked=asked: figures(by, asked).charts(codes))  # type: ignore[misc]
            plain = _median(lambda start=start, where=where: _plain(start, where))  # type: ignore[misc]
            found[name] = {"dashboard_ms": page, "plain_ms": plain, "ratio": page / plain}
    return found


def _plain(start: Any, where: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in PLAIN:
            cursor.execute(statement.replace(">= %s", f">= %s{where}"), [start])
            cursor.fetchall()


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(COUNT):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)
