"""Background jobs as a Django app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "bailiwick.kernel.jobs"
    label = "jobs"

    def ready(self) -> None:
        from bailiwick.kernel.identity import traces
        from bailiwick.kernel.jobs import policies  # noqa: F401 - it declares verbs
        from bailiwick.kernel.jobs.erasing.operations import (
            forget_contents,
            forget_name,
            naming_runs,
            runs_of,
        )

        kept = ("jobs_run", "procrastinate_jobs")
        traces.declare(
            traces.Trace(
                "Background jobs that they asked for: name and files", runs_of, erase=forget_name, tables=kept
            )
        )
        traces.declare(
            traces.Trace(
                "Background jobs that name them: what they work on, outcomes and files",
                naming_runs,
                erase=forget_contents,
                tables=kept,
            )
        )
