"""Who hears of ratings."""

from bailiwick.kernel.ledger.events import Delivery, subscribe
from bailiwick.kernel.notifications import kinds
from bailiwick.kernel.notifications.operations.telling import notify
from bailiwick.portal.ratings.events import IncidentRated
from bailiwick.portal.ratings.types import LOW
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.incidents.queries import managers

kinds.declare(IncidentRated, "Somebody was not content with an incident")


@subscribe(IncidentRated)
def tell_of_low_rating(delivery: Delivery) -> None:
    """The incident managers, when somebody was not content."""
    if delivery.event.score > LOW:
        return
    incident = Incident.objects.get(pk=delivery.event.incident_id)
    text = f"{incident.reference} was rated {delivery.event.score} of 5: {incident.title}"
    notify(managers(incident), delivery, text=text, path=f"/incidents/{incident.reference}/")
