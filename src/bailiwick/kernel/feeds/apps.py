"""Feeds as a Django app."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    name = "bailiwick.kernel.feeds"
    label = "feeds"

    def ready(self) -> None:
        from bailiwick.kernel.feeds import tasks  # noqa: F401 - it declares the job
