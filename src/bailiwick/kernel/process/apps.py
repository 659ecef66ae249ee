"""Processes as a Django app."""

from django.apps import AppConfig


class ProcessConfig(AppConfig):
    name = "bailiwick.kernel.process"
    label = "process"

    def ready(self) -> None:
        from bailiwick.kernel.process import policies  # noqa: F401 - declares the verbs
