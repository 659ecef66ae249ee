"""Drafts as a Django app."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "bailiwick.kernel.drafts"
    label = "drafts"

    def ready(self) -> None:
        from bailiwick.kernel.drafts.operations import drafts_of, forget_drafts_of
        from bailiwick.kernel.identity import traces

        traces.declare(traces.Trace("What they typed and did not send", drafts_of, erase=forget_drafts_of))
