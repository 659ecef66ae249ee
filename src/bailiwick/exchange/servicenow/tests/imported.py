"""Bringing small logs into the cast's organization, and looking at what they became."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.db import connection

from bailiwick.agreements.levels.models import Agreement
from bailiwick.exchange.servicenow.facts import LogFacts
from bailiwick.exchange.servicenow.importing import import_log, prepare_import
from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger.models import LedgerEvent
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work.models import Clock, Transition
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast


def bring_in(cast: Cast, path: Path, by: Actor | None = None, **options: Any) -> LogFacts:
    who = by or cast.mia
    run = prepare_import(path, by=who, zone="UTC", service=options.get("service"))
    return import_log(run, path, by=who, zone=UTC, **options)


def incident(cast: Cast, number: str = "INC1") -> Incident:
    with tenant.scope(cast.organization.id):
        return queries.incident(cast.sam, number)


def moves(cast: Cast, number: str = "INC1") -> list[tuple[datetime, str, str, str, int | None]]:
    with tenant.scope(cast.organization.id):
        found = Transition.objects.filter(item_id=incident(cast, number).pk).order_by("at", "id")
        return list(found.values_list("at", "verb", "from_state", "to_state", "by_id"))


def entries(cast: Cast, number: str = "INC1") -> list[LedgerEvent]:
    with tenant.scope(cast.organization.id):
        item = incident(cast, number)
        return list(LedgerEvent.objects.filter(subject_type="incident", subject_id=item.pk).order_by("id"))


def payload(entry: LedgerEvent) -> dict[str, Any]:
    assert entry.payload is not None
    found: dict[str, Any] = entry.payload
    return found


def person(cast: Cast, name: str) -> Person:
    with tenant.scope(cast.organization.id):
        return Person.objects.get(name=name)


def counts(cast: Cast) -> dict[str, int]:
    """How many rows every table of the organization has, but for the runs."""
    with tenant.scope(cast.organization.id), connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names()) - {"jobs_run"})
        found = {}
        for table in tables:
            if table.startswith(("work_", "resolution_", "identity_", "ledger_event", "ledger_change")):
                cursor.execute(f'select count(*) from "{table}"')
                found[table] = cursor.fetchone()[0]
    return found


def agree(cast: Cast) -> None:
    """The standard agreement holds from before the log on: an hour to respond and eight to resolve priority 3."""
    with operation("agreement.revise", by=cast.ada):
        Agreement.objects.update(valid_from=date(2015, 1, 1))


def clocks(cast: Cast, number: str = "INC1") -> list[Clock]:
    with tenant.scope(cast.organization.id):
        return list(Clock.objects.filter(item_id=incident(cast, number).pk))
