"""The pages as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "bailiwick.kernel.ui"
    label = "ui"
