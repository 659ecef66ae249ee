"""Service calendars: when an organization promises to be at work, in versions that never change."""

from typing import Any

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.ledger.records import Record


class ServiceCalendar(Record):
    """A named calendar; what it says stands in its versions."""

    name = models.TextField()
    current = models.ForeignKey(
        "CalendarVersion",
        models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
        editable=False,
    )
    retired_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization_id", "name"], name="calendar_name")]

    def __str__(self) -> str:
        return self.name


class FeedState(Record):
    """When a calendar's feed was asked last, when it was good last, and what went wrong since: no record."""

    captured = False

    calendar = models.OneToOneField(ServiceCalendar, models.PROTECT, related_name="feed", db_constraint=False)
    url = models.TextField()
    asked_at = models.DateTimeField(default=clock.now)
    good_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.url


class CalendarVersion(Record):
    """Weekly hours, holidays and overrides as they stood from one revision to the next.

    `week` maps mon…sun to [["09:00", "17:00"], …]; `holidays` is a list of ISO dates; `overrides` maps an ISO date
    to the hours of that day; `rules` lists the countries or feeds that the holidays were drawn from.
    """

    calendar = models.ForeignKey(
        ServiceCalendar, models.PROTECT, related_name="versions", db_constraint=False, db_index=False
    )
    number = models.PositiveIntegerField()
    zone = models.TextField()
    week: "models.JSONField[Any, dict[str, list[list[str]]]]" = models.JSONField()
    holidays: "models.JSONField[Any, list[str]]" = models.JSONField(default=list)
    overrides: "models.JSONField[Any, dict[str, list[list[str]]]]" = models.JSONField(default=dict)
    rules: "models.JSONField[Any, list[dict[str, str]]]" = models.JSONField(default=list)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "calendar", "number"], name="calendar_version_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.calendar.name}, version {self.number}"
