"""Service hours by example: conventions, daylight saving, holidays, overrides and every refusal."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bailiwick.kernel.calendar.hours import ServiceHours, shared_hours

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
ALWAYS = {day: [("00:00", "24:00")] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
HOUR = timedelta(hours=1)


def berlin(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BERLIN)  # type: ignore[arg-type,misc]


@pytest.fixture
def office() -> ServiceHours:
    return ServiceHours("Europe/Berlin", OFFICE, [date(2025, 12, 25)])


def test_a_deadline_may_fall_on_closing_time(office: ServiceHours) -> None:
    assert office.add(berlin(2025, 11, 3, 16), HOUR) == berlin(2025, 11, 3, 17)
    assert office.add(berlin(2025, 11, 4, 10), -HOUR) == berlin(2025, 11, 4, 9)
    assert office.add(berlin(2025, 11, 4, 9), -HOUR) == berlin(2025, 11, 3, 16)


def test_zero_leaves_the_start_unchanged(office: ServiceHours) -> None:
    assert office.add(berlin(2025, 11, 8, 12), timedelta()) == berlin(2025, 11, 8, 12)


def test_results_are_in_the_zone_of_the_start(office: ServiceHours) -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    due = office.add(datetime(2025, 11, 3, 23, tzinfo=tokyo), 2 * HOUR)
    assert due == berlin(2025, 11, 3, 17)
    assert due.tzinfo is tokyo
    assert office.next_open(datetime(2025, 11, 1, tzinfo=UTC)).tzinfo is UTC
    assert office.add_days(datetime(2025, 11, 3, 18, tzinfo=tokyo), 1).tzinfo is tokyo


def test_a_holiday_is_closed_unless_an_override_opens_it() -> None:
    holidays, day = [date(2025, 12, 25)], berlin(2025, 12, 25, 10)
    opened = ServiceHours(
        "Europe/Berlin", OFFICE, holidays, overrides={date(2025, 12, 25): [("10:00", "12:00")]}
    )
    assert not ServiceHours("Europe/Berlin", OFFICE, holidays).is_open(day)
    assert opened.is_open(day)
    assert opened.is_holiday(day)
    assert opened.between(berlin(2025, 12, 25), berlin(2025, 12, 26)) == 2 * HOUR


def test_an_override_may_close_a_date_or_open_a_weekend() -> None:
    overrides = {date(2025, 11, 3): [], date(2025, 11, 8): [("10:00", "14:00")]}
    hours = ServiceHours("Europe/Berlin", OFFICE, overrides=overrides)
    assert hours.between(berlin(2025, 11, 3), berlin(2025, 11, 10)) == 36 * HOUR
    assert hours.next_open(berlin(2025, 11, 7, 17)) == berlin(2025, 11, 8, 10)


def test_a_holiday_takes_the_night_that_begins_on_it() -> None:
    nights = ServiceHours("Europe/Berlin", {"mon": [("22:00", "06:00")]}, [date(2025, 11, 10)])
    assert nights.is_open(berlin(2025, 11, 4, 5, 59))
    assert not nights.is_open(berlin(2025, 11, 4, 6))
    assert not nights.is_open(berlin(2025, 11, 11, 5))
    tuesday = ServiceHours("Europe/Berlin", {"mon": [("22:00", "06:00")]}, [date(2025, 11, 4)])
    assert tuesday.is_open(berlin(2025, 11, 4, 5))


def test_an_override_that_overlaps_the_night_before_counts_once() -> None:
    overrides = {date(2025, 11, 4): [("05:00", "07:00")]}
    hours = ServiceHours("Europe/Berlin", {"mon": [("22:00", "06:00")]}, overrides=overrides)
    assert hours.between(berlin(2025, 11, 3), berlin(2025, 11, 5)) == 9 * HOUR
    inside = {date(2025, 11, 4): [("02:00", "03:00")]}
    hours = ServiceHours("Europe/Berlin", {"mon": [("22:00", "06:00")]}, overrides=inside)
    assert hours.between(berlin(2025, 11, 3), berlin(2025, 11, 5)) == 8 * HOUR


def test_equal_times_are_a_full_day_and_sunday_runs_into_monday() -> None:
    hours = ServiceHours("UTC", {"sun": [("18:00", "18:00")]})
    start = datetime(2025, 11, 2, tzinfo=UTC)
    assert hours.open_spans(start, start + timedelta(days=3)) == [
        (start + timedelta(hours=18), start + timedelta(hours=42))
    ]


@pytest.mark.parametrize(
    ("day", "expected"), [((2025, 3, 30), 3), ((2025, 10, 26), 5), ((2025, 10, 27), 4)], ids=str
)
def test_a_repeated_hour_counts_twice_and_a_skipped_one_not_at_all(
    day: tuple[int, int, int], expected: int
) -> None:
    hours = ServiceHours("Europe/Berlin", {name: [("01:00", "05:00")] for name in ALWAYS})
    assert hours.between(berlin(*day), berlin(*day) + timedelta(days=1)) == expected * HOUR


def test_only_the_part_of_a_repeated_hour_that_is_in_the_hours_repeats() -> None:
    hours = ServiceHours("Europe/Berlin", {"sun": [("02:15", "02:30")]})
    start = datetime(2025, 10, 26, tzinfo=UTC)
    quarter = [(start + timedelta(minutes=at), start + timedelta(minutes=at + 15)) for at in (15, 75)]
    assert hours.open_spans(start, start + timedelta(hours=5)) == quarter


def test_lord_howe_moves_by_half_an_hour_and_apia_skips_a_day() -> None:
    lord_howe, apia = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Pacific/Apia")
    always = ServiceHours("Australia/Lord_Howe", {"sun": [("00:00", "24:00")]})
    sunday = datetime(2025, 4, 6, tzinfo=lord_howe)
    assert always.between(sunday, sunday + timedelta(days=1)) == timedelta(hours=24.5)
    fridays = ServiceHours("Pacific/Apia", {"fri": [("09:00", "17:00")]})
    assert fridays.next_open(datetime(2011, 12, 29, 12, tzinfo=apia)) == datetime(2012, 1, 6, 9, tzinfo=apia)


def test_open_all_the_time_is_one_span() -> None:
    hours, start = ServiceHours("Europe/Berlin", ALWAYS), datetime(1999, 1, 1, tzinfo=UTC)
    assert hours.open_spans(start, start + timedelta(days=9000)) == [(start, start + timedelta(days=9000))]
    assert hours.add(start, timedelta(days=9000)) == start + timedelta(days=9000)


def test_next_and_previous_opening(office: ServiceHours) -> None:
    friday, monday = berlin(2025, 11, 7, 17), berlin(2025, 11, 10, 9)
    for between in (friday, berlin(2025, 11, 8, 12), monday):
        assert office.next_open(between) == monday
    for between in (friday, berlin(2025, 11, 8, 12), monday - timedelta(microseconds=1)):
        assert office.prev_open(between) == friday
    assert office.prev_open(monday) == monday


def test_add_days_keeps_the_wall_clock(office: ServiceHours) -> None:
    assert office.add_days(berlin(2025, 10, 24, 15, 30), 1) == berlin(2025, 10, 27, 15, 30)
    assert office.add_days(berlin(2025, 10, 25, 20), 1) == berlin(2025, 10, 27, 20)
    assert office.add_days(berlin(2025, 12, 24, 10), 2) == berlin(2025, 12, 29, 10)
    assert office.add_days(berlin(2025, 12, 26, 10), -1) == berlin(2025, 12, 24, 10)
    assert office.add_days(berlin(2025, 12, 27, 10), 0) == berlin(2025, 12, 27, 10)
    assert office.add_days(berlin(2025, 1, 1, 10), 5 * 52 * 8).year == 2032


def test_add_days_moves_a_skipped_reading_past_the_gap() -> None:
    hours = ServiceHours("Europe/Berlin", ALWAYS)
    assert hours.add_days(berlin(2025, 3, 29, 2, 30), 1) == berlin(2025, 3, 30, 3, 30)


def test_open_spans_are_cut_and_limited(office: ServiceHours) -> None:
    spans = office.open_spans(berlin(2025, 11, 3, 12), berlin(2025, 11, 5, 10))
    assert spans == [
        (berlin(2025, 11, 3, 12), berlin(2025, 11, 3, 17)),
        (berlin(2025, 11, 4, 9), berlin(2025, 11, 4, 17)),
        (berlin(2025, 11, 5, 9), berlin(2025, 11, 5, 10)),
    ]
    assert office.open_spans(berlin(2025, 11, 3, 12), berlin(2025, 11, 5, 10), limit=2) == spans[:2]
    assert office.open_spans(berlin(2025, 11, 3, 12), berlin(2025, 11, 3, 12)) == []


def test_the_ends_of_the_datetime_range_are_within_reach(office: ServiceHours) -> None:
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    assert not office.is_open(first + timedelta(hours=2))
    whole = office.between(first, last)
    assert whole == office.between(first, berlin(2025, 1, 1)) + office.between(berlin(2025, 1, 1), last)
    assert office.add(berlin(2025, 1, 1), office.between(berlin(2025, 1, 1), last)) == berlin(
        9999, 12, 31, 17
    )
    east = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))
    assert office.between(east, first) == timedelta()


def test_equal_calendars_are_shared() -> None:
    first = shared_hours("Europe/Berlin", OFFICE, [date(2025, 1, 1)], overrides={date(2025, 1, 2): []})
    again = {day: [list(interval) for interval in hours] for day, hours in reversed(OFFICE.items())}
    assert shared_hours("Europe/Berlin", again, {date(2025, 1, 1)}, overrides={date(2025, 1, 2): []}) is first
    assert shared_hours("Europe/Berlin", OFFICE, [date(2025, 1, 1)]) is not first
    assert (
        shared_hours("Europe/Vienna", OFFICE, [date(2025, 1, 1)], overrides={date(2025, 1, 2): []}) != first
    )


def test_threads_that_extend_the_same_calendar_agree() -> None:
    shuffled = random.Random(7)  # noqa: S311
    starts = [
        datetime(1950, 1, 1, tzinfo=UTC) + timedelta(seconds=shuffled.randrange(2**32)) for _ in range(2000)
    ]
    alone = ServiceHours("Europe/Berlin", OFFICE, [date(2025, 12, 25)])
    expected = [alone.add(start, (-1) ** number * 5000 * HOUR) for number, start in enumerate(starts)]
    together = ServiceHours("Europe/Berlin", OFFICE, [date(2025, 12, 25)])
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda pair: together.add(pair[1], (-1) ** pair[0] * 5000 * HOUR), enumerate(starts))
        assert list(found) == expected


MONDAY = berlin(2025, 11, 3)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("Mars/Olympus", OFFICE), "unknown time zone 'Mars/Olympus'"),
        (("Europe", OFFICE), "unknown time zone"),
        (("../etc/passwd", OFFICE), "unknown time zone"),
        (("a\0b", OFFICE), "unknown time zone"),
        ((None, OFFICE), "unknown time zone None"),
        (("UTC", {"monday": []}), "unknown day of the week 'monday'"),
        (("UTC", [("mon", [])]), "a week must map days to hours"),
        (("UTC", {"mon": "09:00-17:00"}), "the hours of mon must be a list"),
        (("UTC", {"mon": None}), "the hours of mon must be a list"),
        (("UTC", {"mon": ["09"]}), "an interval of mon must be"),
        (("UTC", {"mon": [("09:00",)]}), "an interval of mon must be"),
        (("UTC", {"mon": [("9:00", "17:00")]}), "a time of mon must be HH:MM"),
        (("UTC", {"mon": [("09:00", "24:01")]}), "a time of mon must be HH:MM"),
        (("UTC", {"mon": [("09:00", "17:60")]}), "a time of mon must be HH:MM"),
        (("UTC", {"mon": [("\u0660\u0669:00", "17:00")]}), "a time of mon must be HH:MM"),
        (("UTC", {"mon": [(9, 17)]}), "a time of mon must be HH:MM"),
        (("UTC", {"mon": [("24:00", "02:00")]}), "cannot begin at 24:00"),
        (("UTC", {"mon": [("09:00", "12:00"), ("11:59", "13:00")]}), "the hours of mon overlap"),
        (
            ("UTC", {"mon": [("22:00", "06:00")], "tue": [("05:00", "07:00")]}),
            "hours of mon past midnight overlap",
        ),
        (
            ("UTC", {"sun": [("22:00", "06:00")], "mon": [("05:00", "07:00")]}),
            "hours of sun past midnight overlap",
        ),
        (("UTC", OFFICE, ["2025-12-25"]), "a calendar day must be a date"),
        (("UTC", OFFICE, [datetime(2025, 12, 25, tzinfo=UTC)]), "a calendar day must be a date"),
        (("UTC", OFFICE, None), "holidays must be dates"),
    ],
)
def test_bad_calendars_are_refused(arguments: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ServiceHours(*arguments)


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ([], "overrides a mapping"),
        ({"2025-01-01": []}, "a calendar day must be a date"),
        ({date(2025, 1, 1): [("09:00", "12:00"), ("10:00", "11:00")]}, "the hours of 2025-01-01 overlap"),
    ],
)
def test_bad_overrides_are_refused(overrides: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ServiceHours("UTC", OFFICE, overrides=overrides)


@pytest.mark.parametrize(
    ("method", "arguments", "message"),
    [
        ("is_open", (datetime(2025, 1, 1),), "with a time zone"),  # noqa: DTZ001
        ("is_open", (date(2025, 1, 1),), "with a time zone"),
        ("is_holiday", (None,), "with a time zone"),
        ("between", (MONDAY, datetime(2025, 1, 1)), "with a time zone"),  # noqa: DTZ001
        ("add", (1762128000, HOUR), "with a time zone"),
        ("add", (MONDAY, 3600), "must be a timedelta"),
        ("add", (MONDAY, timedelta.max), "outside the years 1 to 9999"),
        ("add", (MONDAY, timedelta.min), "outside the years 1 to 9999"),
        ("add", (MONDAY, timedelta(days=2_000_000)), "not that much open time"),
        ("add", (MONDAY, -timedelta(days=300_000)), "not that much open time"),
        ("add_days", (MONDAY, 1.5), "must be an integer"),
        ("add_days", (MONDAY, 10**9), "not that many dates"),
        ("add_days", (MONDAY, -(10**9)), "not that many dates"),
        ("open_spans", (MONDAY, MONDAY - HOUR), "lies before its start"),
        ("open_spans", (MONDAY, berlin(2200, 1, 1)), "100 years at most"),
        ("next_open", (datetime.max.replace(tzinfo=UTC),), "not that much open time"),
        ("is_holiday", (datetime.max.replace(tzinfo=timezone(-HOUR)),), "outside the years"),
    ],
)
def test_bad_questions_are_refused(office: ServiceHours, method: str, arguments: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        getattr(office, method)(*arguments)


@pytest.mark.parametrize("closed", [{}, {"mon": []}])
def test_hours_that_are_never_open(closed: dict[str, list[tuple[str, str]]]) -> None:
    never = ServiceHours("UTC", closed)
    assert not never.is_open(MONDAY)
    assert never.between(MONDAY, MONDAY + 1000 * HOUR) == timedelta()
    assert never.add(MONDAY, timedelta()) == MONDAY
    for method, arguments in (("add", (MONDAY, HOUR)), ("next_open", (MONDAY,)), ("prev_open", (MONDAY,))):
        with pytest.raises(ValueError, match="never open"):
            getattr(never, method)(*arguments)


def test_hours_that_end_give_only_what_they_have() -> None:
    once = ServiceHours("UTC", {}, overrides={date(2900, 5, 5): [("10:00", "12:00")]})
    assert once.add(MONDAY, 2 * HOUR) == datetime(2900, 5, 5, 12, tzinfo=UTC)
    with pytest.raises(ValueError, match="not that much open time"):
        once.add(MONDAY, 2 * HOUR + timedelta(microseconds=1))
    with pytest.raises(ValueError, match="not that much open time"):
        once.prev_open(MONDAY)
