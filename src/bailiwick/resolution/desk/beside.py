"""What stands beside an incident on its page besides what every work item has: its service, and what reads alike."""

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.work import beside as of_work
from bailiwick.kernel.work.beside import Beside
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.models import Incident

ALIKE = 5

of_work.add(
    queries.KIND,
    """select 'alike', item_id, '', likeness from search_similar(
        %(title)s::text, %(kind)s::text, %(party)s::bigint, %(item)s::bigint, %(alike)s::integer)""",
    "select 'service', id, name, 0 from portfolio_service where id = %(service)s::bigint",
)


def beside(actor: Actor, incident: Incident) -> Beside:
    """What the actor may see beside the incident."""
    return of_work.beside(
        actor,
        incident,
        others=("alike",),
        title=incident.title[:300],
        alike=ALIKE,
        service=incident.service_id,
    )
