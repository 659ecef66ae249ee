"""Notifications: mailed once, tried again after a failure, and read by nobody else."""

import smtplib
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from bailiwick.kernel.base import clock, tenant
from bailiwick.kernel.ledger.events import Delivery
from bailiwick.kernel.notifications import queries
from bailiwick.kernel.notifications.events import WordingBroken
from bailiwick.kernel.notifications.models import Notification
from bailiwick.kernel.notifications.operations import telling
from bailiwick.kernel.notifications.tasks import mail_later, mail_one, send_mail
from tests.cast import Cast

EVENT = 41


class Refusing(EmailBackend):
    """Takes mail as long as its receiver is not in `refused`."""

    refused: set[str] = set()

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        if {address for message in messages for address in message.to} & self.refused:
            raise smtplib.SMTPRecipientsRefused({})
        return super().send_messages(messages)


@pytest.fixture
def told(cast: Cast, settings: Any) -> Iterator[Cast]:
    """Sam and Mia have each heard of one event."""
    settings.EMAIL_HOST = "mail.example"
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    Refusing.refused = set()
    with tenant.scope(cast.organization.id):
        for name in ("sam", "mia"):
            Notification.objects.create(
                person=cast.people[name],
                event_id=EVENT,
                text="INC-1\nwas assigned to you",
                path="/incidents/INC-1/",
            )
        yield cast


def work() -> list[Exception]:
    """Run what is deferred, as the worker does; a job that fails stays and is tried again. The failures."""
    send_mail.now(event_id=EVENT)
    failures: list[Exception] = []
    for one in ProcrastinateJob.objects.filter(task_name="notifications.mail_one").order_by("-id"):
        try:
            mail_one.now(notification_id=one.args["notification_id"])
        except smtplib.SMTPException as failure:
            failures.append(failure)
    return failures


def receivers() -> list[str]:
    return sorted(address for message in mail.outbox for address in message.to)


def test_each_is_mailed_once(told: Cast) -> None:
    assert work() == []
    assert work() == []
    assert receivers() == ["mia@harbour.example", "sam@harbour.example"]
    message = mail.outbox[0]
    assert message.subject == "[Harbour Lights] INC-1 was assigned to you"
    assert "http://localhost:8000/incidents/INC-1/" in message.body
    assert not Notification.objects.filter(mailed_at=None).exists()


def test_nothing_is_mailed_without_a_host(told: Cast, settings: Any) -> None:
    waiting = ProcrastinateJob.objects.filter(task_name="notifications.send_mail")
    settings.EMAIL_HOST = ""
    mail_later(EVENT)
    assert not waiting.exists()
    settings.EMAIL_HOST = "mail.example"
    mail_later(EVENT)
    assert waiting.count() == 1


@pytest.mark.parametrize("refused", ["sam", "mia"])
def test_a_failure_is_tried_again_and_nobody_else_mailed_twice(told: Cast, refused: str) -> None:
    Refusing.refused = {f"{refused}@harbour.example"}
    assert len(work()) == 1
    assert receivers() == [f"{'mia' if refused == 'sam' else 'sam'}@harbour.example"]
    Refusing.refused = set()
    assert work() == []
    assert receivers() == ["mia@harbour.example", "sam@harbour.example"]


def test_a_failure_reaches_the_worker_which_tries_again(told: Cast) -> None:
    Refusing.refused = {"sam@harbour.example"}
    sams = Notification.objects.get(person=told.people["sam"])
    with pytest.raises(smtplib.SMTPException):
        mail_one.now(notification_id=sams.pk)
    assert mail_one.task.retry_strategy is not None


def test_nobody_marks_another_s_as_read(told: Cast) -> None:
    mias = Notification.objects.get(person=told.people["mia"])
    assert telling.mark_read([mias.pk], by=told.sam) == 0
    assert queries.unread(told.mia) == 1
    assert telling.mark_read(None, by=told.sam) == 1
    assert (queries.unread(told.sam), queries.unread(told.mia)) == (0, 1)
    assert telling.mark_read([mias.pk], by=told.mia) == 1
    assert queries.unread(told.mia) == 0


def test_open_pages_of_those_who_are_told_hear_of_it_and_no_others(cast: Cast) -> None:
    with tenant.scope(cast.organization.id), CaptureQueriesContext(connection) as asked:
        delivery = Delivery(cast.organization.id, EVENT, "", None, "Sam", clock.now(), WordingBroken(1, ""))
        telling.notify([cast.people["mia"].pk], delivery, text="Look here", path="/incidents/INC-1/")
        telling.mark_read(None, by=cast.sam)
    told = "".join(query["sql"] for query in asked.captured_queries if "pg_notify" in query["sql"])
    assert f'"k": "notifications", "p": {cast.people["mia"].pk}' in told
    assert f'"p": {cast.people["sam"].pk}' not in told
    with tenant.scope(cast.organization.id), CaptureQueriesContext(connection) as asked:
        telling.mark_read(None, by=cast.mia)
    assert any("pg_notify" in query["sql"] for query in asked.captured_queries)
