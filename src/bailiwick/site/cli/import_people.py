"""`bailiwick import people`: make many people known at once out of a CSV file."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bailiwick.site.cli.environment import prepare
from bailiwick.site.cli.options import Data, Json, OrganizationName, Yes
from bailiwick.site.cli.outcome import FAILED
from bailiwick.site.failures import CannotRun

if TYPE_CHECKING:
    from bailiwick.kernel.jobs.models import Run
    from bailiwick.kernel.people.types import Outcome


def people(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A CSV file with headings.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    invitations: Annotated[
        bool, typer.Option("--invitations", help="Mail those who can sign in then.")
    ] = False,
    data: Data = None,
    organization: OrganizationName = None,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Make the people of a CSV file known, or bring what is known of them up to date.

    Says first what would come of each line. A second run of the same file changes nothing.
    """
    with prepare(data) as environment:
        environment.open()
        from bailiwick.kernel.base.errors import Invalid
        from bailiwick.site import people as operating

        try:
            run = operating.prepared_import(file, organization=organization, has_invitations=invitations)
        except Invalid as refused:
            _refuse(file, refused, as_json)
        if not dry_run and not yes:
            _show(run, as_json=False)
            _ask(run)
        if not dry_run:
            run = operating.brought_in(run)
        _show(run, as_json=as_json)


def _refuse(file: Path, refused: Any, as_json: bool) -> None:
    if as_json:
        place = {
            name: getattr(refused, name) for name in ("line", "column", "reason") if hasattr(refused, name)
        }
        typer.echo(json.dumps({"error": place or refused.fields}))
    typer.echo(f"{file}: {' '.join(refused.fields.values())}", err=True)
    raise typer.Exit(FAILED)


def _ask(run: "Run") -> None:
    if not sys.stdin.isatty():
        raise CannotRun(
            "Nothing was imported. Say --yes to import without being asked, or --dry-run to look only."
        )
    if not typer.confirm(f"Import {run.total:,} people?", err=True):
        raise CannotRun("Nothing was imported.")


def _show(run: "Run", *, as_json: bool) -> None:
    from bailiwick.kernel.people import running

    outcomes = running.outcomes_of(run)
    counts = running.counts(outcomes)
    if as_json:
        rows = [asdict(one) | {"kind": str(one.kind)} for one in outcomes]
        typer.echo(json.dumps({"state": run.state, "error": run.error, "counts": counts, "outcomes": rows}))
        return
    for one in outcomes:
        if str(one.kind) != "unchanged" or one.is_odd:
            typer.echo(_line(one))
    begun = "were" if running.is_confirmed(run) else "would be"
    told = ", ".join(f"{number:,} {name}" for name, number in counts.items() if number)
    typer.echo(f"{run.total:,} people {begun}: {told}.")


def _line(outcome: "Outcome") -> str:
    where = f"line {outcome.line}" + (f", {outcome.column}" if outcome.column else "")
    return f"{where}: {outcome.kind} {outcome.name}" + (f" ({outcome.text})" if outcome.text else "")
