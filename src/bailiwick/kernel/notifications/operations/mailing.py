"""Note that notifications were mailed."""

from collections.abc import Iterator
from contextlib import contextmanager

from bailiwick.kernel.base import clock
from bailiwick.kernel.notifications.models import Notification

MOST_TOGETHER = 1_000


@contextmanager
def mailing(notification_id: int) -> Iterator[Notification | None]:
    """Give the notification to be mailed, and note afterwards that it was; None when it was, or is being mailed."""
    notification = (
        Notification.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(pk=notification_id, mailed_at__isnull=True)
        .select_related("person")
        .first()
    )
    yield notification
    if notification is not None:
        # The words for the mail are needed no more: they may name people who are erased some day.
        notification.mailed_at, notification.mail_subject, notification.mail_text = clock.now(), "", ""
        notification.save(update_fields=["mailed_at", "mail_subject", "mail_text"])


@contextmanager
def mailing_together(person_id: int) -> Iterator[list[Notification]]:
    """Give what is to be mailed to somebody in one mail by now, the oldest first, and note afterwards that it was."""
    due = Notification.objects.filter(
        person_id=person_id, mailed_at__isnull=True, mail_at__lte=clock.now(), is_mailed=True
    )
    found = list(
        due.select_for_update(skip_locked=True, of=("self",))
        .select_related("person")
        .order_by("id")[:MOST_TOGETHER]
    )
    yield found
    Notification.objects.filter(pk__in=[one.pk for one in found]).update(
        mailed_at=clock.now(), mail_subject="", mail_text=""
    )
