"""The installation as a Django app."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "bailiwick.site"
    label = "bailiwick_site"

    def ready(self) -> None:
        from bailiwick.site import logs

        logs.configure()
