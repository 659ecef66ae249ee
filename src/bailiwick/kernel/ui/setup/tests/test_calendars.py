"""A calendar's page says where its holidays come from, and which are coming."""

from bailiwick.kernel.base import clock
from bailiwick.kernel.calendar import operations
from bailiwick.kernel.calendar.rules import CountryHolidays
from tests.cast import Cast
from tests.web import Browser


def test_the_page_names_the_rule_and_the_coming_holidays(cast: Cast, browser: Browser) -> None:
    year = clock.now().year
    made = operations.add_calendar(
        "Porto", by=cast.ada, zone="Europe/Lisbon", week={"mon": [["09:00", "17:00"]]},
        holidays=[CountryHolidays("PT", year, year + 2)], overrides={},
    )  # fmt: skip
    page = browser.as_("ada").get(f"/calendars/{made.pk}/").text
    assert "Public holidays of Portugal" in page
    assert f"25 December {year + 1}" in page
    assert f"25 December {year + 2}" not in page
