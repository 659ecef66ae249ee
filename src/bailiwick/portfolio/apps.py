"""Clause 8.2 as a Django app."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "bailiwick.portfolio"
    label = "portfolio"

    def ready(self) -> None:
        from bailiwick.portfolio.services import (
            policies,  # noqa: F401 - declares the verbs
            register,  # noqa: F401 - it declares the register
        )
