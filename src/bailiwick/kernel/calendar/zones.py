"""Time zones as the pieces of constant UTC offset that each year consists of."""

from bisect import bisect_left
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from bailiwick.kernel.calendar.instants import EPOCH, MICROSECONDS_PER_DAY

FIRST_YEAR, END_YEAR = 1, 10_000

# The closest two changes of offset in the tz database are 6.9 days apart (America/Boa_Vista, 2000),
# so two probes three days apart never have more than one change between them.
_PROBE_STEP = 3 * 86_400

# Before 1500 no zone changes; after 2087, the last year for which the tz database lists single changes, the
# rules repeat with the Gregorian calendar, every 400 years, which are a whole number of weeks.
_FIRST_PROBED, _LAST_PROBED = 1500, 2499
_CYCLE_YEARS, _CYCLE = 400, 146_097 * MICROSECONDS_PER_DAY


def load_zone(name: str) -> ZoneInfo:
    """The IANA time zone called `name`; ValueError when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, TypeError, AttributeError, OSError):
        raise ValueError(f"unknown time zone {name!r}") from None


def year_start(year: int) -> int:
    """The instant (microseconds) at which a UTC year begins.

    The years at the ends reach one day further, so that every aware datetime lies in some year.
    """
    if year >= END_YEAR:
        return (date.max.toordinal() + 2 - EPOCH.toordinal()) * MICROSECONDS_PER_DAY
    start = (date(year, 1, 1).toordinal() - EPOCH.toordinal()) * MICROSECONDS_PER_DAY
    return start - MICROSECONDS_PER_DAY if year == FIRST_YEAR else start


FIRST_INSTANT, END_INSTANT = year_start(FIRST_YEAR), year_start(END_YEAR)


def year_of(instant: int) -> int:
    """The UTC year of an instant (microseconds) between FIRST_INSTANT and END_INSTANT."""
    ordinal = instant // MICROSECONDS_PER_DAY + EPOCH.toordinal()
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal())).year


def offset_pieces(zone: ZoneInfo, year: int) -> list[tuple[int, int, int]]:
    """(start, end, offset) in microseconds: the stretches of a UTC year with one offset, in order."""
    cycles = -(min(_LAST_PROBED - year, 0) // _CYCLE_YEARS)
    offset, changes = _probed(zone, max(year - cycles * _CYCLE_YEARS, _FIRST_PROBED))
    starts = [year_start(year), *(at + cycles * _CYCLE for at, _ in changes), year_start(year + 1)]
    offsets = [offset, *(after for _, after in changes)]
    return [(start, end, offset) for (start, end), offset in zip(pairwise(starts), offsets, strict=True)]


@lru_cache(maxsize=8192)
def _probed(zone: ZoneInfo, year: int) -> tuple[int, tuple[tuple[int, int], ...]]:
    """The offset at the start of a year, and the (instant, new offset) of each change in it."""
    start, end = year_start(year) // 1_000_000, year_start(year + 1) // 1_000_000
    probes = [*range(start, end, _PROBE_STEP), end - 1]
    offsets = [_offset(zone, probe) for probe in probes]
    changes = [
        (_change(zone, low, high) * 1_000_000, after)
        for (low, high), (before, after) in zip(pairwise(probes), pairwise(offsets), strict=True)
        if before != after
    ]
    return offsets[0], tuple(changes)


def _offset(zone: ZoneInfo, second: int) -> int:
    offset = (EPOCH + timedelta(seconds=second)).astimezone(zone).utcoffset() or timedelta()
    return offset // timedelta(microseconds=1)


def _change(zone: ZoneInfo, low: int, high: int) -> int:
    """The first second after `low` with another offset than there, `high` having one."""
    before = _offset(zone, low)
    seconds = range(low, high)
    return low + bisect_left(seconds, True, key=lambda second: _offset(zone, second) != before)
