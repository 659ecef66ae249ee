"""The measure of what was logged and is no incident."""

from django.db.models import Count, Q

from bailiwick.kernel.evidence.measures import Measured, measure
from bailiwick.kernel.evidence.types import Period
from bailiwick.resolution.incidents.models import Incident


@measure("incident", "not_incidents")
def not_incidents(period: Period) -> Measured:
    """Share of what was logged and turned out to be a service request, a question or a change."""
    logged = Incident.objects.filter(opened_at__gte=period.start, opened_at__lt=period.end)
    other = logged.filter(closure_code="not_an_incident")
    found = logged.aggregate(other=Count("pk", filter=Q(closure_code="not_an_incident")), count=Count("pk"))
    return Measured(100 * found["other"] / found["count"] if found["count"] else None, found["count"], other)
