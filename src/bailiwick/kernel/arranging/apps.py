"""The pages of the rules of telling as a Django app."""

from django.apps import AppConfig


class ArrangingConfig(AppConfig):
    name = "bailiwick.kernel.arranging"
    label = "arranging"

    def ready(self) -> None:
        from bailiwick.kernel.ui import navigation
        from bailiwick.kernel.ui.navigation import Entry

        navigation.add(
            Entry(
                "Who is told of what",
                icon="bell",
                route="notification-rules",
                verb="notification_rule.read",
                group="Setup",
                order=61,
            )
        )
