"""Answers kept for requests that may be sent twice."""

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.ledger.records import Record


class IdempotentAnswer(Record):
    """What a request with an Idempotency-Key was answered, so that its repetition is answered the same."""

    captured = False

    person_id = models.BigIntegerField()
    key = models.TextField()
    request_hash = models.BinaryField()
    status = models.PositiveSmallIntegerField(null=True)
    body = models.BinaryField(default=b"")
    headers: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "person_id", "key"], name="api_idempotent_key")
        ]
        indexes = [models.Index(fields=["created_at"], name="api_idempotent_age")]

    def __str__(self) -> str:
        return self.key
