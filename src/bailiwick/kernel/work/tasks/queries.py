"""Reads of tasks."""

from typing import Any

from django.db.models import F, Q, QuerySet

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound, Refused
from bailiwick.kernel.base.kept import KeptQuery
from bailiwick.kernel.work import kinds
from bailiwick.kernel.work.models import Task, TaskList, WorkItem

MOST = 200


def tasks(actor: Actor, item: WorkItem) -> list[Task]:
    """The item's tasks that were not dropped, in order; raises Refused for a customer's people."""
    if actor.is_outsider:
        raise Refused("Tasks are the staff's.")
    found = Task.objects.filter(item_id=item.pk, dropped_at=None).order_by("position", "pk")
    return list(found.select_related("owner", "team", "done_by")[:MOST])


def task(actor: Actor, item: WorkItem, pk: int) -> Task:
    """One of them; raises NotFound."""
    found = next((one for one in tasks(actor, item) if one.pk == pk), None)
    if found is None:
        raise NotFound("There is no such task.")
    return found


def still_open(item: WorkItem) -> list[Task]:
    """The item's tasks that are neither done nor dropped, in order."""
    found = Task.objects.filter(item_id=item.pk, done_at=None, dropped_at=None)
    return list(found.order_by("position", "pk")[:MOST])


def blocking(task: Task) -> list[Task]:
    """What has to be settled before a task can be done; nothing unless it waits for what is before it."""
    if not task.after_previous:
        return []
    before = Q(position__lt=task.position) | Q(position=task.position, pk__lt=task.pk)
    found = Task.objects.filter(before, item_id=task.item_id, done_at=None, dropped_at=None)
    return list(found.order_by("position", "pk")[:MOST])


def mine(actor: Actor) -> list[Task]:
    """The open tasks that the actor has, of work that is there for them, the most urgent first."""
    if actor.person_id is None or actor.is_outsider:
        return []
    return KeptQuery.by(actor, Task, "mine", _mine).rows()


def _mine(actor: Actor) -> QuerySet[Task]:
    there = Q()
    for kind in kinds.all_kinds():
        there |= Q(item_id__in=kind.visible(actor).values("pk"), item__kind=kind.code)
    found = Task.objects.filter(there, owner_id=actor.person_id, done_at=None, dropped_at=None)
    return found.select_related("item").order_by(F("due_at").asc(nulls_last=True), "pk")[:MOST]


def waiting(found: list[Task]) -> set[int]:
    """Keys of those of an item's tasks, in order, that wait for an open one before them."""
    still = [one for one in found if one.is_open]
    return {one.pk for one in still[1:] if one.after_previous}


def lists() -> QuerySet[TaskList]:
    """Every list of tasks, those out of use too."""
    return TaskList.objects.all()


def lists_for(kind: str, category_id: int | None) -> QuerySet[TaskList]:
    """The lists in use for a kind of item: those of its category first, then those for any."""
    found = TaskList.objects.filter(kind=kind, retired_at=None)
    return found.filter(Q(category_id=category_id) | Q(category_id=None)).order_by("category_id", "name")


def written(steps: list[dict[str, Any]]) -> str:
    """Steps as people write them; `listing.read_steps` reads them."""
    return "\n".join(
        ("> " if step["after_previous"] else "")
        + " | ".join([step["title"], step["team"], after(step["due_minutes"])]).rstrip(" |")
        for step in steps
    )


def after(minutes: int | None) -> str:
    """Minutes as people write them in a list of tasks: "2 h"."""
    if not minutes:
        return ""
    for unit, size in (("d", 24 * 60), ("h", 60)):
        if minutes % size == 0:
            return f"{minutes // size} {unit}"
    return f"{minutes} min"
