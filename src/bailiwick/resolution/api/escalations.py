"""Escalations of incidents through the API."""

from django.http import HttpResponse
from ninja import Router

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, expected_version
from bailiwick.kernel.api.named import records
from bailiwick.kernel.api.work.relations import EscalationOut, escalations
from bailiwick.kernel.identity.models import Person, Team
from bailiwick.resolution.api import schemas as s
from bailiwick.resolution.api.incidents import found, shown
from bailiwick.resolution.incidents import operations

router = Router(tags=["Incidents"])


@router.get("/{reference}/escalations", response={200: list[EscalationOut], **PROBLEMS})
def list_escalations(request: ApiRequest, reference: str) -> HttpResponse:
    """Its escalations, the newest first, who was told, and who took each up; for the staff."""
    return escalations(request, found(request, reference))


@router.post("/{reference}/escalations", response={200: s.IncidentOut, **PROBLEMS})
def escalate_incident(request: ApiRequest, reference: str, data: s.EscalationIn) -> HttpResponse:
    """Ask a team for skill, or a manager for a decision."""
    incident = found(request, reference)
    named = records(team_id=(Team, data.team_id), person_id=(Person, data.person_id))
    done = operations.escalate_incident(
        incident,
        by=request.actor,
        kind=data.kind,
        reason=data.reason,
        team=named["team_id"],
        person=named["person_id"],
        expected_version=expected_version(request),
    )
    return shown(request, done)
