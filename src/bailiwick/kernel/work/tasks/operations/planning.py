"""Add tasks to work items, and change them."""

from datetime import datetime
from typing import Any

from django.db.models import F, Max

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid, Stale
from bailiwick.kernel.identity.models import Person, Team
from bailiwick.kernel.ledger.operation import Operation, operation
from bailiwick.kernel.work.events import TaskGiven
from bailiwick.kernel.work.models import Task, WorkItem
from bailiwick.kernel.work.steps import said
from bailiwick.kernel.work.texts import line

MOST = 200


def add_task(
    item: WorkItem,
    *,
    by: Actor,
    title: str,
    owner: Person | None = None,
    team: Team | None = None,
    due_at: datetime | None = None,
    after_previous: bool = False,
) -> Task:
    """Add a task at the end of the item's tasks."""
    called = line(title, "title")
    check_owner(owner, team)
    with operation("task.add", by=by, subject=item) as op:
        refuse_closed(op.subject)
        last = Task.objects.filter(item_id=item.pk).aggregate(last=Max("position"))["last"] or 0
        if Task.objects.filter(item_id=item.pk, dropped_at=None).count() >= MOST:
            raise Invalid({"": f"{MOST} tasks are the most for one item: split it."})
        task = Task.objects.create(
            item_id=item.pk, position=last + 1, title=called, owner=owner, team=team, due_at=due_at,
            after_previous=after_previous,
        )  # fmt: skip
        op.facts |= {"task": task.pk, "said": f"added the task “{called}”"}
        tell(op, task)
    return task


def revise_task(
    item: WorkItem,
    task: Task,
    *,
    by: Actor,
    values: dict[str, Any],
    position: int | None = None,
    expected_version: int | None = None,
) -> Task:
    """Change title, owner, team, due_at or after_previous of a task (what `values` holds), or its place (1 first)."""
    if "title" in values:
        values = {**values, "title": line(values["title"], "title")}
    check_owner(values.get("owner"), values.get("team"))
    with operation("task.revise", by=by, subject=item) as op:
        task = locked(task, item, expected_version)
        before = {name: getattr(task, name) for name in values}
        changes = {
            name: [said(before[name]), said(value)] for name, value in values.items() if before[name] != value
        }
        for name in changes:
            setattr(task, name, values[name])
        if position is not None:
            _move(task, position)
            changes["position"] = [None, position]
        if changes:
            task.version += 1
            task.save(update_fields=[*changes, "version"])
        op.facts |= {"task": task.pk, "of_task": changes, "said": f"changed the task “{task.title}”"}
        if {"owner", "team"} & changes.keys():
            tell(op, task)
    return task


def _move(task: Task, position: int) -> None:
    """Give a task the place that the open list counts from 1; the others keep their order."""
    others = Task.objects.filter(item_id=task.item_id).exclude(pk=task.pk).order_by("position", "pk")
    before = list(others.filter(dropped_at=None).values_list("position", flat=True)[: max(position - 1, 0)])
    place = (before[-1] if before else 0) + 1
    others.filter(position__gte=place).update(position=F("position") + 1)
    task.position = place


def locked(task: Task, item: WorkItem, expected_version: int | None = None) -> Task:
    """The task as it stands, locked and open; raises Invalid or Stale."""
    found = Task.objects.select_for_update(of=("self",)).filter(pk=task.pk, item_id=item.pk).first()
    if found is None or found.dropped_at is not None:
        raise Invalid({"": "There is no such task here."})
    if expected_version is not None and found.version != expected_version:
        raise Stale(f"“{found}” was changed meanwhile.", expected=expected_version, actual=found.version)
    return found


def check_owner(owner: Person | None, team: Team | None) -> None:
    """Somebody of the staff in use, a team in use; raises Invalid."""
    if owner is not None and (owner.is_disabled or owner.party_id is not None):
        raise Invalid({"owner": f"{owner} takes no work."})
    if team is not None and team.retired_at is not None:
        raise Invalid({"team": f"{team} is retired."})


def refuse_closed(item: WorkItem) -> None:
    """Raise Invalid when the item is over."""
    if item.category == WorkItem.Category.CLOSED:
        raise Invalid({"": f"{item} is closed: nothing is left to do for it."})


def tell(op: Operation[Any], task: Task) -> None:
    """Let whoever has the task now hear of it."""
    if task.owner_id is not None or task.team_id is not None:
        op.publish(TaskGiven(op.subject.kind, op.subject.pk, task.pk))
