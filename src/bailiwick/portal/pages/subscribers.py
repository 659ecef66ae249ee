"""Open pages of customers hear of what happens to their incidents and of announcements to them, and of nothing else."""

from bailiwick.kernel.ledger.events import Delivery, subscribe
from bailiwick.kernel.notifications.live import tell_party
from bailiwick.portal.announcements.events import AnnouncementChanged, AnnouncementPublished
from bailiwick.resolution.incidents import events
from bailiwick.resolution.incidents import queries as incidents

ANNOUNCEMENT = "announcement"


@subscribe(events.IncidentLogged)
@subscribe(events.IncidentAssigned)
@subscribe(events.IncidentHeld)
@subscribe(events.IncidentResolved)
@subscribe(events.IncidentClosed)
@subscribe(events.IncidentReopened)
def show_incident(delivery: Delivery) -> None:
    """Whoever of the customer looks at it."""
    _show(delivery.event.incident_id)


@subscribe(events.IncidentCommented)
def show_comment(delivery: Delivery) -> None:
    """The same for what was said to the customer; that the staff talks among itself is not told."""
    if delivery.event.is_public:
        _show(delivery.event.incident_id)


@subscribe(AnnouncementPublished)
@subscribe(AnnouncementChanged)
def show_announcement(delivery: Delivery) -> None:
    """Everybody whom it is for."""
    tell_party(delivery.event.party_id, ANNOUNCEMENT, [delivery.event.announcement_id])


def _show(incident_id: int) -> None:
    party_id = incidents.party_of(incident_id)
    if party_id is not None:
        tell_party(party_id, incidents.KIND, [incident_id])
