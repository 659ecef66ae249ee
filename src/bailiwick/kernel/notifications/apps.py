"""Notifications as a Django app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "bailiwick.kernel.notifications"
    label = "notifications"

    def ready(self) -> None:
        from bailiwick.kernel.identity import traces
        from bailiwick.kernel.notifications.operations.erasing import forget_notifications, notifications

        traces.declare(traces.Trace("What they were told", notifications, erase=forget_notifications))
