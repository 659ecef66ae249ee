"""Send notifications by mail."""

from django.conf import settings
from django.core.mail import EmailMessage

from bailiwick.kernel.identity.queries import organization_name
from bailiwick.kernel.jobs.tenancy import job
from bailiwick.kernel.notifications import queries, templates, wording
from bailiwick.kernel.notifications.models import Notification
from bailiwick.kernel.notifications.operations.mailing import mailing, mailing_together


def mail_later(event_id: int) -> None:
    """Have the notifications of an event mailed after the commit; nothing when no mail server is set up."""
    if settings.EMAIL_HOST:
        send_mail.later(event_id=event_id)


@job("notifications.send_mail", queue="mail")
def send_mail(event_id: int) -> None:
    """Mail the notifications of one event that were not mailed yet.

    What falls into somebody's quiet hours goes at their end, what goes together at its hour. Each goes by a job of its
    own, so that one that fails is tried again alone.
    """
    for one in queries.unmailed(event_id):
        if one.is_together:
            mail_together.later(at=one.at, person_id=one.person_id)
        else:
            mail_one.later(at=one.at, notification_id=one.notification_id)


@job("notifications.mail_one", queue="mail")
def mail_one(notification_id: int) -> None:
    """Mail one notification, unless it was mailed or is being mailed."""
    with mailing(notification_id) as notification:
        if notification is not None:
            _message(notification, organization_name()).send()


@job("notifications.mail_together", queue="mail")
def mail_together(person_id: int) -> None:
    """Mail somebody in one mail what came together by now; nothing when another job did."""
    with mailing_together(person_id) as found:
        if found:
            _together(found, organization_name()).send()


def _message(notification: Notification, organization: str) -> EmailMessage:
    makers = {
        "organization": lambda: organization,
        "news": lambda: notification.text,
        "link": lambda: f"{settings.PUBLIC_URL}{notification.path}",
    }
    subject = notification.mail_subject or wording.subject_line(templates.rendered(wording.SUBJECT, makers))
    text = notification.mail_text or templates.rendered(wording.TEXT, makers)
    return _mail(notification.person.email, subject, text)


def _together(found: list[Notification], organization: str) -> EmailMessage:
    if len(found) == 1:
        return _message(found[0], organization)
    news = [f"{one.text}\n{settings.PUBLIC_URL}{one.path}\n" for one in found]
    subject = wording.subject_line(f"[{organization}] {len(found)} news")
    return _mail(found[0].person.email, subject, "\n".join(news))


def _mail(to: str, subject: str, text: str) -> EmailMessage:
    return EmailMessage(subject=subject, body=text, to=[to], headers={"Auto-Submitted": "auto-generated"})
