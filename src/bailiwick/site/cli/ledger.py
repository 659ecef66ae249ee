"""`bailiwick ledger`: verify what was recorded, sign it, and hand out proofs."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from bailiwick.site.cli.environment import prepare
from bailiwick.site.cli.options import Data, Json, OrganizationName, Yes
from bailiwick.site.cli.outcome import FAILED
from bailiwick.site.failures import CannotRun, CommandFailed

app = typer.Typer(help="The ledger.", no_args_is_help=True, rich_markup_mode=None, add_completion=False)


@contextmanager
def _opened(data: Data) -> Iterator[Any]:
    """The sealer's connection, the signer and the organizations, with everything settled sealed."""
    with prepare(data) as environment:
        environment.open()
        from django.conf import settings

        from bailiwick.site.working.ledgers import Ledgers

        ledgers = Ledgers(settings.SEALER_URL, settings.DATA)
        try:
            yield ledgers
        finally:
            ledgers.close()


@app.command()
def verify(data: Data = None, organization: OrganizationName = None, as_json: Json = False) -> None:
    """Verify every digest, leaf, tree and checkpoint; exit code 1 when something is not as it was signed.

    What is found good is signed, so that the next verification has something to hold it against.
    """
    with _opened(data) as ledgers:
        ledgers.seal()
        reports = [(one, ledgers.verify(one, quiet=as_json)) for one in ledgers.organizations(organization)]
        for one, report in reports:
            if report.is_good and report.size:
                ledgers.checkpoint(one)
    if as_json:
        typer.echo(json.dumps([_facts(one.name, report) for one, report in reports]))
    else:
        for one, report in reports:
            _print(one.name, report)
    if not all(report.is_good for _, report in reports):
        raise typer.Exit(FAILED)


def _facts(name: str, report: Any) -> dict[str, Any]:
    return {
        "organization": name,
        "origin": report.origin,
        "entries": report.size,
        "root": report.root.hex(),
        "checkpoints": report.checkpoints,
        "unsealed": report.unsealed,
        "good": report.is_good,
        "findings": [
            {
                "code": f.code,
                "message": f.message,
                "index": f.index,
                "event": f.event_id,
                "warning": f.is_warning,
            }
            for f in report.findings
        ],
    }


def _print(name: str, report: Any) -> None:
    typer.echo(
        f"{name}: {report.size:,} entries, {report.checkpoints:,} checkpoints, root {report.root.hex()[:16]}…"
    )
    for finding in report.findings:
        typer.echo(f"  {finding.code}: {finding.message}")
    known = "as it was signed" if report.checkpoints else "whole; it was not signed before, and is now"
    good = f"  Everything is {known}." + (" See the warnings." if report.findings else "")
    typer.echo(good if report.is_good else "  THE LEDGER WAS ALTERED.")


@app.command()
def checkpoint(
    data: Data = None,
    organization: OrganizationName = None,
    declare_fork: Annotated[
        str,
        typer.Option(
            "--declare-fork", metavar="REASON", help="Sign although older entries are gone, and say why."
        ),
    ] = "",
    as_json: Json = False,
) -> None:
    """Sign the ledger as it stands and print the checkpoint."""
    with _opened(data) as ledgers:
        ledgers.seal()
        found = ledgers.organizations(organization)
        if declare_fork and not sum(ledgers.declare_fork(one, declare_fork) for one in found):
            raise CommandFailed("Every ledger continues its last checkpoint: there is no fork to declare.")
        notes = {one.name: ledgers.checkpoint(one) for one in found}
        keys = {one.name: ledgers.verifier(one).vkey for one in found}
    if as_json:
        typer.echo(
            json.dumps({name: {"checkpoint": note, "key": keys[name]} for name, note in notes.items()})
        )
        return
    for name, note in notes.items():
        typer.echo(f"{name} (key {keys[name]}):\n{note}")


@app.command()
def prove(
    file: Annotated[Path, typer.Argument(help="The pack to write (a zip that bailiwick-verify checks).")],
    data: Data = None,
    organization: OrganizationName = None,
    entry: Annotated[
        list[int] | None, typer.Option("--entry", help="Only these entries, each with its proof.")
    ] = None,
    since: Annotated[
        list[int] | None,
        typer.Option(
            "--since",
            metavar="SIZE",
            help="Show that it continues a checkpoint of this size; may be given again.",
        ),
    ] = None,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Write the ledger, or single entries of it, as a pack that anybody can verify offline."""
    if file.exists() and not yes:
        raise CannotRun(f"{file} exists. Give another name, or --yes to replace it.")
    with _opened(data) as ledgers:
        ledgers.seal()
        one = ledgers.one(organization)
        ledgers.checkpoint(one)
        partial = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            count = ledgers.export(one, partial, entry, since=since or ())
            partial.replace(file)
        finally:
            partial.unlink(missing_ok=True)
        key = ledgers.verifier(one).vkey
    if as_json:
        typer.echo(json.dumps({"file": str(file), "entries": count, "key": key}))
        return
    typer.echo(f"{count:,} entries written to {file}.\nVerify with: bailiwick-verify {file} --key '{key}'")


@app.command()
def moved(data: Data = None, as_json: Json = False) -> None:
    """Go on in another PostgreSQL cluster, after pg_upgrade or after the database was copied here.

    Sealing stops in a cluster that the ledgers do not know. What came is compared with the newest checkpoints.
    """
    with prepare(data) as environment:
        environment.open()
        from bailiwick.site.cli import sealing

        if sealing.is_at_home():
            raise CommandFailed("The database is where it was sealed last: there is nothing to do.")
        sealing.go_on_here()
    typer.echo(json.dumps({"moved": True}) if as_json else "The ledgers go on in this cluster.")


@app.command()
def erase(
    event: Annotated[list[int], typer.Option("--event", help="The entry's number; may be given again.")],
    reason: Annotated[str, typer.Option(help="Why, for the ledger.")],
    organization: OrganizationName = None,
    data: Data = None,
    yes: Yes = False,
    as_json: Json = False,
) -> None:
    """Take the content out of entries, for good; every digest and every proof stays."""
    if not yes:
        raise CannotRun("What is erased cannot be brought back. Give --yes to erase it.")
    with prepare(data) as environment:
        environment.open()
        from bailiwick.kernel.ledger import erasure
        from bailiwick.site.cli.organizations import the_one

        one = the_one(organization)
        done = erasure.erase_entries(event, by=one.actor, reason=reason)
    if as_json:
        typer.echo(json.dumps({"entry": done.event_id, "payloads": done.payloads, "changes": done.changes}))
        return
    typer.echo(
        f"{done.payloads:,} entries and {done.changes:,} row changes lost their content; "
        f"the erasure is entry {done.event_id}. Older backups still hold what was erased."
    )
