"""Send notifications by mail."""

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.models import Organization
from bailiwick.kernel.jobs.tenancy import job
from bailiwick.kernel.notifications.models import Notification


@job("notifications.send_mail", queue="mail")
def send_mail(event_id: int) -> None:
    """Mail the notifications of one event that were not mailed yet; nothing when no mail server is set up."""
    if not settings.EMAIL_HOST:
        return
    waiting = (
        Notification.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(event_id=event_id, mailed_at__isnull=True)
        .exclude(person__email="")
        .select_related("person")
    )
    organization = Organization.objects.get()
    with get_connection() as connection:
        for notification in waiting:
            _message(notification, organization.name, connection).send()
            notification.mailed_at = clock.now()
            notification.save(update_fields=["mailed_at"])


def _message(notification: Notification, organization: str, connection: BaseEmailBackend) -> EmailMessage:
    first_line = " ".join(notification.text.split())
    return EmailMessage(
        subject=f"[{organization}] {first_line[:150]}",
        body=f"{notification.text}\n\n{settings.PUBLIC_URL}{notification.path}\n",
        to=[notification.person.email],
        headers={"Auto-Submitted": "auto-generated"},
        connection=connection,
    )
