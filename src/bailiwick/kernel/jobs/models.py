"""Runs: the bookkeeping of long work, such as imports and exports, that shows progress and can be taken up again."""

from typing import Any

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger.records import Record


class Run(Record):
    """One piece of long work: what it is about, how far it has come, and what came of it.

    `key` is the same for the same work (the SHA-256 of a file), so that a run that was broken off is found again.
    `done` of `total` are counted in `unit`. `heartbeat_at` is the last sign of life while the state is running.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        ABANDONED = "abandoned", "Given up"

    captured = False

    kind = models.TextField()
    title = models.TextField()
    key = models.TextField(blank=True)
    parameters: "models.JSONField[Any, dict[str, Any]]" = models.JSONField(default=dict)
    state = models.TextField(choices=State.choices, default=State.WAITING)
    unit = models.TextField(blank=True)
    total = models.BigIntegerField(default=0)
    done = models.BigIntegerField(default=0)
    facts: "models.JSONField[Any, dict[str, Any]]" = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    started_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    started_by_name = models.TextField()
    created_at = models.DateTimeField(default=clock.now)
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running", "done", "failed", "abandoned"]),
                name="jobs_run_state",
            )
        ]
        indexes = [models.Index(fields=["organization_id", "kind", "id"], name="jobs_run_kind")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED, self.State.ABANDONED)
