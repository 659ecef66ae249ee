"""Rows of the pages that every work item has, as an incident has them."""

from typing import Any

from bailiwick.kernel.base import tenant
from bailiwick.kernel.work.effort.operations import record_time
from bailiwick.kernel.work.relations.operations import adopt_item, merge_item
from bailiwick.kernel.work.relations.queries import escalations
from bailiwick.kernel.work.tasks.operations import add_task, add_task_list
from bailiwick.kernel.work.tasks.queries import lists
from bailiwick.resolution.incidents import operations
from tests.cast import Cast
from tests.routes.incidents import incident, logged, row
from tests.routes.rows import Route

PATH = {"path": "incidents"}
at = incident(**PATH)


def with_task(cast: Cast) -> dict[str, Any]:
    found = logged(cast)
    return {**PATH, "reference": found.reference, "pk": add_task(found, by=cast.sam, title="Unplug").pk}


def with_time(cast: Cast) -> dict[str, Any]:
    found = logged(cast)
    return {**PATH, "reference": found.reference, "pk": record_time(found, by=cast.sam, minutes=5).pk}


def with_escalation(cast: Cast) -> dict[str, Any]:
    found = logged(cast)
    operations.escalate_incident(
        found, by=cast.mia, kind="hierarchic", person=cast.people["sam"], reason="Decide"
    )
    with tenant.scope(cast.organization.id):
        return {**PATH, "reference": found.reference, "pk": escalations(found).get().pk}


def a_part(cast: Cast) -> dict[str, Any]:
    found = logged(cast)
    adopt_item(found, by=cast.sam, parent=logged(cast))
    return {**PATH, "reference": found.reference}


def merged(cast: Cast) -> dict[str, Any]:
    found = logged(cast)
    merge_item(found, by=cast.sam, into=logged(cast), reason="Same")
    return {**PATH, "reference": found.reference}


def a_list(cast: Cast) -> dict[str, Any]:
    """The list that a form names."""
    with tenant.scope(cast.organization.id):
        name = f"Cable {lists().count()}"
    return {"task_list": add_task_list(name, by=cast.ada, kind="incident", steps="Unplug").pk}


def staffs(name: str, **more: Any) -> Route:
    """For the staff: the customer who reported it is led to the portal, and finds nothing to send to."""
    led = 404 if more.get("method") == "post" else 303
    return row(name, **{"args": at, "without": led, "lacking": "cora", **more})


AWAY: dict[str, Any] = {"_method": "delete"}
WORK = (
    row("work-tasks", args=incident(path="nothing"), granted=404),
    row("work-tasks", args=at),
    staffs("work-tasks"),
    staffs("work-tasks", granted=303, method="post", data=lambda _: {"title": "Unplug"}),
    row("work-task-lists", args=at, granted=303, method="post", data=a_list),
    staffs("work-task-lists", granted=422, method="post"),
    row("work-task", args=with_task),
    staffs("work-task", args=with_task),
    staffs("work-task", args=with_task, granted=422, method="post"),
    row("work-task-drop", args=with_task),
    staffs("work-task-drop", args=with_task, granted=303, method="post", data=lambda _: {"reason": "No"}),
    row("work-task-completion", args=with_task, granted=303, method="post"),
    staffs("work-task-completion", args=with_task, granted=303, method="post"),
    staffs("work-task-completion", args=with_task, granted=303, method="post", data=lambda _: AWAY),
    row("work-time", args=at),
    staffs("work-time"),
    staffs("work-time", granted=303, method="post", data=lambda _: {"minutes": "5"}),
    row("work-time-entry", args=with_time),
    staffs("work-time-entry", args=with_time, granted=422, method="post"),
    row("work-parent", args=at),
    staffs("work-parent"),
    staffs("work-parent", granted=422, method="post"),
    staffs("work-parent", args=a_part, granted=303, method="post", data=lambda _: AWAY),
    row("work-merge", args=at),
    staffs("work-merge"),
    staffs("work-merge", granted=422, method="post", data=lambda _: {"into": "INC-0", "reason": "Same"}),
    row("work-unmerge", args=merged),
    staffs("work-unmerge", args=merged, granted=303, method="post", data=lambda _: {"reason": "Other"}),
    row("work-split", args=at),
    staffs("work-split"),
    staffs("work-split", granted=303, method="post", data=lambda _: {"title": "Printer"}),
    row("work-acknowledgement", args=with_escalation, granted=303, method="post"),
    staffs("work-acknowledgement", args=with_escalation, granted=303, method="post"),
)
