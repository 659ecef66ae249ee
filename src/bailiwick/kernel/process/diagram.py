"""Draws a process as an SVG picture with classes only, so that the page's style sheet decides how it looks."""

from collections.abc import Collection, Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from bailiwick.kernel.process.chart import Move, chart
from bailiwick.kernel.process.layout import ARROW, Layout, PlacedMove, PlacedState, Point, Tip, lay_out
from bailiwick.kernel.process.types import START, Category, Definition

CORNER = 8.0
_LINE_HEIGHT = 16.0


def draw(
    definition: Definition,
    *,
    current: str | None = None,
    visited: Collection[str] = (),
    observed: Mapping[Move, int] | None = None,
    ident: str = "process",
) -> str:
    """The picture of a sound definition as an SVG element, to be put into a page as it is.

    The state `current` and the states `visited` get classes; with `observed` moves every line says how often it was
    used, and lines never used get a class. `ident` makes ids unique within the page. Styles: `process-diagram.css`.
    """
    layout = lay_out(chart(definition, observed))
    width, height = _number(layout.width), _number(layout.height)
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "process-diagram",
            "viewBox": f"0 0 {width} {height}",
            "width": width,
            "height": height,
            "role": "img",
            "aria-labelledby": f"{ident}-title",
            "aria-describedby": f"{ident}-description",
        },
    )
    SubElement(svg, "title", {"id": f"{ident}-title"}).text = _title(definition, current)
    SubElement(svg, "desc", {"id": f"{ident}-description"}).text = " ".join(describe(definition))
    for frame in layout.frames:
        _rectangle(svg, "pd-frame", frame.x, frame.y, frame.width, frame.height, 10)
    for move in layout.moves:
        _move(svg, definition, move, observed)
    _start(svg, layout)
    for placed in layout.states:
        _state(svg, placed, is_current=placed.state.name == current, is_visited=placed.state.name in visited)
    return tostring(svg, encoding="unicode")


def describe(definition: Definition) -> list[str]:
    """The same in sentences, one for each state: where each verb leads."""
    titles = {state.name: state.title for state in definition.states} | {START: "Start"}
    ways: dict[str, dict[str, list[str]]] = {name: {} for name in titles}
    for origin, verb, to in definition.moves():
        if origin != to:
            ways[origin].setdefault(definition.table[origin][verb].title, []).append(titles[to])
    return [
        f"{titles[name]}: "
        + (
            "; ".join(f"{verb} leads to {' or '.join(targets)}" for verb, targets in ways[name].items())
            or "end"
        )
        + "."
        for name in (START, *definition.state_by_name)
    ]


def _title(definition: Definition, current: str | None) -> str:
    state = definition.state_by_name.get(current or "")
    return f"{definition.title}: now {state.title}" if state else f"{definition.title}: states and moves"


def _start(svg: Element, layout: Layout) -> None:
    radius = layout.start.width / 2
    SubElement(
        svg,
        "circle",
        {
            "class": "pd-start",
            "cx": _number(layout.start.middle),
            "cy": _number(layout.start.y + radius),
            "r": _number(radius),
        },
    )


def _state(svg: Element, placed: PlacedState, *, is_current: bool, is_visited: bool) -> None:
    state, place = placed.state, placed.place
    classes = ["pd-state", f"pd-{state.category}"]
    classes += ["pd-current"] * is_current + ["pd-visited"] * is_visited
    group = SubElement(svg, "g", {"class": " ".join(classes)})
    _rectangle(group, "pd-box", place.x, place.y, place.width, place.height, 8)
    if state.category is Category.CLOSED:
        _rectangle(group, "pd-inner", place.x + 3, place.y + 3, place.width - 6, place.height - 6, 5.5)
    if state.category is Category.PAUSED:
        x, y = place.x + 8, place.y + place.height / 2 - 4.5
        SubElement(group, "path", {"class": "pd-pause", "d": f"{_path([(x, y), (x, y + 9)])}m4 -9v9"})
    middle = place.y + place.height / 2 - (len(placed.lines) - 1) * _LINE_HEIGHT / 2
    for number, line in enumerate(placed.lines):
        y = middle + number * _LINE_HEIGHT + 4.5
        at = {"class": "pd-title", "x": _number(place.middle), "y": _number(y), "text-anchor": "middle"}
        SubElement(group, "text", at).text = line


def _move(
    svg: Element, definition: Definition, move: PlacedMove, observed: Mapping[Move, int] | None
) -> None:
    ends = {definition.state_by_name[to].category for _, _, to in move.bus.moves}
    classes = ["pd-move", *(f"pd-to-{category}" for category in sorted(ends))]
    if observed is not None and not any(observed.get(each) for each in move.bus.moves):
        classes.append("pd-unused")
    group = SubElement(svg, "g", {"class": " ".join(classes)})
    SubElement(group, "path", {"class": "pd-line", "d": "".join(_path(line) for line in move.lines)})
    SubElement(group, "path", {"class": "pd-tip", "d": "".join(_arrow(tip) for tip in move.tips)})
    for x, y in move.joints:
        SubElement(group, "circle", {"class": "pd-joint", "cx": _number(x), "cy": _number(y), "r": "2.5"})
    for x, y in move.labels:
        middle = _number(x + move.label_width / 2)
        at = {"class": "pd-verb", "x": middle, "y": _number(y), "text-anchor": "middle"}
        SubElement(group, "text", at).text = move.bus.label


def _path(points: tuple[Point, ...] | list[Point]) -> str:
    """A polyline with rounded corners, as path data."""
    data = [f"M{_number(points[0][0])} {_number(points[0][1])}"]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        entry, leave = _towards(at, before), _towards(at, after)
        data.append(f"L{_pair(entry)}Q{_pair(at)} {_pair(leave)}")
    data.append(f"L{_pair(points[-1])}")
    return "".join(data)


def _towards(corner: Point, end: Point) -> Point:
    """The point on the way from a corner to an end where its rounding begins."""
    length = abs(end[0] - corner[0]) + abs(end[1] - corner[1])
    share = min(CORNER, length / 2) / length if length else 0
    return (corner[0] + (end[0] - corner[0]) * share, corner[1] + (end[1] - corner[1]) * share)


def _arrow(tip: Tip) -> str:
    (x, y), (dx, dy) = tip.at, tip.towards
    back = (x - ARROW * dx, y - ARROW * dy)
    left = (back[0] - 4 * dy, back[1] - 4 * dx)
    right = (back[0] + 4 * dy, back[1] + 4 * dx)
    return f"M{_pair(left)}L{_pair(tip.at)}L{_pair(right)}Z"


def _rectangle(
    parent: Element, name: str, x: float, y: float, width: float, height: float, radius: float
) -> None:
    numbers = {"x": x, "y": y, "width": width, "height": height, "rx": radius}
    SubElement(parent, "rect", {"class": name, **{key: _number(value) for key, value in numbers.items()}})


def _pair(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
