"""Record: the base of every table that belongs to an organization."""

from typing import Any, ClassVar, Self, TypeVar

from django.db import models

from bailiwick.kernel.base import tenant
from bailiwick.kernel.base.actor import Scope

M = TypeVar("M", bound=models.Model)


class RecordQuerySet(models.QuerySet[M, M]):
    """The words every record's queryset knows."""


class RecordManager(models.Manager[M]):
    """Rows of the current organization; raises NoTenant when there is none.

    Row-level security is the second lock: without it this filter would still hold, and without this filter it would.
    """

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(organization_id=tenant.current())


class Record(models.Model):
    """A row of one organization, written only inside an operation and captured in the ledger.

    `captured_without` names columns whose values the ledger must not keep (hashes of secrets). Rows of a `deletable`
    table may be taken away (the ledger keeps what they were); all others are voided or retired with a reason.
    A table that is not `captured` holds what is no record (a read mark, a saved answer): tenancy without history.
    """

    captured: ClassVar[bool] = True
    captured_without: ClassVar[tuple[str, ...]] = ()
    deletable: ClassVar[bool] = False

    organization_id = models.BigIntegerField(default=tenant.current, editable=False)

    objects: ClassVar[RecordManager[Self]] = RecordManager()

    class Meta:
        abstract = True

    @classmethod
    def subject_type(cls) -> str:
        """The name by which the ledger knows this kind of record: its table."""
        return cls._meta.db_table

    def scopes(self) -> frozenset[Scope]:
        """The team, party and service that this record belongs to; grants may be limited to one of them."""
        return frozenset()

    def subject_name(self) -> str:
        """What people call this record in the ledger's entries."""
        return str(self)


class Detail(models.Model):
    """Mixin for a table that extends another record (multi-table inheritance): its own organization column."""

    tenant_id = models.BigIntegerField(db_column="organization_id", default=tenant.current, editable=False)

    class Meta:
        abstract = True


def is_record(model: type[Any]) -> bool:
    """Whether the model's own table holds rows of organizations."""
    return issubclass(model, Record) and not model._meta.abstract and not model._meta.proxy
