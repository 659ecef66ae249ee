"""Bring in incidents that happened elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import connection

from bailiwick.exchange.past import records
from bailiwick.exchange.past.names import Names
from bailiwick.exchange.past.operations.learning import learn
from bailiwick.exchange.past.types import PastIncident
from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ledger.operation import operation, record_entries
from bailiwick.kernel.process.definitions import current_version, definition
from bailiwick.kernel.search import index
from bailiwick.kernel.work import bulk, numbers
from bailiwick.kernel.work.models import Transition
from bailiwick.portfolio.services.models import Service
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.models import Incident

VERB = "incident.import"

# The empty number is written out, because a plan for any parameter cannot use the index that leaves it out.
_KNOWN = """
select i.origin_system, i.origin_number from unnest(%b::text[], %b::text[]) asked(system, number)
join resolution_incident i on i.origin_system = asked.system and i.origin_number = asked.number
    and not i.origin_number = ''
where i.organization_id = %s
"""


def import_incidents(
    incidents: Sequence[PastIncident],
    *,
    by: Actor,
    names: Names,
    service: Service | None = None,
    facts: Mapping[str, Any] | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> int:
    """Bring in incidents from another tool with their history; how many were new, the others are left as they are.

    One operation with an entry of its own for each step of each incident, dated as the other tool dates it. People,
    teams and categories that they name are made where they are missing; nobody is told of anything. `names` serves
    all chunks of one import and is to be thrown away with it. `meanwhile` is called while the database writes.
    """
    with tenant.scope(by.organization_id):
        new = _unknown(incidents)
        if not new:
            return 0
        with operation(VERB, by=by) as op:
            learn(names, new)
            rows = _rows(new, names, service)
            op.facts |= {"incidents": len(new), "entries": len(rows.entries), **(facts or {})}
            with bulk.pipelined():
                bulk.insert_all(rows.incidents)
                record_entries(op, rows.entries)
                bulk.insert(Transition, records.TRANSITION, rows.transitions)
                bulk.insert_all(rows.clocks)
                index.put_many(queries.KIND, rows.searchable)
                if meanwhile:
                    meanwhile()
    return len(new)


def known_numbers(system: str) -> set[str]:
    """The other tool's numbers of the incidents that are here already."""
    return set(Incident.objects.filter(origin_system=system).values_list("origin_number", flat=True))


def _unknown(incidents: Sequence[PastIncident]) -> list[PastIncident]:
    with connection.cursor() as cursor:
        cursor.execute(
            _KNOWN,
            [[past.system for past in incidents], [past.number for past in incidents], tenant.current()],
        )
        known = set(cursor.fetchall())
    return [past for past in incidents if (past.system, past.number) not in known]


def _rows(new: Sequence[PastIncident], names: Names, service: Service | None) -> records.Rows:
    version = current_version(queries.KIND)
    around = records.Surroundings.of(names, version, definition(version), service)
    keys = bulk.fresh_ids(Incident, len(new))
    own_numbers = numbers.reserve(queries.KIND, len(new))
    rows = records.Rows()
    for past, key, number in zip(new, keys, own_numbers, strict=True):
        records.add(rows, past, key, number, around)
    return rows
