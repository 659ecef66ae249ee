"""Places BPMN nodes in lanes and columns and leads flows through the gaps between columns, never across a node."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bailiwick.kernel.process.bpmn_flow import Arc, Flow, Kind, Node
from bailiwick.kernel.process.layout import Point, Rectangle

SIZES = {
    Kind.START: (36.0, 36.0),
    Kind.END: (36.0, 36.0),
    Kind.TASK: (120.0, 64.0),
    Kind.GATEWAY: (50.0, 50.0),
}
POOL_LABEL = 30.0
LANE_LABEL = 30.0
ROW = 96.0
TRACK = 16.0
GAP = 40.0

# A vertical line: the node it belongs to, and whether it ends there.
Line = tuple[str, bool]


@dataclass(frozen=True)
class Placement:
    """Bounds of the pool, of each lane and each node, and the way of each arc in its order."""

    pool: Rectangle
    lanes: Mapping[str, Rectangle]
    nodes: Mapping[str, Rectangle]
    ways: Sequence[tuple[Point, ...]]


def place(flow: Flow) -> Placement:
    """The places of a flow's nodes and arcs; the same flow always gives the same places.

    Long arcs run in a band above the lanes' nodes, which belongs to the first lane; those to the same node
    share their line.
    """
    used = sorted({node.column for node in flow.nodes.values()})
    rank = {column: number for number, column in enumerate(used)}
    columns = {node.id: rank[node.column] for node in flow.nodes.values()}
    verticals = _verticals(flow.arcs, columns, len(used))
    tracks = _tracks(flow.arcs, columns)
    band = (max(tracks.values(), default=-1) + 2) * TRACK

    lefts = _column_lefts(flow.nodes.values(), columns, verticals, len(used))
    rows = _rows(flow, columns)
    lanes, tops, y = {}, {}, 0.0
    right = lefts[-1]
    for number, lane in enumerate(flow.lanes()):
        above = band if number == 0 else 0.0
        depth = max(row for (name, _), row in rows.items() if flow.nodes[name].lane == lane) + 1
        lanes[lane] = Rectangle(POOL_LABEL, y, right - POOL_LABEL, above + depth * ROW)
        tops[lane] = y + above
        y += above + depth * ROW
    nodes = {}
    for (name, _), row in rows.items():
        node = flow.nodes[name]
        width, height = SIZES[node.kind]
        column = columns[name]
        middle = lefts[column] + _column_width(flow.nodes.values(), columns, column) / 2
        top = tops[node.lane] + row * ROW + (ROW - height) / 2
        nodes[name] = Rectangle(middle - width / 2, top, width, height)
    ways = [_way(arc, nodes, columns, lefts, verticals, tracks) for arc in flow.arcs]
    return Placement(Rectangle(0, 0, right, y), lanes, nodes, ways)


def _rows(flow: Flow, columns: Mapping[str, int]) -> dict[tuple[str, int], int]:
    """The row of each node within its lane, by node and column: nodes of one column stand below each other."""
    taken: dict[tuple[str, int], int] = {}
    rows = {}
    for node in flow.nodes.values():
        key = (node.lane, columns[node.id])
        rows[node.id, columns[node.id]] = taken.get(key, 0)
        taken[key] = taken.get(key, 0) + 1
    return rows


def _is_long(arc: Arc, columns: Mapping[str, int]) -> bool:
    return columns[arc.target] != columns[arc.source] + 1


def _verticals(arcs: Sequence[Arc], columns: Mapping[str, int], count: int) -> list[dict[Line, int]]:
    """For each gap (before column 0, 1, …) its vertical lines: one for each node left, one for each reached."""
    gaps: list[dict[Line, int]] = [{} for _ in range(count + 1)]
    for arc in arcs:
        leaving = gaps[columns[arc.source] + 1]
        leaving.setdefault((arc.source, False), len(leaving))
        if _is_long(arc, columns):
            entering = gaps[columns[arc.target]]
            entering.setdefault((arc.target, True), len(entering))
    return gaps


def _tracks(arcs: Sequence[Arc], columns: Mapping[str, int]) -> dict[str, int]:
    """The track in the band for each target of long arcs; targets share a track where their arcs do not meet."""
    spans: dict[str, tuple[int, int]] = {}
    for arc in arcs:
        if _is_long(arc, columns):
            end = columns[arc.target]
            first, last = spans.get(arc.target, (end, end))
            begin = columns[arc.source] + 1
            spans[arc.target] = (min(first, begin), max(last, begin))
    taken: list[list[tuple[int, int]]] = []
    tracks = {}
    for name, (first, last) in sorted(spans.items(), key=lambda item: (item[1][0] - item[1][1], item[0])):
        free = (n for n, row in enumerate(taken) if all(last < a or b < first for a, b in row))
        track = next(free, len(taken))
        if track == len(taken):
            taken.append([])
        taken[track].append((first, last))
        tracks[name] = track
    return tracks


def _column_width(nodes: Iterable[Node], columns: Mapping[str, int], column: int) -> float:
    return max(SIZES[node.kind][0] for node in nodes if columns[node.id] == column)


def _gap_width(verticals: Mapping[Line, int]) -> float:
    return GAP + TRACK * len(verticals)


def _column_lefts(
    nodes: Iterable[Node],
    columns: Mapping[str, int],
    verticals: Sequence[Mapping[Line, int]],
    count: int,
) -> list[float]:
    """The left edge of every column, and at last the right end of the pool."""
    nodes = list(nodes)
    x = POOL_LABEL + LANE_LABEL
    lefts = []
    for column in range(count):
        x += _gap_width(verticals[column])
        lefts.append(x)
        x += _column_width(nodes, columns, column)
    return [*lefts, x + _gap_width(verticals[count])]


def _way(
    arc: Arc,
    nodes: Mapping[str, Rectangle],
    columns: Mapping[str, int],
    lefts: Sequence[float],
    verticals: Sequence[Mapping[Line, int]],
    tracks: Mapping[str, int],
) -> tuple[Point, ...]:
    def vertical(gap: int, line: Line) -> float:
        return lefts[gap] - _gap_width(verticals[gap]) + GAP / 2 + TRACK * (verticals[gap][line] + 0.5)

    source, target = nodes[arc.source], nodes[arc.target]
    leave = (source.x + source.width, source.y + source.height / 2)
    enter = (target.x, target.y + target.height / 2)
    first = vertical(columns[arc.source] + 1, (arc.source, False))
    if not _is_long(arc, columns):
        return (leave, (first, leave[1]), (first, enter[1]), enter)
    last = vertical(columns[arc.target], (arc.target, True))
    y = (tracks[arc.target] + 1) * TRACK
    return (leave, (first, leave[1]), (first, y), (last, y), (last, enter[1]), enter)
