"""Webhooks as a Django app."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "bailiwick.kernel.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        from bailiwick.kernel.webhooks import (  # noqa: F401 - they declare verbs, jobs and hear events
            policies,
            subscribers,
            tasks,
        )
