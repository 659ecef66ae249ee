"""The queue: which incidents, in which order, with what beside them; slim rows and few queries."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet, Value

from bailiwick.kernel.base import clock
from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.base.kept import KeptQuery
from bailiwick.kernel.base.keyset import Sort
from bailiwick.kernel.identity.queries import visible_teams
from bailiwick.kernel.process.definitions import definition
from bailiwick.kernel.process.models import ProcessVersion
from bailiwick.kernel.process.types import Definition
from bailiwick.kernel.search import index
from bailiwick.kernel.work.models import WorkItem
from bailiwick.kernel.work.queries import placed_views
from bailiwick.portfolio.services.queries import services_in_use
from bailiwick.resolution.incidents import queries
from bailiwick.resolution.reading import columns

SORTS = {
    "due": Sort("due_at", nullable=["due_at"]),
    "priority": Sort("priority", nullable=["priority"]),
    "number": Sort("number"),
    "updated": Sort("updated_at"),
}
VIEWS = (
    ("open", "Open"),
    ("mine", "Mine"),
    ("unassigned", "Unassigned"),
    ("overdue", "Overdue"),
    ("reported", "Reported by you"),
    ("resolved", "Resolved"),
    ("all", "All"),
)
FILTERS = {
    "state": "state",
    "priority": "priority",
    "team": "team_id",
    "service": "service_id",
    "assignee": "assignee_id",
}
NONE = "none"
SEARCHED = 500
USUAL = (*columns.ALWAYS, "assignee__name", "team__name", "service_name")

PAGE = "incidents"


class Parameters(dict[str, Any]):
    """Filters that were not typed into an address: lists where there may be several values."""

    def getlist(self, name: str) -> list[str]:
        """Every value of a filter."""
        value = self.get(name, [])
        return [str(one) for one in value] if isinstance(value, list) else [str(value)]


@dataclass(frozen=True, slots=True)
class Choices:
    """What one may filter by, the saved views in one's order, and the query that one's list opens with."""

    teams: list[tuple[int, str]]
    services: list[tuple[int, str]]
    views: list[tuple[int, str, str]]
    usual: str
    process: Definition

    @property
    def states(self) -> list[tuple[str, str]]:
        """The states of the process now in force."""
        return [(state.name, state.title) for state in self.process.states]


def choices(actor: Actor) -> Choices:
    """The filters' contents and the actor's saved views, in one query."""
    found: dict[str, list[tuple[int, str]]] = {"team": [], "service": [], "process": []}
    kept, usual = [], ""
    for kind, key, name, query, _place, is_usual in KeptQuery.by(actor, WorkItem, "choices", _choices).rows():
        if kind in found:
            found[kind].append((key, name))
        else:
            kept.append((key, name, query))
            usual = query if is_usual else usual
    if not found["process"]:
        raise NotFound("The incident process is not published here yet.")
    return Choices(found["team"], found["service"], kept, usual, definition(found["process"][0][0]))


def _choices(actor: Actor) -> QuerySet[Any, Any]:
    views = placed_views(actor, PAGE).annotate(kind=Value("view"), label=F("name"), more=F("query"))
    newest = ProcessVersion.objects.filter(code=queries.KIND).order_by("-number")[:1]
    process = newest.annotate(kind=Value("process"), label=F("code"), **_UNPLACED)
    every = _labelled(visible_teams(actor).filter(retired_at=None), "team").union(
        _labelled(services_in_use(actor), "service"),
        views.order_by().values_list(*_LABELLED),
        process.values_list(*_LABELLED),
        all=True,
    )
    return every.order_by("place", "label", "pk")


_LABELLED = ("kind", "pk", "label", "more", "place", "is_usual")
_UNPLACED = {"more": Value(""), "place": Value(0), "is_usual": Value(value=False)}


def _labelled(rows: QuerySet[Any], kind: str) -> QuerySet[Any, Any]:
    labelled: QuerySet[Any, Any] = rows.order_by().annotate(kind=Value(kind), label=F("name"), **_UNPLACED)
    return labelled.values_list(*_LABELLED)


def queue(
    actor: Actor,
    params: Mapping[str, str],
    *,
    among: QuerySet[Any] | None = None,
    fields: tuple[str, ...] = USUAL,
) -> QuerySet[WorkItem, Any]:
    """The incidents that the parameters ask for, as slim rows; unknown values of a filter match nothing.

    `among` are incidents that the list is limited to, `fields` what rows have.
    """
    return slim(asked_for(actor, params, among=among), fields)


def slim(items: QuerySet[WorkItem, Any], fields: tuple[str, ...] = USUAL) -> QuerySet[WorkItem, Any]:
    """Items as rows with these fields."""
    rows: QuerySet[WorkItem, Any] = items.annotate(**columns.computed(fields)).values(*fields)
    return rows


def asked_for(
    actor: Actor, params: Mapping[str, str], *, among: QuerySet[Any] | None = None
) -> QuerySet[WorkItem, Any]:
    """The incidents that the parameters ask for and the actor may see."""
    items = WorkItem.objects.filter(queries.visibility(actor), kind=queries.KIND)
    if among is not None:
        items = items.filter(pk__in=among.order_by().values("pk"))
    items = items.filter(_view(params.get("view") or "open", actor), _filters(params))
    if words := params.get("q", "").strip():
        items = items.filter(pk__in=_searched(actor, words))
    return items


def kept_queue(
    actor: Actor,
    params: Mapping[str, str],
    *,
    among: QuerySet[Any] | None = None,
    fields: tuple[str, ...] = USUAL,
) -> QuerySet[WorkItem, Any] | KeptQuery:
    """The same for a page that is asked for all day long; what looks something up first cannot be kept."""
    if among is not None or params.get("q", "").strip():
        return queue(actor, params, among=among, fields=fields)
    key = ("queue", asked(params), fields)
    return KeptQuery.by(actor, WorkItem, key, lambda anybody: queue(anybody, params, fields=fields))


def usual_sort(params: Mapping[str, str]) -> str:
    """The order of a list that names none: the past by its number, what is open by its targets."""
    return "-number" if params.get("view") in ("all", "resolved") or params.get("q") else "due"


def asked(params: Mapping[str, str]) -> Hashable:
    """What the parameters say of view and filters: the same gives the same question."""
    return params.get("view"), tuple((name, tuple(several(params, name))) for name in FILTERS)


def _searched(actor: Actor, words: str) -> list[int]:
    digits = words.upper().removeprefix("INC-")
    named = (
        list(queries.visible(actor).filter(number=int(digits)).values_list("pk", flat=True))
        if _is_number(digits)
        else []
    )
    return named or index.find(words, queries.KIND, party_id=actor.party_id, limit=SEARCHED)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _view(name: str, actor: Actor) -> Q:
    views = {
        "all": Q(),
        "resolved": Q(category="resolved"),
        "mine": Q(is_live=True) & Q(assignee_id=actor.person_id),
        "unassigned": Q(is_live=True) & Q(assignee_id__isnull=True),
        "reported": Q(reporter_id=actor.person_id) & ~Q(category="closed"),
        "overdue": Q(is_live=True) & (Q(is_breached=True) | Q(due_at__lt=clock.now())),
    }
    return views.get(name, Q(is_live=True))


def _filters(params: Mapping[str, str]) -> Q:
    wanted = Q()
    for name, field in FILTERS.items():
        if values := [value for value in several(params, name) if value]:
            known = values if name == "state" else [int(one) if _is_number(one) else -1 for one in values]
            among = Q(**{f"{field}__in": known})
            wanted &= among | Q(**{f"{field}__isnull": True}) if NONE in values else among
    return wanted


def several(params: Mapping[str, str], name: str) -> list[str]:
    """Every value of a parameter."""
    if hasattr(params, "getlist"):
        return list(params.getlist(name))
    return [params[name]] if name in params else []


MOST = 25


@dataclass(frozen=True, slots=True)
class Part:
    """A list of what waits for somebody: the first of it, and the queue's query for the whole."""

    title: str
    text: str
    items: KeptQuery
    query: str

    def first(self) -> tuple[list[Any], bool]:
        """The first 25 rows, and whether there are more."""
        found = self.items.rows()
        return found[:MOST], len(found) > MOST


def my_work(actor: Actor) -> list[Part]:
    """What waits for somebody: theirs, unassigned work of their teams, and what they reported."""

    def first(view: str, *order: str, **among: Any) -> KeptQuery:
        return KeptQuery.by(
            actor,
            WorkItem,
            ("my work", view),
            lambda anybody: queue(anybody, {"view": view}).filter(**among).order_by(*order)[: MOST + 1],
        )

    teams = sorted(actor.team_ids)
    return [
        Part(
            "Yours",
            "Nothing is assigned to you. What you take, or are given, stands here, the nearest target first.",
            first("mine", "due_at", "id"),
            urlencode({"view": "mine"}),
        ),
        Part(
            "Your teams",
            "Nothing waits in your teams. What nobody has taken yet stands here.",
            first("unassigned", "due_at", "id", team_id__in=teams),
            urlencode({"view": "unassigned", "team": teams}, doseq=True),
        ),
        Part(
            "Reported by you",
            "What you reported and is not closed.",
            first("reported", "-updated_at", "-id"),
            urlencode({"view": "reported", "sort": "-updated"}),
        ),
    ]
