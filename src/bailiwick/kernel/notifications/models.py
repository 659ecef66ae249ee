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
    kind = models.TextField(blank=True)
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


class NotificationChoice(Record):
    """Which news somebody does not want by mail, and between which times they want none: no record.

    The times are those of the person's zone; the application shows everything all the same.
    """

    captured = False

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    unmailed: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "person"], name="notifications_choice_once"),
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="notifications_choice_quiet",
            ),
        ]

    def __str__(self) -> str:
        return f"Choice of {self.person}"
