"""Conformity as a Django app."""

from django.apps import AppConfig


class ConformityConfig(AppConfig):
    name = "bailiwick.conformity"
    label = "conformity"
