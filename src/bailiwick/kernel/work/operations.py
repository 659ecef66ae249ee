"""Writes that all kinds of work share."""

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import Refused
from bailiwick.kernel.ledger.operation import operation
from bailiwick.kernel.ledger.records import Record
from bailiwick.kernel.work.models import Link, SavedView
from bailiwick.kernel.work.texts import line

NAME_LENGTH = 60


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


def save_view(page: str, name: str, *, by: Actor, query: str, is_shared: bool = False) -> SavedView:
    """Keep a list's filters under a name, for oneself or shared; the same name again replaces them."""
    called = line(name, "name", length=NAME_LENGTH)
    if is_shared and by.is_outsider:
        raise Refused("Only the staff shares views.")
    with operation("view.save", by=by) as op:
        view, _ = SavedView.objects.update_or_create(
            page=page,
            person_id=by.person_id or 0,
            name=called,
            defaults={"query": query[:2000], "is_shared": is_shared},
        )
        op.about(view)
    return view


def remove_view(view: SavedView, *, by: Actor) -> None:
    """Forget one's own saved view."""
    with operation("view.remove", by=by, subject=view) as op:
        SavedView.objects.filter(pk=op.subject.pk).delete()
