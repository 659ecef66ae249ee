"""Two people act on the same incident, from the same version, at the same moment: one of them wins."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Stale
from bailiwick.kernel.ledger.models import LedgerEvent
from bailiwick.resolution.incidents import operations
from bailiwick.resolution.incidents.models import Incident
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("committed")
Act = Callable[[Cast, Incident, Actor], Incident]


def assign(cast: Cast, incident: Incident, by: Actor) -> Incident:
    return operations.assign_incident(incident, by=by, team=cast.network, expected_version=incident.version)


def resolve(cast: Cast, incident: Incident, by: Actor) -> Incident:
    return operations.resolve_incident(
        incident,
        by=by,
        resolution=f"Reset by {by.name}",
        closure_code="fixed",
        note="Looked at it",
        expected_version=incident.version,
    )


def at_once(cast: Cast, incident: Incident, acts: list[tuple[Act, Actor]]) -> list[str]:
    """What came of each, all begun at the same moment in threads of their own."""
    together = threading.Barrier(len(acts))

    def one(act: Act, by: Actor) -> str:
        try:
            with tenant.scope(by.organization_id):
                own = Incident.objects.get(pk=incident.pk)
                together.wait(timeout=10)
                act(cast, own, by)
        except Stale:
            return "stale"
        finally:
            connection.close()
        return by.name

    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result(timeout=30) for done in [pool.submit(one, act, by) for act, by in acts]]


@pytest.mark.parametrize(
    ("first", "second"),
    [(resolve, resolve), (assign, assign), (assign, resolve)],
    ids=["resolve", "assign", "both"],
)
def test_of_two_at_once_exactly_one_wins(cast: Cast, first: Act, second: Act) -> None:
    incident = operations.log_incident(
        operations.Report(
            title="Scale shows zero", service=cast.weighing, classification=cast.hardware, impact=2, urgency=2
        ),
        by=cast.sam,
    )
    operations.assign_incident(incident, by=cast.sam, team=cast.desk)
    with tenant.scope(cast.organization.id):
        incident.refresh_from_db()
        entries = LedgerEvent.objects.count()
    outcomes = at_once(cast, incident, [(first, cast.sam), (second, cast.mia)])
    assert outcomes.count("stale") == 1, outcomes
    with tenant.scope(cast.organization.id):
        now = Incident.objects.get(pk=incident.pk)
        assert now.version == incident.version + 1
        assert LedgerEvent.objects.count() == entries + 1
        winner = next(name for name in outcomes if name != "stale")
        entry = LedgerEvent.objects.latest("pk").payload
        assert entry is not None
        assert entry["by"] == winner
