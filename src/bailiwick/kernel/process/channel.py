"""Routes buses through a channel beside the spine: which port of a box each uses, which track, where its label is."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, cycle, islice, pairwise
from math import comb
from typing import Any

from bailiwick.kernel.process.chart import Bus

CLEARANCE = 7.0
# How many pairs of a port and a bus the search may look at: a few tenths of a second.
_WORK = 400_000
_STRETCH = 520.0


@dataclass(frozen=True)
class Port:
    """Where a bus meets a box; `enters` when it ends there, with an arrow."""

    bus: int
    enters: bool


@dataclass(frozen=True)
class Pin:
    """A port at its place."""

    x: float
    box: str
    enters: bool


@dataclass(frozen=True)
class Lane:
    """A bus in the channel: track 0 is next to the spine, the line runs from `left` to `right`.

    `labels` are the left ends of its label, which a long line repeats.
    """

    bus: int
    track: int
    left: float
    right: float
    pins: tuple[Pin, ...]
    labels: tuple[float, ...]


class Channel:
    """A routing problem: buses, their labels' widths in pixels, and the x of the ports of each box.

    `slots` holds as many x for a box as `ports` counts; no two boxes share one. Boxes in `far` lie on the other
    side of the channel than the spine. `solve` finds, by steps that each lessen the cost, an order of ports and
    tracks with few crossings; the same problem always has the same solution, and no label is crossed.
    """

    def __init__(
        self,
        buses: Sequence[Bus],
        widths: Sequence[float],
        slots: Mapping[str, Sequence[float]],
        far: Collection[str],
    ) -> None:
        self._buses, self._widths, self._slots, self._far = buses, widths, slots, far
        self._xs = sorted(x for xs in slots.values() for x in xs)

    def solve(self) -> tuple[Lane, ...]:
        """The lanes, in the order of the buses."""
        orders = {name: self._first_order(name) for name in self._slots}
        order = sorted(range(len(self._buses)), key=lambda bus: (self._span(bus), bus))
        lanes = self._lanes(orders, order)
        cost = self._cost(lanes)
        unchanged = 0
        rows: list[list[Any]] = [*orders.values(), order]
        for row, first, second in self._swaps(rows):
            row[first], row[second] = row[second], row[first]
            tried = self._lanes(orders, order)
            tried_cost = self._cost(tried)
            if tried_cost < cost:
                lanes, cost, unchanged = tried, tried_cost, 0
                continue
            row[first], row[second] = row[second], row[first]
            unchanged += 1
            if unchanged >= sum(comb(len(row), 2) for row in rows):
                break
        return tuple(
            replace(lane, labels=self._repeated(lane)) for lane in sorted(lanes, key=lambda lane: lane.bus)
        )

    def _swaps(self, rows: Sequence[list[Any]]) -> Iterator[tuple[list[Any], int, int]]:
        """All pairs of places in all rows, over and over, as often as a picture may take."""
        each = [(row, *pair) for row in rows for pair in combinations(range(len(row)), 2)]
        return islice(cycle(each), _WORK // (len(self._xs) * len(self._buses)))

    def _first_order(self, name: str) -> list[Port]:
        """Ports for the left, the short ones outside, then those for both sides, then those for the right."""

        def key(port: Port) -> tuple[int, float, int]:
            own = self._middle(name)
            others = [self._middle(other) - own for other in self._buses[port.bus].members if other != name]
            reach = max(map(abs, others), default=0.0)
            if all(distance < 0 for distance in others):
                return (0, reach, port.bus)
            if all(distance > 0 for distance in others):
                return (2, -reach, port.bus)
            return (1, reach, port.bus)

        return sorted(ports(self._buses, name), key=key)

    def _middle(self, name: str) -> float:
        return sum(self._slots[name]) / len(self._slots[name])

    def _span(self, bus: int) -> float:
        middles = [self._middle(name) for name in self._buses[bus].members]
        return max(middles) - min(middles)

    def _lanes(self, orders: Mapping[str, Sequence[Port]], order: Sequence[int]) -> list[Lane]:
        """Every bus in the nearest track that is free where it runs, in this order of buses."""
        pins: list[list[Pin]] = [[] for _ in self._buses]
        for name, row in orders.items():
            for x, port in zip(self._slots[name], row, strict=True):
                pins[port.bus].append(Pin(x, name, port.enters))
        taken: list[list[tuple[float, float]]] = []
        lanes = []
        for bus in order:
            xs = [pin.x for pin in pins[bus]]
            label = self._label(min(xs), max(xs), self._widths[bus])
            left, right = min(*xs, label), max(*xs, label + self._widths[bus])
            track = next(
                (n for n, spans in enumerate(taken) if all(right < a or b < left for a, b in spans)),
                len(taken),
            )
            if track == len(taken):
                taken.append([])
            taken[track].append((left - CLEARANCE, right + CLEARANCE))
            lanes.append(Lane(bus, track, left, right, tuple(sorted(pins[bus], key=lambda p: p.x)), (label,)))
        return lanes

    def _repeated(self, lane: Lane) -> tuple[float, ...]:
        """The labels of a lane: one, or one for every stretch of a line that may not fit on a small screen."""
        width = self._widths[lane.bus]
        parts = int((lane.right - lane.left) // _STRETCH) + 1
        length = (lane.right - lane.left) / parts
        stretches = [(lane.left + n * length, lane.left + (n + 1) * length) for n in range(parts)]
        found = [(self._label(a, b, width), a, b) for a, b in stretches]
        inside = tuple(x for x, a, b in found if a <= x and x + width <= b)
        return inside or lane.labels

    def _label(self, left: float, right: float, width: float) -> float:
        """Where the label begins: between ports, so that nothing can cross it, and as much over the line as can be."""
        middle = (left + right - width) / 2
        edges = [float("-inf"), *self._xs, float("inf")]
        best, best_cost = middle, float("inf")
        for start, end in pairwise(edges):
            low, high = start + CLEARANCE, end - CLEARANCE - width
            if low > high:
                continue
            x = min(max(middle, low), high)
            cost = 1_000 * (max(0.0, left - x) + max(0.0, x + width - right)) + abs(x - middle)
            if cost < best_cost:
                best, best_cost = x, cost
        return best

    def _cost(self, lanes: Sequence[Lane]) -> tuple[float, float]:
        """Crossings and dangling labels first, then how far the lines go."""
        crossings, length, dangling = 0, 0.0, 0.0
        spans = [(lane.track, lane.left, lane.right) for lane in lanes]
        for lane in lanes:
            dangling += (lane.right - lane.left) - (lane.pins[-1].x - lane.pins[0].x)
            length += lane.right - lane.left
            for pin in lane.pins:
                far = pin.box in self._far
                length += 24 * (-lane.track if far else lane.track)
                for track, left, right in spans:
                    between = track > lane.track if far else track < lane.track
                    if between and left < pin.x < right:
                        crossings += 1
        return (crossings * 10 + dangling / 4, length)


def ports(buses: Sequence[Bus], name: str) -> list[Port]:
    """The ports that a box needs for these buses."""
    return [
        Port(number, enters)
        for number, bus in enumerate(buses)
        for enters, names in ((False, bus.sources), (True, bus.targets))
        if name in names
    ]
