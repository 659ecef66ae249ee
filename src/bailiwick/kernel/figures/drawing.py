"""Charts as SVG: no script, no inline style; every number is a mark with its value in words, and a link to its records.

Series are told apart by shape and pattern as well as by colour; colours come from the style sheet's classes. The
pieces are plain text, because a page has a thousand of them: each word that comes from data goes through `escape`.
"""

from collections.abc import Iterator

from markupsafe import Markup, escape

from bailiwick.kernel.figures.charts import Chart, nice, shown

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 14, 30
ROW, NAMES = 30, 150
LETTER = 6.4


def draw(chart: Chart, *, identity: str = "") -> Markup:
    """The chart as an SVG element; `identity` makes its ids unique on a page."""
    kinds = {"line": _line, "bars": _bars, "across": _across, "grid": _grid}
    name = str(escape(identity or chart.code))
    height = TOP + BOTTOM + ROW * len(_lines(chart)) if chart.kind in ("across", "grid") else HEIGHT
    body = "".join(kinds[chart.kind](chart, name))
    label = escape(f"{chart.title}. {chart.summary}".strip())
    return Markup(  # noqa: S704 - what is data was escaped
        f'<svg class="bw-chart bw-chart-{chart.kind}" viewBox="0 0 {WIDTH} {height}" role="group" aria-label="{label}" '
        f'xmlns="http://www.w3.org/2000/svg" data-chart-svg>{_patterns(name)}{body}</svg>'
    )


def _patterns(name: str) -> str:
    """Hatchings for the second and third series."""
    return (
        f'<defs><pattern id="{name}-p1" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect class="is-1" width="6" height="6"/>'
        '<rect class="is-gap" width="2" height="6"/></pattern>'
        f'<pattern id="{name}-p2" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect class="is-2" width="6" height="6"/><circle class="is-gap" cx="3" cy="3" r="1.4"/></pattern></defs>'
    )


def _lines(chart: Chart) -> tuple[object, ...]:
    return chart.labels if chart.kind == "across" else chart.series


def _largest(chart: Chart) -> float:
    return max((value for one in chart.series for value in one.values if value is not None), default=0)


def _linked(mark: str, chart: Chart, series: int, at: int) -> str:
    """A mark with its value in words; a link where it leads somewhere."""
    one, label = chart.series[series], chart.labels[at]
    name = f"{label}, {one.label}" if one.label else label
    said = escape(f"{name}: {shown(one.values[at] or 0, chart.unit)}")
    if url := one.url(at):
        return f'<a href="{escape(url)}" aria-label="{said}">{mark}<title>{said}</title></a>'
    return f"<g>{mark}<title>{said}</title></g>"


def _frame(chart: Chart, ticks: list[float]) -> Iterator[str]:
    """The scale at the left, the labels below, and notes above."""
    for tick in ticks:
        y = _y(tick, ticks)
        yield f'<line class="is-scale" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        text = shown(tick) + ("%" if chart.unit == "%" else "")
        yield f'<text class="is-end" x="{LEFT - 6}" y="{y + 4:.1f}">{text}</text>'
    wanted = max((len(label) for label in chart.labels), default=1) * LETTER + 10
    every = max(1, -(-int(wanted * len(chart.labels)) // (WIDTH - LEFT - RIGHT)))
    for at, label in enumerate(chart.labels):
        if at % every == 0:
            x = _x(at, len(chart.labels))
            yield f'<text class="is-middle" x="{x:.1f}" y="{HEIGHT - 10}">{escape(label)}</text>'
    for at, text in chart.marks:
        x = _x(at, len(chart.labels))
        yield (
            f'<g class="is-note"><line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>'
            f'<path d="M{x:.1f} {TOP}l5 -7h-10z"/><title>{escape(text)}</title></g>'
        )


def _x(at: float, of: int) -> float:
    return LEFT + (at + 0.5) * (WIDTH - LEFT - RIGHT) / max(1, of)


def _y(value: float, ticks: list[float]) -> float:
    return HEIGHT - BOTTOM - value / ticks[-1] * (HEIGHT - TOP - BOTTOM)


def _bars(chart: Chart, name: str) -> Iterator[str]:
    ticks = list(nice(_largest(chart)))
    yield from _frame(chart, ticks)
    count, series = len(chart.labels), len(chart.series)
    room = (WIDTH - LEFT - RIGHT) / max(1, count) * 0.76
    wide = min(30.0, room / series)
    for number, one in enumerate(chart.series):
        for at, value in enumerate(one.values):
            if not value:
                continue
            x, y = _x(at, count) + (number - series / 2) * wide, _y(value, ticks)
            bar = (
                f'<rect class="is-mark{_paint(name, number)}" x="{x:.1f}" y="{y:.1f}" width="{max(1.0, wide - 1):.1f}" '
                f'height="{HEIGHT - BOTTOM - y:.1f}"/>'
            )
            yield _linked(bar, chart, number, at)


def _line(chart: Chart, _name: str) -> Iterator[str]:
    ticks = [0.0, 25.0, 50.0, 75.0, 100.0] if chart.unit == "%" else list(nice(_largest(chart)))
    yield from _frame(chart, ticks)
    count = len(chart.labels)
    for number, one in enumerate(chart.series):
        points = [(_x(at, count), _y(v, ticks)) if v is not None else None for at, v in enumerate(one.values)]
        for stretch in _stretches(points):
            along = " ".join(f"{x:.1f},{y:.1f}" for x, y in stretch)
            yield f'<polyline class="is-line is-{number}" points="{along}"/>'
        for at, point in enumerate(points):
            if point is not None:
                yield _linked(_mark(number, *point), chart, number, at)


def _paint(name: str, number: int) -> str:
    """The end of a bar's class attribute, and its hatching."""
    return f'" fill="url(#{name}-p{number})' if 0 < number < 3 else f" is-{number}"


def _stretches(points: list[tuple[float, float] | None]) -> Iterator[list[tuple[float, float]]]:
    """The runs of points without a gap."""
    run: list[tuple[float, float]] = []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
        elif run:
            yield run
            run = []


def _mark(number: int, x: float, y: float) -> str:
    match number % 4:
        case 0:
            path = f"M{x - 4:.1f} {y:.1f}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z"
        case 1:
            path = f"M{x - 4:.1f} {y - 4:.1f}h8v8h-8z"
        case 2:
            path = f"M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5z"
        case _:
            path = f"M{x:.1f} {y - 5:.1f}l5 9h-10z"
    return f'<path class="is-mark is-{number}" d="{path}"/>'


def _across(chart: Chart, name: str) -> Iterator[str]:
    largest = _largest(chart) or 1
    room, series = WIDTH - NAMES - 60, len(chart.series)
    tall = (ROW - 8) / series
    for at, label in enumerate(chart.labels):
        top = TOP + at * ROW
        cut = label if len(label) <= 22 else f"{label[:21]}…"
        yield (
            f'<text class="is-end" x="{NAMES - 8}" y="{top + 16}">{escape(cut)}<title>{escape(label)}</title></text>'
        )
        for number, one in enumerate(chart.series):
            value = one.values[at]
            if value is None:
                continue
            wide, y = value / largest * room, top + number * tall
            bar = (
                f'<rect class="is-mark{_paint(name, number)}" x="{NAMES}" y="{y:.1f}" width="{max(1.0, wide):.1f}" '
                f'height="{tall - 1:.1f}"/>'
                f'<text x="{NAMES + wide + 6:.1f}" y="{y + tall / 2 + 4:.1f}">{shown(value)}</text>'
            )
            yield _linked(bar, chart, number, at)


def _grid(chart: Chart, _name: str) -> Iterator[str]:
    largest = _largest(chart) or 1
    left = 118
    wide = (WIDTH - left - RIGHT) / max(1, len(chart.labels))
    for number, one in enumerate(chart.series):
        top = TOP + number * ROW
        yield f'<text class="is-end" x="{left - 8}" y="{top + 19}">{escape(one.label[:18])}</text>'
        for at, value in enumerate(one.values):
            shade = 0 if not value else 1 + min(4, int(4.999 * value / largest))
            text = shown(value) if value and len(shown(value)) * LETTER < wide + 4 else ""
            cell = (
                f'<rect class="is-mark is-shade-{shade}" x="{left + at * wide:.1f}" y="{top}" '
                f'width="{wide - 1.5:.1f}" height="{ROW - 2}"/>'
                f'<text class="is-middle is-on-{shade}" x="{left + (at + 0.5) * wide:.1f}" y="{top + 18}">{text}</text>'
            )
            yield _linked(cell, chart, number, at)
    every = 1 if wide > max(len(label) for label in chart.labels) * LETTER else 3
    for at, label in enumerate(chart.labels):
        if at % every == 0:
            x, y = left + (at + 0.5) * wide, TOP + ROW * len(chart.series) + 16
            yield f'<text class="is-middle" x="{x:.1f}" y="{y}">{escape(label)}</text>'
