"""What the product keeps of a person, room by room: what an erasure takes away, and what stays and why."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from bailiwick.kernel.identity.models import Person


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a captured table that hold a person's data, by the column that leads to the person.

    The ledger's entries that made or changed them lose their content with the person; `with_changes` also takes what
    it kept of the rows themselves.
    """

    table: str
    column: str = "person_id"
    with_changes: bool = True
    is_deletable: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """One kind of thing kept of a person, `count` of them.

    `erase` takes it away within the erasure, before the person loses their name; without it the thing stays, and
    `note` says why. `tables` are those it speaks of: a test asks that no table which could hold something of a person
    is forgotten.
    """

    label: str
    count: Callable[[Person], int]
    note: str = ""
    erase: Callable[[Person], None] | None = None
    tables: tuple[str, ...] = ()
    rows: tuple[Rows, ...] = ()


_traces: list[Trace] = []


def declare(trace: Trace) -> None:
    """Make known what a room keeps of people."""
    if any(trace.label == other.label for other in _traces):
        raise ValueError(f"“{trace.label}” is declared already.")
    _traces.append(trace)


def taken() -> list[Trace]:
    """What an erasure takes away."""
    return [trace for trace in _traces if trace.erase is not None]


def staying() -> list[Trace]:
    """What stays."""
    return [trace for trace in _traces if trace.erase is None]


def tables() -> frozenset[str]:
    """Every table that a declared trace speaks of."""
    named = {table for trace in _traces for table in trace.tables}
    return frozenset(named | {rows.table for rows in remembered_rows()})


def remembered_rows() -> list[Rows]:
    """Every kind of row whose past in the ledger is forgotten with the person."""
    return [rows for trace in _traces for rows in trace.rows]


def nameless(person: Person) -> str:
    """What an erased person is called."""
    return f"Erased person {person.pk}"


def with_the_account(_person: Person) -> None:
    """Within an erasure: the database takes it away with the sign-in."""


def naming(person: Person, *columns: str) -> Q:
    """Rows in which a text holds the person's name as a word of its own, or their address."""
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__regex": rf"(^|\W){re.escape(person.name)}($|\W)"})
        if person.email:
            found |= Q(**{f"{column}__icontains": person.email})
    return found
