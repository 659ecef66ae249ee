"""Compares what happened with what the process designs: actual against designed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from bailiwick.kernel.process.types import START, Definition

Move = tuple[str, str, str]


class Departure(StrEnum):
    """Why an observed move is not designed."""

    UNKNOWN_STATE = "unknown_state"
    UNKNOWN_VERB = "unknown_verb"
    NOT_FROM_HERE = "not_from_here"
    WRONG_TARGET = "wrong_target"


@dataclass(frozen=True)
class Deviation:
    """A move that happened and is not designed, and how often."""

    move: Move
    count: int
    departure: Departure


@dataclass(frozen=True)
class Conformance:
    """How far the observed moves keep to the design; deviations most frequent first.

    `unused` are designed moves that never happened, without those that stay in their state.
    """

    observed: int
    conforming: int
    deviations: tuple[Deviation, ...]
    unused: tuple[Move, ...]

    @property
    def share(self) -> Fraction | None:
        """The share of observed moves that are designed; None when none was observed."""
        return Fraction(self.conforming, self.observed) if self.observed else None


def conformance(definition: Definition, observed: Iterable[tuple[str, str, str, int]]) -> Conformance:
    """How observed moves (from, verb, to, count) keep to a definition; the same move may come several times.

    Raises ValueError for a negative count.
    """
    counts: Counter[Move] = Counter()
    for origin, verb, to, count in observed:
        if count < 0:
            raise ValueError(f"A count cannot be negative: {count} of {origin}, {verb}, {to}.")
        counts[origin, verb, to] += count
    designed = definition.moves()
    allowed = set(designed)
    deviations = [
        Deviation(move, count, _departure(definition, move))
        for move, count in counts.items()
        if count and move not in allowed
    ]
    total = sum(counts.values())
    return Conformance(
        observed=total,
        conforming=total - sum(deviation.count for deviation in deviations),
        deviations=tuple(sorted(deviations, key=lambda deviation: (-deviation.count, deviation.move))),
        unused=tuple(move for move in designed if move[0] != move[2] and not counts[move]),
    )


def _departure(definition: Definition, move: Move) -> Departure:
    origin, verb, to = move
    known = {START, *definition.state_by_name}
    if origin not in known or to not in known:
        return Departure.UNKNOWN_STATE
    if verb not in definition.verbs:
        return Departure.UNKNOWN_VERB
    if verb not in definition.table[origin]:
        return Departure.NOT_FROM_HERE
    return Departure.WRONG_TARGET
