"""Presence as a Django app."""

from django.apps import AppConfig


class PresenceConfig(AppConfig):
    name = "bailiwick.kernel.presence"
    label = "presence"

    def ready(self) -> None:
        from bailiwick.kernel.identity import traces
        from bailiwick.kernel.presence.operations import forget_presence, presence_of

        label, tables = "Where they are seen now", ("presence_here", "presence_unseen")
        traces.declare(traces.Trace(label, presence_of, erase=forget_presence, tables=tables))
