"""What people are told, in the application and by mail."""

from typing import Any

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger.records import Record
from bailiwick.kernel.notifications import news
from bailiwick.kernel.notifications.types import AUDIENCES, CHANNELS, Audience, Channel


class Notification(Record):
    """One person hears of one thing; whether it was read is no record of the management system."""

    captured = False

    # `why` are the rules that named the person, each with what the person was by it; nothing for what no rule decides.
    # `mail_at` is when mail of several news goes. Own words for the mail are kept until it went.

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
    why: "models.JSONField[list[dict[str, str]], list[dict[str, str]]]" = models.JSONField(default=list)
    is_shown = models.BooleanField(default=True)
    is_mailed = models.BooleanField(default=True)
    is_mandatory = models.BooleanField(default=False)
    mail_at = models.DateTimeField(null=True)
    mail_subject = models.TextField(blank=True, default="")
    mail_text = models.TextField(blank=True, default="")

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
            models.Index(
                fields=["organization_id", "person", "mail_at"],
                name="notifications_together",
                condition=models.Q(mail_at__isnull=False, mailed_at__isnull=True),
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
    language = models.TextField(blank=True, default="")

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


class NotificationArrangement(Record):
    """Who hears of one kind of news, as the organization arranged it; without `rules` those that are shipped hold."""

    kind = models.TextField(editable=False)
    rules: "models.JSONField[list[dict[str, Any]] | None, list[dict[str, Any]] | None]" = models.JSONField(
        null=True
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "kind"], name="notifications_arranged_once")
        ]

    def __str__(self) -> str:
        return news.title(self.kind) or self.kind


class NotificationWording(Record):
    """An organization's own words for one kind of news, channel, audience and language; empty: those shipped."""

    kind = models.TextField(editable=False)
    channel = models.TextField(choices=[(one.value, CHANNELS[one]) for one in Channel], editable=False)
    audience = models.TextField(choices=[(one.value, AUDIENCES[one]) for one in Audience], editable=False)
    language = models.TextField(blank=True, editable=False)
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    broken_at = models.DateTimeField(null=True, editable=False)
    broken_why = models.TextField(blank=True, editable=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "kind", "channel", "audience", "language"],
                name="notifications_worded_once",
            )
        ]

    def __str__(self) -> str:
        language = f", {self.language}" if self.language else ""
        return f"{news.title(self.kind) or self.kind} ({self.get_channel_display().lower()}{language})"
