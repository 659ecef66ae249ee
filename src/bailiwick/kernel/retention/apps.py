"""Retention as a Django app."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "bailiwick.kernel.retention"
    label = "retention"

    def ready(self) -> None:
        from bailiwick.kernel.retention import (  # noqa: F401 - they declare verbs, jobs and the register
            policies,
            register,
            running,
            tasks,
        )
