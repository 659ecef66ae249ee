"""Relations between records."""

from bailiwick.kernel.base import clock
from bailiwick.kernel.ledger.records import Record
from bailiwick.kernel.work.models import Link


def link(of: Record, relation: str, to: Record) -> Link:
    """Note, inside an operation, that a record stands in a relation to another; one that was ended begins again."""
    found, _ = Link.objects.get_or_create(
        from_type=of.subject_type(), from_id=of.pk, relation=relation, to_type=to.subject_type(), to_id=to.pk
    )
    if found.ended_at is not None:
        found.ended_at = None
        found.save(update_fields=["ended_at"])
    return found


def end_link(found: Link) -> None:
    """Note, inside an operation, that a relation holds no more."""
    found.ended_at = clock.now()
    found.save(update_fields=["ended_at"])
