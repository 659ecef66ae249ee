"""Who has a record open now; it is forgotten within a minute."""

from django.db import models

from bailiwick.kernel.identity.models import Person
from bailiwick.kernel.ledger.records import Record
from bailiwick.kernel.presence.types import Doing


class Here(Record):
    """One open page about a record. The table is unlogged: it costs little, and a crash may empty it."""

    captured = False

    kind = models.TextField()
    record_id = models.BigIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    page = models.TextField()
    doing = models.TextField(choices=[(one.value, one.value) for one in Doing])
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization_id", "kind", "record_id", "person", "page"], name="presence_here_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.kind} {self.record_id}"


class Unseen(Record):
    """Somebody who does not want to be seen at work; they do not see others either."""

    captured = False

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "person"], name="presence_unseen_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)
