"""Decides how wide every box of a process chart is and where it stands from left to right."""

from collections.abc import Mapping, Sequence
from math import ceil

from bailiwick.kernel.process.channel import CLEARANCE, ports
from bailiwick.kernel.process.chart import Box, Bus, Chart
from bailiwick.kernel.process.text_size import text_width, wrap
from bailiwick.kernel.process.types import START, Category, State

TITLE_SIZE = 13.0
VERB_SIZE = 12.0
GRID = 16
FRAME_PADDING = 10.0
FRAME_SPACE = 8.0
FRAME_ROWS = 3
LABEL_ROOM = 32.0
SHORTEST_GAP = 48
_WIDEST_TITLE = 110.0
_TITLE_ROOM = 28.0

# Left edge and width, in pixels.
Extent = tuple[float, float]


def columns(chart: Chart) -> dict[str, Extent]:
    """The left edge and width of every box; ports of the spine and of the side never share an x.

    Boxes of the spine stand on multiples of GRID, boxes of the side half a step beside them.
    """
    widths = {name: _box_width(chart, name) for name in chart.boxes}
    gaps = _gaps(chart)
    extents: dict[str, Extent] = {}
    x = 0
    for number, name in enumerate(chart.spine):
        extents[name] = (x, widths[name])
        x += widths[name] + (gaps[number] if number < len(gaps) else 0)
    end = -float("inf")
    wished = {name: _wish(chart, name, extents, widths[name]) for name in chart.side}
    for name in sorted(chart.side, key=lambda name: (wished[name], chart.side.index(name))):
        left = max(wished[name], end + SHORTEST_GAP)
        left = ceil(left / GRID) * GRID + GRID / 2
        extents[name] = (left, widths[name])
        end = left + widths[name]
    return extents


def slots(extent: Extent, count: int) -> tuple[float, ...]:
    """The x of `count` ports of a box, about its middle."""
    left, width = extent
    pitch = 2 * GRID if (count - 1) * 2 * GRID + 2 * GRID <= width else GRID
    first = left + (width - (count - 1) * pitch) / 2
    first = left + int((first - left) / GRID) * GRID
    return tuple(first + number * pitch for number in range(count))


def label_width(bus: Bus) -> float:
    """The room that a bus's label needs."""
    return text_width(bus.label, VERB_SIZE)


def title_lines(state: State, *, framed: bool) -> tuple[str, ...]:
    """The title as it is drawn: in a frame always one line."""
    return (state.title,) if framed else wrap(state.title, TITLE_SIZE, _WIDEST_TITLE)


def frame_columns(box: Box) -> int:
    """How many states stand side by side in a frame."""
    return ceil(len(box.states) / FRAME_ROWS)


def _box_width(chart: Chart, name: str) -> int:
    box = chart.boxes[name]
    most = max(len(ports(buses, name)) for buses in (chart.upper, chart.lower))
    needed = (most + 1) * GRID
    framed = len(box.states) > 1
    if name != START:
        title = max(
            text_width(line, TITLE_SIZE, bold=True)
            for state in box.states
            for line in title_lines(state, framed=framed)
        )
        each = title + _TITLE_ROOM
        several = frame_columns(box)
        text = each * several + FRAME_SPACE * (several - 1) + 2 * FRAME_PADDING if framed else each
        needed = max(needed, ceil(text))
    return ceil(needed / (2 * GRID)) * 2 * GRID


def _gaps(chart: Chart) -> list[int]:
    """The space after each box of the spine: room for direct labels, and for a label of each bus above it."""
    place = {name: number for number, name in enumerate(chart.spine)}
    needed = [float(SHORTEST_GAP)] * (len(chart.spine) - 1)
    for bus in chart.direct:
        number = place[bus.sources[0]]
        needed[number] = max(needed[number], label_width(bus) + LABEL_ROOM)
    for bus in (*chart.upper, *chart.lower):
        numbers = sorted(place[name] for name in bus.members if name in place)
        if len(numbers) > 1 and max(needed[numbers[0] : numbers[-1]]) < label_width(bus) + 2 * CLEARANCE:
            needed[numbers[-1] - 1] = label_width(bus) + 2 * CLEARANCE
    return [ceil(space / GRID) * GRID for space in needed]


def _wish(chart: Chart, name: str, extents: Mapping[str, Extent], width: int) -> float:
    """Where a box of the side would like its left edge: below what it touches, an end right of what leads to it."""
    buses = [bus for bus in chart.lower if name in bus.members]
    near = [other for bus in buses for other in bus.members if other in extents]
    middles = [extents[other][0] + extents[other][1] / 2 for other in near]
    if not middles:
        return 0.0
    if _is_end(chart.boxes[name].states, buses, name):
        return max(extents[other][0] + extents[other][1] for other in near) + SHORTEST_GAP
    return sum(middles) / len(middles) - width / 2


def _is_end(states: Sequence[State], buses: Sequence[Bus], name: str) -> bool:
    closed = all(state.category is Category.CLOSED for state in states)
    return closed and not any(name in bus.sources for bus in buses)
