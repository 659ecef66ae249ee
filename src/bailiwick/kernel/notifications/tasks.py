"""Send notifications by mail."""

from django.conf import settings
from django.core.mail import EmailMessage

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.models import Organization
from bailiwick.kernel.jobs.tenancy import job
from bailiwick.kernel.notifications.models import Notification


@job("notifications.send_mail", queue="mail")
def send_mail(event_id: int) -> None:
    """Mail the notifications of one event that were not mailed yet; nothing when no mail server is set up.

    Each goes by a job of its own, so that one that fails is tried again alone.
    """
    if not settings.EMAIL_HOST:
        return
    waiting = Notification.objects.filter(event_id=event_id, mailed_at__isnull=True).exclude(person__email="")
    for notification_id in waiting.order_by("id").values_list("pk", flat=True):
        mail_one.later(notification_id=notification_id)


@job("notifications.mail_one", queue="mail")
def mail_one(notification_id: int) -> None:
    """Mail one notification, unless it was mailed or is being mailed."""
    notification = (
        Notification.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(pk=notification_id, mailed_at__isnull=True)
        .select_related("person")
        .first()
    )
    if notification is None:
        return
    _message(notification, Organization.objects.get().name).send()
    notification.mailed_at = clock.now()
    notification.save(update_fields=["mailed_at"])


def _message(notification: Notification, organization: str) -> EmailMessage:
    first_line = " ".join(notification.text.split())
    return EmailMessage(
        subject=f"[{organization}] {first_line[:150]}",
        body=f"{notification.text}\n\n{settings.PUBLIC_URL}{notification.path}\n",
        to=[notification.person.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
