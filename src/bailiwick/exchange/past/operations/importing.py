"""Bring in incidents that happened elsewhere."""

from collections.abc import Mapping, Sequence
from typing import Any

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


def import_incidents(
    incidents: Sequence[PastIncident],
    *,
    by: Actor,
    names: Names,
    service: Service | None = None,
    facts: Mapping[str, Any] | None = None,
) -> int:
    """Bring in incidents from another tool with their history; how many were new, the others are left as they are.

    One operation with an entry of its own for each step of each incident, dated as the other tool dates it. People,
    teams and categories that they name are made where they are missing; nobody is told of anything. `names` serves
    all chunks of one import and is to be thrown away with it.
    """
    with tenant.scope(by.organization_id):
        new = _unknown(incidents)
        if not new:
            return 0
        with operation(VERB, by=by) as op:
            learn(names, new)
            rows = _rows(new, names, service)
            bulk.insert_all(rows.incidents)
            bulk.insert(Transition, records.TRANSITION, rows.transitions)
            bulk.insert_all(rows.clocks)
            index.put_many(queries.KIND, rows.searchable)
            op.facts |= {"incidents": len(new), "entries": len(rows.entries), **(facts or {})}
            record_entries(op, rows.entries)
    return len(new)


def known_numbers(system: str) -> set[str]:
    """The other tool's numbers of the incidents that are here already."""
    return set(Incident.objects.filter(origin_system=system).values_list("origin_number", flat=True))


def _unknown(incidents: Sequence[PastIncident]) -> list[PastIncident]:
    found = Incident.objects.filter(
        origin_system__in={past.system for past in incidents},
        origin_number__in=[past.number for past in incidents],
    ).exclude(origin_number="")
    known = set(found.values_list("origin_system", "origin_number"))
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
