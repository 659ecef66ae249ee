"""Drafts as a Django app."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "bailiwick.kernel.drafts"
    label = "drafts"

    def ready(self) -> None:
        from bailiwick.kernel.drafts.operations import drafts_of, forget_drafts_of
        from bailiwick.kernel.identity import traces

        label, tables = "What they typed and did not send", ("drafts_draft",)
        traces.declare(traces.Trace(label, drafts_of, erase=forget_drafts_of, tables=tables))
