"""Open pages of the customers that a major incident hits hear of it, so that its banner comes and goes by itself."""

from bailiwick.kernel.ledger.events import Delivery, subscribe
from bailiwick.kernel.notifications.live import tell_party
from bailiwick.major.incidents import events, queries
from bailiwick.major.incidents.concerning import parties_hit
from bailiwick.major.incidents.models import Communication, MajorIncident


@subscribe(events.MajorIncidentDeclared)
@subscribe(events.MajorIncidentRestored)
@subscribe(events.MajorIncidentResumed)
@subscribe(events.MajorIncidentEnded)
def show_major(delivery: Delivery) -> None:
    """Whoever of those customers looks at a page."""
    _show(delivery.event.major_id)


@subscribe(events.MajorIncidentCommunicated)
def show_update(delivery: Delivery) -> None:
    """The same for what customers are told; what others are told is not theirs to hear."""
    said = Communication.objects.get(pk=delivery.event.communication_id)
    if said.audience == Communication.Audience.CUSTOMERS:
        _show(delivery.event.major_id)


def _show(major_id: int) -> None:
    major = MajorIncident.objects.select_related("incident").get(pk=major_id)
    for party_id in parties_hit(major):
        tell_party(party_id, queries.KIND, [major_id])
