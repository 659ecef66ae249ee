"""Every write to tasks and lists of tasks."""

from bailiwick.kernel.work.tasks.operations.doing import complete_task, drop_task, reopen_task
from bailiwick.kernel.work.tasks.operations.listing import (
    add_task_list,
    apply_task_list,
    retire_task_list,
    revise_task_list,
)
from bailiwick.kernel.work.tasks.operations.planning import add_task, revise_task

__all__ = [
    "add_task",
    "add_task_list",
    "apply_task_list",
    "complete_task",
    "drop_task",
    "reopen_task",
    "retire_task_list",
    "revise_task",
    "revise_task_list",
]
