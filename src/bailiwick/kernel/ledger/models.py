"""The ledger's tables as Django sees them; migrations/0001_ledger.sql makes them."""

from typing import ClassVar, Self

from django.db import models

from bailiwick.kernel.ledger.records import Record, RecordManager


class LedgerEvent(models.Model):
    """One operation that happened: who did what to which record, when it happened and when it was recorded."""

    id = models.BigAutoField(primary_key=True)
    organization_id = models.BigIntegerField()
    parent_id = models.BigIntegerField(null=True)
    verb = models.TextField()
    actor_kind = models.TextField()
    actor_id = models.BigIntegerField(null=True)
    subject_type = models.TextField()
    subject_id = models.BigIntegerField(null=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    payload = models.JSONField(null=True)
    salt = models.BinaryField(null=True)
    digest = models.BinaryField()

    objects: ClassVar[RecordManager[Self]] = RecordManager()

    class Meta:
        managed = False
        db_table = "ledger_event"

    def __str__(self) -> str:
        return f"{self.verb} #{self.pk}"


class LedgerChange(models.Model):
    """One row that an operation inserted, updated or took away, before and after."""

    id = models.BigAutoField(primary_key=True)
    organization_id = models.BigIntegerField()
    event_id = models.BigIntegerField()
    table_name = models.TextField()
    row_id = models.BigIntegerField()
    op = models.CharField(max_length=1)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    salt = models.BinaryField(null=True)
    digest = models.BinaryField()

    objects: ClassVar[RecordManager[Self]] = RecordManager()

    class Meta:
        managed = False
        db_table = "ledger_change"

    def __str__(self) -> str:
        return f"{self.op} {self.table_name} {self.row_id}"


class LedgerLeaf(models.Model):
    """The place of an event in its organization's tree."""

    event_id = models.BigIntegerField(primary_key=True)
    organization_id = models.BigIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField()

    objects: ClassVar[RecordManager[Self]] = RecordManager()

    class Meta:
        managed = False
        db_table = "ledger_leaf"

    def __str__(self) -> str:
        return f"leaf {self.index}"


class Follower(Record):
    """How far a follower of the ledger has read: everything below `next_index` was delivered to it."""

    captured = False

    name = models.TextField()
    next_index = models.BigIntegerField(default=0)

    class Meta:
        db_table = "ledger_follower"
        constraints = [
            models.UniqueConstraint(fields=["organization_id", "name"], name="ledger_follower_name")
        ]

    def __str__(self) -> str:
        return self.name
