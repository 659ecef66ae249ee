"""What other systems are told of an incident: no more than the API gives of it."""

from typing import Any

from django.conf import settings

from bailiwick.kernel.webhooks import kinds
from bailiwick.resolution.incidents.models import Incident

TOLD = ("reference", "title", "state", "category", "priority", "impact", "urgency", "opened_at", "version")


def content(incident_id: int) -> dict[str, Any] | None:
    """An incident as it is now, with where people and programs find it."""
    found = Incident.objects.filter(pk=incident_id).first()
    if found is None:
        return None
    return {
        **{name: getattr(found, name) for name in TOLD},
        "url": f"{settings.PUBLIC_URL}/incidents/{found.reference}/",
        "api_url": f"{settings.PUBLIC_URL}/api/v1/incidents/{found.reference}",
    }


kinds.declare(kinds.Subject("incident", "incident_id", "incident.read", content))
