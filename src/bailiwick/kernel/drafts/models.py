"""What somebody has typed into a form and not sent yet."""

from typing import Any

from django.db import models

from bailiwick.kernel.base import clock
from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger.records import Record


class Draft(Record):
    """One person's unsent words for one form, which is named by where it is sent: no record, and nobody else's.

    `typed` holds the fields in order as (name, value); it is empty once the form was sent. `writer` is the page that
    wrote it and `turn` counts that page's writes, so that one which arrives late does not undo a later one.
    """

    captured = False

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    form = models.TextField()
    typed: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    writer = models.TextField()
    turn = models.BigIntegerField()
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "person", "form"], name="drafts_draft_once"),
        ]
        indexes = [models.Index(fields=["organization_id", "saved_at"], name="drafts_draft_age")]

    def __str__(self) -> str:
        return self.form
