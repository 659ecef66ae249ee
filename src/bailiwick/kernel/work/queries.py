"""Reads that all kinds of work share."""

from django.db.models import Count, Q, QuerySet

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.evidence.types import Period
from bailiwick.kernel.work.models import SavedView, Transition, WorkItem


def saved_views(actor: Actor, page: str = "") -> QuerySet[SavedView]:
    """One's own views of lists, and those that the staff shares, by name."""
    seen = Q(person_id=actor.person_id or 0)
    if not actor.is_outsider:
        seen |= Q(is_shared=True)
    views = SavedView.objects.filter(seen).order_by("name", "id")
    return views.filter(page=page) if page else views


def saved_view(actor: Actor, pk: int) -> SavedView:
    """One view that the actor sees; raises NotFound."""
    found = saved_views(actor).filter(pk=pk).first() if 0 < pk < 2**63 else None
    if found is None:
        raise NotFound("There is no such view.")
    return found


def moved(kind: str, period: Period, move: tuple[str, str, str] | None = None) -> QuerySet[WorkItem]:
    """The items of a kind that made a move (from, verb, to), or any move after their beginning, in a period."""
    made = _moves(kind, period)
    if move is not None:
        before, verb, after = move
        made = made.filter(from_state=before, verb=verb, to_state=after)
    return WorkItem.objects.filter(kind=kind, pk__in=made.values("item_id"))


def observed_moves(kind: str, period: Period) -> list[tuple[str, str, str, int]]:
    """(from, verb, to, count) of the moves of items of a kind in a period, without their beginnings."""
    counted = _moves(kind, period).values_list("from_state", "verb", "to_state").annotate(count=Count("pk"))
    return [(before, verb, after, count) for before, verb, after, count in counted]


def _moves(kind: str, period: Period) -> QuerySet[Transition]:
    made = Transition.objects.filter(item__kind=kind, at__gte=period.start, at__lt=period.end)
    return made.exclude(from_state="")
