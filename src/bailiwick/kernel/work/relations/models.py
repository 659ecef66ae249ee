"""Merges and escalations of work items."""

from typing import Any

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.models import Person, Team
from bailiwick.kernel.ledger.records import Record


class Merge(Record):
    """That an item goes on in another one, and what was carried over, so that it can be taken apart again.

    `carried` holds keys: watchers added, links ended and made, tasks moved; and the fields as they were before.
    """

    item = models.ForeignKey(
        "work.WorkItem", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    into = models.ForeignKey(
        "work.WorkItem", models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    at = models.DateTimeField(default=clock.now)
    state_before = models.TextField()
    carried: "models.JSONField[Any, dict[str, Any]]" = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "work_merge"
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "item"],
                condition=models.Q(undone_at__isnull=True),
                name="work_merged_once",
            ),
            models.CheckConstraint(condition=~models.Q(item=models.F("into")), name="work_merged_into_other"),
        ]
        indexes = [models.Index(fields=["organization_id", "into"], name="work_merge_into")]

    def __str__(self) -> str:
        return f"{self.item_id} into {self.into_id}"


class Escalation(Record):
    """That more skill (a team) or authority (a named person) was asked for: who was told, and who took it up."""

    class Kind(models.TextChoices):
        FUNCTIONAL = "functional", "Functional"
        HIERARCHIC = "hierarchic", "Hierarchic"
        TIME_RISK = "time_risk", "Time at risk"

    item = models.ForeignKey(
        "work.WorkItem", models.PROTECT, related_name="escalations", db_constraint=False, db_index=False
    )
    kind = models.TextField(choices=Kind.choices)
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    reason = models.TextField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    told: "models.JSONField[Any, list[int]]" = models.JSONField(default=list)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    answer = models.TextField(blank=True)

    class Meta:
        db_table = "work_escalation"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="functional") | models.Q(team__isnull=False),
                name="work_escalation_to_team",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="hierarchic") | models.Q(person__isnull=False),
                name="work_escalation_to_person",
            ),
        ]
        indexes = [models.Index(fields=["organization_id", "item", "id"], name="work_escalation_item")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"

    @property
    def receiver(self) -> str:
        """What it was escalated to, in words."""
        return str(self.person or self.team or "the incident managers")
