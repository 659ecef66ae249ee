"""The installation as a Django app."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "bailiwick.site"
    label = "bailiwick_site"

    def ready(self) -> None:
        from bailiwick.site import logs

        logs.configure()

        from bailiwick.kernel.ui import navigation
        from bailiwick.kernel.ui.registers.declaration import registers

        for one in registers():
            navigation.add(
                navigation.Entry(
                    one.title, icon=one.icon, route=one.name, verb=one.read, group=one.group, order=one.order
                )
            )
        navigation.add(
            navigation.Entry(
                "Health", icon="heartbeat", route="health", verb="job.read", group="Setup", order=90
            )
        )
