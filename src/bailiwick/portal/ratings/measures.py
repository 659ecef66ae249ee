"""The satisfaction of users, as a measure of the incident process."""

from django.db.models import Avg, Count

from bailiwick.kernel.evidence.measures import Measured, measure
from bailiwick.kernel.evidence.types import Period
from bailiwick.portal.ratings import queries
from bailiwick.resolution.incidents.models import Incident


@measure("incident", "satisfaction")
def satisfaction(period: Period) -> Measured:
    """Mean score (1 to 5) of the ratings given in the period."""
    ratings = queries.given_between(period.start, period.end)
    found = ratings.aggregate(mean=Avg("score"), count=Count("pk"))
    rated = Incident.objects.filter(pk__in=ratings.values("incident_id"))
    return Measured(found["mean"], found["count"], rated)
