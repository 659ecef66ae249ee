"""What people are told, in the application and by mail."""

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger.records import Record


class Notification(Record):
    """One person hears of one thing; whether it was read is no record of the management system."""

    captured = False

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="notifications", db_constraint=False, db_index=False
    )
    event_id = models.BigIntegerField()
    text = models.TextField()
    path = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "person", "event_id"], name="notifications_once"
            )
        ]
        indexes = [
            models.Index(fields=["organization_id", "person", "-id"], name="notifications_newest"),
            models.Index(
                fields=["organization_id", "person"],
                name="notifications_unread",
                condition=models.Q(read_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.text
