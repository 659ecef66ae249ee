"""Clause 8.3 as a Django app."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "bailiwick.agreements"
    label = "agreements"
