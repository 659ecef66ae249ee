"""The chunks of a timeline: closed forms against laid-out spans, near and far."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailiwick.kernel.calendar.instants import MICROSECONDS_PER_DAY
from bailiwick.kernel.calendar.timeline import Timeline
from bailiwick.kernel.calendar.timetable import Timetable
from bailiwick.kernel.calendar.zones import END_INSTANT, FIRST_INSTANT, year_start

WEEK = {"mon": [("09:00", "17:00")], "sat": [("00:00", "24:00")], "sun": [("22:30", "03:15")]}
ZONES = ("UTC", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "Asia/Gaza")


# On both sides of the ends of chunks, which are the ends of 2024 and 2028, and far away.
HOLIDAYS = [date(2024, 12, 30), date(2029, 1, 1), date(1776, 7, 4), date(9000, 1, 6)]
OVERRIDES = {date(2024, 12, 31): [("20:00", "12:00")], date(2500, 1, 1): [("00:00", "24:00")]}

YEARS_NEAR = st.sampled_from([1770, 1775, 2020, 2023, 2024, 2027, 2495, 2499, 8992, 8999]) | st.integers(
    1, 9980
)


def timeline(zone: str) -> Timeline:
    return Timeline(Timetable(WEEK, HOLIDAYS, OVERRIDES), ZoneInfo(zone))


@given(st.sampled_from(ZONES), YEARS_NEAR, st.integers(1, 12))
def test_totals_of_years_are_those_of_their_spans(zone: str, year: int, years: int) -> None:
    low, high = year_start(year), year_start(year + years)
    line = timeline(zone)
    spans = line.joined(low, high - 1).between(low, high)
    assert line.total(high) - line.total(low) == sum(end - start for start, end in spans)


@pytest.mark.parametrize("year", [1776, 2024, 2029, 2500, 9000])
def test_exceptions_count_in_the_totals_of_the_years_after_them(year: int) -> None:
    low, high = year_start(year - 8), year_start(year + 8)
    exceptional, plain = timeline("UTC"), Timeline(Timetable(WEEK, [], {}), ZoneInfo("UTC"))
    difference = (exceptional.total(high) - exceptional.total(low)) - (plain.total(high) - plain.total(low))
    # 2024 and 2029 lie in each other's sixteen years: two Mondays of 8 hours less, a night of 16 more.
    expected = {1776: 0, 2024: 0, 2029: 0, 2500: 24, 9000: -8}
    assert difference == expected[year] * 3_600_000_000


@pytest.mark.parametrize("zone", ZONES)
def test_totals_do_not_depend_on_the_order_of_questions(zone: str) -> None:
    instants = [year_start(year) + year * 12_345_678_901 for year in (2024, 2027, 1, 9998, 1900, 2500, 2026)]
    forward, backward = timeline(zone), timeline(zone)
    totals = [forward.total(at) for at in instants]
    assert [backward.total(at) for at in reversed(instants)] == totals[::-1]


def test_the_outermost_instants_have_totals() -> None:
    line = timeline("Pacific/Apia")
    days = (END_INSTANT - FIRST_INSTANT) // MICROSECONDS_PER_DAY
    open_week = 8 + 24 + 4.75
    found = (line.total(END_INSTANT - 1) - line.total(FIRST_INSTANT)) / 3_600_000_000
    assert abs(found - days / 7 * open_week) < 2 * open_week


def test_more_chunks_than_are_kept_give_the_same_answers() -> None:
    line, few = timeline("Europe/Berlin"), timeline("Europe/Berlin")
    years = range(2000, 2320, 4)
    found = [line.advanced(year_start(year), 3_600_000_000) for year in years]
    assert [line.advanced(year_start(year), 3_600_000_000) for year in years] == found
    assert len(line._chunks) <= 64
    assert few.advanced(year_start(years[-1]), 3_600_000_000) == found[-1]
