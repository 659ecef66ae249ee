"""Where holidays come from: countries, lists and feeds, kept so that a calendar can be revised with them."""

from datetime import date

import pytest

from bailiwick.kernel.calendar.models import CalendarVersion
from bailiwick.kernel.calendar.queries import coming_holidays
from bailiwick.kernel.calendar.rules import CountryHolidays, HolidayRule, ListedHolidays, feed, read_rule

CHRISTMAS = date(2026, 12, 25)
FEED = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Harbour//Works//EN
BEGIN:VEVENT
UID:1
SUMMARY:Stock taking
DTSTART;VALUE=DATE:20250630
RRULE:FREQ=YEARLY
END:VEVENT
END:VCALENDAR
"""


def test_a_country_in_some_years() -> None:
    days = CountryHolidays("PT", 2026, 2027).days()
    assert CHRISTMAS in days
    assert {on.year for on in days} == {2026, 2027}
    assert len(CountryHolidays("DE", 2026, 2026, "BY").days()) > len(CountryHolidays("DE", 2026, 2026).days())


@pytest.mark.parametrize(
    "rule",
    [
        CountryHolidays("XX", 2026, 2026),
        CountryHolidays("PT", 2027, 2026),
        CountryHolidays("DE", 2026, 2026, "Atlantis"),
    ],
)
def test_countries_that_are_not_known(rule: CountryHolidays) -> None:
    with pytest.raises(ValueError, match=r"holidays are known|years must be"):
        rule.days()


def test_a_feed_becomes_a_list_of_its_days() -> None:
    rule = feed(FEED, 2026, 2027, "works.ics")
    assert rule == ListedHolidays(
        {date(2026, 6, 30): "Stock taking", date(2027, 6, 30): "Stock taking"}, "works.ics"
    )
    with pytest.raises(ValueError, match="iCalendar"):
        feed("<html>", 2026, 2027, "works.ics")


@pytest.mark.parametrize(
    "rule",
    [
        CountryHolidays("DE", 2026, 2030, "BY"),
        CountryHolidays("PT", 2026, 2026),
        ListedHolidays({CHRISTMAS: "Christmas Day", date(2026, 1, 2): ""}, "from hand"),
        ListedHolidays({}),
    ],
)
def test_a_rule_is_read_as_it_was_stored(rule: CountryHolidays | ListedHolidays) -> None:
    assert read_rule(rule.stored()) == rule


def test_a_name_cannot_forge_another_day() -> None:
    rule = ListedHolidays({CHRISTMAS: "Christmas\n2026-12-26 Boxing Day"})
    assert read_rule(rule.stored()).days() == {CHRISTMAS: "Christmas 2026-12-26 Boxing Day"}


def test_coming_holidays_have_names_and_end_with_the_next_year() -> None:
    rules: list[HolidayRule] = [
        CountryHolidays("PT", 2026, 2029),
        ListedHolidays({date(2026, 12, 24): "Christmas Eve", date(2026, 1, 2): "Past"}, "typed in"),
    ]
    days = sorted({day for rule in rules for day in rule.days()})
    version = CalendarVersion(
        organization_id=1, holidays=[day.isoformat() for day in days], rules=[rule.stored() for rule in rules]
    )
    found = coming_holidays(version, date(2026, 11, 23))
    assert found[0][0] == date(2026, 12, 1)
    assert (date(2026, 12, 24), "Christmas Eve") in found
    assert found[-1][0] == date(2027, 12, 25)
    assert all(name for _, name in found)
