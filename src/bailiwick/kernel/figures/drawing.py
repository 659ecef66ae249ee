"""Charts as SVG: no script, no inline style; every number is a mark with its value in words, and a link to its records.

Series are told apart by shape and pattern as well as by colour; colours come from the style sheet's classes.
"""

from collections.abc import Iterator

from markupsafe import Markup, escape

from bailiwick.kernel.figures.charts import Chart, nice, shown

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 14, 30
ROW, NAMES = 30, 150
LETTER = 6.4
MARKS = ("circle", "square", "diamond", "triangle")


def draw(chart: Chart, *, identity: str = "") -> Markup:
    """The chart as an SVG element; `identity` makes its ids unique on a page."""
    kinds = {"line": _line, "bars": _bars, "across": _across, "grid": _grid}
    name = identity or chart.code
    height = TOP + BOTTOM + ROW * len(_lines(chart)) if chart.kind in ("across", "grid") else HEIGHT
    body = Markup("").join(kinds[chart.kind](chart, name))
    label = f"{chart.title}. {chart.summary}".strip()
    return Markup(
        '<svg class="bw-chart bw-chart-{}" viewBox="0 0 {} {}" role="group" aria-label="{}" '
        'xmlns="http://www.w3.org/2000/svg" data-chart-svg>{}{}</svg>'
    ).format(chart.kind, WIDTH, height, label, _patterns(name), body)


def _patterns(name: str) -> Markup:
    """Hatchings for the second and third series."""
    return Markup(
        '<defs><pattern id="{0}-p1" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect class="is-1" width="6" height="6"/>'
        '<rect class="is-gap" width="2" height="6"/></pattern>'
        '<pattern id="{0}-p2" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect class="is-2" width="6" height="6"/><circle class="is-gap" cx="3" cy="3" r="1.4"/></pattern></defs>'
    ).format(name)


def _lines(chart: Chart) -> tuple[object, ...]:
    return chart.labels if chart.kind == "across" else chart.series


def _largest(chart: Chart) -> float:
    return max((value for one in chart.series for value in one.values if value is not None), default=0)


def _said(chart: Chart, series: str, label: str, value: float | None) -> str:
    name = f"{label}, {series}" if series else label
    return f"{name}: {shown(value, chart.unit)}"


def _linked(mark: Markup, said: str, url: str) -> Markup:
    """A mark with its value in words; a link where it leads somewhere."""
    told = Markup("{}<title>{}</title>").format(mark, said)
    if not url:
        return Markup("<g>{}</g>").format(told)
    return Markup('<a href="{}" aria-label="{}">{}</a>').format(url, said, told)


def _frame(chart: Chart, ticks: list[float]) -> Iterator[Markup]:
    """The scale at the left, the labels below, and notes above."""
    for tick in ticks:
        y = _y(tick, ticks)
        yield Markup('<line class="is-scale" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>').format(
            LEFT, WIDTH - RIGHT, y, y
        )
        text = shown(tick) + ("%" if chart.unit == "%" else "")
        yield Markup('<text class="is-end" x="{}" y="{:.1f}">{}</text>').format(LEFT - 6, y + 4, text)
    wanted = max((len(label) for label in chart.labels), default=1) * LETTER + 10
    every = max(1, -(-int(wanted * len(chart.labels)) // (WIDTH - LEFT - RIGHT)))
    for at, label in enumerate(chart.labels):
        if at % every == 0:
            yield Markup('<text class="is-middle" x="{:.1f}" y="{}">{}</text>').format(
                _x(at, len(chart.labels)), HEIGHT - 10, label
            )
    for at, text in chart.marks:
        x = _x(at, len(chart.labels))
        yield Markup(
            '<g class="is-note"><line x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2}"/>'
            '<path d="M{0:.1f} {1}l5 -7h-10z"/><title>{3}</title></g>'
        ).format(x, TOP, HEIGHT - BOTTOM, text)


def _x(at: float, of: int) -> float:
    return LEFT + (at + 0.5) * (WIDTH - LEFT - RIGHT) / max(1, of)


def _y(value: float, ticks: list[float]) -> float:
    return HEIGHT - BOTTOM - value / ticks[-1] * (HEIGHT - TOP - BOTTOM)


def _bars(chart: Chart, name: str) -> Iterator[Markup]:
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
            bar = Markup(
                '<rect class="is-mark{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>'
            ).format(_paint(name, number), x, y, max(1.0, wide - 1), HEIGHT - BOTTOM - y)
            yield _linked(bar, _said(chart, one.label, chart.labels[at], value), one.url(at))


def _line(chart: Chart, _name: str) -> Iterator[Markup]:
    ticks = [0.0, 25.0, 50.0, 75.0, 100.0] if chart.unit == "%" else list(nice(_largest(chart)))
    yield from _frame(chart, ticks)
    count = len(chart.labels)
    for number, one in enumerate(chart.series):
        points = [(_x(at, count), _y(v, ticks)) if v is not None else None for at, v in enumerate(one.values)]
        for stretch in _stretches(points):
            yield Markup('<polyline class="is-line is-{}" points="{}"/>').format(
                number, " ".join(f"{x:.1f},{y:.1f}" for x, y in stretch)
            )
        for at, point in enumerate(points):
            if point is not None:
                mark = _mark(number, *point)
                yield _linked(mark, _said(chart, one.label, chart.labels[at], one.values[at]), one.url(at))


def _paint(name: str, number: int) -> Markup:
    """The end of a bar's class attribute, and its hatching."""
    if 0 < number < 3:
        return Markup('" fill="url(#{}-p{})').format(name, number)
    return Markup(" is-{}").format(number)


def _stretches(points: list[tuple[float, float] | None]) -> Iterator[list[tuple[float, float]]]:
    """The runs of points without a gap."""
    run: list[tuple[float, float]] = []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
        elif run:
            yield run
            run = []


def _mark(number: int, x: float, y: float) -> Markup:
    shapes = {
        "circle": f"M{x - 4:.1f} {y:.1f}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
        "square": f"M{x - 4:.1f} {y - 4:.1f}h8v8h-8z",
        "diamond": f"M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5z",
        "triangle": f"M{x:.1f} {y - 5:.1f}l5 9h-10z",
    }
    return Markup('<path class="is-mark is-{}" d="{}"/>').format(number, shapes[MARKS[number % len(MARKS)]])


def _across(chart: Chart, name: str) -> Iterator[Markup]:
    largest = _largest(chart) or 1
    room, series = WIDTH - NAMES - 60, len(chart.series)
    tall = (ROW - 8) / series
    for at, label in enumerate(chart.labels):
        top = TOP + at * ROW
        cut = label if len(label) <= 22 else f"{label[:21]}…"
        yield Markup('<text class="is-end" x="{}" y="{}">{}<title>{}</title></text>').format(
            NAMES - 8, top + 16, cut, label
        )
        for number, one in enumerate(chart.series):
            value = one.values[at]
            if value is None:
                continue
            wide, y = value / largest * room, top + number * tall
            bar = Markup(
                '<rect class="is-mark{}" x="{}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>'
                '<text x="{:.1f}" y="{:.1f}">{}</text>'
            ).format(
                _paint(name, number), NAMES, y, max(1.0, wide), tall - 1,
                NAMES + wide + 6, y + tall / 2 + 4, shown(value),
            )  # fmt: skip
            yield _linked(bar, _said(chart, one.label, label, value), one.url(at))


def _grid(chart: Chart, _name: str) -> Iterator[Markup]:
    largest = _largest(chart) or 1
    left = 118
    wide = (WIDTH - left - RIGHT) / max(1, len(chart.labels))
    for number, one in enumerate(chart.series):
        top = TOP + number * ROW
        yield Markup('<text class="is-end" x="{}" y="{}">{}</text>').format(
            left - 8, top + 19, one.label[:18]
        )
        for at, value in enumerate(one.values):
            shade = 0 if not value else 1 + min(4, int(4.999 * value / largest))
            text = shown(value) if value and len(shown(value)) * LETTER < wide + 4 else ""
            cell = Markup(
                '<rect class="is-mark is-shade-{0}" x="{1:.1f}" y="{2}" width="{3:.1f}" height="{4}"/>'
                '<text class="is-middle is-on-{0}" x="{5:.1f}" y="{6}">{7}</text>'
            ).format(
                shade, left + at * wide, top, wide - 1.5, ROW - 2, left + (at + 0.5) * wide, top + 18, text
            )
            yield _linked(cell, _said(chart, one.label, chart.labels[at], value or 0), one.url(at))
    every = 1 if wide > max(len(label) for label in chart.labels) * LETTER else 3
    for at, label in enumerate(chart.labels):
        if at % every == 0:
            yield Markup('<text class="is-middle" x="{:.1f}" y="{}">{}</text>').format(
                left + (at + 0.5) * wide, TOP + ROW * len(chart.series) + 16, escape(label)
            )
