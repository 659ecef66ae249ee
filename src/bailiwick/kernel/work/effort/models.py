"""Time entries."""

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger.records import Record


class TimeEntry(Record):
    """So many minutes of somebody on a day for a work item, perhaps for one of its tasks; voided, never deleted."""

    item = models.ForeignKey(
        "work.WorkItem", models.PROTECT, related_name="time_entries", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    spent_on = models.DateField()
    minutes = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    task = models.ForeignKey(
        "work.Task", models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    voided_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "work_timeentry"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__range=(1, 24 * 60)), name="work_time_at_most_a_day"
            )
        ]
        indexes = [
            models.Index(fields=["organization_id", "item", "spent_on", "id"], name="work_time_item"),
            models.Index(fields=["organization_id", "person", "spent_on"], name="work_time_person"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} min on {self.spent_on}"
