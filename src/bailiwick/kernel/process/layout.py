"""Places a process chart: the main line in a row, the other states below it, buses in channels between."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bailiwick.kernel.process.channel import Channel, Lane, ports
from bailiwick.kernel.process.chart import Box, Bus, Chart
from bailiwick.kernel.process.columns import (
    FRAME_PADDING,
    FRAME_SPACE,
    Extent,
    columns,
    frame_columns,
    label_width,
    slots,
    title_lines,
)
from bailiwick.kernel.process.types import START, State

MARGIN = 12.0
BOX_HEIGHT = 48.0
STATE_HEIGHT = 32.0
START_SIZE = 16.0
TRACK = 24.0
STUB = 22.0
ARROW = 8.0
LABEL_ABOVE = 5.0
LABEL_HEIGHT = 14.0

Point = tuple[float, float]


@dataclass(frozen=True)
class Rectangle:
    """A place in pixels, y growing downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.height


@dataclass(frozen=True)
class PlacedState:
    """A state with the lines of its title."""

    state: State
    place: Rectangle
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Tip:
    """The point of an arrow and the way it points: (1, 0) right, (0, 1) down, (0, -1) up."""

    at: Point
    towards: tuple[int, int]


@dataclass(frozen=True)
class PlacedMove:
    """A bus as drawn: polylines, arrow tips, joints where lines meet, the left ends of its label's baselines."""

    bus: Bus
    lines: tuple[tuple[Point, ...], ...]
    tips: tuple[Tip, ...]
    joints: tuple[Point, ...]
    labels: tuple[Point, ...]
    label_width: float


@dataclass(frozen=True)
class Layout:
    """The whole picture in pixels; `start` is the mark at which items begin, `frames` hold states alike."""

    width: float
    height: float
    start: Rectangle
    states: tuple[PlacedState, ...]
    frames: tuple[Rectangle, ...]
    moves: tuple[PlacedMove, ...]


def lay_out(chart: Chart) -> Layout:
    """The places of everything in a chart; the same chart has always the same layout, and no texts overlap."""
    extents = columns(chart)
    upper = _route(chart.upper, extents, chart.spine, ())
    lower = _route(chart.lower, extents, (*chart.spine, *chart.side), chart.side)
    left = min([x for x, _ in extents.values()] + [lane.left for lane in (*upper, *lower)]) - MARGIN
    right = max([x + w for x, w in extents.values()] + [lane.right for lane in (*upper, *lower)]) + MARGIN

    spine_y = MARGIN + (_depth(upper) - STUB + LABEL_HEIGHT + LABEL_ABOVE if upper else 0)
    side_y = spine_y + BOX_HEIGHT + _depth(lower)
    boxes = {
        name: Rectangle(
            x - left, side_y if name in chart.side else spine_y, width, _height(chart.boxes[name])
        )
        for name, (x, width) in extents.items()
    }
    bottom = max([box.bottom for box in boxes.values()] + [side_y if lower else 0])
    moves = [
        *_direct_moves(chart.direct, boxes),
        *(_lane_move(chart.upper[lane.bus], lane, left, boxes, spine_y - STUB, -TRACK) for lane in upper),
        *(
            _lane_move(chart.lower[lane.bus], lane, left, boxes, spine_y + BOX_HEIGHT + STUB, TRACK)
            for lane in lower
        ),
    ]
    return Layout(
        width=right - left,
        height=bottom + MARGIN,
        start=_start(boxes[START]),
        states=tuple(state for name, box in boxes.items() for state in _states(chart.boxes[name], box)),
        frames=tuple(box for name, box in boxes.items() if len(chart.boxes[name].states) > 1),
        moves=tuple(moves),
    )


def _route(
    buses: Sequence[Bus], extents: Mapping[str, Extent], names: Iterable[str], far: Sequence[str]
) -> tuple[Lane, ...]:
    counts = {name: len(ports(buses, name)) for name in names}
    places = {name: slots(extents[name], count) for name, count in counts.items() if count}
    return Channel(buses, [label_width(bus) for bus in buses], places, far).solve() if buses else ()


def _depth(lanes: Sequence[Lane]) -> float:
    return max(lane.track for lane in lanes) * TRACK + 2 * STUB if lanes else 0.0


def _height(box: Box) -> float:
    if len(box.states) < 2:
        return BOX_HEIGHT
    rows = -(-len(box.states) // frame_columns(box))
    return rows * STATE_HEIGHT + (rows - 1) * FRAME_SPACE + 2 * FRAME_PADDING


def _start(box: Rectangle) -> Rectangle:
    return Rectangle(
        box.middle - START_SIZE / 2, box.y + (BOX_HEIGHT - START_SIZE) / 2, START_SIZE, START_SIZE
    )


def _states(box: Box, place: Rectangle) -> Iterable[PlacedState]:
    framed = len(box.states) > 1
    if not framed:
        for state in box.states:
            yield PlacedState(state, place, title_lines(state, framed=False))
        return
    across = frame_columns(box)
    width = (place.width - 2 * FRAME_PADDING - (across - 1) * FRAME_SPACE) / across
    for number, state in enumerate(box.states):
        row, column = divmod(number, across)
        x = place.x + FRAME_PADDING + column * (width + FRAME_SPACE)
        y = place.y + FRAME_PADDING + row * (STATE_HEIGHT + FRAME_SPACE)
        yield PlacedState(state, Rectangle(x, y, width, STATE_HEIGHT), title_lines(state, framed=True))


def _direct_moves(buses: Sequence[Bus], boxes: Mapping[str, Rectangle]) -> Iterable[PlacedMove]:
    for bus in buses:
        source, target = boxes[bus.sources[0]], boxes[bus.targets[0]]
        together = [other for other in buses if other.sources == bus.sources]
        shift = 0 if len(together) == 1 else BOX_HEIGHT / 4 * (-1 if together[0] is bus else 1)
        y = source.y + BOX_HEIGHT / 2 + shift
        begin = source.x + source.width
        if bus.sources[0] == START:
            begin = source.middle + START_SIZE / 2 - abs(shift) / 2
        width = label_width(bus)
        yield PlacedMove(
            bus,
            lines=(((begin, y), (target.x - ARROW, y)),),
            tips=(Tip((target.x, y), (1, 0)),),
            joints=(),
            labels=(((begin + target.x - ARROW - width) / 2, y - LABEL_ABOVE),),
            label_width=width,
        )


def _lane_move(
    bus: Bus, lane: Lane, left: float, boxes: Mapping[str, Rectangle], first: float, step: float
) -> PlacedMove:
    """A lane with its stubs; `first` is the y of track 0 and `step` the distance to the next."""
    y = first + lane.track * step
    stubs: list[tuple[Point, Point]] = []
    tips = []
    for pin in lane.pins:
        box = boxes[pin.box]
        down = box.y > y
        edge = box.y if down else box.bottom
        if pin.box == START:
            edge = _start(box).y if down else _start(box).bottom
        end = edge
        if pin.enters:
            tips.append(Tip((pin.x - left, edge), (0, 1 if down else -1)))
            end = edge - ARROW if down else edge + ARROW
        stubs.append(((pin.x - left, end), (pin.x - left, y)))
    begin, end_ = (lane.left - left, y), (lane.right - left, y)
    corner = [begin[0] == stubs[0][1][0], end_[0] == stubs[-1][1][0]]
    trunk = (*(stubs[0] if corner[0] else [begin]), *(stubs[-1][::-1] if corner[1] else [end_]))
    inner = stubs[1 if corner[0] else 0 : len(stubs) - 1 if corner[1] else None]
    return PlacedMove(
        bus,
        lines=(trunk, *inner),
        tips=tuple(tips),
        joints=tuple(stub[1] for stub in inner),
        labels=tuple((x - left, y - LABEL_ABOVE) for x in lane.labels),
        label_width=label_width(bus),
    )
