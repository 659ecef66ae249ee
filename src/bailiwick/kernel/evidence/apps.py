"""Evidence as a Django app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "bailiwick.kernel.evidence"
    label = "evidence"

    def ready(self) -> None:
        from bailiwick.kernel.evidence import policies  # noqa: F401 - declares the verbs
