"""Rules of retention."""

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.ledger.records import Record

LABELS = {
    "work-comments": "Comments on closed work",
    "work-files": "Files of closed work",
    "work-texts": "Titles, descriptions and solutions of closed work",
    "notifications": "Notifications",
    "webhook-messages": "Log of webhooks",
    "jobs": "Background jobs and exports",
}


class RetentionRule(Record):
    """After how many days a kind of record is erased; one rule for a kind is in force at a time."""

    kind = models.SlugField()
    days = models.PositiveIntegerField()
    reason = models.TextField()
    created_at = models.DateTimeField(default=clock.now, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "kind"],
                condition=models.Q(ended_at__isnull=True),
                name="retention_rule_once",
            ),
            models.CheckConstraint(condition=models.Q(days__gte=1), name="retention_rule_days"),
        ]

    def __str__(self) -> str:
        return f"{LABELS[self.kind]}: after {self.days:,} days"
