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
        from bailiwick.kernel.work.effort import policies as _effort  # noqa: F401
        from bailiwick.kernel.work.operations import erasing
        from bailiwick.kernel.work.relations import policies as _relations  # noqa: F401
        from bailiwick.kernel.work.tasks import policies as _tasks  # noqa: F401

        why = "They belong to the work and stay, without the name."
        for label, count, table in (
            ("Work that they reported", queries.reported_by, "work_item"),
            ("Comments that they wrote", queries.comments_by, "work_comment"),
            ("Files that they attached", queries.files_by, "work_attachment"),
            ("Tasks that they had or did", queries.tasks_of, "work_task"),
            ("Time that they spent", queries.time_of, "work_timeentry"),
            ("Escalations that they asked for, got or took up", queries.escalations_of, "work_escalation"),
        ):
            traces.declare(traces.Trace(label, count, why, tables=(table,)))
        traces.declare(
            traces.Trace(
                "Work that they watch",
                erasing.watched,
                erase=erasing.forget_watching,
                rows=(traces.Rows("work_watcher", with_changes=False, is_deletable=True),),
            )
        )
        traces.declare(
            traces.Trace(
                "Views of lists that are theirs alone, and the order of their views",
                erasing.own_views,
                erase=erasing.forget_views,
                rows=(
                    traces.Rows("work_savedview", is_deletable=True),
                    traces.Rows("work_viewplace", is_deletable=True),
                ),
            )
        )
