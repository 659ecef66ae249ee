"""Who hears of what happens to major incidents, and of what happens to their incidents."""

from collections.abc import Iterable

from bailiwick.kernel.ledger.events import Delivery, subscribe
from bailiwick.kernel.notifications.operations.telling import notify
from bailiwick.kernel.work.models import Watcher
from bailiwick.major.incidents import events, queries
from bailiwick.major.incidents.deadlines import REVIEW
from bailiwick.major.incidents.models import Communication, MajorIncident
from bailiwick.resolution.incidents.events import IncidentReopened, IncidentResolved
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.telling.subscribers import team_of


@subscribe(events.MajorIncidentProposed)
def tell_of_proposal(delivery: Delivery) -> None:
    """Who may lead it, and the team that has it."""
    incident = Incident.objects.get(pk=delivery.event.incident_id)
    text = (
        f"{incident.reference} reaches “{delivery.event.criterion}”: is it a major incident? {incident.title}"
    )
    people = [*queries.leaders(incident), *team_of(incident)]
    notify(people, delivery, text=text, path=f"/incidents/{incident.reference}/")


@subscribe(events.MajorIncidentDeclared)
def tell_of_declaration(delivery: Delivery) -> None:
    """Its lead, top management, the managers, and whoever works on the incident."""
    major = _major(delivery)
    text = f"Major incident {major.reference}, led by {major.lead.name}: {major.incident.title}"
    people = [major.lead_id, *queries.top_management(), *queries.leaders(major.incident), *_at_work(major)]
    _tell(people, delivery, major, text)


@subscribe(events.MajorIncidentLeadNamed)
def tell_of_lead(delivery: Delivery) -> None:
    """The new lead, and whoever works on it."""
    major = _major(delivery)
    text = f"{major.lead.name} leads {major.reference}: {major.incident.title}"
    _tell([major.lead_id, *_at_work(major)], delivery, major, text)


@subscribe(events.MajorIncidentCommunicated)
def tell_of_update(delivery: Delivery) -> None:
    """The audience; customers read the comment on their own incident, and hear of it by the linked ones here."""
    major = _major(delivery)
    said = Communication.objects.get(pk=delivery.event.communication_id)
    text = f"{major.reference}: {said.text}"
    if said.audience == Communication.Audience.MANAGEMENT:
        _tell(queries.top_management(), delivery, major, text)
    elif said.audience == Communication.Audience.STAFF:
        _tell([major.lead_id, *_at_work(major)], delivery, major, text)
    else:
        for incident in queries.linked_incidents(major):
            path = f"/incidents/{incident.reference}/"
            notify([incident.reporter_id], delivery, text=f"{incident.reference}: {said.text}", path=path)


@subscribe(events.MajorIncidentDue)
def tell_of_lateness(delivery: Delivery) -> None:
    """Its lead, and the managers."""
    major = _major(delivery)
    late = "is late" if delivery.event.what == REVIEW else "was due"
    text = f"{major.reference}: “{delivery.event.what}” {late}. {major.incident.title}"
    _tell([major.lead_id, *queries.leaders(major.incident)], delivery, major, text)


@subscribe(events.MajorIncidentRestored)
def tell_of_restoration(delivery: Delivery) -> None:
    """Everybody who heard of the declaration."""
    major = _major(delivery)
    people = [major.lead_id, *queries.top_management(), *queries.leaders(major.incident), *_at_work(major)]
    _tell(people, delivery, major, f"{major.reference}: the service works again. The review is due.")


@subscribe(events.MajorIncidentResumed)
def tell_of_resumption(delivery: Delivery) -> None:
    """Everybody who heard that it was over."""
    major = _major(delivery)
    people = [major.lead_id, *queries.top_management(), *queries.leaders(major.incident), *_at_work(major)]
    _tell(people, delivery, major, f"{major.reference} runs again: {delivery.event.reason}")


@subscribe(events.MajorIncidentEnded)
def tell_of_end(delivery: Delivery) -> None:
    """Its lead and top management."""
    major = _major(delivery)
    text = f"{major.reference} is {major.get_state_display().lower()}: {major.ending}"
    _tell([major.lead_id, *queries.top_management()], delivery, major, text)


@subscribe(IncidentResolved)
@subscribe(IncidentReopened)
def tell_of_incident(delivery: Delivery) -> None:
    """The lead hears that the incident was resolved or taken up again, and says what that means."""
    incident = Incident.objects.get(pk=delivery.event.incident_id)
    major = queries.open_major_of(incident)
    if major is not None:
        happened = "was resolved" if isinstance(delivery.event, IncidentResolved) else "is open again"
        _tell([major.lead_id], delivery, major, f"{incident.reference} of {major.reference} {happened}")


def _major(delivery: Delivery) -> MajorIncident:
    return MajorIncident.objects.select_related("incident", "lead").get(pk=delivery.event.major_id)


def _at_work(major: MajorIncident) -> list[int | None]:
    """Whoever has the incident, their team, and the staff who watch it."""
    watching = Watcher.objects.filter(item_id=major.incident_id, person__party=None)
    return [
        major.incident.assignee_id,
        *team_of(major.incident),
        *watching.values_list("person_id", flat=True),
    ]


def _tell(people: Iterable[int | None], delivery: Delivery, major: MajorIncident, text: str) -> None:
    notify(people, delivery, text=text, path=f"/major-incidents/{major.reference}/")
