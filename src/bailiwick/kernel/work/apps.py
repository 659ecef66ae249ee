"""Work items as a Django app."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "bailiwick.kernel.work"
    label = "work"

    def ready(self) -> None:
        from bailiwick.kernel.work import policies  # noqa: F401 - declares the verbs
