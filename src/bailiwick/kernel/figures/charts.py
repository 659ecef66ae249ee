"""What a chart shows: labels, series of numbers, and where each number leads."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers under one label, one for each label of the chart; `urls` lead to the records behind them."""

    label: str
    values: tuple[float | None, ...]
    urls: tuple[str, ...] = ()

    def url(self, index: int) -> str:
        """Where the number at a place leads; empty for nowhere."""
        return self.urls[index] if index < len(self.urls) and self.values[index] else ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of numbers. `kind`: line, bars, across (lying bars) or grid (a cell for each label and series).

    `marks` are (place, text) of notes along the labels. `method` says how the numbers were computed.
    """

    code: str
    title: str
    kind: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    axis: str = "Period"
    summary: str = ""
    method: str = ""
    marks: tuple[tuple[int, str], ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(value for one in self.series for value in one.values)

    def rows(self) -> list[tuple[str, list[tuple[float | None, str]]]]:
        """Each label with its numbers and where they lead: the table beside the picture."""
        return [
            (label, [(one.values[at], one.url(at)) for one in self.series])
            for at, label in enumerate(self.labels)
        ]

    def plain(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "code": self.code,
            "title": self.title,
            "unit": self.unit,
            "summary": self.summary,
            "method": self.method,
            "labels": list(self.labels),
            "series": [{"label": one.label, "values": list(one.values)} for one in self.series],
        }


def as_csv(chart: Chart) -> str:
    """The chart's numbers as comma-separated values, with a heading; no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    unit = f" ({chart.unit})" if chart.unit else ""
    writer.writerow([chart.axis, *(_cell(f"{one.label}{unit}") for one in chart.series)])
    for label, values in chart.rows():
        writer.writerow([_cell(label), *("" if value is None else _plain(value) for value, _ in values)])
    return out.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.4f}".rstrip("0")


def shown(value: float | None, unit: str = "") -> str:
    """A number as people read it; a dash without data."""
    if value is None:
        return "–"
    text = f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:,.1f}"
    return f"{text} {unit}" if unit and unit != "incidents" else text


def nice(largest: float, ticks: int = 4) -> Sequence[float]:
    """Round numbers from zero to at least the largest."""
    if largest <= 0:
        return [0, 1]
    raw, power = largest / ticks, 1.0
    while power * 10 <= raw:
        power *= 10
    while power > raw:
        power /= 10
    step = next(power * times for times in (1, 2, 2.5, 5, 10) if power * times >= raw * 0.999)
    count = int(-(-largest // step))
    return [step * number for number in range(count + 1)]
