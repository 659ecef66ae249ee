"""Background jobs as a Django app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "bailiwick.kernel.jobs"
    label = "jobs"

    def ready(self) -> None:
        from bailiwick.kernel.jobs import policies  # noqa: F401 - it declares verbs
