"""Periods of whole days in an organization's time zone, and the steps that a chart divides them into."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.evidence.types import Period

LONGEST = 3_660
FIRST_YEAR, LAST_YEAR = 1990, 2200
PRESETS = (
    ("7d", "Last 7 days"),
    ("30d", "Last 30 days"),
    ("90d", "Last 90 days"),
    ("month", "This month"),
    ("12m", "Last 12 months"),
)
DAYS = {"7d": 7, "30d": 30, "90d": 90, "12m": 365}


@dataclass(frozen=True, slots=True)
class Days:
    """From the first to the last day, both in it, in a time zone."""

    first: date
    last: date
    zone: str

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def period(self) -> Period:
        """The instants from the beginning of the first day to the end of the last."""
        return span(self.first, self.last, self.zone)

    @property
    def step(self) -> str:
        """What a chart divides it into: days, weeks or months."""
        return "day" if self.length <= 31 else "week" if self.length <= 217 else "month"

    def steps(self) -> list[tuple[date, date]]:
        """The first and last day of each step; the outer ones are cut at the period's ends."""
        found, at = [], self.first
        while at <= self.last:
            end = min(_end(at, self.step), self.last)
            found.append((at, end))
            at = end + timedelta(days=1)
        return found


def span(first: date, last: date, zone: str) -> Period:
    """The instants that two days and all between them cover."""
    here = ZoneInfo(zone)
    return Period(
        datetime.combine(first, time.min, here), datetime.combine(last + timedelta(days=1), time.min, here)
    )


def asked(preset: str, start: str, end: str, *, today: date, zone: str) -> Days:
    """The days that somebody asks for: a preset, or two dates; 90 days by default. Raises Invalid."""
    if start or end:
        last = _date(end, "to") if end else today
        first = _date(start, "from") if start else last - timedelta(days=29)
        if first > last:
            raise Invalid({"from": "The first day comes after the last."})
        if (last - first).days >= LONGEST:
            raise Invalid({"from": "At most ten years can be shown at once."})
        return Days(first, last, zone)
    if preset == "month":
        return Days(today.replace(day=1), today, zone)
    if preset and preset not in DAYS:
        raise Invalid({"period": f"One of {', '.join(name for name, _ in PRESETS)}."})
    return Days(today - timedelta(days=DAYS[preset or "90d"] - 1), today, zone)


def _date(text: str, name: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise Invalid({name: "A day such as 2026-01-31."}) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Invalid({name: f"A year from {FIRST_YEAR} to {LAST_YEAR}."})
    return found


def _end(at: date, step: str) -> date:
    if step == "day":
        return at
    if step == "week":
        return at + timedelta(days=6 - at.weekday())
    following = at.replace(day=28) + timedelta(days=4)
    return following - timedelta(days=following.day)
