"""Notifications as a Django app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "bailiwick.kernel.notifications"
    label = "notifications"

    def ready(self) -> None:
        from bailiwick.kernel.identity import traces
        from bailiwick.kernel.notifications import policies, shipped, subscribers  # noqa: F401 - they declare verbs and news
        from bailiwick.kernel.notifications.operations.erasing import (
            choices,
            forget_choices,
            forget_mentions,
            forget_notifications,
            mentions,
            notifications,
            wordings,
        )

        kept = ("notifications_notification",)
        traces.declare(
            traces.Trace("What they were told", notifications, erase=forget_notifications, tables=kept)
        )
        traces.declare(
            traces.Trace(
                "What others were told that names them", mentions, erase=forget_mentions, tables=kept
            )
        )
        choice = ("notifications_notificationchoice",)
        traces.declare(
            traces.Trace("Which mail they want, and when", choices, erase=forget_choices, tables=choice)
        )
        traces.declare(
            traces.Trace(
                "Words of notifications that name them",
                wordings,
                note="They are the organization's own words: reword them by hand.",
                tables=("notifications_notificationwording",),
            )
        )
