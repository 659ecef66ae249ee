"""Reads of several incidents together."""

from bailiwick.portfolio.services.models import Service
from bailiwick.resolution.incidents.models import Incident


def service_of(*incidents: Incident) -> Service | None:
    """The service in use of the first incident that has one."""
    named = [one.service_id for one in incidents if one.service_id is not None]
    return Service.objects.filter(pk__in=named[:1], retired_at=None).first()
