"""When things go wrong: more on weekdays and in the morning, more in summer, and in heaps when a storm comes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

DAYS = 365
WEEKDAYS = (1.35, 1.15, 1.0, 1.05, 1.2, 0.65, 0.5)
MONTHS = (0.85, 0.85, 0.95, 1.05, 1.1, 1.3, 1.55, 1.5, 1.05, 0.95, 0.9, 1.0)
HOURS = (1, 1, 1, 1, 2, 5, 12, 20, 26, 27, 24, 20, 15, 18, 20, 19, 18, 15, 11, 8, 6, 4, 3, 2)
STORM_MONTHS = (10, 11, 12, 1, 2, 3)
STORMS, STORM_FACTOR = 6, 5.0


@dataclass(frozen=True, slots=True)
class Arrival:
    """One disturbance is noticed; `is_storm` on a day of heavy weather."""

    at: datetime
    is_storm: bool


def arrivals(count: int, as_of: datetime, zone: ZoneInfo, rng: Random) -> list[Arrival]:
    """So many arrivals in the year before an instant, in order of time."""
    last = as_of.astimezone(zone).date()
    days = [last - timedelta(days=back) for back in range(DAYS)]
    storms = _storms(days, rng)
    weights = [_weight(day) * (STORM_FACTOR if day in storms else 1.0) for day in days]
    found: list[Arrival] = []
    while len(found) < count:
        day = rng.choices(days, weights)[0]
        at = _instant(day, zone, rng)
        if at < as_of:
            found.append(Arrival(at, day in storms))
    return sorted(found, key=lambda one: one.at)


def _storms(days: list[date], rng: Random) -> frozenset[date]:
    return frozenset(rng.sample([day for day in days if day.month in STORM_MONTHS], STORMS))


def _weight(day: date) -> float:
    return WEEKDAYS[day.weekday()] * MONTHS[day.month - 1]


def _instant(day: date, zone: ZoneInfo, rng: Random) -> datetime:
    hour = rng.choices(range(24), HOURS)[0]
    local = datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)), zone)
    return local.astimezone(UTC)
