"""What the clocks cause: warnings, missed targets, closing after silence (8.6.1, BR-20)."""

from bailiwick.kernel.base import clock as time
from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import system_actor
from bailiwick.kernel.base.errors import BailiwickError
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work.models import Clock
from bailiwick.resolution.incidents.events import TargetAtRisk, TargetMissed
from bailiwick.resolution.incidents.models import Incident

VERB = "incident.warn"


class NothingDue(BailiwickError):
    """Between the look and the lock the clock was stopped or moved."""

    code = "nothing_due"


def note_clock(incident_id: int, metric: str, *, organization_id: int) -> bool:
    """Note on an incident that a target is at risk (an escalation by time) or was missed; False if neither is so."""
    by = system_actor(organization_id)
    try:
        with tenant.scope(organization_id), operation(VERB, by=by, subject=Incident(pk=incident_id)) as op:
            clock = Clock.objects.get(item_id=incident_id, metric=metric)
            if clock.state != Clock.State.RUNNING:
                raise NothingDue("The clock stands.")
            now = time.now()
            if clock.breached_at is None and clock.due_at is not None and clock.due_at <= now:
                _miss(op.subject, clock)
                op.publish(TargetMissed(incident_id, metric))
            elif clock.warned_at is None and clock.warn_at is not None and clock.warn_at <= now:
                _warn(op.subject, clock)
                op.publish(TargetAtRisk(incident_id, metric))
            else:
                raise NothingDue("Nothing is due.")
            op.facts["clock"] = {"metric": metric, "due": clock.due_at, "minutes": clock.target_minutes}
            op.facts["escalation"] = {"kind": "time_risk", "to": "team"}
    except NothingDue:
        return False
    return True


def _miss(incident: Incident, clock: Clock) -> None:
    clock.breached_at = clock.due_at
    clock.warned_at = clock.warned_at or time.now()
    clock.save(update_fields=["breached_at", "warned_at"])
    incident.is_breached = True
    incident.escalation_count += 1
    incident.save(update_fields=["is_breached", "escalation_count"])


def _warn(incident: Incident, clock: Clock) -> None:
    clock.warned_at = time.now()
    clock.save(update_fields=["warned_at"])
    incident.escalation_count += 1
    incident.save(update_fields=["escalation_count"])
