"""What the product keeps of a person, room by room: what an erasure takes away, and what stays and why."""

from collections.abc import Callable
from dataclasses import dataclass

from bailiwick.kernel.identity.models import Person


@dataclass(frozen=True, slots=True)
class Trace:
    """One kind of thing kept of a person, `count` of them.

    `erase` takes it away within the erasure; without it the thing stays, and `note` says why.
    """

    label: str
    count: Callable[[Person], int]
    note: str = ""
    erase: Callable[[Person], None] | None = None


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
