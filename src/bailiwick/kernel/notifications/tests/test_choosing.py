"""People choose what is mailed to them, and when; nothing is lost by it."""

from datetime import UTC, datetime, time
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.base.actor import system_actor
from bailiwick.kernel.base.errors import Invalid, Refused
from bailiwick.kernel.ledger.events import Delivery
from bailiwick.kernel.notifications import queries, quiet
from bailiwick.kernel.notifications.models import Notification
from bailiwick.kernel.notifications.operations.choosing import choose_mail
from bailiwick.kernel.notifications.operations.telling import notify
from bailiwick.kernel.notifications.tasks import send_mail
from bailiwick.resolution.incidents.events import IncidentResolved
from tests.cast import Cast
from tests.web import Browser

EVENT = 41


def tell(cast: Cast) -> list[ProcrastinateJob]:
    """Sam and Mia are told of a resolved incident; the mails that are made of it."""
    news = Delivery(
        cast.organization.id, EVENT, "incident.resolve", None, "Bailiwick", clock.now(), IncidentResolved(1)
    )
    notify([cast.people[name].pk for name in ("sam", "mia")], news, text="INC-1 is resolved", path="/")
    send_mail.now(event_id=EVENT)
    return list(ProcrastinateJob.objects.filter(task_name="notifications.mail_one").order_by("id"))


def choose(
    cast: Cast, *unmailed: str, quiet_from: time | None = None, quiet_until: time | None = None
) -> None:
    choose_mail(by=cast.sam, unmailed=unmailed, quiet_from=quiet_from, quiet_until=quiet_until)


def test_news_that_is_not_wanted_by_mail_is_still_shown(cast: Cast, settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example"
    with tenant.scope(cast.organization.id):
        choose(cast, "IncidentResolved")
        (mail,) = tell(cast)
        told = Notification.objects.get(pk=mail.args["notification_id"])
        assert told.person == cast.people["mia"]
        assert queries.unread(cast.sam) == 1


def test_in_quiet_hours_mail_waits_for_their_end(cast: Cast, settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example"
    with tenant.scope(cast.organization.id):
        choose(cast, quiet_from=time(0), quiet_until=time(23, 59, 59, 999999))
        scheduled = {job.scheduled_at is not None for job in tell(cast)}
    assert scheduled == {True, False}


@pytest.mark.parametrize(
    ("now", "begins", "ends", "expected"),
    [
        ("2026-03-02T22:30", "21:00", "06:00", "2026-03-03T06:00+01:00"),
        ("2026-03-03T04:59", "21:00", "06:00", "2026-03-03T06:00+01:00"),
        ("2026-03-03T05:00", "21:00", "06:00", None),
        ("2026-03-03T11:30", "12:00", "13:00", "2026-03-03T13:00+01:00"),
        ("2026-03-03T10:59", "12:00", "13:00", None),
        ("2026-03-28T23:30", "23:00", "06:00", "2026-03-29T06:00+02:00"),
    ],
)
def test_quiet_hours_are_those_of_the_zone(now: str, begins: str, ends: str, expected: str | None) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    found = quiet.ends_at(at, "Europe/Berlin", time.fromisoformat(begins), time.fromisoformat(ends))
    assert found == (datetime.fromisoformat(expected) if expected else None)


@pytest.mark.parametrize(
    ("unmailed", "begins", "ends", "field"),
    [
        (["Nothing"], None, None, "unmailed"),
        ([], time(21), None, "quiet_until"),
        ([], None, time(6), "quiet_from"),
        ([], time(6), time(6), "quiet_until"),
    ],
)
def test_what_makes_no_sense_is_refused(
    cast: Cast, unmailed: list[str], begins: time | None, ends: time | None, field: str
) -> None:
    with tenant.scope(cast.organization.id), pytest.raises(Invalid) as refused:
        choose(cast, *unmailed, quiet_from=begins, quiet_until=ends)
    assert list(refused.value.fields) == [field]


def test_only_people_choose(cast: Cast) -> None:
    with tenant.scope(cast.organization.id), pytest.raises(Refused):
        choose_mail(by=system_actor(cast.organization.id), unmailed=[], quiet_from=None, quiet_until=None)


def test_everybody_chooses_from_what_can_reach_them(cast: Cast) -> None:
    with tenant.scope(cast.organization.id):
        offered = {
            name: {one.news.name for one in queries.offered(cast.actor(name))}
            for name in ("ada", "sam", "mia", "rui", "cora")
        }
    everybody, desk = "IncidentResolved", "TargetAtRisk"
    assert {name for name, news in offered.items() if everybody in news} == set(offered)
    assert {name for name, news in offered.items() if desk in news} == {"ada", "sam", "mia"}
    assert {name for name, news in offered.items() if "IncidentRated" in news} == {"mia"}
    assert {name for name, news in offered.items() if "WebhookSwitchedOff" in news} == {"ada"}
    assert {name for name, news in offered.items() if "AnnouncementPublished" in news} == {"cora"}


def test_the_page_keeps_what_was_chosen(cast: Cast, browser: Browser) -> None:
    sam = browser.as_("sam")
    answer = sam.post(
        "/notifications/choices/",
        {"mailed": ["IncidentAssigned"], "quiet_from": "20:00", "quiet_until": "07:00"},
    )
    assert answer.status_code == 303
    with tenant.scope(cast.organization.id):
        kept = queries.own_choice(cast.sam)
    assert "IncidentResolved" in kept.unmailed
    assert "IncidentAssigned" not in kept.unmailed
    assert kept.quiet_from == time(20)
    page = sam.get("/notifications/choices/").content.decode()
    assert 'value="20:00' in page
