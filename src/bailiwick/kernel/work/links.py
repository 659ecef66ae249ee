"""Relations between records of any kind; written inside an operation."""

from bailiwick.kernel.ledger.records import Record
from bailiwick.kernel.work.models import Link

DUPLICATES = "duplicates"


def link(of: Record, relation: str, to: Record) -> Link:
    """Note that a record stands in a relation to another."""
    return Link.objects.create(
        from_type=of.subject_type(), from_id=of.pk, relation=relation, to_type=to.subject_type(), to_id=to.pk
    )
