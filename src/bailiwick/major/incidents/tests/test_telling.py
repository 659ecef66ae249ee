"""Who is told of a major incident."""

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.identity import operations as identity
from bailiwick.kernel.ledger.events import Delivery
from bailiwick.kernel.notifications.models import Notification
from bailiwick.kernel.notifications.operations.telling import tell
from bailiwick.major.incidents import events
from bailiwick.major.incidents.tests.scenes import declared
from tests.cast import Cast


def test_lead_and_top_management_hear_of_the_declaration(cast: Cast) -> None:
    identity.revise_person(cast.people["rui"], by=cast.ada, name="Rui", is_top_management=True)
    major = declared(cast)
    with tenant.scope(cast.organization.id):
        event = events.MajorIncidentDeclared(major.pk)
        delivery = Delivery(
            cast.organization.id, 1, "major_incident.declare", cast.sam.person_id, "Sam", clock.now(), event
        )
        tell(delivery)
        told = {
            one.person.name: (one.text, one.path) for one in Notification.objects.select_related("person")
        }
    expected = ("Major incident MAJ-1, led by Mia: All scales are dark", "/major-incidents/MAJ-1/")
    assert {name: told.get(name) for name in ("Mia", "Rui", "Cora")} == {
        "Mia": expected, "Rui": expected, "Cora": None,
    }  # fmt: skip
