"""Background jobs as a Django app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "bailiwick.kernel.jobs"
    label = "jobs"

    def ready(self) -> None:
        from bailiwick.kernel.identity import traces
        from bailiwick.kernel.jobs import policies  # noqa: F401 - it declares verbs
        from bailiwick.kernel.jobs.operations import forget_name, runs_of

        traces.declare(traces.Trace("Their name on background jobs", runs_of, erase=forget_name))
