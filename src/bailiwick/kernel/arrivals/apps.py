"""The pages of importing people, as a Django app."""

from django.apps import AppConfig


class ArrivalsConfig(AppConfig):
    name = "bailiwick.kernel.arrivals"
    label = "arrivals"

    def ready(self) -> None:
        from bailiwick.kernel.ui import navigation
        from bailiwick.kernel.ui.navigation import Entry

        navigation.add(
            Entry(
                "Import people",
                icon="upload",
                route="people-import",
                verb="person.import",
                group="People and access",
                order=12,
            )
        )
