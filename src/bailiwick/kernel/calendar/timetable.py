"""The hours of every date: a week, its holidays and its overrides, laid out on the wall clock."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import accumulate

from bailiwick.kernel.calendar.instants import EPOCH, MICROSECONDS_PER_DAY
from bailiwick.kernel.calendar.spans import OpenSpans, Span, merged
from bailiwick.kernel.calendar.written import DaySpans, Hours, day_number, day_spans, week_spans

_WEEK = 7 * MICROSECONDS_PER_DAY
_MONDAY = 3  # add to a day number to count from a Monday: 1970-01-01 was a Thursday
_DAYS = range(date.min.toordinal() - EPOCH.toordinal(), date.max.toordinal() - EPOCH.toordinal() + 1)


class Timetable:
    """The open hours of every date, as spans of microseconds since that date's midnight.

    Dates are day numbers since 1970-01-01. The hours of a date are those of its override if it has one,
    none if it is a holiday, and those of its weekday otherwise; a span belongs to the date it begins on.
    """

    def __init__(
        self, week: Mapping[str, Hours], holidays: Iterable[date], overrides: Mapping[date, Hours]
    ) -> None:
        if not isinstance(holidays, Iterable) or not isinstance(overrides, Mapping):
            raise ValueError("holidays must be dates and overrides a mapping of date to hours")
        self.week = week_spans(week)
        self.holidays = frozenset(map(day_number, holidays))
        self.overrides = {day_number(on): day_spans(hours, str(on)) for on, hours in overrides.items()}
        self.is_never_open = not any(self.week) and not any(self.overrides.values())
        self._exceptions = sorted(self.holidays | self.overrides.keys())
        self._regular = _OneWeek(self.week)
        changes = (
            bool(self.spans_of(day)) - bool(self.week[(day + _MONDAY) % 7]) for day in self._exceptions
        )
        self._changes = list(accumulate(changes, initial=0))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Timetable):
            return NotImplemented
        return (self.week, self.holidays, self.overrides) == (other.week, other.holidays, other.overrides)

    def __hash__(self) -> int:
        return hash((self.week, self.holidays, frozenset(self.overrides.items())))

    def spans_of(self, day: int) -> DaySpans:
        """The spans that begin on a date."""
        if day in self.overrides:
            return self.overrides[day]
        return () if day in self.holidays else self.week[(day + _MONDAY) % 7]

    def wall_spans(self, first: int, last: int) -> list[Span]:
        """The disjoint spans, in wall-clock microseconds since 1970, that begin on dates first to last."""
        days: Iterable[int] = range(first, last + 1)
        if not any(self.week):
            days = sorted(day for day in self.overrides if first <= day <= last)
        return merged(
            (day * MICROSECONDS_PER_DAY + start, day * MICROSECONDS_PER_DAY + end)
            for day in days
            for start, end in self.spans_of(day)
        )

    def is_regular(self, first: int, last: int) -> bool:
        """Whether no date from first to last is a holiday or has an override."""
        return bisect_left(self._exceptions, first) == bisect_right(self._exceptions, last)

    def regular_total(self, low: int, high: int) -> int:
        """The open microseconds between two wall-clock readings where only the week counts."""
        return self._regular.total(high) - self._regular.total(low)

    def open_day(self, day: int, steps: int) -> int:
        """The date with hours that lies `steps` such dates after (before, if negative) `day`.

        ValueError when there is none in the years 1 to 9999.
        """
        wanted = self._open_days_until(day if steps > 0 else day - 1) + steps + (steps < 0)
        found = bisect_left(_DAYS, wanted, key=self._open_days_until)
        if found == len(_DAYS) or wanted <= self._open_days_until(_DAYS[0] - 1):
            raise ValueError("there are not that many dates with open hours in the years 1 to 9999")
        return _DAYS[found]

    def _open_days_until(self, day: int) -> int:
        """Dates with hours up to and including `day`, counted from a fixed date."""
        return self._regular.days(day + 1) + self._changes[bisect_right(self._exceptions, day)]


class _OneWeek:
    """The week that repeats for ever, in closed form."""

    def __init__(self, week: tuple[DaySpans, ...]) -> None:
        spans = [
            (number * MICROSECONDS_PER_DAY + start, number * MICROSECONDS_PER_DAY + end)
            for number, day in enumerate(week)
            for start, end in day
        ]
        wrapped = [(0, end - _WEEK) for _, end in spans if end > _WEEK]
        self._spans = OpenSpans(merged(wrapped + [(start, min(end, _WEEK)) for start, end in spans]))
        self._days = list(accumulate(map(bool, week), initial=0))

    def total(self, wall: int) -> int:
        """Open microseconds before a wall-clock reading, counted from a fixed Monday."""
        weeks, rest = divmod(wall + _MONDAY * MICROSECONDS_PER_DAY, _WEEK)
        return weeks * self._spans.totals[-1] + self._spans.total(rest)

    def days(self, day: int) -> int:
        """Dates with hours before a date, counted from a fixed Monday."""
        weeks, rest = divmod(day + _MONDAY, 7)
        return weeks * self._days[7] + self._days[rest]
