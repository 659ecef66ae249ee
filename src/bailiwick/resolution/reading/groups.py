"""The queue in groups: the first of each and how many there are, in one query over a bounded part of the list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.kept import KeptQuery
from bailiwick.kernel.base.keyset import Sort, ordering
from bailiwick.kernel.work.models import WorkItem
from bailiwick.resolution.reading import lists
from bailiwick.resolution.reading.columns import Showing

# How much of a list is looked at: enough for what is open, and never the whole of a long past.
LOOKED_AT = 10_000
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Grouping:
    """A way to put the queue into groups: the filter that names a group, its field, its label, the group of none."""

    name: str
    label: str
    field: str
    title: str
    nothing: str


GROUPINGS = (
    Grouping("team", "Team", "team_id", "team__name", "No team yet"),
    Grouping("assignee", "Assigned to", "assignee_id", "assignee__name", "Nobody yet"),
    Grouping("priority", "Priority", "priority", "priority", "No priority yet"),
    Grouping("service", "Service", "service_id", "service_name", "No service named"),
    Grouping("state", "State", "state", "state", ""),
)


@dataclass(frozen=True, slots=True)
class Group:
    """One group: its name, the filter's value that names it, how many are in it, and the first of them."""

    title: str
    value: str
    count: int
    rows: list[dict[str, Any]]


def grouping(name: str) -> Grouping | None:
    """The grouping of that name."""
    return next((one for one in GROUPINGS if one.name == name), None)


def grouped(
    actor: Actor,
    params: Mapping[str, str],
    by: Grouping,
    sort: Sort,
    *,
    fields: tuple[str, ...],
    showing: Showing,
    among: QuerySet[Any] | None = None,
) -> tuple[list[Group], bool]:
    """The groups of what the parameters ask for, and whether the list is longer than what was looked at."""
    read = tuple(dict.fromkeys((*fields, by.field, by.title)))

    def make(by_whom: Actor) -> QuerySet[WorkItem, Any]:
        return _ranked(lists.asked_for(by_whom, params, among=among), by, sort, read)

    if among is not None or params.get("q", "").strip():
        found = list(make(actor))
    else:
        found = KeptQuery.by(
            actor, WorkItem, ("groups", lists.asked(params), by.name, sort, read), make
        ).rows()
    groups: dict[Any, Group] = {}
    for row in found:
        value = row[by.field]
        if value not in groups:
            named = str(value) if value is not None else lists.NONE
            groups[value] = Group(_title(by, row, showing), named, row["group_count"], [])
        groups[value].rows.append(row)
    ordered = sorted(groups.items(), key=lambda one: _place(by, one[0], one[1], showing))
    return [group for _, group in ordered], sum(group.count for group in groups.values()) > LOOKED_AT


def _ranked(
    items: QuerySet[WorkItem, Any], by: Grouping, sort: Sort, fields: tuple[str, ...]
) -> QuerySet[WorkItem, Any]:
    order = [ordering(key, backwards=False) for key in sort.keys]
    looked_at = items.order_by(*order).values("pk")[: LOOKED_AT + 1]
    ranked: QuerySet[Any, Any] = WorkItem.objects.filter(pk__in=looked_at).annotate(
        group_count=Window(Count("pk"), partition_by=[F(by.field)]),
        group_rank=Window(RowNumber(), partition_by=[F(by.field)], order_by=order),
    )
    first = ranked.filter(group_rank__lte=SHOWN)
    rows = lists.slim(first, (*fields, "group_count", "group_rank"))
    return rows.order_by(F("group_rank"))


def _title(by: Grouping, row: Mapping[str, Any], showing: Showing) -> str:
    value = row[by.title]
    if value is None:
        return by.nothing
    if by.name == "priority":
        return f"P{value}"
    return showing.state(value) if by.name == "state" else str(value)


def _place(by: Grouping, value: Any, group: Group, showing: Showing) -> tuple[bool, Any]:
    if by.name == "priority":
        return value is None, value or 0
    if by.name == "state":
        names = [state.name for state in showing.process.states]
        return value not in names, names.index(value) if value in names else 0
    return value is None, group.title.casefold()
