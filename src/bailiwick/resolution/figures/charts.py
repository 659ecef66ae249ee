"""Each part as a chart: its numbers, and where each leads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bailiwick.kernel.figures.charts import Chart, Series, shown
from bailiwick.kernel.figures.histogram import ERROR_PERCENT
from bailiwick.kernel.figures.models import Annotation
from bailiwick.kernel.figures.parts import Part, known
from bailiwick.kernel.figures.periods import Days, span
from bailiwick.kernel.identity.models import Team
from bailiwick.kernel.process.types import Definition
from bailiwick.kernel.ui.behind import addresses
from bailiwick.resolution.figures.limits import Limit
from bailiwick.resolution.figures.parts import PAGE
from bailiwick.resolution.figures.populations import AGES
from bailiwick.resolution.figures.source import DURATIONS, Source
from bailiwick.resolution.incidents.queries import KIND

HOUR = 3600
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NEEDS = {
    "totals": ("opened", "resolved", "met", "missed", "reopened", "first_contact", "elapsed", "clocks"),
    "volume": ("opened", "resolved"),
    "backlog": ("entered", "left"),
    "attainment": ("met", "missed"),
    "reopened": ("reopened", "resolved"),
    "first_contact": ("first_contact", "resolved"),
    "reassignments": ("reassignments", "resolved"),
    "hours": ("hour",),
    **{name: (name,) for name in DURATIONS},
}


@dataclass(frozen=True)
class Figures:
    """The charts of some days for a limit."""

    source: Source
    process: Definition
    notes: Sequence[Annotation] = ()

    @property
    def days(self) -> Days:
        return self.source.days

    @property
    def limit(self) -> Limit:
        return self.source.limit

    @cached_property
    def steps(self) -> list[tuple[date, date]]:
        """The first and last day of each step."""
        return self.days.steps()

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What the steps are called."""
        form = {"day": "%-d %b", "week": "%-d %b", "month": "%b %Y"}[self.days.step]
        return tuple(first.strftime(form) for first, _ in self.steps)

    @cached_property
    def marks(self) -> tuple[tuple[int, str], ...]:
        """The notes, each at its step."""
        return tuple(
            (at, f"{note.on:%-d %b %Y}: {note.text}")
            for note in self.notes
            for at, (first, last) in enumerate(self.steps)
            if first <= note.on <= last
        )

    def charts(self, codes: Sequence[str]) -> list[Chart]:
        """The parts of these codes as charts; what several need is asked for once."""
        self.source.prepare(measure for code in codes for measure in NEEDS.get(code, ()))
        return [CHARTS[code](self, known(PAGE)[code]) for code in codes]

    def among(self, code: str, key: str = "", *, team: int | None = None) -> str:
        """What a mark counts, as the list of its incidents reads it."""
        chosen = [pair for pair in self.limit.chosen if team is None or pair[0] != "team"]
        if team is not None:
            chosen.append(("team", team))
        return f"figure:{code}:{key}:{','.join(f'{name}.{of}' for name, of in chosen)}"

    @cached_property
    def leads(self) -> Callable[[str], str]:
        """The list of the incidents behind a mark of the whole period, by what the mark counts."""
        return addresses(KIND, self.days.period)

    @cached_property
    def _leads_of_steps(self) -> list[Callable[[str], str]]:
        return [addresses(KIND, span(first, last, self.days.zone)) for first, last in self.steps]

    def of_steps(self, code: str, keys: Sequence[str] = ()) -> tuple[str, ...]:
        """The lists behind the marks of a series along the steps."""
        return tuple(
            leads(self.among(code, keys[at] if keys else "")) for at, leads in enumerate(self._leads_of_steps)
        )

    def along(self, part: Part, kind: str, series: Sequence[Series], summary: str, method: str = "") -> Chart:
        """A chart along the steps of the period."""
        axis = {"day": "Day", "week": "Week from", "month": "Month"}[self.days.step]
        return Chart(
            part.code, part.title, kind, part.unit, self.labels, tuple(series), axis, summary,
            method or self.method, self.marks,
        )  # fmt: skip

    @property
    def method(self) -> str:
        """Where the counts come from."""
        return "Counted by days." if self.source.rolled else "Counted from the records."


def _totals(figures: Figures, part: Part) -> Chart:
    source = figures.source
    number = source.number
    judged, resolved, clocks = number("met") + number("missed"), number("resolved"), number("clocks")
    mean = number("elapsed") / HOUR / clocks if clocks else None
    rows: list[tuple[str, float | None, str]] = [
        ("Opened", number("opened"), "opened"),
        ("Resolved", resolved, "resolved"),
        ("Resolved within target, %", _percent(number("met"), judged), "met"),
        ("Mean time to restore, service hours", mean, "clocked"),
        ("Reopened, %", _percent(number("reopened"), resolved), "reopened"),
        ("Resolved at first contact, %", _percent(number("first_contact"), resolved), "first_contact"),
    ]
    urls = tuple(figures.leads(figures.among(code)) for _, _, code in rows)
    values = tuple(value for _, value, _ in rows)
    labels = tuple(label for label, _, _ in rows)
    return Chart(
        part.code, part.title, "tiles", part.unit, labels, (Series("Value", values, urls),), "Number",
        method=figures.method,
    )  # fmt: skip


def _volume(figures: Figures, part: Part) -> Chart:
    series = [
        Series(label, tuple(figures.source.number(code, first) for first, _ in figures.steps), figures.of_steps(code))
        for label, code in (("Opened", "opened"), ("Resolved", "resolved"))
    ]  # fmt: skip
    opened, resolved = figures.source.number("opened"), figures.source.number("resolved")
    return figures.along(part, "bars", series, f"{opened:,} opened, {resolved:,} resolved.")


def _backlog(figures: Figures, part: Part) -> Chart:
    at, values = figures.source.backlog_before(), []
    for first, _ in figures.steps:
        at += figures.source.number("entered", first) - figures.source.number("left", first)
        values.append(at)
    summary = f"{at:,} open at the end."
    return figures.along(part, "line", [Series("Open", tuple(values), figures.of_steps("backlog"))], summary)


def _rate(
    label: str, counted: str, of: Sequence[str], opens: str, *, percent: bool = True
) -> Callable[[Figures, Part], Chart]:
    """A share, or a mean, along the steps."""

    def chart(figures: Figures, part: Part) -> Chart:
        def value(at: date | None) -> float | None:
            whole = sum(figures.source.number(one, at) for one in of)
            part_of = figures.source.number(counted, at)
            return (_percent(part_of, whole) if percent else part_of / whole) if whole else None

        series = Series(label, tuple(value(first) for first, _ in figures.steps), figures.of_steps(opens))
        whole = sum(figures.source.number(one) for one in of)
        summary = f"{shown(value(None), part.unit)} in the whole period, of {whole:,}."
        return figures.along(part, "line", [series], summary)

    return chart


def _durations(figures: Figures, part: Part) -> Chart:
    found = [figures.source.percentiles(part.code, first) for first, _ in figures.steps]
    series = []
    for place, label in enumerate(("Median", "90th percentile")):
        values = tuple(one[place] / HOUR if one else None for one in found)
        # From classes, the records begin where the class of the value does.
        lower = 1 - ERROR_PERCENT / 100 if figures.source.rolled else 1.0
        keys = [f"{part.code}.{int(one[place] * lower) if one else 0}" for one in found]
        series.append(Series(label, values, figures.of_steps("slow", keys)))
    whole = figures.source.percentiles(part.code, None)
    told = f"Median {shown(whole[0] / HOUR)} h, 90th percentile {shown(whole[1] / HOUR)} h." if whole else ""
    within = f"right within {ERROR_PERCENT} %" if figures.source.rolled else "exact"
    return figures.along(part, "line", series, told, f"{figures.method} Percentiles are {within}.")


def _backlog_age(figures: Figures, part: Part) -> Chart:
    values = tuple(
        sum(count for (_, age), count in figures.source.ages().items() if age == number)
        for number in range(len(AGES))
    )
    urls = tuple(figures.leads(figures.among("age", str(number))) for number in range(len(AGES)))
    labels = tuple(label for label, _, _ in AGES)
    summary = f"{sum(values):,} open."
    return Chart(
        part.code, part.title, "across", part.unit, labels, (Series("Open", values, urls),), "Age", summary,
        "Counted from the records.",
    )  # fmt: skip


def _aging(figures: Figures, part: Part) -> Chart:
    found = figures.source.ages()
    titles = {state.name: state.title for state in figures.process.states}
    present = {state for state, _ in found}
    order = [name for name in titles if name in present] + sorted(present - titles.keys())
    series = tuple(
        Series(
            titles.get(state, state.replace("_", " ").capitalize()),
            tuple(found.get((state, age), 0) for age in range(len(AGES))),
            tuple(figures.leads(figures.among("age", f"{state}.{age}")) for age in range(len(AGES))),
        )
        for state in order
    )
    oldest = sum(found.get((state, len(AGES) - 1), 0) for state in order)
    return Chart(
        part.code, part.title, "grid", part.unit, tuple(label for label, _, _ in AGES), series, "Age",
        f"{oldest:,} of {sum(found.values()):,} are {AGES[-1][0]} old.", "Counted from the records.",
    )  # fmt: skip


def _load(figures: Figures, part: Part) -> Chart:
    rows = sorted(figures.source.teams(), key=lambda row: (-row[3], row[0]))[:40]
    names = dict(Team.objects.filter(pk__in=[row[0] for row in rows]).values_list("pk", "name"))
    series = tuple(
        Series(
            label,
            tuple(row[place] for row in rows),
            tuple(figures.leads(figures.among(code, team=row[0])) for row in rows),
        )
        for label, place, code in (
            ("Open", 3, "backlog"),
            ("Opened", 1, "opened"),
            ("Resolved", 2, "resolved"),
        )
    )
    return Chart(
        part.code, part.title, "across", part.unit, tuple(names.get(row[0], "No team") for row in rows), series,
        "Team", f"{len(rows)} teams.", figures.method,
    )  # fmt: skip


def _hours(figures: Figures, part: Part) -> Chart:
    found = figures.source.hours()
    series = tuple(
        Series(
            name,
            tuple(found.get(24 * weekday + hour, 0) for hour in range(24)),
            tuple(figures.leads(figures.among("hour", str(24 * weekday + hour))) for hour in range(24)),
        )
        for weekday, name in enumerate(WEEKDAYS)
    )
    busiest = max(found, key=lambda hour: found[hour], default=None)
    told = f"Busiest: {WEEKDAYS[busiest // 24]} from {busiest % 24}:00." if busiest is not None else ""
    labels = tuple(f"{hour:02}" for hour in range(24))
    return Chart(part.code, part.title, "grid", part.unit, labels, series, "Hour", told, figures.method)


CHARTS: dict[str, Callable[[Figures, Part], Chart]] = {
    "totals": _totals,
    "volume": _volume,
    "backlog": _backlog,
    "backlog_age": _backlog_age,
    "attainment": _rate("Within target", "met", ("met", "missed"), "missed"),
    "respond": _durations,
    "respond_open": _durations,
    "resolve": _durations,
    "resolve_open": _durations,
    "reopened": _rate("Reopened", "reopened", ("resolved",), "reopened"),
    "first_contact": _rate("First contact", "first_contact", ("resolved",), "first_contact"),
    "reassignments": _rate("Changes of team", "reassignments", ("resolved",), "reassigned", percent=False),
    "load": _load,
    "hours": _hours,
    "aging": _aging,
}


def _percent(part: float, whole: float) -> float | None:
    return 100 * part / whole if whole else None
