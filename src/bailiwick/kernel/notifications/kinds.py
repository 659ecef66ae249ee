"""What people are told of, in words, so that they can choose what is mailed to them."""

from dataclasses import dataclass
from typing import Any

from bailiwick.kernel.base.actor import Actor


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of news: the class of its events, and whether people of customers hear of it too."""

    name: str
    title: str
    is_for_outsiders: bool


_kinds: dict[str, Kind] = {}


def declare(cls: type[Any], title: str, *, is_for_outsiders: bool = False) -> None:
    """Let people choose whether news of these events is mailed to them."""
    _kinds[cls.__name__] = Kind(cls.__name__, title, is_for_outsiders)


def offered(actor: Actor) -> list[Kind]:
    """What the actor can be told of, by its words."""
    found = (kind for kind in _kinds.values() if kind.is_for_outsiders or not actor.is_outsider)
    return sorted(found, key=lambda kind: kind.title)
