"""The rooms that the frame leads to; each room adds its own in its AppConfig.ready."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.ledger import policies

GROUPS = ("Work", "Services", "Evidence", "Management", "Setup")


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


_entries: list[Entry] = []
_new: list[Entry] = []


def add(entry: Entry) -> None:
    """Put a place into the main navigation."""
    _insert(_entries, entry)


def add_new(entry: Entry) -> None:
    """Put something that can be made into the menu "New"."""
    _insert(_new, entry)


def groups(actor: Actor, path: str = "") -> list[dict[str, Any]]:
    """What the actor may go to, by group; the place whose address begins `path` is marked as the current one."""
    entries = places(actor)
    addresses = {entry.route: reverse(entry.route) for entry in entries}
    here = max((url for url in addresses.values() if path.startswith(url)), key=len, default="")
    return [
        {"label": label, "items": [_item(entry, addresses[entry.route], here) for entry in members]}
        for label, members in groupby(entries, key=lambda entry: entry.group)
    ]


def places(actor: Actor) -> list[Entry]:
    """What the actor may go to, in order."""
    return [entry for entry in _entries if _may(actor, entry)]


def new_items(actor: Actor) -> list[dict[str, str]]:
    """What the actor may make."""
    shown = [entry for entry in _new if _may(actor, entry)]
    return [{"label": entry.label, "icon": entry.icon, "url": reverse(entry.route)} for entry in shown]


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


def _item(entry: Entry, url: str, here: str) -> dict[str, Any]:
    return {
        "label": entry.label,
        "icon": entry.icon,
        "url": url,
        "key": entry.key or None,
        "current": url == here,
    }
