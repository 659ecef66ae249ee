"""Holidays are drawn further ahead by themselves, once a year, and the check says where that does not help."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from bailiwick.kernel.base import tenant
from bailiwick.kernel.calendar import operations, queries
from bailiwick.kernel.calendar.models import ServiceCalendar
from bailiwick.kernel.calendar.rules import CountryHolidays, HolidayRule, ListedHolidays
from bailiwick.kernel.jobs.tasks import extend_all_holidays, extend_holidays_of
from bailiwick.kernel.ledger.models import LedgerEvent
from bailiwick.site.cli.calendar_soundness import holidays
from tests.cast import Cast

WEEK = {"mon": [("09:00", "17:00")]}


def calendar(cast: Cast, name: str, *rules: HolidayRule) -> ServiceCalendar:
    return operations.add_calendar(name, by=cast.ada, zone="Europe/Lisbon", week=WEEK, holidays=rules)


def last_days(cast: Cast) -> dict[str, date | None]:
    with tenant.scope(cast.organization.id):
        return {
            str(one): queries.holidays_through(one.current)
            for one in queries.calendars_in_use()
            if one.current
        }


def test_each_year_the_job_draws_one_year_more(cast: Cast) -> None:
    calendar(cast, "Office", CountryHolidays("PT", 2025, 2026))
    calendar(cast, "Quay", ListedHolidays({date(2026, 6, 2): "Regatta"}))
    retired = calendar(cast, "Old", CountryHolidays("PT", 2025, 2026))
    operations.retire_calendar(retired, by=cast.ada, reason="Closed")
    with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC)):
        extend_all_holidays(0)
        assert last_days(cast) == {"Always": None, "Office": date(2029, 12, 31), "Quay": date(2026, 6, 2)}
        assert extend_holidays_of(cast.organization.id) == 0
    with time_machine.travel(datetime(2027, 1, 1, 4, tzinfo=UTC)):
        assert extend_holidays_of(cast.organization.id) == 1
    assert last_days(cast)["Office"] == date(2030, 12, 31)
    with tenant.scope(cast.organization.id):
        entries = LedgerEvent.objects.filter(verb="calendar.extend")
        assert [(one.actor_kind, one.payload["by"]) for one in entries if one.payload] == [
            ("system", "Bailiwick")
        ] * 2


@pytest.mark.parametrize(
    ("rule", "level"),
    [
        (CountryHolidays("PT", 2025, 2026), "warn"),
        (CountryHolidays("PT", 2025, 2027), "ok"),
        (ListedHolidays({date(2026, 12, 24): "Eve"}), "warn"),
    ],
)
def test_the_check_names_calendars_that_know_less_than_a_year(
    cast: Cast, rule: HolidayRule, level: str
) -> None:
    calendar(cast, "Office", rule)
    with time_machine.travel(datetime(2026, 6, 1, tzinfo=UTC)):
        found, text = holidays()
    assert found == level
    assert ("“Office” of harbour (2026-12-" in text) is (level == "warn")
