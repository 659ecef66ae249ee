"""The pages as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "bailiwick.kernel.ui"
    label = "ui"

    def ready(self) -> None:
        from bailiwick.kernel.ui import navigation
        from bailiwick.kernel.ui.navigation import Entry

        navigation.add(
            Entry(
                "Ledger",
                icon="fingerprint",
                route="ledger",
                verb="ledger.read",
                group="Evidence",
                order=90,
                key="l",
            )
        )
        navigation.add(
            Entry(
                "Processes",
                icon="sitemap",
                route="processes",
                verb="organization.read",
                group="Management",
                order=10,
            )
        )
        navigation.add(
            Entry(
                "Who may do what",
                icon="shield-check",
                route="authority",
                verb="organization.read",
                group="People and access",
                order=32,
            )
        )
        from bailiwick.kernel.ui.setup import (  # noqa: F401 - they declare registers
            calendars,
            directories,
            doors,
            jobs,
            people,
            roles,
            webhooks,
        )
        from bailiwick.kernel.ui.work import task_lists  # noqa: F401 - a register too
