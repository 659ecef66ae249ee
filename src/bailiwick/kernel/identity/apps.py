"""Identity as a Django app."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "bailiwick.kernel.identity"
    label = "identity"

    def ready(self) -> None:
        from bailiwick.kernel.identity import policies  # noqa: F401 - declares the verbs
