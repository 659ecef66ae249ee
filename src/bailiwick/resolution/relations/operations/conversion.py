"""Convert what was logged as an incident and is none into the right kind of work."""

from django.db import transaction

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work.links import RELATES_TO
from bailiwick.kernel.work.operations import link
from bailiwick.resolution.incidents import operations as incidents
from bailiwick.resolution.incidents.models import Incident
from bailiwick.resolution.relations import targets


def convert_incident(
    incident: Incident, *, by: Actor, was: str, reason: str, expected_version: int | None = None
) -> Incident:
    """Close it as not an incident, saying what it was; where that kind of work is kept here, it goes on there."""
    with tenant.scope(by.organization_id), transaction.atomic():
        closed = incidents.cancel_incident(
            incident, by=by, closure_code="not_an_incident", was=was, reason=reason, expected_version=expected_version
        )  # fmt: skip
        target = targets.target(was)
        if target is not None:
            made = target.make(closed, by)
            with operation("incident.link", by=by, subject=closed) as op:
                link(closed, RELATES_TO, made)
                op.facts["link"] = {"label": f"went on as {target.noun}", "to": str(made)}
    return closed
