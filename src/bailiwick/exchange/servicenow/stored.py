"""The numbers of an imported log, computed from the database alone."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, tzinfo
from typing import Any, Final

from django.db import connection

from bailiwick.exchange.servicenow.conversion import SYSTEM
from bailiwick.exchange.servicenow.facts import PRIORITIES, LogFacts, ResolutionMinutes
from bailiwick.exchange.servicenow.findings import in_order
from bailiwick.kernel.base import tenant

_INCIDENTS: Final = """
from resolution_incident i join work_item w on w.id = i.workitem_ptr_id
where i.organization_id = %(organization)s and i.origin_system = %(system)s
"""
_COUNTS: Final = f"""
select count(*), count(*) filter (where i.reopen_count > 0), count(*) filter (where i.reassignment_count > 0),
    coalesce(max(i.reassignment_count), 0), count(w.resolved_at),
    percentile_cont(array[0.5, 0.9]) within group (
        order by extract(epoch from w.resolved_at - w.opened_at)::float8 / 60)
{_INCIDENTS}
"""  # noqa: S608 - constant parts
_FINAL_STATES: Final = f"select i.origin ->> 'state', count(*) {_INCIDENTS} group by 1"
_PRIORITIES: Final = f"select w.priority::text, count(*) {_INCIDENTS} and w.priority is not null group by 1"
_OPENINGS: Final = f"select w.opened_at, count(*) {_INCIDENTS} group by 1"
_ANOMALIES: Final = f"""
select a.key, sum(a.value::bigint)::bigint
from (select jsonb_each_text(i.origin -> 'anomalies') as a {_INCIDENTS} and i.origin ? 'anomalies') found,
    lateral (select (found.a).key, (found.a).value) a
group by 1
"""  # noqa: S608
_UPDATE_STATES: Final = f"""
select e.payload -> 'facts' ->> 'log_state', count(*) from ledger_event e
where e.organization_id = %(organization)s and e.subject_type = 'incident' and e.payload -> 'facts' ? 'log_row'
    and e.subject_id in (select i.workitem_ptr_id {_INCIDENTS})
group by 1
"""  # noqa: S608


def stored_facts(zone: tzinfo = UTC) -> LogFacts:
    """What `facts.FactsCounter` says of a log, told by the current organization's records and its ledger instead.

    Updates are the ledger's entries of imported rows; all logs of this kind that were imported count together.
    """
    ((incidents, reopened, reassigned, most, resolved, minutes),) = _rows(_COUNTS)
    update_states = _counts(_UPDATE_STATES)
    return LogFacts(
        incidents=incidents,
        updates=sum(update_states.values()),
        final_states=_sorted(_counts(_FINAL_STATES)),
        update_states=_sorted(update_states),
        priorities=_sorted({str(priority): 0 for priority in PRIORITIES} | _counts(_PRIORITIES)),
        reopened_incidents=reopened,
        reassigned_incidents=reassigned,
        max_reassignments=most,
        with_resolved_at=resolved,
        resolution_minutes=ResolutionMinutes(
            p50=minutes[0] if minutes else None, p90=minutes[1] if minutes else None
        ),
        opened_by_month=_sorted(_by_month(_rows(_OPENINGS), zone)),
        anomalies=in_order(_counts(_ANOMALIES)),
    )


def _rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, {"organization": tenant.current(), "system": SYSTEM})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _counts(query: str) -> dict[str, int]:
    return dict(_rows(query))


def _by_month(openings: Iterable[tuple[Any, ...]], zone: tzinfo) -> Counter[str]:
    """Counted here, because the database need not know the zone as Python does."""
    months = Counter[str]()
    for opened_at, count in openings:
        months[f"{opened_at.astimezone(zone):%Y-%m}"] += count
    return months


def _sorted(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items()))
