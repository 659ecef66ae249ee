"""What the palette offers; each room adds what can be done where the reader is, and how its records are named."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.search.kinds import kinds
from bailiwick.kernel.ui import navigation

FOUND = 6


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the palette: where it leads, and the key that does the same."""

    label: str
    url: str
    icon: str = "arrow-right"
    note: str = ""
    key: str = ""


Offer = Callable[[Actor, str], Sequence[Command]]
Named = Callable[[Actor, Sequence[str]], Sequence[Command]]
_offers: list[Offer] = []
_named: list[Named] = []


def offer(here: Offer) -> None:
    """Add what can be done at the address that the reader is at."""
    _offers.append(here)


def name_records(named: Named) -> None:
    """Add how records that were open lately are named, from their references; others are passed over."""
    _named.append(named)


def commands(actor: Actor, words: str, at: str, lately: Sequence[str]) -> Iterator[tuple[str, list[Command]]]:
    """(heading, commands) that fit the words, nearest to what the reader does first."""
    fit = _fitting(words)
    yield "Here", [one for here in _offers for one in here(actor, at) if fit(one.label)]
    if words:
        yield "Found", list(_found(actor, words))
    else:
        yield "Lately", [one for named in _named for one in named(actor, lately)]
    yield (
        "New",
        [
            Command(f"New {one.label.lower()}", one.url, one.icon)
            for one in navigation.new_items(actor)
            if fit(f"New {one.label}")
        ],
    )
    yield (
        "Go to",
        [
            Command(place.label, place.url, place.icon, key=f"g {place.key}" if place.key else "")
            for group in navigation.groups(actor)
            for place in group.places
            if fit(f"Go to {place.label} {group.label}")
        ],
    )


def _found(actor: Actor, words: str) -> Iterator[Command]:
    for kind in kinds():
        if address := kind.go(actor, words):
            yield Command(words.upper(), address, "corner-down-right")
        for hit in kind.find(actor, words, FOUND):
            yield Command(f"{hit.reference} {hit.title}", hit.url, "search", note=hit.note)


def _fitting(words: str) -> Callable[[str], bool]:
    wanted = re.findall(r"\w+", words.casefold())

    def fit(label: str) -> bool:
        there = re.findall(r"\w+", label.casefold())
        return all(any(one.startswith(word) for one in there) for word in wanted)

    return fit
