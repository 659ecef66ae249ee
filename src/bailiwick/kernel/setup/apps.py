"""Administration of providers, as a Django app."""

from django.apps import AppConfig


class SetupConfig(AppConfig):
    name = "bailiwick.kernel.setup"
    label = "setup"

    def ready(self) -> None:
        from bailiwick.kernel.setup import providers  # noqa: F401 - it declares a register
