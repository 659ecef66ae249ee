"""Offsets of zones, against asking the zone for every hour."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bailiwick.kernel.calendar.instants import EPOCH
from bailiwick.kernel.calendar.zones import END_INSTANT, FIRST_INSTANT, offset_pieces, year_of, year_start

HOUR = timedelta(hours=1)


# The closest changes known, both ends of the tz database's single changes, and years that repeat by rule.
@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("America/Boa_Vista", 2000),
        ("Africa/Tunis", 1943),
        ("Europe/Vienna", 1945),
        ("Africa/El_Aaiun", 2087),
        ("America/Noronha", 2000),
        ("Asia/Gaza", 2040),
        ("Asia/Gaza", 2054),
        ("Asia/Gaza", 2072),
        ("Pacific/Apia", 2011),
        ("Australia/Lord_Howe", 2025),
        ("Europe/Dublin", 2499),
        ("Europe/Dublin", 2500),
        ("America/New_York", 2899),
        ("America/New_York", 2900),
        ("America/Santiago", 9998),
        ("Asia/Manila", 1499),
        ("Asia/Manila", 1844),
        ("UTC", 2025),
    ],
)
def test_pieces_of_a_year_have_the_offset_of_every_hour(name: str, year: int) -> None:
    zone = ZoneInfo(name)
    pieces = offset_pieces(zone, year)
    assert [end for _, end, _ in pieces[:-1]] == [start for start, _, _ in pieces[1:]]
    assert (pieces[0][0], pieces[-1][1]) == (year_start(year), year_start(year + 1))
    at, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    while at < end:
        instant = (at - EPOCH) // timedelta(microseconds=1)
        (found,) = (offset for low, high, offset in pieces if low <= instant < high)
        assert timedelta(microseconds=found) == at.astimezone(zone).utcoffset()
        at += HOUR


def test_a_change_is_found_to_the_second() -> None:
    pieces = offset_pieces(ZoneInfo("Europe/Berlin"), 2025)
    changes = [EPOCH + timedelta(microseconds=start) for start, _, _ in pieces[1:]]
    assert changes == [datetime(2025, 3, 30, 1, tzinfo=UTC), datetime(2025, 10, 26, 1, tzinfo=UTC)]


def test_every_aware_datetime_lies_in_some_year() -> None:
    assert year_of(FIRST_INSTANT) == 1
    assert year_of(END_INSTANT - 1) == 9999
    assert year_start(1) == FIRST_INSTANT
    assert year_start(10_000) == END_INSTANT
    assert (year_of(year_start(2025) - 1), year_of(year_start(2025))) == (2024, 2025)
