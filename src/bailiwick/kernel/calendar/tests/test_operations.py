"""Calendars: added, revised into new versions, retired; what was computed by a version can be computed again."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import system_actor
from bailiwick.kernel.base.errors import Invalid, NotAllowedNow, NoTenant, NotFound, Refused, Stale
from bailiwick.kernel.calendar import operations as ops
from bailiwick.kernel.calendar import queries
from bailiwick.kernel.calendar.models import CalendarVersion, ServiceCalendar
from bailiwick.kernel.calendar.rules import CountryHolidays, ListedHolidays
from tests.cast import Cast

OFFICE = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
MONDAY = datetime(2026, 6, 1, 8, tzinfo=UTC)
HOLIDAY = ListedHolidays({date(2026, 6, 2): "Regatta"})


def office(cast: Cast, **fields: Any) -> ServiceCalendar:
    given: dict[str, Any] = {"name": "Office", "zone": "Europe/Lisbon", "week": OFFICE} | fields
    return ops.add_calendar(given.pop("name"), by=cast.ada, **given)


def stored(cast: Cast, calendar: ServiceCalendar) -> list[CalendarVersion]:
    with tenant.scope(cast.organization.id):
        return list(queries.versions(cast.ada, calendar))


def open_hours(cast: Cast, version_id: int, days: int = 7) -> float:
    with tenant.scope(cast.organization.id):
        return queries.hours(version_id).between(MONDAY, MONDAY + timedelta(days=days)) / timedelta(hours=1)


def test_a_calendar_starts_with_its_first_version(cast: Cast) -> None:
    calendar = office(cast, holidays=[HOLIDAY], overrides={date(2026, 6, 6): [("10:00", "12:00")]})
    [version] = stored(cast, calendar)
    assert (calendar.current_id, version.number, version.zone) == (version.pk, 1, "Europe/Lisbon")
    assert version.week["mon"] == [["09:00", "17:00"]]
    assert (version.holidays, version.overrides) == (["2026-06-02"], {"2026-06-06": [["10:00", "12:00"]]})
    assert open_hours(cast, version.pk) == 4 * 8 + 2


def test_holidays_are_drawn_when_the_calendar_is_made(cast: Cast) -> None:
    rules = [CountryHolidays("PT", 2026, 2026), HOLIDAY]
    [version] = stored(cast, office(cast, holidays=rules))
    assert {"2026-12-25", "2026-06-02"} <= set(version.holidays)
    assert version.holidays == sorted(set(version.holidays))
    assert queries.holiday_rules(version) == rules


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"zone": "Europe/Atlantis"}, "zone"),
        ({"week": {"mon": [("09:00", "25:00")]}}, "week"),
        ({"week": {"mon": [("09:00", "17:00"), ("16:00", "18:00")]}}, "week"),
        ({"week": {"someday": [("09:00", "17:00")]}}, "week"),
        ({"week": {}}, "week"),
        ({"week": {"mon": []}}, "week"),
        ({"holidays": [CountryHolidays("XX", 2026, 2026)]}, "holidays"),
        ({"overrides": {date(2026, 6, 6): [("12:00", "24:30")]}}, "overrides"),
        ({"holidays": [ListedHolidays({date.fromordinal(n): "" for n in range(1, 5002)})]}, "holidays"),
    ],
)
def test_what_is_no_calendar(cast: Cast, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        office(cast, **fields)
    assert list(caught.value.fields) == [field]


def test_names_are_unique_within_the_organization(cast: Cast) -> None:
    calendar = office(cast)
    with pytest.raises(Invalid):
        office(cast)
    with pytest.raises(Invalid):
        ops.revise_calendar(calendar, by=cast.ada, name="Always")
    assert ops.add_calendar("Office", by=cast.zoe, zone="UTC", week=OFFICE).pk


def test_a_revision_makes_a_version_and_leaves_the_old_one(cast: Cast) -> None:
    calendar = office(cast, holidays=[HOLIDAY])
    first = calendar.current_id
    assert first is not None
    assert open_hours(cast, first) == 32
    revised = ops.revise_calendar(
        calendar, by=cast.ada, expected_version=1, week=OFFICE | {"sat": [("10:00", "14:00")]}
    )
    newest, oldest = stored(cast, calendar)
    assert (revised.current_id, newest.number, oldest.pk, revised.version) == (newest.pk, 2, first, 2)
    assert (newest.holidays, newest.rules) == (oldest.holidays, oldest.rules)
    assert (open_hours(cast, newest.pk), open_hours(cast, first)) == (36, 32)
    with pytest.raises(Stale):
        ops.revise_calendar(calendar, by=cast.ada, expected_version=1, zone="UTC")


def test_only_new_hours_make_a_new_version(cast: Cast) -> None:
    calendar = office(cast, holidays=[HOLIDAY])
    renamed = ops.revise_calendar(calendar, by=cast.ada, name="Head office", week=OFFICE, holidays=[HOLIDAY])
    assert (renamed.name, renamed.version) == ("Head office", 2)
    assert len(stored(cast, calendar)) == 1
    without = ops.revise_calendar(calendar, by=cast.ada, holidays=[])
    assert without.current is not None
    assert (without.current.number, without.current.holidays) == (2, [])


def test_a_revision_is_judged_as_a_whole(cast: Cast) -> None:
    calendar = office(cast)
    with pytest.raises(Invalid) as caught:
        ops.revise_calendar(calendar, by=cast.ada, week={})
    assert list(caught.value.fields) == ["week"]
    only = {date(2026, 6, 6): [("10:00", "12:00")]}
    assert ops.revise_calendar(calendar, by=cast.ada, week={}, overrides=only).version == 2
    with pytest.raises(Invalid):
        ops.revise_calendar(calendar, by=cast.ada, overrides={})


def test_a_retired_calendar_keeps_its_hours(cast: Cast) -> None:
    calendar = office(cast)
    with pytest.raises(Invalid):
        ops.retire_calendar(calendar, by=cast.ada, reason=" ")
    retired = ops.retire_calendar(calendar, by=cast.ada, reason="Moved")
    assert retired.retired_at is not None
    assert open_hours(cast, retired.current_id or 0) == 40
    with pytest.raises(NotAllowedNow):
        ops.retire_calendar(calendar, by=cast.ada, reason="Moved")
    with pytest.raises(NotAllowedNow):
        ops.revise_calendar(calendar, by=cast.ada, zone="UTC")


def test_who_may_not_change_calendars(cast: Cast) -> None:
    calendar = office(cast)
    for by in (cast.sam, cast.rui, cast.cora):
        with pytest.raises(Refused):
            ops.add_calendar("Mine", by=by, zone="UTC", week=OFFICE)
        with pytest.raises(Refused):
            ops.revise_calendar(calendar, by=by, zone="UTC")
        with pytest.raises(Refused):
            ops.retire_calendar(calendar, by=by, reason="No")
    with pytest.raises(NotFound):
        ops.revise_calendar(calendar, by=cast.zoe, zone="UTC")
    with pytest.raises(NotFound):
        ops.retire_calendar(calendar, by=cast.zoe, reason="No")


def test_who_sees_calendars(cast: Cast) -> None:
    calendar = office(cast)
    with tenant.scope(cast.organization.id):
        assert [seen.name for seen in queries.visible_calendars(cast.sam)] == ["Always", "Office"]
        assert queries.calendar(cast.rui, calendar.pk).current is not None
        with pytest.raises(NotFound):
            queries.calendar(cast.cora, calendar.pk)
        assert list(queries.versions(cast.cora, calendar)) == []
    with tenant.scope(cast.other.id), pytest.raises(NotFound):
        queries.calendar(cast.zoe, calendar.pk)


def test_hours_are_read_once_and_never_for_another_organization(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    version = office(cast).current_id or 0
    with tenant.scope(cast.organization.id):
        first = queries.hours(version)
        with django_assert_num_queries(0):
            assert queries.hours(version) is first
        with pytest.raises(NotFound):
            queries.hours(version + 1)
    with tenant.scope(cast.other.id), pytest.raises(NotFound):
        queries.hours(version)
    with pytest.raises(NoTenant):
        queries.hours(version)


def test_holidays_of_a_country_are_drawn_further_as_a_new_version(cast: Cast) -> None:
    calendar = office(cast, holidays=[CountryHolidays("PT", 2026, 2026), HOLIDAY])
    by = system_actor(cast.organization.id)
    ops.extend_holidays(calendar, by=by, last_year=2028)
    newest, first = stored(cast, calendar)
    assert {"2026-06-02", "2026-12-25", "2028-12-25"} <= set(newest.holidays)
    assert queries.holiday_rules(newest) == [CountryHolidays("PT", 2026, 2028), HOLIDAY]
    assert (newest.week, newest.zone) == (first.week, first.zone)
    assert queries.holidays_through(newest) == date(2028, 12, 31)
    assert queries.holidays_through(first) == date(2026, 12, 31)
    with pytest.raises(Invalid, match="already"):
        ops.extend_holidays(calendar, by=by, last_year=2028)


def test_only_who_was_given_it_extends_holidays(cast: Cast) -> None:
    with pytest.raises(Refused):
        ops.extend_holidays(
            office(cast, holidays=[CountryHolidays("PT", 2026, 2026)]), by=cast.sam, last_year=2028
        )
