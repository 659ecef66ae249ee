"""Clause 8.6 as a Django app."""

from django.apps import AppConfig


class ResolutionConfig(AppConfig):
    name = "bailiwick.resolution"
    label = "resolution"
