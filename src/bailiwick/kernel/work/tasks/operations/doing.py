"""Do tasks, take that back, and drop what is not needed."""

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work.models import Task, WorkItem
from bailiwick.kernel.work.tasks import queries
from bailiwick.kernel.work.tasks.operations.planning import locked
from bailiwick.kernel.work.texts import line


def complete_task(item: WorkItem, task: Task, *, by: Actor, expected_version: int | None = None) -> Task:
    """Note that a task is done; one that waits for those before it cannot be done before them."""
    with operation("task.do", by=by, subject=item) as op:
        task = locked(task, item, expected_version)
        if task.done_at is not None:
            raise Invalid({"": f"“{task}” is done already."})
        if before := queries.blocking(task):
            raise Invalid({"": f"“{before[0]}” comes before “{task}”."})
        task.done_at, task.done_by_id = clock.now(), by.person_id
        task.version += 1
        task.save(update_fields=["done_at", "done_by", "version"])
        op.facts |= {"task": task.pk, "said": f"did “{task.title}”"}
    return task


def reopen_task(item: WorkItem, task: Task, *, by: Actor, expected_version: int | None = None) -> Task:
    """Note that a task is not done after all."""
    with operation("task.do", by=by, subject=item) as op:
        task = locked(task, item, expected_version)
        if task.done_at is None:
            raise Invalid({"": f"“{task}” is open."})
        task.done_at, task.done_by_id = None, None
        task.version += 1
        task.save(update_fields=["done_at", "done_by", "version"])
        op.facts |= {"task": task.pk, "said": f"has to do “{task.title}” again"}
    return task


def drop_task(item: WorkItem, task: Task, *, by: Actor, reason: str) -> Task:
    """Drop a task that is not needed; the ledger keeps it and why."""
    with operation("task.drop", by=by, subject=item, reason=line(reason, "reason")) as op:
        task = locked(task, item)
        if task.done_at is not None:
            raise Invalid({"": f"“{task}” is done: it cannot be dropped."})
        task.dropped_at = clock.now()
        task.version += 1
        task.save(update_fields=["dropped_at", "version"])
        op.facts |= {"task": task.pk, "said": f"dropped the task “{task.title}”"}
    return task
