"""What the page of an incident says of major incidents, and offers: that it is one, may be one, can be declared one."""

from django.urls import reverse

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ledger import policies
from bailiwick.kernel.work import beside
from bailiwick.kernel.work.beside import Beside
from bailiwick.resolution.desk import beyond
from bailiwick.resolution.desk.beyond import Offer
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.models import Incident

DECLARE = "major_incident.declare"

beside.add(
    queries.KIND,
    """select 'major', m.id, m.reference, 0 from resolution_majorincident m
    where m.incident_id = %(item)s and m.state <> 'withdrawn' and %(staff)s""",
    """select 'proposal', p.id, c.name, 0 from resolution_majorproposal p
    join resolution_majorcriterionversion v on v.id = p.criterion_id
    join resolution_majorcriterion c on c.id = v.criterion_id
    where p.incident_id = %(item)s and p.state = 'open' and %(staff)s""",
)


def _declarable(actor: Actor, incident: Incident, around: Beside) -> list[Offer]:
    if around.said["major"] or not incident.is_live or not policies.allows(actor, DECLARE, incident):
        return []
    url = reverse("incident-declaration", args=[incident.reference])
    return [Offer("Declare a major incident", "urgent", url)]


beyond.add_note("major/of_incident.html")
beyond.add_offers(_declarable)
