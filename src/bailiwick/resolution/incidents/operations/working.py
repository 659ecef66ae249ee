"""Classify, prioritize, assign, start, hold, resume and escalate."""

from datetime import datetime
from typing import Any

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.models import Person, Team
from bailiwick.kernel.work.relations.operations import note_escalation
from bailiwick.kernel.work.relations.operations.escalating import KINDS as ESCALATIONS
from bailiwick.kernel.work.steps import Act, act
from bailiwick.kernel.work.texts import body, line
from bailiwick.portfolio.services.models import Service
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.events import IncidentAssigned, IncidentEscalated, IncidentHeld
from bailiwick.resolution.incidents.models import Category, Incident
from bailiwick.resolution.incidents.operations.logging import level
from bailiwick.resolution.incidents.operations.receivers import check_receivers
from bailiwick.resolution.incidents.rules import IncidentFacts


def classify_incident(
    incident: Incident,
    *,
    by: Actor,
    service: Service,
    classification: Category,
    at: datetime | None = None,
    expected_version: int | None = None,
) -> Incident:
    """Name the service that is disturbed and the class of disturbance."""
    brought = {"service": service.pk, "classification": classification.pk}
    with act(
        "incident.classify",
        incident,
        by=by,
        at=at,
        expected_version=expected_version,
        facts=lambda found: IncidentFacts(found, brought),
    ) as doing:
        doing.set(service_id=service.pk, classification=classification)
        _retarget(doing)
    return doing.item


def prioritize_incident(
    incident: Incident,
    *,
    by: Actor,
    impact: int,
    urgency: int,
    priority: int | None = None,
    override_reason: str = "",
    at: datetime | None = None,
    expected_version: int | None = None,
) -> Incident:
    """Judge impact and urgency; the matrix gives the priority, another one needs a reason (BR-20)."""
    reason = line(override_reason, "override_reason", needed=False)
    with tenant.scope(by.organization_id):
        brought = _judged(impact, urgency, priority, reason)
    with act(
        "incident.prioritize",
        incident,
        by=by,
        at=at,
        expected_version=expected_version,
        reason=reason,
        facts=lambda found: IncidentFacts(found, brought),
    ) as doing:
        doing.set(**brought)
        _retarget(doing)
    return doing.item


def _judged(impact: int, urgency: int, priority: int | None, reason: str) -> dict[str, Any]:
    if priority not in (None, *range(1, 6)):
        raise Invalid({"priority": "1 to 5."})
    matrix = queries.current_matrix()
    by_matrix = matrix.priority(level(impact, "impact"), level(urgency, "urgency"))
    chosen = priority or by_matrix
    if chosen != by_matrix and not reason:
        raise Invalid({"override_reason": f"The matrix says {by_matrix}; say why it is {chosen}."})
    return {
        "impact": impact,
        "urgency": urgency,
        "matrix": matrix,
        "priority": chosen,
        "override_reason": reason if chosen != by_matrix else "",
    }


def assign_incident(
    incident: Incident,
    *,
    by: Actor,
    team: Team,
    assignee: Person | None = None,
    reason: str = "",
    at: datetime | None = None,
    expected_version: int | None = None,
) -> Incident:
    """Give it to a team, or to one of its people."""
    check_receivers(team, assignee)
    with act(
        "incident.assign",
        incident,
        by=by,
        at=at,
        expected_version=expected_version,
        reason=line(reason, "reason", needed=False),
        facts=lambda found: IncidentFacts(found, {"team": team.pk}),
    ) as doing:
        if doing.item.team_id not in (None, team.pk):
            doing.set(reassignment_count=doing.item.reassignment_count + 1)
        doing.set(team=team, assignee=assignee)
        doing.op.publish(IncidentAssigned(incident.pk, team.pk, assignee.pk if assignee else None))
    return doing.item


def start_incident(
    incident: Incident,
    *,
    by: Actor,
    assignee: Person,
    at: datetime | None = None,
    expected_version: int | None = None,
) -> Incident:
    """Take it and begin to work."""
    check_receivers(None, assignee)
    with act(
        "incident.start",
        incident,
        by=by,
        at=at,
        expected_version=expected_version,
        facts=lambda found: IncidentFacts(found, {"assignee": assignee.pk}),
    ) as doing:
        doing.set(assignee=assignee)
        respond(doing)
    return doing.item


def hold_incident(
    incident: Incident,
    *,
    by: Actor,
    state: str,
    reason: str,
    at: datetime | None = None,
    expected_version: int | None = None,
) -> Incident:
    """Let it wait in one of the process's waiting states, for a reason."""
    with act(
        "incident.hold",
        incident,
        by=by,
        to=state,
        at=at,
        expected_version=expected_version,
        reason=body(reason, "reason", needed=True),
        facts=lambda found: IncidentFacts(found, {"reason": reason}),
    ) as doing:
        respond(doing)
        doing.op.publish(IncidentHeld(incident.pk, state, reason))
    return doing.item


def resume_incident(
    incident: Incident, *, by: Actor, at: datetime | None = None, expected_version: int | None = None
) -> Incident:
    """Go on where it was before it had to wait."""
    with act(
        "incident.resume",
        incident,
        by=by,
        at=at,
        expected_version=expected_version,
        facts=lambda found: IncidentFacts(found, {}),
    ) as doing:
        pass
    return doing.item


def escalate_incident(
    incident: Incident,
    *,
    by: Actor,
    kind: str,
    reason: str,
    team: Team | None = None,
    person: Person | None = None,
    at: datetime | None = None,
    expected_version: int | None = None,
) -> Incident:
    """Ask a team for skill (functional), a manager for a decision (hierarchic), or warn of the time (time_risk)."""
    if kind not in ESCALATIONS:
        raise Invalid({"kind": f"One of {', '.join(ESCALATIONS)}."})
    check_receivers(team, person, "person")
    receiver = str(person or team or "the incident managers")
    brought = {"escalation_kind": kind, "escalated_to": receiver, "reason": reason}
    with act(
        "incident.escalate",
        incident,
        by=by,
        at=at,
        expected_version=expected_version,
        reason=body(reason, "reason", needed=True),
        facts=lambda found: IncidentFacts(found, brought),
    ) as doing:
        doing.set(escalation_count=doing.item.escalation_count + 1)
        also = queries.managers(doing.item)
        noted = note_escalation(
            doing.item, by=by, kind=kind, team=team, person=person, reason=reason, also=also
        )
        doing.op.facts["escalation"] = {"kind": kind, "to": receiver, "told": len(noted.told)}
        doing.op.publish(IncidentEscalated(incident.pk, kind, receiver, noted.pk))
    return doing.item


def respond(doing: Act[Incident]) -> None:
    """The first act of work is the response."""
    if doing.item.responded_at is None:
        doing.set(responded_at=doing.at)


def _retarget(doing: Act[Incident]) -> None:
    if {"service_id", "priority"} & set(doing.changed):
        doing.terms = queries.terms(doing.item)
