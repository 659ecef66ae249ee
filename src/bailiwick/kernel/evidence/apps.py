"""Evidence as a Django app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "bailiwick.kernel.evidence"
    label = "evidence"
