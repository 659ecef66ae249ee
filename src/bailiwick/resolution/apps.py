"""Clause 8.6 as a Django app."""

from django.apps import AppConfig


class ResolutionConfig(AppConfig):
    name = "bailiwick.resolution"
    label = "resolution"

    def ready(self) -> None:
        from bailiwick.resolution.incidents import evidence, policies, subscribers  # noqa: F401 - declares verbs and rules, hears events
