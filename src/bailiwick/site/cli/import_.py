"""`bailiwick import`: bring in what was recorded in other tools."""

import json
import sys
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bailiwick.site.cli.environment import prepare
from bailiwick.site.cli.import_people import people
from bailiwick.site.cli.options import Data, Json, OrganizationName, Yes
from bailiwick.site.cli.outcome import FAILED
from bailiwick.site.failures import CannotRun, CommandFailed

if TYPE_CHECKING:
    from bailiwick.exchange.servicenow.malformed import MalformedLog
    from bailiwick.site.importing import Import

app = typer.Typer(
    help="Bring in what was recorded in other tools.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)


@app.command("servicenow-incident-log")
def servicenow_incident_log(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="The log, .csv or .csv.gz.")
    ],
    zone: Annotated[str, typer.Option(metavar="ZONE", help="The time zone of its dates.")] = "UTC",
    service: Annotated[
        str | None, typer.Option(metavar="NAME", help="The service that all its incidents are about.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    background: Annotated[
        bool, typer.Option("--background", help="Leave the work to the running worker.")
    ] = False,
    data: Data = None,
    organization: OrganizationName = None,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Bring in the incidents of a ServiceNow log with their history.

    Says first what would be created and what is odd. A run that was broken off goes on when it is started again;
    what is here already is left as it is.
    """
    with prepare(data) as environment:
        environment.open()
        from bailiwick.exchange.servicenow.malformed import MalformedLog
        from bailiwick.site import importing
        from bailiwick.site.cli.organizations import the_one, the_one_or_first

        meant = the_one_or_first(organization) if yes and not dry_run else the_one(organization)
        try:
            planned = importing.plan(file, meant, _zone(zone), service=service, checks=dry_run or not yes)
        except MalformedLog as malformed:
            _refuse(file, malformed, as_json)
        _show_plan(planned, as_json=as_json, is_all=dry_run)
        if dry_run:
            return
        if not yes:
            _ask(planned)
        if background:
            _answer(importing.defer(planned), f"The worker brings in {file.name}.", as_json)
        else:
            _bring_in(planned, as_json)


app.command("people")(people)


@app.command()
def status(data: Data = None, organization: OrganizationName = None, as_json: Json = False) -> None:
    """Show how far the last imports have come."""
    with prepare(data) as environment:
        environment.open()
        from bailiwick.site import importing
        from bailiwick.site.cli import import_shown
        from bailiwick.site.cli.organizations import the_one

        found = importing.recent(the_one(organization))
    if as_json:
        typer.echo(json.dumps(found))
    else:
        import_shown.runs(found)


def _zone(name: str) -> tzinfo:
    from bailiwick.kernel.calendar.zones import load_zone

    try:
        return load_zone(name)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _refuse(file: Path, malformed: "MalformedLog", as_json: bool) -> None:
    if as_json:
        fault = {"line": malformed.line, "column": malformed.column, "reason": malformed.reason}
        typer.echo(json.dumps({"error": fault}))
    typer.echo(f"{file}: {malformed.message}\nNothing was imported.", err=True)
    raise typer.Exit(FAILED)


def _show_plan(planned: "Import", *, as_json: bool, is_all: bool) -> None:
    from bailiwick.site.cli import import_shown

    if not as_json:
        import_shown.plan(planned)
    elif is_all:
        typer.echo(json.dumps(planned.as_dict()))


def _ask(planned: "Import") -> None:
    if not sys.stdin.isatty():
        raise CannotRun(
            "Nothing was imported. Say --yes to import without being asked, or --dry-run to look only."
        )
    question = f"Import {planned.expected.incidents:,} incidents into “{planned.organization.name}”?"
    if not typer.confirm(question, err=True):
        raise CannotRun("Nothing was imported.")


def _bring_in(planned: "Import", as_json: bool) -> None:
    from django.db import Error

    from bailiwick.site import importing
    from bailiwick.site.cli import import_shown

    try:
        with import_shown.progress(planned.file.name) as told:
            run, facts = importing.bring_in(planned, told)
    except Error as error:
        raise CommandFailed(
            f"The database failed: {str(error).strip()}\nStart the import again: it goes on where it was broken off."
        ) from error
    if as_json:
        typer.echo(json.dumps(facts))
    else:
        import_shown.outcome(run, facts, is_odd_shown=bool(planned.survey.findings.counts))


def _answer(run: dict[str, object], text: str, as_json: bool) -> None:
    shown = (
        f"{text}\nLook at `bailiwick import status`; without a running Bailiwick it waits for the next one."
    )
    typer.echo(json.dumps(run) if as_json else shown)
