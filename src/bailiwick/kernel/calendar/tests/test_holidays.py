"""Holidays from countries, lists and iCalendar feeds."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bailiwick.kernel.calendar import feeds
from bailiwick.kernel.calendar.holidays import from_country, from_feed, from_list

YEARS = range(2024, 2027)


def event(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])


def feed(*events: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""])


def test_a_country_and_its_subdivision() -> None:
    germany, bavaria = from_country("DE", YEARS), from_country("DE", YEARS, subdivision="BY")
    assert germany[date(2025, 12, 25)] == "Erster Weihnachtstag"
    assert date(2025, 1, 6) not in germany
    assert bavaria[date(2025, 1, 6)] == "Heilige Drei Könige"
    assert {on.year for on in germany} == set(YEARS)
    assert list(germany) == sorted(germany)


def test_names_do_not_depend_on_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en_US")
    assert from_country("DE", YEARS)[date(2025, 12, 25)] == "Erster Weihnachtstag"
    assert from_country("DE", YEARS, language="en_US")[date(2025, 12, 25)] == "Christmas Day"


@pytest.mark.parametrize(
    ("country", "options", "message"),
    [
        ("XX", {}, "country 'XX'"),
        ("de", {}, "country 'de'"),
        ("HolidayBase", {}, "country 'HolidayBase'"),
        ("__name__", {}, "country '__name__'"),
        (None, {}, "country None"),
        ("DE", {"subdivision": "QQ"}, "subdivision 'QQ' of DE"),
        ("DE", {"language": "tlh"}, "language 'tlh'"),
        ("DE", {"years": range(0)}, "1 to 200 years"),
        ("DE", {"years": range(1800, 2100)}, "1 to 200 years"),
        ("DE", {"years": range(9990, 10_001)}, "between 1 and 9999"),
        ("DE", {"years": 2025}, "1 to 200 years"),
    ],
)
def test_unknown_places_are_refused(country: Any, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        from_country(country, **{"years": YEARS, **options})


def test_a_list_takes_dates_and_texts_and_joins_names() -> None:
    entries: list[tuple[date | str, str]] = [
        ("2025-12-24", "Party"),
        (date(2025, 1, 2), "Rest"),
        ("2025-12-24", "Eve"),
        ("2025-12-24", "Eve"),
    ]
    assert from_list(entries) == {date(2025, 1, 2): "Rest", date(2025, 12, 24): "Party; Eve"}


@pytest.mark.parametrize("on", ["24.12.2025", "", None, 20251224, datetime(2025, 12, 24, tzinfo=UTC)])
def test_other_entries_are_refused(on: Any) -> None:
    with pytest.raises(ValueError, match="a holiday must be a date"):
        from_list([(on, "Eve")])


def test_a_feed_of_days_series_and_exceptions() -> None:
    text = feed(
        event("UID:1", "SUMMARY:Works\\, outing", "DTSTART;VALUE=DATE:20250606", "DTEND;VALUE=DATE:20250607"),
        event("UID:2", "SUMMARY:Shutdown", "DTSTART;VALUE=DATE:20231230", "DTEND;VALUE=DATE:20240103"),
        event(
            "UID:3",
            "SUMMARY:Day",
            "DTSTART;VALUE=DATE:20000501",
            "RRULE:FREQ=YEARLY",
            "EXDATE;VALUE=DATE:20250501",
        ),
        event(
            "UID:4",
            "SUMMARY:Memorial",
            "DTSTART;VALUE=DATE:20200525",
            "RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO",
        ),
        event(
            "UID:4",
            "SUMMARY:Memorial, moved",
            "RECURRENCE-ID;VALUE=DATE:20250526",
            "DTSTART;VALUE=DATE:20250528",
        ),
        event("UID:5", "SUMMARY:Off", "DTSTART;VALUE=DATE:20250707", "STATUS:CANCELLED"),
        event("UID:6", "SUMMARY:Outlook", "DTSTART:20250808T000000", "DTEND:20250809T000000"),
        event(
            "UID:7", "SUMMARY:Two", "DTSTART;VALUE=DATE:20250909", "DURATION:P2D", "RDATE;VALUE=DATE:20251001"
        ),
        event("UID:8", "SUMMARY:Same", "DTSTART;VALUE=DATE:20251111", "DTEND;VALUE=DATE:20251111"),
    )
    assert from_feed(text, YEARS) == {
        date(2024, 1, 1): "Shutdown",
        date(2024, 1, 2): "Shutdown",
        date(2024, 5, 1): "Day",
        date(2024, 5, 27): "Memorial",
        date(2025, 5, 28): "Memorial, moved",
        date(2025, 6, 6): "Works, outing",
        date(2025, 8, 8): "Outlook",
        date(2025, 9, 9): "Two",
        date(2025, 9, 10): "Two",
        date(2025, 10, 1): "Two",
        date(2025, 10, 2): "Two",
        date(2025, 11, 11): "Same",
        date(2026, 5, 1): "Day",
        date(2026, 5, 25): "Memorial",
    }


DAY = "DTSTART;VALUE=DATE:20250606"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not an iCalendar"),
        ("hello", "is not an iCalendar"),
        (b"BEGIN:VCALENDAR", "must be text"),
        (None, "must be text"),
        ("x" * 2_000_001, "at most 2000000 characters"),
        (event("UID:1", DAY), "does not begin with VCALENDAR"),
        (feed() + feed(), "is not an iCalendar"),
        (feed("END:VEVENT"), "is not an iCalendar"),
        (feed(event("DTSTART;VALUE=DATE,PERIOD:20250606")), "is not an iCalendar"),
        (feed(event("UID:1", "SUMMARY:No day")), "event 'No day': it has no date"),
        (feed(event("UID:u7")), "event 'u7': it has no date"),
        (feed(event("SUMMARY:S", "DTSTART:20250606T093000Z")), "event 'S': a holiday must be whole days"),
        (feed(event("SUMMARY:S", "DTSTART;VALUE=DATE:20259999")), "event 'S': Wrong date format"),
        (feed(event("SUMMARY:S", "DTSTART;VALUE=TEXT:20250606")), "a time that is not a date"),
        (feed(event("SUMMARY:S", "DTSTART;VALUE=PERIOD:20250101T000000/P1D")), "a time that is not a date"),
        (feed(event("SUMMARY:S", DAY, DAY)), "more than one DTSTART"),
        (feed(event("SUMMARY:S", DAY, "DTEND;VALUE=DATE:20250605")), "from 1 to 366 days, not -1"),
        (feed(event("SUMMARY:S", DAY, "DTEND;VALUE=DATE:20270605")), "from 1 to 366 days, not 729"),
        (feed(event("SUMMARY:S", DAY, "DURATION:PT1H")), "must last whole days"),
        (feed(event("SUMMARY:S", DAY, "DURATION;VALUE=DATE:20250605")), "must last whole days"),
        (feed(event("SUMMARY:S", DAY, "RRULE:FREQ=SECONDLY")), "only yearly recurrence"),
        (feed(event("SUMMARY:S", DAY, "RRULE:garbage")), "only yearly recurrence"),
        (feed(event("SUMMARY:S", DAY, "RRULE:FREQ=YEARLY;BYMONTH=99")), "event 'S'"),
        (feed(event("SUMMARY:S", DAY, "RRULE;VALUE=DATE:20250606")), "not a recurrence rule"),
        (feed(event("SUMMARY:S", DAY, "EXDATE:20250606T101500")), "must be whole days"),
    ],
)
def test_hostile_feeds_are_refused(text: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        from_feed(text, YEARS)


def test_a_feed_is_never_taken_for_the_name_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "secret.ics"
    path.write_text(feed(event("UID:1", DAY)))
    with pytest.raises(ValueError, match="is not an iCalendar"):
        from_feed(str(path), YEARS)


@pytest.mark.parametrize(
    ("limit", "events", "message"),
    [
        ("_MOST_EVENTS", [event("UID:1", DAY)] * 3, "has 3 events, more than 2"),
        (
            "_MOST_YEARS",
            [event("UID:1", "DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=YEARLY")],
            "more than 2 years",
        ),
        ("_MOST_DAYS", [event("UID:1", DAY, "DURATION:P3D")], "more than 2 days"),
    ],
)
def test_feeds_that_would_take_too_long_are_refused(
    monkeypatch: pytest.MonkeyPatch, limit: str, events: list[str], message: str
) -> None:
    monkeypatch.setattr(feeds, limit, 2)
    with pytest.raises(ValueError, match=message):
        from_feed(feed(*events), YEARS)


NAMES = [
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "EXDATE",
    "RDATE",
    "RECURRENCE-ID",
    "SUMMARY",
    "STATUS",
    "UID",
]
VALUES = [
    ":20250606",
    ";VALUE=DATE:20250606",
    ":20250606T000000Z",
    ":P1D",
    ":FREQ=YEARLY",
    ":FREQ=YEARLY;BYDAY=1MO",
]
LINES = st.builds(str.__add__, st.sampled_from(NAMES), st.sampled_from(VALUES) | st.text(max_size=20))


@given(
    st.lists(st.lists(LINES, max_size=5).map(lambda lines: event(DAY, *lines)), max_size=3)
    | st.lists(st.text())
)
def test_any_text_gives_holidays_or_says_what_is_wrong(events: list[str]) -> None:
    message, found = "", {}
    try:
        found = from_feed(feed(*events), YEARS)
    except ValueError as error:
        message = str(error)
    assert not message or message.startswith(("event ", "the feed ", "the events "))
    assert all(on.year in YEARS for on in found)
