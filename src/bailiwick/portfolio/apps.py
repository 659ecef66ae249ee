"""Clause 8.2 as a Django app."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "bailiwick.portfolio"
    label = "portfolio"
