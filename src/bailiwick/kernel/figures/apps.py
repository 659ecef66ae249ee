"""Figures as a Django app."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "bailiwick.kernel.figures"
    label = "figures"

    def ready(self) -> None:
        from bailiwick.kernel.figures import policies, tasks  # noqa: F401 - they declare verbs and jobs
