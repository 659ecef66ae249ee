"""When mail of several news goes: every full hour, or every morning, in the receiver's time zone."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.notifications.types import Timing

MORNING = time(7)


def due_at(timing: str, person: Person, zone: str) -> datetime | None:
    """The next instant for a timing, None for mail that goes at once; `zone` is that of the organization."""
    if timing == Timing.AT_ONCE:
        return None
    local = clock.now().astimezone(ZoneInfo(person.zone or zone))
    if timing == Timing.HOURLY:
        return local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    day = local.date() + timedelta(days=1 if local.time() >= MORNING else 0)
    return datetime.combine(day, MORNING, local.tzinfo)
