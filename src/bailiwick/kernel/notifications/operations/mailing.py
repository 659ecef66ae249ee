"""Note that a notification was mailed."""

from collections.abc import Iterator
from contextlib import contextmanager

from bailiwick.kernel.base import clock
from bailiwick.kernel.notifications.models import Notification


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
        notification.mailed_at = clock.now()
        notification.save(update_fields=["mailed_at"])
