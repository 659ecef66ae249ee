"""Published versions of process definitions."""

from typing import Any

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger.records import Record


class ProcessVersion(Record):
    """A process as the organization published it; work keeps the version it started under."""

    code = models.SlugField()
    number = models.PositiveIntegerField()
    body: "models.JSONField[Any, dict[str, Any]]" = models.JSONField()
    published_at = models.DateTimeField(default=clock.now, editable=False)
    published_by = models.ForeignKey(
        Person, models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    decision = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "code", "number"], name="process_version_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} version {self.number}"
