"""Figures as a Django app."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "bailiwick.kernel.figures"
    label = "figures"

    def ready(self) -> None:
        from bailiwick.kernel.figures import policies, tasks  # noqa: F401 - they declare verbs and jobs
        from bailiwick.kernel.figures.operations import forget_dashboards, notes_by, own_dashboards
        from bailiwick.kernel.identity.traces import Rows, Trace, declare

        declare(
            Trace(
                "Dashboards that they arranged for themselves",
                own_dashboards,
                erase=forget_dashboards,
                rows=(Rows("figures_dashboard", is_deletable=True),),
            )
        )
        why = "They explain figures and stay, without the name."
        declare(Trace("Notes on figures that they wrote", notes_by, why, tables=("figures_annotation",)))
