"""Work items as a Django app."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "bailiwick.kernel.work"
    label = "work"

    def ready(self) -> None:
        from bailiwick.kernel.identity import traces
        from bailiwick.kernel.work import (
            policies,  # noqa: F401 - declares the verbs
            queries,
        )

        why = "They belong to the work and stay, without the name."
        traces.declare(traces.Trace("Work that they reported", queries.reported_by, why))
        traces.declare(traces.Trace("Comments that they wrote", queries.comments_by, why))
        traces.declare(traces.Trace("Files that they attached", queries.files_by, why))
