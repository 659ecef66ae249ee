"""Processes as a Django app."""

from django.apps import AppConfig


class ProcessConfig(AppConfig):
    name = "bailiwick.kernel.process"
    label = "process"
