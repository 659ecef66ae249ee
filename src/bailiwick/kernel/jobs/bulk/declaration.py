"""What can be done to many records at once: each list says which records, which verbs, and why not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from bailiwick.kernel.base.actor import Actor
from bailiwick.kernel.base.errors import NotFound

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BulkVerb:
    """A verb over many: `form` is made for an actor (with what was typed, or None), `perform` does it to one record."""

    name: str
    label: str
    icon: str
    form: Callable[[Actor, Any], forms.Form]
    perform: Callable[[Any, Actor, Data], object]
    key: str = ""

    @property
    def slug(self) -> str:
        """The verb without its noun, as an address says it."""
        return self.name.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Named:
    """How a record is shown: what it is called, its title, its address."""

    name: str
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Bulk:
    """A list whose records can be worked on together.

    `chosen` gives the records of these keys that are there for the actor, `matching` the keys of those that a query of
    the list finds (at most so many), `why_not` says of each record on which the verb is not possible why, without
    writing anything.
    """

    name: str
    singular: str
    plural: str
    route: str
    verbs: tuple[BulkVerb, ...]
    chosen: Callable[[Actor, Sequence[int]], Sequence[Any]]
    matching: Callable[[Actor, QueryDict, int], list[int]]
    why_not: Callable[[Actor, BulkVerb, Sequence[Any], Data], dict[int, str]]
    shown: Callable[[Any], Named]

    def verb(self, name: str) -> BulkVerb:
        """The verb of that name, with or without its noun; raises NotFound."""
        for one in self.verbs:
            if name in (one.name, one.slug):
                return one
        raise NotFound("There is no such verb for many.")


_bulks: dict[str, Bulk] = {}


def declare(bulk: Bulk) -> Bulk:
    """Make a list's verbs known."""
    if bulk.name in _bulks:
        raise ValueError(f"There are verbs for many {bulk.name} already.")
    _bulks[bulk.name] = bulk
    return bulk


def bulk_named(name: str) -> Bulk:
    """The verbs of a list; raises NotFound."""
    found = _bulks.get(name)
    if found is None:
        raise NotFound("There is no such list.")
    return found


def names() -> list[str]:
    """The lists with verbs for many."""
    return sorted(_bulks)
