"""Reads a definition as a picture: states drawn together, a main line, and the moves between them as buses."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from bailiwick.kernel.process.types import SAME, START, Category, Definition, State, Transition

Move = tuple[str, str, str]


@dataclass(frozen=True)
class Box:
    """The start, a state, or several states that the same transitions enter and leave, drawn in one frame."""

    name: str
    states: tuple[State, ...] = ()


@dataclass(frozen=True)
class Bus:
    """A move from every source to every target, drawn with one line and one label."""

    verb: str
    label: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    moves: tuple[Move, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """The boxes that it touches."""
        return tuple(dict.fromkeys(self.sources + self.targets))


@dataclass(frozen=True)
class Chart:
    """What there is to place: `spine` is the main line, `side` the other boxes; by name into `boxes`.

    `direct` moves go from one box of the spine to the next, `upper` buses touch only the spine, `lower` also or
    only the side.
    """

    boxes: Mapping[str, Box]
    spine: tuple[str, ...]
    side: tuple[str, ...]
    direct: tuple[Bus, ...]
    upper: tuple[Bus, ...]
    lower: tuple[Bus, ...]


MAX_DIRECT = 2


def chart(definition: Definition, observed: Mapping[Move, int] | None = None) -> Chart:
    """The chart of a sound definition; with `observed` moves, labels carry how often each happened."""
    boxes = _boxes(definition)
    spine = _spine(definition, boxes)
    box_of = {state.name: box.name for box in boxes.values() for state in box.states} | {START: START}
    shares = _Shares(spine)
    for bus in _buses(definition, box_of):
        shares.add(bus)
    direct, upper, lower = (
        tuple(_labelled(bus, box_of, observed) for bus in buses)
        for buses in (shares.direct, shares.upper, shares.lower)
    )
    side = tuple(name for name in boxes if name not in spine)
    return Chart(boxes, spine, side, direct, upper, lower)


def _targets(transition: Transition) -> tuple[str, ...]:
    return tuple(dict.fromkeys(target.state for target in transition.targets if target.state != SAME))


def _boxes(definition: Definition) -> dict[str, Box]:
    """Boxes by name in the order of the states, START first; states are one box when nothing tells them apart."""
    alike: dict[object, list[State]] = {}
    for state in definition.states:
        leaving = [
            n for n, t in enumerate(definition.transitions) if state.name in definition.states_before(t)
        ]
        moving = tuple(n for n in leaving if _targets(definition.transitions[n]))
        entering = tuple(n for n, t in enumerate(definition.transitions) if state.name in _targets(t))
        alike.setdefault((state.initial, moving, entering), []).append(state)
    groups = [Box(states[0].name, tuple(states)) for states in alike.values()]
    return {START: Box(START), **{box.name: box for box in groups}}


def _spine(definition: Definition, boxes: Mapping[str, Box]) -> tuple[str, ...]:
    """The main line: from each state the first way on that is written, and to a closed state only at the end."""
    line = [START, definition.initial]
    while True:
        ways = [
            name
            for transition in definition.transitions
            if line[-1] in definition.states_before(transition)
            for name in _targets(transition)
            if name in boxes and name not in line and len(boxes[name].states) == 1
        ]
        kinds = {name: definition.state_by_name[name].category for name in ways}
        lasting = [n for n in ways if kinds[n] in (Category.OPEN, Category.RESOLVED)]
        ends = [n for n in ways if kinds[n] is Category.CLOSED]
        if not (lasting or ends):
            return tuple(line)
        line.append((lasting or ends)[0])


def _buses(definition: Definition, box_of: Mapping[str, str]) -> list[Bus]:
    """One bus for each verb, title and set of targets."""
    merged: dict[tuple[str, str, tuple[str, ...]], dict[Move, None]] = {}
    for transition in definition.transitions:
        targets = tuple(dict.fromkeys(box_of[name] for name in _targets(transition)))
        if targets:
            moves = merged.setdefault((transition.verb, transition.title, targets), {})
            for origin in definition.states_before(transition):
                for to in _targets(transition):
                    if origin != to:
                        moves[origin, transition.verb, to] = None
    buses = []
    for (verb, title, targets), moves in merged.items():
        sources = dict.fromkeys(box_of[origin] for origin, _, _ in moves)
        # A move within one frame is told by the description, not by a line.
        outside = tuple(name for name in sources if targets != (name,))
        if outside:
            buses.append(Bus(verb, title, outside, targets, tuple(moves)))
    return buses


def _labelled(bus: Bus, box_of: Mapping[str, str], observed: Mapping[Move, int] | None) -> Bus:
    """The bus with only its own moves, and with their number in the label when any are observed."""
    moves = tuple(m for m in bus.moves if box_of[m[0]] in bus.sources and box_of[m[2]] in bus.targets)
    count = sum((observed or {}).get(move, 0) for move in moves)
    return replace(bus, moves=moves, label=bus.label if observed is None else f"{bus.label} ({count:,})")


class _Shares:
    """Parts each bus into direct moves and what remains for the channels above and below the spine."""

    def __init__(self, spine: tuple[str, ...]) -> None:
        self._place = {name: number for number, name in enumerate(spine)}
        self.direct: list[Bus] = []
        self.upper: list[Bus] = []
        self.lower: list[Bus] = []

    def add(self, bus: Bus) -> None:
        """Share out one bus; the parts have the same moves between the same boxes."""
        if len(bus.targets) == 1:
            near = [source for source in bus.sources if self._take_direct(bus, source, bus.targets[0])]
            bus = replace(bus, sources=_without(bus.sources, near))
            self._part_by_row(bus, "sources")
        elif len(bus.sources) == 1:
            near = [target for target in bus.targets if self._take_direct(bus, bus.sources[0], target)]
            bus = replace(bus, targets=_without(bus.targets, near))
            self._part_by_row(bus, "targets")
        else:
            self._channel(bus).append(bus)

    def _take_direct(self, bus: Bus, source: str, target: str) -> bool:
        adjacent = self._place.get(target, -2) - self._place.get(source, -2) == 1
        if not adjacent or sum(other.sources == (source,) for other in self.direct) == MAX_DIRECT:
            return False
        self.direct.append(replace(bus, sources=(source,), targets=(target,)))
        return True

    def _part_by_row(self, bus: Bus, ends: Literal["sources", "targets"]) -> None:
        names: tuple[str, ...] = getattr(bus, ends)
        on_spine = tuple(name for name in names if name in self._place)
        for part in (on_spine, _without(names, on_spine)):
            if part:
                piece = replace(bus, sources=part) if ends == "sources" else replace(bus, targets=part)
                self._channel(piece).append(piece)

    def _channel(self, bus: Bus) -> list[Bus]:
        return self.upper if all(name in self._place for name in bus.members) else self.lower


def _without(names: tuple[str, ...], dropped: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in dropped)
