"""Catalogues of requirements as a Django app."""

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    name = "bailiwick.frameworks"
    label = "frameworks"
