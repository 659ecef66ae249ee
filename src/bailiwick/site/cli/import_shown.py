"""How `bailiwick import` shows what it will do, does and did, for people."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from bailiwick.exchange.servicenow.findings import KINDS

if TYPE_CHECKING:
    from bailiwick.exchange.servicenow.facts import LogFacts
    from bailiwick.exchange.servicenow.findings import Finding
    from bailiwick.kernel.jobs.models import Run
    from bailiwick.site.importing import Import

PLANNED = {
    "incidents": "incidents",
    "updates": "updates of them, as entries of the ledger",
    "users": "people who reported them",
    "staff": "people who worked on them",
    "teams": "teams",
    "categories": "categories",
}
Told = Callable[[int, int], None]


def plan(planned: "Import") -> None:
    """What would be created, and what is odd."""
    console = _console()
    expected = planned.expected.as_dict()
    title = Text(f"{planned.file.name} would create in “{planned.organization.name}”")
    table = Table(title=title, title_justify="left")
    table.add_column("", justify="right")
    table.add_column("")
    for name, meaning in PLANNED.items():
        table.add_row(f"{expected[name]:,}", meaning)
    console.print(table)
    if expected["existing_incidents"]:
        console.print(
            f"{expected['existing_incidents']:,} of its incidents are here already and stay as they are."
        )
    findings = planned.survey.findings
    if findings.counts:
        console.print(_odd(findings.as_anomalies(), findings.examples))


def outcome(run: "Run", facts: "LogFacts", *, is_odd_shown: bool) -> None:
    """What was done, and what the database holds now; what is odd only if it was not shown before."""
    console = _console()
    console.print(
        f"{run.facts['created']:,} incidents were imported, {run.facts['existing']:,} were here already."
    )
    table = Table(title="Imported from ServiceNow logs, by the database", title_justify="left")
    table.add_column("")
    table.add_column("", justify="right")
    for name, value in facts.items():
        if isinstance(value, dict) and name != "anomalies":
            for key, count in value.items():
                table.add_row(
                    Text(f"{name.replace('_', ' ')}: {key}"), f"{count:,}" if count is not None else "none"
                )
        elif isinstance(value, int):
            table.add_row(name.replace("_", " "), f"{value:,}")
    console.print(table)
    if facts["anomalies"] and not is_odd_shown:
        console.print(_odd(facts["anomalies"], {}))


def runs(found: list[dict[str, Any]]) -> None:
    """The last imports."""
    if not found:
        _console().print("Nothing was imported yet.")
        return
    table = Table("Run", "File", "State", "Done", "New", "Started", "Error")
    for one in found:
        done = f"{one['done']:,} of {one['total']:,}"
        cells = (one["run"], one["file"], one["state"], done, one["created"], one["started_at"], one["error"])
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in cells))
    _console().print(table)


@contextmanager
def progress(name: str) -> Iterator[Told]:
    """A bar that fills up, where somebody can see it."""
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=_console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(name, total=None)

        def told(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield told


def _console(*, stderr: bool = False) -> Console:
    """Names out of a file are shown as they are, never read as markup."""
    return Console(stderr=stderr, markup=False, highlight=False, emoji=False)


def _odd(counts: Mapping[str, int], examples: Mapping[str, Sequence["Finding"]]) -> Table:
    """A row for each kind; what is told by column is summed, with the columns behind it."""
    table = Table(title="Odd in it, and kept", title_justify="left")
    table.add_column("Times", justify="right")
    table.add_column("What")
    if examples:
        table.add_column("First found")
    for kind, keys in groupby(counts, key=lambda key: key.partition(".")[0]):
        of_kind = {key: counts[key] for key in keys}
        columns = ", ".join(
            f"{key.partition('.')[2]} {count:,}" for key, count in of_kind.items() if "." in key
        )
        row = [f"{sum(of_kind.values()):,}", f"{KINDS[kind]}: {columns}" if columns else KINDS[kind]]
        if examples:
            first = min((examples[key][0] for key in of_kind), key=attrgetter("line"))
            row.append(f"line {first.line}, {first.number}: {first.detail}")
        table.add_row(*map(Text, row))
    return table
