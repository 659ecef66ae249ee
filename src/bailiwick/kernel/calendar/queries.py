"""Read calendars."""

from datetime import date
from functools import lru_cache

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.calendar.hours import ServiceHours, shared_hours
from bailiwick.kernel.calendar.models import CalendarVersion


def hours(version_id: int) -> ServiceHours:
    """The service hours of a calendar version of the current organization; raises NotFound."""
    return _hours(tenant.current(), version_id)


@lru_cache(maxsize=1024)
def _hours(organization_id: int, version_id: int) -> ServiceHours:
    version = CalendarVersion.objects.filter(pk=version_id).first()
    if version is None:
        raise NotFound(f"There is no calendar version {version_id} in organization {organization_id}.")
    return hours_of(version)


def hours_of(version: CalendarVersion) -> ServiceHours:
    """The service hours that a calendar version describes."""
    return shared_hours(
        version.zone,
        {day: [(start, end) for start, end in intervals] for day, intervals in version.week.items()},
        [date.fromisoformat(day) for day in version.holidays],
        overrides={
            date.fromisoformat(day): [(start, end) for start, end in intervals]
            for day, intervals in version.overrides.items()
        },
    )
