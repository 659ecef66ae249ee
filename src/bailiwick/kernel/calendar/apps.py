"""Service calendars as a Django app."""

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "bailiwick.kernel.calendar"
    label = "calendar"

    def ready(self) -> None:
        from bailiwick.kernel.calendar import policies  # noqa: F401 - declares the verbs
