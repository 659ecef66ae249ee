"""The rooms that the frame leads to; each room adds its own in its AppConfig.ready."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.urls import reverse

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ledger import policies

GROUPS = ("Work", "Services", "Evidence", "Management", "People and access", "Setup")


@dataclass(frozen=True, slots=True)
class Entry:
    """One place: a route without arguments, shown to those who may use the verb (None: to everybody signed in).

    `key` is the letter that leads there after `g`; `order` sorts within the group.
    """

    label: str
    icon: str
    route: str
    verb: str | None = None
    group: str = GROUPS[0]
    order: int = 50
    key: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """An entry as the frame shows it to somebody: where it leads, and whether the reader is there."""

    label: str
    icon: str
    url: str
    key: str | None = None
    current: bool = False
    count: int = 0
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Places under one heading."""

    label: str
    places: tuple[Place, ...]


_entries: list[Entry] = []
_new: list[Entry] = []


def add(entry: Entry) -> None:
    """Put a place into the main navigation."""
    _insert(_entries, entry)


def add_new(entry: Entry) -> None:
    """Put something that can be made into the menu "New"."""
    _insert(_new, entry)


def groups(actor: Actor, path: str = "") -> tuple[Group, ...]:
    """What the actor may go to, by group; the place whose address begins `path` is marked as the current one."""
    found = _addressed(actor, tuple(_entries))
    here = max((url for _, url in found if path.startswith(url)), key=len, default="")
    return _grouped(found, here)


def places(actor: Actor) -> list[Entry]:
    """What the actor may go to, in order."""
    return [entry for entry, _ in _addressed(actor, tuple(_entries))]


def new_items(actor: Actor) -> tuple[Place, ...]:
    """What the actor may make."""
    return tuple(Place(entry.label, entry.icon, url) for entry, url in _addressed(actor, tuple(_new)))


def _insert(entries: list[Entry], entry: Entry) -> None:
    if entry.group not in GROUPS:
        raise ValueError(f"There is no group {entry.group}.")
    if any(entry.route == other.route for other in entries):
        raise ValueError(f"{entry.route} is in the navigation already.")
    entries.append(entry)
    entries.sort(key=lambda each: (GROUPS.index(each.group), each.order, each.label))


def _may(actor: Actor, entry: Entry) -> bool:
    return entry.verb is None or may_somewhere(actor, entry.verb)


def may_somewhere(actor: Actor, verb: str) -> bool:
    """Whether the actor may use the verb on something at least: everywhere, or for one team, party or service."""
    if policies.allows(actor, verb):
        return True
    return not actor.is_outsider and bool(actor.scopes_for(verb))


@lru_cache(1024)
def _addressed(actor: Actor, entries: tuple[Entry, ...]) -> tuple[tuple[Entry, str], ...]:
    return tuple((entry, reverse(entry.route)) for entry in entries if _may(actor, entry))


@lru_cache(1024)
def _grouped(found: tuple[tuple[Entry, str], ...], here: str) -> tuple[Group, ...]:
    return tuple(
        Group(label, tuple(Place(e.label, e.icon, url, e.key or None, url == here) for e, url in members))
        for label, members in groupby(found, key=lambda one: one[0].group)
    )
