"""Tasks and lists of tasks."""

from typing import Any

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.models import Person, Team
from bailiwick.kernel.ledger.records import Record


class Task(Record):
    """One thing to do for a work item; `after_previous` means that all before it have to be settled first."""

    item = models.ForeignKey(
        "work.WorkItem", models.PROTECT, related_name="tasks", db_constraint=False, db_index=False
    )
    position = models.PositiveIntegerField()
    title = models.TextField()
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    due_at = models.DateTimeField(null=True)
    after_previous = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    dropped_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "work_task"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True) | models.Q(dropped_at__isnull=True),
                name="work_task_settled_once",
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "item", "position", "id"], name="work_task_item"),
            models.Index(
                fields=["organization_id", "owner", "due_at", "id"],
                name="work_task_mine",
                condition=models.Q(done_at__isnull=True, dropped_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Neither done nor dropped."""
        return self.done_at is None and self.dropped_at is None


class TaskList(Record):
    """A named list of tasks for a kind of work item, perhaps for one category of it only.

    `steps` are in order: title, team (or none), due_minutes after the list was added (or none), after_previous.
    """

    name = models.TextField()
    kind = models.SlugField()
    category_id = models.BigIntegerField(null=True)
    steps: "models.JSONField[Any, list[dict[str, Any]]]" = models.JSONField()
    retired_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "work_tasklist"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "kind", "name"], name="work_task_list_name")
        ]

    def __str__(self) -> str:
        return self.name
