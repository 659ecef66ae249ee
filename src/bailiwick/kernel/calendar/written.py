"""Hours as people write them, checked and turned into spans of microseconds since midnight."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise

from bailiwick.kernel.calendar.instants import EPOCH, MICROSECONDS_PER_DAY
from bailiwick.kernel.calendar.spans import Span

Hours = Sequence[Sequence[str]]
DaySpans = tuple[Span, ...]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_MICROSECONDS_PER_MINUTE = 60_000_000
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00")


def day_number(on: date) -> int:
    """Days since 1970-01-01 of a date; ValueError for anything else, datetimes included."""
    if not isinstance(on, date) or isinstance(on, datetime):
        raise ValueError(f"a calendar day must be a date, got {on!r}")
    return on.toordinal() - EPOCH.toordinal()


def week_spans(week: Mapping[str, Hours]) -> tuple[DaySpans, ...]:
    """The spans of Monday to Sunday; ValueError for unknown days, bad times and overlaps."""
    if not isinstance(week, Mapping):
        raise ValueError(f"a week must map days to hours, got {week!r}")
    unknown = [key for key in week if key not in WEEKDAYS]
    if unknown:
        raise ValueError(f"unknown day of the week {unknown[0]!r}, expected one of {', '.join(WEEKDAYS)}")
    spans = tuple(day_spans(week.get(name, ()), name) for name in WEEKDAYS)
    starts = [
        (number * MICROSECONDS_PER_DAY + start, number * MICROSECONDS_PER_DAY + end, WEEKDAYS[number % 7])
        for number in range(8)
        for start, end in spans[number % 7]
    ]
    for (_, end, name), (start, _, following) in pairwise(starts):
        if start < end:
            raise ValueError(f"the hours of {name} past midnight overlap those of {following}")
    return spans


def day_spans(hours: Hours, day: str) -> DaySpans:
    """The spans of one day, which the errors call `day`; a span past midnight ends after 24 hours."""
    if isinstance(hours, str) or not isinstance(hours, Sequence):
        raise ValueError(f"the hours of {day} must be a list of (start, end), got {hours!r}")
    spans = sorted(_span(interval, day) for interval in hours)
    for (_, end), (start, _) in pairwise(spans):
        if start < end:
            raise ValueError(f"the hours of {day} overlap")
    return tuple(spans)


def _span(interval: Sequence[str], day: str) -> Span:
    if isinstance(interval, str) or not isinstance(interval, Sequence) or len(interval) != 2:
        raise ValueError(f"an interval of {day} must be (start, end), got {interval!r}")
    start, end = (_minutes(time, day) for time in interval)
    if start == 24 * 60:
        raise ValueError(f"an interval of {day} cannot begin at 24:00")
    if end <= start:
        end += 24 * 60
    return start * _MICROSECONDS_PER_MINUTE, end * _MICROSECONDS_PER_MINUTE


def _minutes(time: str, day: str) -> int:
    if not isinstance(time, str) or not _TIME.fullmatch(time):
        raise ValueError(f"a time of {day} must be HH:MM from 00:00 to 24:00, got {time!r}")
    return int(time[:2]) * 60 + int(time[3:])
