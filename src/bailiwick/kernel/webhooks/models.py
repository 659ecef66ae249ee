"""Webhooks, and what was sent by them."""

from typing import Any

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.keys import lower_key
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger.records import Record


class Webhook(Record):
    """An address that is told of some kinds of events; its secrets are encrypted and in no ledger.

    `old_secret` signs too until `old_secret_until`, so that the receiver can change over.
    """

    captured_without = ("name_key", "secret", "old_secret")

    name = models.TextField()
    name_key = lower_key("name")
    url = models.TextField()
    kinds: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    secret = models.BinaryField(editable=False)
    old_secret = models.BinaryField(default=b"", editable=False)
    old_secret_until = models.DateTimeField(null=True, editable=False)
    added_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)
    disabled_at = models.DateTimeField(null=True, editable=False)
    disabled_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "name_key"], name="webhooks_webhook_name")
        ]

    def __str__(self) -> str:
        return self.name


class WebhookDelivery(Record):
    """One message to one address, and how each attempt at it went; no record, and forgotten after some weeks.

    `message_id` is the same for the same event and address, however often it is sent. `attempts` counts since
    `queued_at`; `tries` are the newest attempts: at, status, ms, answer, error.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        DELIVERED = "delivered", "Delivered"
        GIVEN_UP = "given_up", "Given up"

    captured = False

    webhook = models.ForeignKey(
        Webhook, models.PROTECT, related_name="deliveries", db_constraint=False, db_index=False
    )
    message_id = models.TextField()
    kind = models.TextField()
    body = models.TextField()
    state = models.TextField(choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(default=clock.now)
    queued_at = models.DateTimeField(default=clock.now)
    next_try_at = models.DateTimeField(default=clock.now, null=True)
    delivered_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    status = models.PositiveIntegerField(null=True)
    milliseconds = models.PositiveIntegerField(null=True)
    tries: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "webhook", "message_id"], name="webhooks_delivery_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["organization_id", "next_try_at"],
                name="webhooks_delivery_due",
                condition=models.Q(state="waiting"),
            ),
            models.Index(fields=["organization_id", "webhook", "-id"], name="webhooks_delivery_newest"),
            models.Index(fields=["organization_id", "created_at"], name="webhooks_delivery_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.message_id}"
