"""Bringing people in, as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "bailiwick.kernel.people"
    label = "people"

    def ready(self) -> None:
        from bailiwick.kernel.people import (  # noqa: F401 - they declare verbs and jobs
            inviting,
            policies,
            running,
            tasks,
        )
