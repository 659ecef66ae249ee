"""Quiet hours: when they end, in the time zone of whoever wants them."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


def ends_at(now: datetime, zone: str, begins: time | None, ends: time | None) -> datetime | None:
    """When the quiet that holds now is over; None when there is none. It may last over midnight."""
    if begins is None or ends is None or begins == ends:
        return None
    local = now.astimezone(ZoneInfo(zone))
    at = local.time()
    is_over_midnight = begins > ends
    is_quiet = (at >= begins or at < ends) if is_over_midnight else begins <= at < ends
    if not is_quiet:
        return None
    day = local.date() + timedelta(days=1 if is_over_midnight and at >= begins else 0)
    return datetime.combine(day, ends, local.tzinfo)
