"""Conformity as a Django app."""

from django.apps import AppConfig


class ConformityConfig(AppConfig):
    name = "bailiwick.conformity"
    label = "conformity"

    def ready(self) -> None:
        from bailiwick.kernel.ui import navigation
        from bailiwick.kernel.ui.navigation import Entry

        navigation.add(
            Entry(
                "Conformity",
                icon="rubber-stamp",
                route="requirements",
                verb="evidence.read",
                group="Evidence",
                key="c",
            )
        )
