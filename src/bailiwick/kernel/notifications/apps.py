"""Notifications as a Django app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "bailiwick.kernel.notifications"
    label = "notifications"
