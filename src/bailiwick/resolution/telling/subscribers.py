"""Who hears of what happens to incidents."""

from bailiwick.kernel.identity.models import TeamMembership
from bailiwick.kernel.ledger.events import Delivery, subscribe
from bailiwick.kernel.notifications import kinds
from bailiwick.kernel.notifications.operations.telling import notify
from bailiwick.kernel.work.models import Watcher
from bailiwick.kernel.work.relations.queries import escalations
from bailiwick.resolution.incidents import events
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.incidents.queries import managers

kinds.declare(events.IncidentLogged, "An incident was logged", is_for_outsiders=True)
kinds.declare(events.IncidentAssigned, "An incident was given to you or your team")
kinds.declare(events.IncidentCommented, "Somebody wrote on an incident", is_for_outsiders=True)
kinds.declare(events.IncidentHeld, "An incident waits for your answer", is_for_outsiders=True)
kinds.declare(events.IncidentResolved, "An incident was resolved", is_for_outsiders=True)
kinds.declare(events.IncidentReopened, "An incident is open again")
kinds.declare(events.IncidentEscalated, "An incident was escalated")
kinds.declare(events.TargetAtRisk, "An incident is about to miss a target")
kinds.declare(events.TargetMissed, "An incident missed a target")


@subscribe(events.IncidentLogged)
def tell_of_logging(delivery: Delivery) -> None:
    """The team that has it, and the reporter when somebody else logged it."""
    incident = _incident(delivery)
    _tell(
        [*team_of(incident), incident.reporter_id],
        delivery,
        incident,
        f"{incident.reference} logged: {incident.title}",
    )


@subscribe(events.IncidentAssigned)
def tell_of_assignment(delivery: Delivery) -> None:
    """The person, or the team while nobody of it has it."""
    incident = _incident(delivery)
    receivers: list[int | None] = [incident.assignee_id] if incident.assignee_id else team_of(incident)
    _tell(receivers, delivery, incident, f"{incident.reference} is yours: {incident.title}")


@subscribe(events.IncidentCommented)
def tell_of_comment(delivery: Delivery) -> None:
    """Whoever works on it or watches it; the reporter of what is public."""
    incident = _incident(delivery)
    receivers: list[int | None] = [incident.assignee_id, *_watchers(incident, delivery.event.is_public)]
    if delivery.event.is_public:
        receivers.append(incident.reporter_id)
    _tell(receivers, delivery, incident, f"{delivery.actor_name} on {incident.reference}: {incident.title}")


@subscribe(events.IncidentHeld)
def tell_of_waiting(delivery: Delivery) -> None:
    """The reporter, when the answer is theirs to give."""
    incident = _incident(delivery)
    if delivery.event.state == "awaiting_user":
        text = f"{incident.reference} waits for you: {delivery.event.reason}"
        _tell([incident.reporter_id], delivery, incident, text)


@subscribe(events.IncidentResolved)
def tell_of_resolution(delivery: Delivery) -> None:
    """The reporter and everybody who watches."""
    incident = _incident(delivery)
    receivers = [incident.reporter_id, *_watchers(incident, is_public=True)]
    _tell(receivers, delivery, incident, f"{incident.reference} is resolved: {incident.title}")


@subscribe(events.IncidentReopened)
def tell_of_reopening(delivery: Delivery) -> None:
    """Whoever had it, or the team."""
    incident = _incident(delivery)
    text = f"{incident.reference} is open again: {delivery.event.reason}"
    _tell([incident.assignee_id, *team_of(incident)], delivery, incident, text)


@subscribe(events.IncidentEscalated)
def tell_of_escalation(delivery: Delivery) -> None:
    """Those who were asked, the incident managers among them, and the team that has it."""
    incident = _incident(delivery)
    text = f"{incident.reference} was escalated to {delivery.event.to}: {incident.title}"
    asked = escalations(incident).filter(pk=delivery.event.escalation_id).first()
    _tell([*team_of(incident), *(asked.told if asked else managers(incident))], delivery, incident, text)


@subscribe(events.TargetAtRisk)
def tell_of_risk(delivery: Delivery) -> None:
    """Whoever works on it, or the team."""
    incident = _incident(delivery)
    text = f"{incident.reference} will miss its {delivery.event.metric} target: {incident.title}"
    _tell([incident.assignee_id] if incident.assignee_id else team_of(incident), delivery, incident, text)


@subscribe(events.TargetMissed)
def tell_of_missed_target(delivery: Delivery) -> None:
    """Whoever works on it, the team and the incident managers."""
    incident = _incident(delivery)
    text = f"{incident.reference} missed its {delivery.event.metric} target: {incident.title}"
    _tell([incident.assignee_id, *team_of(incident), *managers(incident)], delivery, incident, text)


def _incident(delivery: Delivery) -> Incident:
    return Incident.objects.get(pk=delivery.event.incident_id)


def team_of(incident: Incident) -> list[int | None]:
    if incident.team_id is None:
        return []
    return list(TeamMembership.objects.filter(team_id=incident.team_id).values_list("person_id", flat=True))


def _watchers(incident: Incident, is_public: bool) -> list[int | None]:
    watchers = Watcher.objects.filter(item=incident)
    if not is_public:
        watchers = watchers.filter(person__party__isnull=True)
    return list(watchers.values_list("person_id", flat=True))


def _tell(people: list[int | None], delivery: Delivery, incident: Incident, text: str) -> None:
    notify(people, delivery, text=text, path=f"/incidents/{incident.reference}/")
