"""The register of lists of tasks: for the kind of work item that is given when it is declared."""

from typing import Any

from django import forms

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.ui.choosing import RecordField
from bailiwick.kernel.ui.registers.declaration import (
    Action,
    Column,
    Part,
    ReasonForm,
    Register,
    RegisterForm,
    declare,
)
from bailiwick.kernel.work import kinds
from bailiwick.kernel.work.models import TaskList
from bailiwick.kernel.work.tasks import operations
from bailiwick.kernel.work.tasks.queries import after, lists, written

# The kind whose lists are kept here; a second kind of work brings a choice.
KIND = "incident"


class TaskListForm(RegisterForm):
    """A list of tasks."""

    name = forms.CharField(label="Name", max_length=200)
    category = RecordField(label="For the category", required=False)
    steps = forms.CharField(
        label="Tasks, one a line",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Title | Team | 2 h (min, h or d after the list is added; team and time may be left out). "
        "A line that begins with > waits for those before it.",
    )

    def arrange(self) -> None:
        self.offer("category", kinds.named(KIND).categories(), "Any category")
        if self.record is not None:
            self.initial = {
                **self.initial,
                "name": self.record.name,
                "category": self.record.category_id,
                "steps": written(self.record.steps),
            }


def _values(data: dict[str, Any]) -> dict[str, Any]:
    category = data["category"]
    return {
        "name": data["name"],
        "steps": data["steps"],
        "category_id": category.pk if category else None,
    }


def _category(one: TaskList) -> str:
    found = (named for named in kinds.named(KIND).categories() if named.pk == one.category_id)
    return str(next(found, "")) if one.category_id else "Any category"


def _steps(_actor: Actor, one: TaskList) -> list[Part]:
    return [Part("Tasks", [(step["title"], "", _note(step)) for step in one.steps])]


def _note(step: dict[str, Any]) -> str:
    within = after(step["due_minutes"])
    waits = "only after those before it" if step["after_previous"] else ""
    return " · ".join(filter(None, (step["team"], within and f"within {within}", waits)))


def _state(one: TaskList) -> str:
    return "Retired" if one.retired_at else "In use"


TASK_LISTS = declare(
    Register(
        name="task-lists",
        title="Task lists",
        singular="task list",
        lead="Tasks for work that comes up again and again: all of a list are added to an incident at once.",
        icon="checklist",
        group="Setup",
        order=72,
        read="organization.read",
        rows=lambda _actor: lists(),
        columns=(
            Column("name", "Name", "main", sort="name"),
            Column("tasks", "Tasks", "number"),
            Column("state", "State"),
        ),
        shown=lambda one: {"name": one.name, "tasks": len(one.steps), "state": _state(one)},
        sorts={"name": Sort("name")},
        default="name",
        facts=lambda one: [("For", _category(one)), ("State", _state(one))],
        parts=_steps,
        add_verb="tasklist.add",
        add_form=TaskListForm,
        add=lambda by, data: operations.add_task_list(by=by, kind=KIND, **_values(data)),
        actions=(
            Action(
                "revise",
                "Edit",
                "tasklist.revise",
                TaskListForm,
                lambda one, by, data, version: operations.revise_task_list(
                    one, by=by, expected_version=version, **_values(data)
                ),
                when=lambda one: one.retired_at is None,
            ),
            Action(
                "retire",
                "Retire",
                "tasklist.retire",
                ReasonForm,
                lambda one, by, data, _version: operations.retire_task_list(
                    one, by=by, reason=data["reason"]
                ),
                icon="x",
                when=lambda one: one.retired_at is None,
                done="Retired.",
            ),
        ),
    )
)
