"""The kinds of work items, so that what all of them share (tasks, time, parts, merges) need know none of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound
from bailiwick.kernel.work.models import WorkItem
from bailiwick.kernel.work.steps import Facts

# An item that is there for the actor, by its reference; raises NotFound.
Find = Callable[[Actor, str], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of work item, as its own process declares it.

    `find` gives an item that is there for the actor by its reference; `visible` all such items; `facts` what the
    process's conditions read. `when_merged` are the fields that close an item which goes on in another; `split` logs a
    new item like another one, with a title and a description. `path` is where its pages lie, `title` what the list is
    called.
    """

    code: str
    noun: str
    title: str
    path: str
    model: type[WorkItem]
    find: Find
    visible: Callable[[Actor], QuerySet[Any]]
    facts: Callable[[Any, Mapping[str, object]], Facts]
    split: Callable[[Any, Actor, str, str], Any]
    when_merged: Mapping[str, Any] = field(default_factory=dict)
    category: Callable[[Any], int | None] = field(default=lambda _item: None)
    categories: Callable[[], Iterable[Any]] = field(default=tuple)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known."""
    _kinds[kind.code] = kind


def of(item: WorkItem) -> Kind:
    """The kind of an item."""
    return _kinds[item.kind]


def named(code: str) -> Kind:
    """The kind of that code."""
    return _kinds[code]


def record(item: WorkItem) -> WorkItem:
    """An item as the record of its own kind, unread: what operations take as their subject."""
    model = of(item).model
    return item if isinstance(item, model) else model(pk=item.pk, kind=item.kind, reference=item.reference)


def at(path: str) -> Kind:
    """The kind whose pages lie at a path; raises NotFound."""
    for kind in _kinds.values():
        if kind.path == path:
            return kind
    raise NotFound("There is no such page.")


def all_kinds() -> list[Kind]:
    """Every kind."""
    return list(_kinds.values())
