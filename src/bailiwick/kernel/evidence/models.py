"""Results that are kept: how a requirement stood, judged by which version of which rule."""

from typing import Any

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.ledger.records import Record


class RequirementResult(Record):
    """One judgement of one requirement for one period; it never changes, a new one follows it."""

    requirement = models.TextField()
    catalogue_version = models.TextField()
    rule_version = models.PositiveIntegerField()
    period_start = models.DateTimeField()
    period_end = models.DateTimeField()
    outcome = models.TextField()
    population = models.PositiveBigIntegerField()
    exceptions = models.PositiveBigIntegerField()
    reason = models.TextField()
    detail: "models.JSONField[Any, dict[str, Any]]" = models.JSONField(default=dict)
    judged_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "evidence_result"
        indexes = [
            models.Index(fields=["organization_id", "requirement", "-id"], name="evidence_result_newest")
        ]

    def __str__(self) -> str:
        return f"{self.requirement}: {self.outcome}"
