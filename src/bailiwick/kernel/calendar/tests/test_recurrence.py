"""Yearly recurrence, against python-dateutil."""

from datetime import date, datetime
from typing import Any

import pytest
from dateutil.rrule import YEARLY, rrule
from dateutil.rrule import weekday as weekday_of
from hypothesis import given
from hypothesis import strategies as st

from bailiwick.kernel.calendar.recurrence import yearly_rule

NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST = date(2060, 12, 31)

MONTHS = st.lists(st.integers(1, 12), min_size=1, max_size=3)
MONTH_DAYS = st.lists(st.integers(-31, 31).filter(bool), min_size=1, max_size=3)
# All with an ordinal or none: of "MO,1MO" dateutil takes the dates that fit both, RFC 5545 those that fit either.
WEEKDAYS = st.lists(st.tuples(st.just(0), st.integers(0, 6)), min_size=1, max_size=2) | st.lists(
    st.tuples(st.sampled_from([1, 2, 3, 4, 5, -1, -2, -5]), st.integers(0, 6)), min_size=1, max_size=2
)


@given(st.data())
def test_dates_are_those_of_dateutil(data: st.DataObject) -> None:
    months = data.draw(MONTHS)
    days = data.draw(st.none() | MONTH_DAYS)
    weekdays = data.draw(st.none() | WEEKDAYS)
    interval, count = data.draw(st.integers(1, 4)), data.draw(st.none() | st.integers(1, 9))
    parts: dict[str, list[object]] = {"FREQ": ["YEARLY"], "INTERVAL": [interval], "BYMONTH": list(months)}
    options: dict[str, Any] = {"interval": interval, "bymonth": months, "until": datetime(2060, 12, 31)}  # noqa: DTZ001
    if days:
        parts["BYMONTHDAY"] = options["bymonthday"] = list(days)
    if weekdays:
        parts["BYDAY"] = [f"{which or ''}{NAMES[day]}" for which, day in weekdays]
        options["byweekday"] = [weekday_of(day, which or None) for which, day in weekdays]
    begin = datetime(data.draw(st.integers(1990, 2020)), 1, 1)  # noqa: DTZ001
    if count:
        parts["COUNT"], options["count"] = [count], count
        del options["until"]
    expected = [found.date() for found in rrule(YEARLY, dtstart=begin, **options)]
    starts = [found for found in expected if found >= begin.date()]
    if not starts:
        return
    # A start that does not fit the rule counts in RFC 5545 but not for dateutil: begin on the first date.
    start = starts[0]
    if (start.year - begin.year) % interval or not (days or weekdays):
        return
    found = list(yearly_rule(start, parts).dates(start, LAST))
    assert found == [on for on in starts if on <= LAST]
    first = data.draw(st.dates(date(1990, 1, 1), LAST))
    assert list(yearly_rule(start, parts).dates(first, LAST)) == [on for on in starts if first <= on <= LAST]


def test_a_rule_without_parts_repeats_its_start() -> None:
    christmas = yearly_rule(date(2020, 12, 25), {"FREQ": ["YEARLY"]})
    assert list(christmas.dates(date(2022, 1, 1), date(2023, 12, 31))) == [
        date(2022, 12, 25),
        date(2023, 12, 25),
    ]
    leap_day = yearly_rule(date(2020, 2, 29), {"FREQ": ["YEARLY"]})
    assert list(leap_day.dates(date(2021, 1, 1), date(2028, 12, 31))) == [
        date(2024, 2, 29),
        date(2028, 2, 29),
    ]


def test_weekdays_with_and_without_an_ordinal_add_up() -> None:
    rule = yearly_rule(date(2025, 9, 1), {"FREQ": ["YEARLY"], "BYMONTH": [9], "BYDAY": ["MO", "1TU"]})
    days = [on.day for on in rule.dates(date(2025, 9, 1), date(2025, 12, 31))]
    assert days == [1, 2, 8, 15, 22, 29]


def test_until_is_the_last_date_that_counts() -> None:
    rule = yearly_rule(date(2020, 5, 1), {"FREQ": ["YEARLY"], "UNTIL": [date(2022, 5, 1)]})
    assert list(rule.dates(date(2020, 1, 1), LAST)) == [date(2020, 5, 1), date(2021, 5, 1), date(2022, 5, 1)]


def test_the_years_looked_at_are_those_asked_for() -> None:
    rule = yearly_rule(date(1, 5, 1), {"FREQ": ["YEARLY"], "INTERVAL": [3]})
    assert rule.years(date(2025, 1, 1), date(2026, 12, 31)) == range(2023, 2027, 3)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({}, "only yearly"),
        ({"FREQ": ["DAILY"]}, "only yearly"),
        ({"FREQ": ["YEARLY"], "BYSETPOS": [1]}, "BYSETPOS is not understood"),
        ({"FREQ": ["YEARLY"], "BYDAY": ["MO"]}, "needs its months"),
        ({"FREQ": ["YEARLY"], "BYDAY": ["8MO"], "BYMONTH": [1]}, "BYDAY has a value"),
        ({"FREQ": ["YEARLY"], "BYMONTH": [13]}, "BYMONTH has a value"),
        ({"FREQ": ["YEARLY"], "BYMONTHDAY": [0]}, "BYMONTHDAY has a value"),
        ({"FREQ": ["YEARLY"], "INTERVAL": [0]}, "INTERVAL has a value"),
        ({"FREQ": ["YEARLY"], "COUNT": [1, 2]}, "COUNT has more than one"),
        ({"FREQ": ["YEARLY"], "COUNT": [1], "UNTIL": [date(2025, 1, 1)]}, "both COUNT and UNTIL"),
        ({"FREQ": ["YEARLY"], "UNTIL": ["soon"]}, "UNTIL must be one date"),
    ],
)
def test_other_rules_are_refused(parts: dict[str, list[object]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        yearly_rule(date(2025, 1, 1), parts)
