"""Send notifications by mail."""

from django.conf import settings
from django.core.mail import EmailMessage

from bailiwick.kernel.identity.queries import organization_name
from bailiwick.kernel.jobs.tenancy import job
from bailiwick.kernel.notifications import queries
from bailiwick.kernel.notifications.models import Notification
from bailiwick.kernel.notifications.operations.mailing import mailing


@job("notifications.send_mail", queue="mail")
def send_mail(event_id: int) -> None:
    """Mail the notifications of one event that were not mailed yet; nothing when no mail server is set up.

    What falls into somebody's quiet hours goes at their end. Each goes by a job of its own, so that one that fails is
    tried again alone.
    """
    if not settings.EMAIL_HOST:
        return
    for notification_id, quiet_until in queries.unmailed(event_id):
        mail_one.later(at=quiet_until, notification_id=notification_id)


@job("notifications.mail_one", queue="mail")
def mail_one(notification_id: int) -> None:
    """Mail one notification, unless it was mailed or is being mailed."""
    with mailing(notification_id) as notification:
        if notification is not None:
            _message(notification, organization_name()).send()


def _message(notification: Notification, organization: str) -> EmailMessage:
    first_line = " ".join(notification.text.split())
    return EmailMessage(
        subject=f"[{organization}] {first_line[:150]}",
        body=f"{notification.text}\n\n{settings.PUBLIC_URL}{notification.path}\n",
        to=[notification.person.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
