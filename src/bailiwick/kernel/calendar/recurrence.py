"""Dates that come back every year, by the part of RFC 5545 recurrence rules that holidays need."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_UNDERSTOOD = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "WKST"}
_WEEKDAY = re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True)
class YearlyRule:
    """A date of every year (FREQ=YEARLY): by month and day, or by month and weekday."""

    start: date
    interval: int
    count: int | None
    until: date
    months: tuple[int, ...]
    days: tuple[int, ...]
    weekdays: tuple[tuple[int, int], ...]  # (0 for all or the ordinal in the month, Monday = 0)

    def years(self, first: date, last: date) -> range:
        """The years to look at for the dates from first to last: all since the start if they are counted."""
        begin = self.start.year
        if self.count is None and begin < first.year:
            begin += (first.year - begin) // self.interval * self.interval
        return range(begin, min(last, self.until).year + 1, self.interval)

    def dates(self, first: date, last: date) -> Iterator[date]:
        """The dates from first to last, in order; the start is one whether it fits the rule or not."""
        if first <= self.start <= last:
            yield self.start
        left = -1 if self.count is None else self.count - 1
        for year in self.years(first, last):
            for on in self._of_year(year):
                if on > min(last, self.until) or not left:
                    return
                if on > self.start:
                    left -= 1
                    if on >= first:
                        yield on

    def _of_year(self, year: int) -> Iterator[date]:
        for month in sorted(set(self.months)):
            length = monthrange(year, month)[1]
            numbers = {day if day > 0 else length + 1 + day for day in self.days}
            for day in range(1, length + 1):
                on = date(year, month, day)
                if (not self.days or day in numbers) and (not self.weekdays or self._is_weekday(on, length)):
                    yield on

    def _is_weekday(self, on: date, length: int) -> bool:
        nth, nth_last = (on.day + 6) // 7, -((length - on.day + 7) // 7)
        return any(on.weekday() == day and which in {0, nth, nth_last} for which, day in self.weekdays)


def yearly_rule(start: date, parts: Mapping[str, Sequence[object]]) -> YearlyRule:
    """The rule of a parsed RRULE; ValueError for one that is broken or not a date of every year."""
    unknown = sorted(set(parts) - _UNDERSTOOD)
    if unknown:
        raise ValueError(f"recurrence part {unknown[0]} is not understood for holidays")
    if [str(value).upper() for value in parts.get("FREQ", ())] != ["YEARLY"]:
        raise ValueError("only yearly recurrence is understood for holidays")
    if "COUNT" in parts and "UNTIL" in parts:
        raise ValueError("a recurrence cannot have both COUNT and UNTIL")
    months = _numbers(parts, "BYMONTH", range(1, 13))
    days = _numbers(parts, "BYMONTHDAY", range(-31, 32))
    weekdays = tuple(_weekday(str(value)) for value in parts.get("BYDAY", ()))
    if weekdays and not months:
        raise ValueError("a yearly recurrence by weekday needs its months")
    return YearlyRule(
        start=start,
        interval=_single(parts, "INTERVAL") or 1,
        count=_single(parts, "COUNT"),
        until=_until(parts),
        months=months or (tuple(range(1, 13)) if days else (start.month,)),
        days=days or (() if weekdays else (start.day,)),
        weekdays=weekdays,
    )


def _numbers(parts: Mapping[str, Sequence[object]], name: str, allowed: range) -> tuple[int, ...]:
    given = parts.get(name, ())
    values = tuple(int(value) for value in given if isinstance(value, int) and value and value in allowed)
    if len(values) != len(given):
        raise ValueError(f"recurrence part {name} has a value that is not allowed")
    return values


def _single(parts: Mapping[str, Sequence[object]], name: str) -> int | None:
    values = _numbers(parts, name, range(1, 10_000))
    if len(values) > 1:
        raise ValueError(f"recurrence part {name} has more than one value")
    return values[0] if values else None


def _weekday(text: str) -> tuple[int, int]:
    match = _WEEKDAY.fullmatch(text.upper())
    if not match:
        raise ValueError(f"recurrence part BYDAY has a value that is not allowed: {text[:20]!r}")
    return int(match[1] or 0), _WEEKDAYS.index(match[2])


def _until(parts: Mapping[str, Sequence[object]]) -> date:
    values = parts.get("UNTIL", (date.max,))
    if len(values) != 1 or not isinstance(values[0], date):
        raise ValueError("recurrence part UNTIL must be one date")
    return values[0].date() if isinstance(values[0], datetime) else values[0]
