"""Lists of tasks for what comes again, and their use."""

import re
from datetime import timedelta
from typing import Any

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Invalid
from bailiwick.kernel.identity.fields import refuse_retired, retire, unique, write
from bailiwick.kernel.identity.models import Team
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.work.models import Task, TaskList, WorkItem
from bailiwick.kernel.work.tasks.operations.planning import add_task
from bailiwick.kernel.work.texts import line

MOST_STEPS = 50
NAME = ("work_task_list_name", "name", "There is such a list already.")
_AFTER = re.compile(r"^(\d{1,5}) ?(min|h|d)$")
_MINUTES = {"min": 1, "h": 60, "d": 24 * 60}


def read_steps(text: str) -> list[dict[str, Any]]:
    """Steps as people write them, one a line: `Title | Team | 2 h`; a line with `>` waits for those before it.

    Team and time (min, h or d after the list is added) may be left out. Raises Invalid naming the line.
    """
    steps = []
    for number, row in enumerate(filter(None, map(str.strip, text.splitlines())), 1):
        title, team, after, *more = [*(part.strip() for part in row.removeprefix(">").split("|")), "", ""]
        found = _AFTER.match(after) if after else None
        if any(more) or (after and found is None):
            raise Invalid({"steps": f"Line {number}: write “Title | Team | 2 h”."})
        if team and not Team.objects.filter(name=team, retired_at=None).exists():
            raise Invalid({"steps": f"Line {number}: there is no team “{team}”."})
        steps.append(
            {
                "title": line(title, "steps"),
                "team": team,
                "due_minutes": int(found[1]) * _MINUTES[found[2]] if found else None,
                "after_previous": row.startswith(">"),
            }
        )
    if not 1 <= len(steps) <= MOST_STEPS:
        raise Invalid({"steps": f"Between 1 and {MOST_STEPS} tasks."})
    return steps


def add_task_list(name: str, *, by: Actor, kind: str, steps: str, category_id: int | None = None) -> TaskList:
    """Add a list of tasks for a kind of work item, perhaps for one category of it."""
    called = line(name, "name")
    with operation("tasklist.add", by=by) as op, unique(*NAME):
        made = TaskList.objects.create(
            name=called, kind=kind, category_id=category_id, steps=read_steps(steps)
        )
        op.about(made)
    return made


def revise_task_list(
    found: TaskList,
    *,
    by: Actor,
    name: str,
    steps: str,
    category_id: int | None = None,
    expected_version: int | None = None,
) -> TaskList:
    """Change a list; what was added from it before stays as it is."""
    called = line(name, "name")
    with (
        operation("tasklist.revise", by=by, subject=found, expected_version=expected_version) as op,
        unique(*NAME),
    ):
        refuse_retired(op)
        write(op.subject, {"name": called, "steps": read_steps(steps), "category_id": category_id})
    return op.subject


def retire_task_list(found: TaskList, *, by: Actor, reason: str) -> TaskList:
    """Offer a list no more."""
    with operation("tasklist.retire", by=by, subject=found, reason=line(reason, "reason")) as op:
        retire(op)
    return op.subject


def apply_task_list(item: WorkItem, found: TaskList, *, by: Actor) -> list[Task]:
    """Add the tasks of a list to an item, due counted from now."""
    if found.kind != item.kind or found.retired_at is not None:
        raise Invalid({"task_list": f"“{found}” is not for this."})
    with operation("task.add", by=by, subject=item) as op:
        teams = {team.name: team for team in Team.objects.filter(retired_at=None)}
        made = [
            add_task(
                op.subject, by=by, title=step["title"], team=teams.get(step["team"]),
                due_at=clock.now() + timedelta(minutes=step["due_minutes"]) if step["due_minutes"] else None,
                after_previous=step["after_previous"],
            )
            for step in found.steps
        ]  # fmt: skip
        op.facts["said"] = f"added the tasks of “{found.name}”"
    return made
