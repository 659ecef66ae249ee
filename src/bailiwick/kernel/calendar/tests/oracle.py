"""Service hours by walking over every minute: slow, simple, and independent of the code under test."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Intervals = list[tuple[str, str]]


@dataclass(frozen=True)
class WalkedHours:
    """The same arguments as ServiceHours, answered a minute at a time."""

    zone: str
    week: Mapping[str, Intervals]
    holidays: Sequence[date] = ()
    overrides: Mapping[date, Intervals] = field(default_factory=dict)

    def is_open(self, at: datetime) -> bool:
        """Whether the reading of the wall clock at an instant lies in hours of that date or the one before."""
        wall = at.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        today, yesterday = wall.date(), wall.date() - timedelta(days=1)
        reading = wall.hour * 60 + wall.minute
        return self._contains(today, reading) or self._contains(yesterday, reading + 24 * 60)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Open minutes from one full minute to a later one."""
        first, minutes = start.astimezone(UTC), (end - start) // MINUTE
        return sum(self.is_open(first + number * MINUTE) for number in range(minutes)) * MINUTE

    def add(self, start: datetime, minutes: int, limit: int) -> datetime | None:
        """The first full minute by which so many open ones have passed; nothing within `limit` minutes."""
        at = start.astimezone(UTC)
        for _ in range(limit):
            if not minutes:
                return at
            minutes -= self.is_open(at)
            at += MINUTE
        return None

    def subtract(self, start: datetime, minutes: int, limit: int) -> datetime | None:
        """The last full minute since which so many open ones have passed."""
        at = start.astimezone(UTC)
        for _ in range(limit):
            if not minutes:
                return at
            at -= MINUTE
            minutes -= self.is_open(at)
        return None

    def _contains(self, on: date, reading: int) -> bool:
        weekly = [] if on in self.holidays else self.week.get(DAYS[on.weekday()], [])
        return any(
            start <= reading < (end if end > start else end + 24 * 60)
            for start, end in (map(_minutes, interval) for interval in self.overrides.get(on, weekly))
        )


def _minutes(time: str) -> int:
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)
