"""Reads that all kinds of work share."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.evidence.types import Period
from bailiwick.kernel.identity.models import Person, Team
from bailiwick.kernel.work.models import (
    Attachment,
    Comment,
    Escalation,
    SavedView,
    Task,
    TimeEntry,
    Transition,
    ViewPlace,
    ViewTeam,
    WorkItem,
)

# After those that have a place.
UNPLACED = 10_000


def saved_views(actor: Actor, page: str = "") -> QuerySet[SavedView]:
    """One's own views of lists, and those that are shared with one's teams or all of the staff, by name."""
    seen: Combinable | Q = Q(person_id=actor.person_id or 0)
    if not actor.is_outsider:
        teams = ViewTeam.objects.filter(view_id=OuterRef("pk"), team_id__in=sorted(actor.team_ids))
        seen |= Q(is_shared=True) | Exists(teams)
    views = SavedView.objects.filter(seen).order_by("name", "id")
    return views.filter(page=page) if page else views


def placed_views(actor: Actor, page: str = "") -> QuerySet[SavedView]:
    """The same in one's own order: each with its `place`, and `is_usual` for the one that the list opens with."""
    mine = ViewPlace.objects.filter(view_id=OuterRef("pk"), person_id=actor.person_id or 0)
    placed = saved_views(actor, page).annotate(
        place=Coalesce(Subquery(mine.values("position")[:1]), Value(UNPLACED)),
        is_usual=Coalesce(Subquery(mine.values("is_usual")[:1]), Value(value=False)),
    )
    return placed.order_by("place", "name", "id")


def shared_with(view: SavedView) -> list[Team]:
    """The teams that a view is shared with."""
    return list(
        Team.objects.filter(pk__in=ViewTeam.objects.filter(view=view).values("team_id")).order_by("name")
    )


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


def reported_by(person: Person) -> int:
    """How many pieces of work a person reported; whoever asks."""
    return WorkItem.objects.filter(reporter=person).count()


def comments_by(person: Person) -> int:
    """How many comments a person wrote; whoever asks."""
    return Comment.objects.filter(author=person).count()


def files_by(person: Person) -> int:
    """How many files a person attached; whoever asks."""
    return Attachment.objects.filter(by=person).count()


def tasks_of(person: Person) -> int:
    """How many tasks a person had or did; whoever asks."""
    return Task.objects.filter(Q(owner=person) | Q(done_by=person)).count()


def time_of(person: Person) -> int:
    """How often a person noted time; whoever asks."""
    return TimeEntry.objects.filter(person=person).count()


def escalations_of(person: Person) -> int:
    """How many escalations a person asked for, was asked in, or took up; whoever asks."""
    return Escalation.objects.filter(Q(by=person) | Q(person=person) | Q(acknowledged_by=person)).count()


def said_about(item: WorkItem, most: int = 100) -> list[Comment]:
    """What was said last about an item, the oldest first; for the staff."""
    found = Comment.objects.filter(item_id=item.pk).select_related("author").order_by("-at", "-pk")
    return list(found[:most])[::-1]
