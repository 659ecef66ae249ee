"""Reads of time spent."""

from django.db.models import QuerySet, Sum

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound, Refused
from bailiwick.kernel.work.models import TimeEntry, WorkItem


def entries(actor: Actor, item: WorkItem) -> QuerySet[TimeEntry]:
    """The time noted for an item and not voided, newest first; raises Refused for a customer's people."""
    if actor.is_outsider:
        raise Refused("Time spent is the staff's.")
    found = TimeEntry.objects.filter(item_id=item.pk, voided_at=None)
    return found.select_related("person", "task").order_by("-spent_on", "-pk")


def entry(actor: Actor, item: WorkItem, pk: int) -> TimeEntry:
    """One of them; raises NotFound."""
    found = entries(actor, item).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such entry.")
    return found


def totals(actor: Actor, item: WorkItem) -> list[tuple[str, int]]:
    """(name, minutes) of everybody who spent time on an item, by name."""
    counted = entries(actor, item).order_by().values("person__name").annotate(minutes=Sum("minutes"))
    return [(row["person__name"], row["minutes"]) for row in counted.order_by("person__name")]


def words(minutes: int) -> str:
    """Minutes as people say them: "2 h 15 min"."""
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "")))
