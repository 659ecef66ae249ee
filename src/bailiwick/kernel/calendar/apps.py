"""Service calendars as a Django app."""

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "bailiwick.kernel.calendar"
    label = "calendar"
