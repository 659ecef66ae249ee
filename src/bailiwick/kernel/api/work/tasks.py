"""Tasks through the API."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from ninja import Field, Router, Schema

from bailiwick.kernel.api.answers import PROBLEMS, ApiRequest, expected_version, json
from bailiwick.kernel.api.named import records
from bailiwick.kernel.api.work.relations import Why
from bailiwick.kernel.identity.models import Person, Team
from bailiwick.kernel.work.kinds import Find
from bailiwick.kernel.work.models import Task, TaskList
from bailiwick.kernel.work.tasks import operations, queries


class TaskIn(Schema):
    """A task to add."""

    title: str = Field(..., max_length=250)
    owner_id: int | None = None
    team_id: int | None = None
    due_at: datetime | None = None
    after_previous: bool = Field(False, description="It cannot be done before those before it.")


class TaskChange(Schema):
    """What changes of a task; what is not sent stays."""

    title: str | None = Field(None, max_length=250)
    owner_id: int | None = None
    team_id: int | None = None
    due_at: datetime | None = None
    after_previous: bool | None = None
    position: int | None = Field(None, ge=1, le=500, description="Its place; 1 is the first.")


class TaskOut(Schema):
    """A task."""

    id: int
    title: str
    owner_id: int | None
    team_id: int | None
    due_at: datetime | None
    after_previous: bool
    done_at: datetime | None
    done_by_id: int | None
    version: int


class OwnTask(TaskOut):
    """A task of the caller, and the item that it belongs to."""

    item: str
    kind: str


class ListIn(Schema):
    """The list whose tasks are added."""

    task_list_id: int


def shown(task: Task) -> dict[str, Any]:
    """A task as the API gives it."""
    return {name: getattr(task, name) for name in TaskOut.model_fields}


own = Router(tags=["Tasks"])


@own.get("", response={200: list[OwnTask], **PROBLEMS})
def list_own_tasks(request: ApiRequest) -> HttpResponse:
    """The caller's open tasks, the most urgent first; 200 at most."""
    found = queries.mine(request.actor)
    return json([{**shown(one), "item": one.item.reference, "kind": one.item.kind} for one in found])


def router(find: Find, tag: str) -> Router:
    """The routes of a kind's tasks."""
    routes = Router(tags=[tag])

    @routes.get("/{reference}/tasks", response={200: list[TaskOut], **PROBLEMS})
    def list_tasks(request: ApiRequest, reference: str) -> HttpResponse:
        """The tasks in order, without those that were dropped."""
        return json([shown(one) for one in queries.tasks(request.actor, find(request.actor, reference))])

    @routes.post("/{reference}/tasks", response={201: TaskOut, **PROBLEMS})
    def add_task(request: ApiRequest, reference: str, data: TaskIn) -> HttpResponse:
        """Add a task at the end."""
        item = find(request.actor, reference)
        named = records(owner_id=(Person, data.owner_id), team_id=(Team, data.team_id))
        made = operations.add_task(
            item, by=request.actor, title=data.title, owner=named["owner_id"], team=named["team_id"],
            due_at=data.due_at, after_previous=data.after_previous,
        )  # fmt: skip
        return json(shown(made), status=201)

    @routes.post("/{reference}/task-lists", response={201: list[TaskOut], **PROBLEMS})
    def apply_task_list(request: ApiRequest, reference: str, data: ListIn) -> HttpResponse:
        """Add the tasks of a list."""
        item = find(request.actor, reference)
        found = records(task_list_id=(TaskList, data.task_list_id))["task_list_id"]
        made = operations.apply_task_list(item, found, by=request.actor)
        return json([shown(one) for one in made], status=201)

    _of_one(routes, find)
    return routes


def _of_one(routes: Router, find: Find) -> None:
    @routes.patch("/{reference}/tasks/{task_id}", response={200: TaskOut, **PROBLEMS})
    def revise_task(request: ApiRequest, reference: str, task_id: int, data: TaskChange) -> HttpResponse:
        """Change a task, or its place."""
        item = find(request.actor, reference)
        task = queries.task(request.actor, item, task_id)
        given = data.dict(exclude_unset=True)
        position = given.pop("position", None)
        named = records(
            **{n: (m, given.pop(n)) for n, m in (("owner_id", Person), ("team_id", Team)) if n in given}
        )
        values = given | {name.removesuffix("_id"): one for name, one in named.items()}
        values = {name: value for name, value in values.items() if value is not None or name not in NEEDED}
        done = operations.revise_task(
            item, task, by=request.actor, values=values, position=position, expected_version=expected_version(request)
        )  # fmt: skip
        return json(shown(done), version=done.version)

    @routes.put("/{reference}/tasks/{task_id}/completion", response={200: TaskOut, **PROBLEMS})
    def complete_task(request: ApiRequest, reference: str, task_id: int) -> HttpResponse:
        """Note that it is done."""
        item = find(request.actor, reference)
        task = queries.task(request.actor, item, task_id)
        return json(
            shown(operations.complete_task(item, task, by=request.actor, expected_version=expected_version(request)))
        )  # fmt: skip

    @routes.delete("/{reference}/tasks/{task_id}/completion", response={200: TaskOut, **PROBLEMS})
    def reopen_task(request: ApiRequest, reference: str, task_id: int) -> HttpResponse:
        """Note that it is not done after all."""
        item = find(request.actor, reference)
        task = queries.task(request.actor, item, task_id)
        return json(
            shown(operations.reopen_task(item, task, by=request.actor, expected_version=expected_version(request)))
        )  # fmt: skip

    @routes.delete("/{reference}/tasks/{task_id}", response={204: None, **PROBLEMS})
    def drop_task(request: ApiRequest, reference: str, task_id: int, data: Why) -> HttpResponse:
        """Drop it, with a reason."""
        item = find(request.actor, reference)
        task = queries.task(request.actor, item, task_id)
        operations.drop_task(item, task, by=request.actor, reason=data.reason)
        return HttpResponse(status=204)


# What a task always has: sent as null it stays as it is.
NEEDED = ("title", "after_previous")
