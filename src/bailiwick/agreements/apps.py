"""Clause 8.3 as a Django app."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "bailiwick.agreements"
    label = "agreements"

    def ready(self) -> None:
        from bailiwick.agreements.levels import (
            policies,  # noqa: F401 - declares the verbs
            register,  # noqa: F401 - it declares the register
        )
