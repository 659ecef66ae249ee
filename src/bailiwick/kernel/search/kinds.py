"""What can be searched: each kind says how to find its records for somebody, and how to go to one by its reference."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bailiwick.kernel.base.actor import Actor


@dataclass(frozen=True, slots=True)
class Hit:
    """A found record, as a list shows it."""

    reference: str
    title: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: `find` gives hits for words, newest first; `go` the address of a reference, or ""."""

    label: str
    find: Callable[[Actor, str, int], Sequence[Hit]]
    go: Callable[[Actor, str], str]


_kinds: list[Kind] = []


def add(kind: Kind) -> None:
    """Make a kind searchable."""
    _kinds.append(kind)


def kinds() -> tuple[Kind, ...]:
    """Everything that can be searched."""
    return tuple(_kinds)
