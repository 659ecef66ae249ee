"""The tasks of a work item."""

from typing import Any

from django.http import HttpResponse

from bailiwick.kernel.ui.views import BailiwickRequest, page, render
from bailiwick.kernel.ui.work.asking import About, about, asked, done
from bailiwick.kernel.ui.work.forms import ListForm, ReasonForm, TaskForm
from bailiwick.kernel.work.tasks import operations, queries


@page(methods=("GET", "POST"))
def tasks(request: BailiwickRequest, path: str, reference: str) -> HttpResponse:
    """Every task in order, and a form for another one."""
    here = about(request, path, reference)
    found = queries.tasks(request.actor, here.item)
    form = TaskForm(request.POST or None)

    def add(data: dict[str, Any]) -> str:
        made = operations.add_task(here.item, by=request.actor, **data)
        return f"“{made}” was added."

    if request.method == "POST":
        then = here.address("work-tasks")
        return asked(request, here, form, add, heading="Add a task", label="Add task", icon="plus", then=then)
    return render(request, "ui/work/tasks.html", {**_context(here, found), "form": form})


def _context(here: About, found: list[Any]) -> dict[str, Any]:
    category = here.kind.category(here.item)
    lists = ListForm(item=here.item, category_id=category)
    field: Any = lists.fields["task_list"]
    return {
        **here.context("Tasks"),
        "tasks": found,
        "waiting": queries.waiting(found),
        "lists": lists if field.records else None,
        "is_closed": here.item.category == "closed",
    }


@page(methods=("POST",))
def apply(request: BailiwickRequest, path: str, reference: str) -> HttpResponse:
    """Add the tasks of a list."""
    here = about(request, path, reference, "task.add")
    form = ListForm(request.POST, item=here.item, category_id=here.kind.category(here.item))

    def add(data: dict[str, Any]) -> str:
        made = operations.apply_task_list(here.item, data["task_list"], by=request.actor)
        return f"{len(made)} tasks were added."

    then = here.address("work-tasks")
    return asked(request, here, form, add, heading="Add a task list", label="Add tasks", then=then)


@page(methods=("GET", "POST"))
def task(request: BailiwickRequest, path: str, reference: str, pk: int) -> HttpResponse:
    """Change a task."""
    here = about(request, path, reference, "task.revise")
    found = queries.task(request.actor, here.item, pk)
    form = TaskForm(request.POST or None, task=found)

    def revise(data: dict[str, Any]) -> str:
        position, version = data.pop("position"), data.pop("version")
        operations.revise_task(
            here.item, found, by=request.actor, values=data, position=position, expected_version=version
        )
        return "Saved."

    then = here.address("work-tasks")
    return asked(request, here, form, revise, heading="Change a task", label="Save", then=then)


@page(methods=("GET", "POST"))
def drop(request: BailiwickRequest, path: str, reference: str, pk: int) -> HttpResponse:
    """Drop a task, with a reason."""
    here = about(request, path, reference, "task.drop")
    found = queries.task(request.actor, here.item, pk)

    def away(data: dict[str, Any]) -> str:
        operations.drop_task(here.item, found, by=request.actor, reason=data["reason"])
        return f"“{found}” was dropped."

    then = here.address("work-tasks")
    form = ReasonForm(request.POST or None)
    return asked(
        request, here, form, away, heading="Drop a task", label="Drop", icon="x", lead=found.title, then=then
    )


@page(methods=("POST",))
def complete(request: BailiwickRequest, path: str, reference: str, pk: int) -> HttpResponse:
    """Note that it is done."""
    here = about(request, path, reference)
    found = queries.task(request.actor, here.item, pk)
    then = here.url if request.POST.get("back") == "item" else here.address("work-tasks")
    return done(
        request,
        lambda: operations.complete_task(here.item, found, by=request.actor),
        f"“{found}” is done.",
        then,
    )


@page(methods=("DELETE",))
def reopen(request: BailiwickRequest, path: str, reference: str, pk: int) -> HttpResponse:
    """Note that it is not done after all."""
    here = about(request, path, reference)
    found = queries.task(request.actor, here.item, pk)
    return done(
        request,
        lambda: operations.reopen_task(here.item, found, by=request.actor),
        f"“{found}” is open again.",
        here.address("work-tasks"),
    )
