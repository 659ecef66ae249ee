"""Service hours: open time between instants, and the instant by which open time has passed."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache

from bailiwick.kernel.calendar.instants import (
    EPOCH,
    MICROSECONDS_PER_DAY,
    to_datetime,
    to_instant,
    to_microseconds,
)
from bailiwick.kernel.calendar.timeline import Timeline
from bailiwick.kernel.calendar.timetable import Timetable
from bailiwick.kernel.calendar.written import Hours, day_number
from bailiwick.kernel.calendar.zones import load_zone

_LONGEST_DRAWING = 36_525 * MICROSECONDS_PER_DAY


class ServiceHours:
    """The hours in which a service is open: a week, without its holidays, with overrides of single dates.

    `week` maps mon … sun to intervals of ("HH:MM", "HH:MM") on the wall clock of the IANA time zone `zone`,
    up to "24:00"; an interval whose end is not after its start ends on the next day. A missing day is closed.
    A holiday removes the intervals that begin on it; `overrides` are the hours of a date instead of the
    weekly ones, holiday or not. Where an override overlaps the night before, the time counts once.

    An instant is open when its wall-clock reading is: an hour that the clock repeats counts twice, an hour
    that it skips does not count. Results are exact to the microsecond and in the zone of the `start` given.
    All errors are ValueErrors that say what is wrong. Instances do not change and may be shared by threads.
    """

    __slots__ = ("_timetable", "_zone", "timeline")

    def __init__(
        self,
        zone: str,
        week: Mapping[str, Hours],
        holidays: Iterable[date] = (),
        *,
        overrides: Mapping[date, Hours] | None = None,
    ) -> None:
        self._zone = load_zone(zone)
        self._timetable = Timetable(week, holidays, {} if overrides is None else overrides)
        self.timeline = Timeline(self._timetable, self._zone)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ServiceHours):
            return NotImplemented
        return self._zone.key == other._zone.key and self._timetable == other._timetable

    def __hash__(self) -> int:
        return hash((self._zone.key, self._timetable))

    def is_open(self, at: datetime) -> bool:
        """Whether an instant lies in the hours; the instant of closing does not."""
        instant = to_instant(at)
        return self.timeline.total(instant + 1) > self.timeline.total(instant)

    def is_holiday(self, at: datetime) -> bool:
        """Whether the date at an instant is a holiday, even one with hours of its own by an override."""
        to_instant(at)
        return day_number(self._wall(at).date()) in self._timetable.holidays

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The open time from `start` to `end`, negative when `end` is the earlier one."""
        first, last = to_instant(start), to_instant(end)
        return timedelta(microseconds=self.timeline.total(last) - self.timeline.total(first))

    def add(self, start: datetime, open_time: timedelta) -> datetime:
        """The earliest instant at or after `start` by which `open_time` has passed.

        A deadline may therefore fall on a closing time, and zero leaves `start` unchanged. A negative amount
        gives the latest instant at or before `start` from which that much open time leads to `start`.
        """
        instant, wanted = to_instant(start), to_microseconds(open_time)
        if not wanted:
            return start
        return to_datetime(self.timeline.advanced(instant, wanted), start.tzinfo)

    def add_days(self, start: datetime, days: int) -> datetime:
        """The same wall-clock time on the `days`-th date with hours after (before, if negative) `start`.

        Dates and times are those of the calendar's zone; a reading that the clock skips is moved on past the
        gap, one that it repeats is taken the first time. The result may lie outside the hours of its date.
        """
        to_instant(start)
        if not isinstance(days, int):
            raise ValueError(f"a number of days must be an integer, got {days!r}")
        if not days:
            return start
        wall = self._wall(start)
        day = self._timetable.open_day(day_number(wall.date()), days)
        moved = datetime.combine(date.fromordinal(day + EPOCH.toordinal()), wall.time(), self._zone)
        return to_datetime(to_instant(moved), start.tzinfo)

    def next_open(self, at: datetime) -> datetime:
        """`at` itself when it is open, the next opening otherwise."""
        instant = to_instant(at)
        return at if self.is_open(at) else to_datetime(self.timeline.advanced(instant, 1) - 1, at.tzinfo)

    def prev_open(self, at: datetime) -> datetime:
        """`at` itself when it is open, the last closing at or before it otherwise."""
        instant = to_instant(at)
        return at if self.is_open(at) else to_datetime(self.timeline.advanced(instant, -1) + 1, at.tzinfo)

    def open_spans(
        self, start: datetime, end: datetime, limit: int = 1000
    ) -> list[tuple[datetime, datetime]]:
        """The open spans from `start` to `end`, cut at both; only the first `limit` of many."""
        first, last = to_instant(start), to_instant(end)
        if first > last:
            raise ValueError("the end of a range of open spans lies before its start")
        if last - first > _LONGEST_DRAWING:
            raise ValueError("open spans are listed for 100 years at most")
        spans = self.timeline.joined(first, last).between(first, last)[:limit]
        return [(to_datetime(low, start.tzinfo), to_datetime(high, start.tzinfo)) for low, high in spans]

    def _wall(self, at: datetime) -> datetime:
        try:
            return at.astimezone(self._zone)
        except OverflowError:
            raise ValueError(f"{at!r} lies outside the years 1 to 9999 in {self._zone}") from None


def shared_hours(
    zone: str,
    week: Mapping[str, Hours],
    holidays: Iterable[date] = (),
    *,
    overrides: Mapping[date, Hours] | None = None,
) -> ServiceHours:
    """Service hours; those made with equal arguments are one instance, so that they share its index."""
    return _first_equal(ServiceHours(zone, week, holidays, overrides=overrides))


@lru_cache(maxsize=512)
def _first_equal(hours: ServiceHours) -> ServiceHours:
    return hours
