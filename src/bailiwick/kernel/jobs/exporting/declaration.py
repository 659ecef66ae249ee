"""What can be exported: each list says which rows, which columns, and how a row becomes cells."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound, Refused
from bailiwick.kernel.base.keyset import Sort


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: its heading, and whether it holds text, a number, a time or a date."""

    label: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Asked:
    """A list as somebody asked for it: rows in an order, and how each becomes cells."""

    rows: QuerySet[Any, Any]
    sorts: Mapping[str, Sort]
    sort: str
    columns: Sequence[Column]
    cells: Callable[[Any], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that can be exported; `asked` reads the query of the list's address as its page does."""

    name: str
    title: str
    may: Callable[[Actor], bool]
    asked: Callable[[Actor, QueryDict], Asked]


_listings: dict[str, Listing] = {}


def declare(listing: Listing) -> Listing:
    """Make a list exportable."""
    if listing.name in _listings:
        raise ValueError(f"There is a list {listing.name} already.")
    _listings[listing.name] = listing
    return listing


def listing_named(name: str, actor: Actor) -> Listing:
    """The list of that name; raises NotFound, or Refused when the actor may not see it."""
    found = _listings.get(name)
    if found is None:
        raise NotFound("There is no such list.")
    if not found.may(actor):
        raise Refused("Your roles do not include this.")
    return found


def names() -> list[str]:
    """The names of every list that can be exported."""
    return sorted(_listings)
