"""Link incidents to each other, and take a link back."""

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, Refused
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work.links import BY_HAND, LABELS, RELATES_TO
from bailiwick.kernel.work.models import Link
from bailiwick.kernel.work.operations import end_link, link
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.incidents.models import Incident


def link_incident(incident: Incident, *, by: Actor, relation: str, to: Incident) -> Link:
    """Note that an incident is related to another, or caused by it; each once, whichever of both it began at."""
    if relation not in BY_HAND:
        raise Invalid({"relation": f"One of {', '.join(BY_HAND)}."})
    if to.pk == incident.pk:
        raise Invalid({"to": "An incident is not linked to itself."})
    with operation("incident.link", by=by, subject=incident) as op:
        for one in queries.linked(by, op.subject):
            begins_here = one.link.from_id == incident.pk
            if (
                one.other.pk == to.pk
                and one.link.relation == relation
                and (begins_here or relation == RELATES_TO)
            ):
                raise Invalid({"to": f"{incident} and {to} are linked so already."})
        op.facts["link"] = {"label": LABELS[relation][0].lower(), "to": to.reference}
        return link(op.subject, relation, to)


def unlink_incident(incident: Incident, *, by: Actor, link_id: int) -> None:
    """Take a link back, from either end; raises NotFound when it is not there for the actor."""
    with operation("incident.link", by=by, subject=incident) as op:
        found = queries.linked_by(by, op.subject, link_id)
        if not found.is_by_hand:
            raise Refused("That one repeats the other is part of how it was closed.")
        op.facts["unlinked"] = {"label": found.label.lower(), "to": found.other.reference}
        end_link(found.link)
