"""Laws of service hours, and agreement with a walk over every minute around changes of the clock."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bailiwick.kernel.calendar.hours import ServiceHours
from bailiwick.kernel.calendar.tests.oracle import DAYS, MINUTE, Intervals, WalkedHours

MICROSECOND = timedelta(microseconds=1)

# A zone, and a moment close to which its clocks change.
CHANGES = [
    ("UTC", datetime(2025, 3, 30, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2025, 3, 30, 1, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2025, 10, 26, 1, tzinfo=UTC)),
    ("America/New_York", datetime(2025, 11, 2, 6, tzinfo=UTC)),
    ("America/Sao_Paulo", datetime(2018, 11, 4, 3, tzinfo=UTC)),  # midnight does not exist
    ("America/Sao_Paulo", datetime(2019, 2, 17, 2, tzinfo=UTC)),  # midnight comes twice
    ("Australia/Lord_Howe", datetime(2025, 4, 5, 15, tzinfo=UTC)),  # half an hour
    ("Australia/Lord_Howe", datetime(2025, 10, 4, 15, 30, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),  # a day is skipped
    ("Pacific/Kwajalein", datetime(1969, 9, 30, 13, tzinfo=UTC)),  # a day is repeated, almost
    ("Asia/Gaza", datetime(2072, 10, 22, 0, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2850, 3, 31, 1, tzinfo=UTC)),
]


def text(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@st.composite
def day_hours(draw: st.DrawFn) -> Intervals:
    """Intervals between 05:00 and 22:00, and perhaps one from the evening until 05:00 at the latest."""
    minutes = sorted(draw(st.sets(st.integers(5 * 60, 22 * 60), max_size=4)))
    hours = [(text(start), text(end)) for start, end in zip(minutes[::2], minutes[1::2], strict=False)]
    night = draw(
        st.sampled_from(
            [None, ("22:00", "24:00"), ("22:30", "00:00"), ("23:00", "02:15"), ("22:00", "05:00")]
        )
    )
    return [*hours, night] if night else hours


WEEKS = st.dictionaries(st.sampled_from(DAYS), day_hours())


@st.composite
def walks(draw: st.DrawFn) -> tuple[ServiceHours, WalkedHours, datetime]:
    """Hours, their oracle and a full minute up to two days from a change of the clock."""
    zone, change = draw(st.sampled_from(CHANGES))
    dates = st.integers(-2, 2).map(lambda days: change.date() + timedelta(days=days))
    holidays = draw(st.lists(dates, max_size=2))
    overrides = draw(st.dictionaries(dates, day_hours(), max_size=2))
    week = draw(WEEKS)
    start = change + draw(st.integers(-2 * 24 * 60, 2 * 24 * 60)) * MINUTE
    walked = WalkedHours(zone, week, holidays, overrides)
    return ServiceHours(zone, week, holidays, overrides=overrides), walked, start


@st.composite
def calendars(draw: st.DrawFn) -> ServiceHours:
    """Hours that are open sometimes, with holidays and overrides in the years of INSTANTS."""
    zone = draw(st.sampled_from(sorted({zone for zone, _ in CHANGES})))
    dates = st.dates(date(2020, 1, 1), date(2031, 1, 1))
    week = {**draw(WEEKS), draw(st.sampled_from(DAYS)): [("09:00", "17:00")]}
    return ServiceHours(
        zone,
        week,
        draw(st.lists(dates, max_size=5)),
        overrides=draw(st.dictionaries(dates, day_hours(), max_size=5)),
    )


INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
AMOUNTS = st.timedeltas(MICROSECOND, timedelta(days=100))


@given(walks(), st.integers(0, 3 * 24 * 60))
def test_open_time_is_that_of_a_minute_walk(
    walk: tuple[ServiceHours, WalkedHours, datetime], minutes: int
) -> None:
    hours, walked, start = walk
    end = start + minutes * MINUTE
    assert hours.is_open(start) == walked.is_open(start)
    assert hours.between(start, end) == walked.between(start, end)
    assert sum((close - opens for opens, close in hours.open_spans(start, end)), timedelta()) == (
        walked.between(start, end)
    )


@given(walks(), st.integers(1, 12 * 60))
def test_deadlines_are_those_of_a_minute_walk(
    walk: tuple[ServiceHours, WalkedHours, datetime], minutes: int
) -> None:
    hours, walked, start = walk
    if due := walked.add(start, minutes, 4 * 24 * 60):
        assert hours.add(start, minutes * MINUTE) == due
    if since := walked.subtract(start, minutes, 4 * 24 * 60):
        assert hours.add(start, -minutes * MINUTE) == since


@given(calendars(), INSTANTS, AMOUNTS)
def test_add_is_the_earliest_inverse_of_between(
    hours: ServiceHours, start: datetime, amount: timedelta
) -> None:
    due = hours.add(start, amount)
    assert hours.between(start, due) == amount
    assert hours.between(start, due - MICROSECOND) < amount
    assert start <= hours.add(due, -amount)


@given(calendars(), INSTANTS, AMOUNTS)
def test_subtracting_is_the_latest_inverse_of_between(
    hours: ServiceHours, end: datetime, amount: timedelta
) -> None:
    since = hours.add(end, -amount)
    assert hours.between(since, end) == amount
    assert hours.between(since + MICROSECOND, end) < amount
    assert hours.add(since, amount) <= end


@given(calendars(), INSTANTS, INSTANTS, INSTANTS)
def test_between_is_additive_and_antisymmetric(
    hours: ServiceHours, first: datetime, second: datetime, third: datetime
) -> None:
    assert hours.between(first, second) == -hours.between(second, first)
    assert hours.between(first, third) == hours.between(first, second) + hours.between(second, third)
    assert timedelta() <= hours.between(min(first, second), max(first, second)) <= abs(second - first)


@given(calendars(), INSTANTS, INSTANTS, st.timedeltas(-timedelta(days=9), timedelta(days=9)), AMOUNTS)
def test_add_is_monotone(
    hours: ServiceHours, first: datetime, second: datetime, amount: timedelta, more: timedelta
) -> None:
    low, high = sorted((first, second))
    if amount:
        assert hours.add(low, amount) <= hours.add(high, amount)
    assert hours.add(low, amount) < hours.add(low, amount + more)


@given(calendars(), INSTANTS)
def test_next_and_previous_opening_enclose_closed_time(hours: ServiceHours, at: datetime) -> None:
    before, after = hours.prev_open(at), hours.next_open(at)
    assert before <= at <= after
    assert hours.is_open(after)
    assert hours.is_open(before) or hours.is_open(before - MICROSECOND)
    assert not hours.between(before, after)
