"""A calendar follows its feed; a feed that fails, lies or leads inward changes nothing and says so."""

from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.calendar import operations
from bailiwick.kernel.calendar.models import CalendarVersion, FeedState, ServiceCalendar
from bailiwick.kernel.calendar.rules import FeedHolidays
from bailiwick.kernel.feeds import fetching, tasks
from bailiwick.kernel.ledger.models import LedgerEvent
from bailiwick.kernel.webhooks.tests.receiving import Receiver, receiving
from tests.cast import Cast
from tests.web import Browser

WEEK = {day: [("09:00", "17:00")] for day in ("mon", "tue", "wed", "thu", "fri")}


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOKS_ALLOW = [ip_network("127.0.0.0/8")]
    with receiving() as one:
        one.status = 200
        yield one


def listing(*days: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//harbour//EN"]
    for day in days:
        lines += ["BEGIN:VEVENT", f"UID:{day}", f"DTSTART;VALUE=DATE:{day}", "SUMMARY:Regatta", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def day(month: int, number: int) -> str:
    return f"{clock.now().year}{month:02}{number:02}"


def fed(cast: Cast, url: str) -> ServiceCalendar:
    return operations.add_calendar(
        "Office", by=cast.ada, zone="UTC", week=WEEK, holidays=[FeedHolidays(url, {})]
    )


def asked(cast: Cast, *, later: bool = False) -> int:
    """Ask what is due now, or as if a day had passed."""
    with tenant.scope(cast.organization.id):
        if later:
            FeedState.objects.update(asked_at=clock.now() - timedelta(days=2))
    return tasks.ask_of(cast.organization.id)


def state(cast: Cast) -> tuple[list[str], int, FeedState]:
    with tenant.scope(cast.organization.id):
        version = CalendarVersion.objects.filter(calendar__name="Office").latest("number")
        return version.holidays, version.number, FeedState.objects.get()


def test_a_calendar_follows_its_feed_and_the_ledger_says_what_changed(cast: Cast, receiver: Receiver) -> None:
    fed(cast, receiver.address)
    receiver.answer = listing(day(6, 2), day(6, 3))
    assert asked(cast) == 1
    holidays, number, kept = state(cast)
    assert (len(holidays), number, kept.error) == (2, 2, "")
    assert asked(cast) == 0, "once a day is enough"
    assert asked(cast, later=True) == 1
    assert state(cast)[1] == 2, "what did not change makes no version"
    receiver.answer = listing(day(6, 3), day(6, 4))
    asked(cast, later=True)
    with tenant.scope(cast.organization.id):
        entry = LedgerEvent.objects.filter(verb="calendar.feed").latest("pk")
        assert entry.payload is not None
        facts = entry.payload["facts"]
        year = clock.now().year
        assert (facts["added"], facts["removed"]) == ([f"{year}-06-04"], [f"{year}-06-02"])
        current = ServiceCalendar.objects.select_related("current").get(name="Office").current
        assert current is not None
        assert (current.number, len(current.holidays)) == (3, 2)


@pytest.mark.parametrize(
    ("status", "answer", "location", "said"),
    [
        (503, b"", "", "503"),
        (200, b"<html>", "", "not an iCalendar"),
        (200, b"BEGIN:VCALENDAR\r\n" + b"X" * (fetching.LARGEST + 1), "", "larger than"),
        (200, listing("20260602").replace(b"DATE:20260602", b"DATE:20261399"), "", ""),
        (302, b"", "http://10.0.0.7/inside.ics", "private network"),
        (302, b"", "https://10.0.0.7/inside.ics", "private network"),
        (302, b"", "file:///etc/passwd", "https://"),
        (302, b"", "/hook", "redirects more than"),
    ],
)
def test_what_goes_wrong_is_said_and_what_was_known_stays(
    cast: Cast, receiver: Receiver, status: int, answer: bytes, location: str, said: str
) -> None:
    fed(cast, receiver.address)
    receiver.answer = listing(day(6, 2))
    asked(cast)
    receiver.status, receiver.answer, receiver.location = status, answer, location
    asked(cast, later=True)
    holidays, number, kept = state(cast)
    assert (len(holidays), number) == (1, 2)
    assert kept.error
    assert said in kept.error
    assert kept.good_at is not None


def test_private_addresses_are_refused_unless_allowed(cast: Cast, receiver: Receiver, settings: Any) -> None:
    settings.WEBHOOKS_ALLOW = []
    with pytest.raises(fetching.NotFetched, match="private network"):
        fetching.fetch(receiver.address)
    assert receiver.received == []


def test_an_address_that_hangs_is_left(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "WITHIN", 0.2)
    receiver.hangs = True
    with pytest.raises(fetching.NotFetched):
        fetching.fetch(receiver.address)


def test_the_address_is_set_on_the_page_which_says_how_it_went(
    cast: Cast, browser: Browser, receiver: Receiver
) -> None:
    ada = browser.as_("ada")
    typed = {"name": "Office", "zone": "UTC", "hours_mon": "09:00-17:00", "feed_url": receiver.address}
    wrong = ada.post("/calendars/new/", {**typed, "feed_url": "https://10.0.0.7/x.ics"})
    assert wrong.status_code == 422
    assert "private network" in wrong.text
    address = ada.post("/calendars/new/", typed)["Location"]
    assert "not read yet" in ada.get(address).text
    receiver.answer = listing(day(6, 2))
    asked(cast)
    assert "1 days, read" in ada.get(address).text
    receiver.status = 500
    asked(cast, later=True)
    page = ada.get(address).text
    assert "What it listed before stays." in page
    assert "&lt;time" not in page


def test_an_address_that_can_be_none_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        fed(cast, "ftp://example.org/holidays.ics")
