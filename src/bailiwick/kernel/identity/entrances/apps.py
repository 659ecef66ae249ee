"""The entrances as a Django app."""

from django.apps import AppConfig


class EntrancesConfig(AppConfig):
    name = "bailiwick.kernel.identity.entrances"
    label = "entrances"
