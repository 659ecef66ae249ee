"""Work items as a Django app."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "bailiwick.kernel.work"
    label = "work"
