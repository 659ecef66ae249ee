"""What rules of telling can say of an incident besides what they can of any work item."""

from bailiwick.kernel.base.kept import by_key
from bailiwick.kernel.notifications import items
from bailiwick.kernel.notifications.news import Relation, Subject
from bailiwick.portfolio.services.telling import SERVICE, SERVICE_NAME
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.models import Incident

MANAGERS = Relation(
    "managers",
    "The incident managers",
    lambda one, _: queries.managers(one),
    lambda actor: queries.MANAGER in actor.roles,
)
INCIDENT = Subject(
    name="incident",
    title="Incidents",
    key="incident_id",
    find=by_key(Incident),
    look_up=queries.incident,
    sees=queries.sees,
    path=lambda incident, _: f"/incidents/{incident.reference}/",
    relations=(*items.relations("incident"), MANAGERS),
    conditions=(*items.CONDITIONS, SERVICE),
    placeholders=(*items.PLACEHOLDERS, SERVICE_NAME),
    example="INC-42",
)
